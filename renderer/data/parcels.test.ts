import { afterEach, describe, expect, it } from 'vitest';
import { opIdOf, parcelIdOf, stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import {
  boxed,
  leased,
  packedOf,
  parcelAfter,
  parcelIn,
  planOf,
  started,
} from '../../shared/domain/parcel/parcel.test-kit';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { OpDraft } from '../../shared/sync/op';
import { createFakeHeadOffice } from './head-office.test-kit';
import { byQueue } from './parcels';
import { newDisk, newOpId, openTestStation, type TestStation, until } from './station.test-kit';

const here = stationIdOf(1);
const leeds = warehouseIdOf('leeds');
const packing = parcelIn.packing as Parcel;

describe('the parcels of a bench', { timeout: 60_000 }, () => {
  const open: TestStation[] = [];
  const start = async (disk = newDisk(), office = createFakeHeadOffice(here, leeds)) => {
    const station = await openTestStation(disk, here, leeds, office);
    open.push(station);
    return { station, office, disk };
  };
  afterEach(async () => {
    for (const station of open.splice(0)) await station.close();
  });
  const act = (told: Pick<OpDraft, 'type' | 'body'>, parcel: Parcel = packing): OpDraft =>
    ({ opId: newOpId(), parcelId: parcel.parcelId, fence: parcel.fence, ...told }) as OpDraft;

  it('are those it holds, VIP first, then oldest, then by number', async () => {
    const parcels: Parcel[] = [
      { ...packing, parcelId: parcelIdOf(11), orderNumber: '3', placedAt: '2026-01-03T00:00:00.000Z' },
      { ...packing, parcelId: parcelIdOf(12), orderNumber: '2', placedAt: '2026-01-02T00:00:00.000Z' },
      {
        ...packing,
        parcelId: parcelIdOf(13),
        orderNumber: '9',
        placedAt: '2026-01-09T00:00:00.000Z',
        priority: 'vip',
      },
      { ...packing, parcelId: parcelIdOf(14), orderNumber: '1', placedAt: '2026-01-02T00:00:00.000Z' },
      { ...packing, parcelId: parcelIdOf(15), holder: stationIdOf(2) },
      { ...(parcelIn.released as Parcel), parcelId: parcelIdOf(16) },
      { ...(parcelIn['handed-over'] as Parcel), parcelId: parcelIdOf(17) },
    ];
    const { station, office } = await start();
    office.put('parcels', ...parcels);
    await station.startSync();
    await until(() => station.book.held().length === 4);
    expect(station.book.held().map((parcel) => parcel.orderNumber)).toEqual(['9', '1', '2', '3']);
    expect([...parcels].sort(byQueue)[0]?.orderNumber).toBe('9');
    expect((await station.book.released(10)).map((parcel) => parcel.parcelId)).toEqual([parcelIdOf(16)]);
  });

  it('show an act at once, and once, whichever comes back first: the parcel or the answer', async () => {
    const { station, office } = await start();
    office.put('parcels', packing);
    await station.startSync();
    await until(() => station.book.held().length === 1);
    const seen = new Set<number>();
    station.book.changes.subscribe(() =>
      seen.add(station.book.get(packing.parcelId)?.lines[0]?.packed ?? -1),
    );
    await station.opLog.append(
      [act({ type: 'parcel.pack-item', body: { sku: 'MUG' as never, quantity: 1, code: '1', scanId: 's' } })],
      null,
    );
    await until(() => station.opLog.unsettled().length === 0);
    expect([...seen]).toEqual([3]);
  });

  it('grow by the box that was begun offline, with what was packed into it', async () => {
    const { station, office } = await start();
    office.put('parcels', packing);
    await station.startSync();
    await until(() => station.book.held().length === 1);
    office.cut();
    const second = parcelIdOf(21);
    await station.opLog.append([act({ type: 'parcel.next-box', body: { newParcelId: second } })], null);
    const born = station.book.get(second) as Parcel;
    await station.opLog.append(
      [
        act(
          { type: 'parcel.pack-item', body: { sku: 'LAMP' as never, quantity: 2, code: '1', scanId: 's' } },
          born,
        ),
      ],
      null,
    );
    expect(
      station.book.held().map((parcel) => [parcel.boxNumber, parcel.lines.map((line) => line.packed)]),
    ).toEqual([
      [1, [2, 0]],
      [2, [0, 2]],
    ]);
    office.mend();
    await until(() => station.opLog.unsettled().length === 0);
    expect(office.parcel(second)).toMatchObject({ boxNumber: 2, state: 'packing' });
    expect(station.book.get(second)?.lines.map((line) => line.packed)).toEqual([0, 2]);
  });

  it('are found again after a restart offline, own acts included', async () => {
    const { station, office, disk } = await start();
    office.put('parcels', packing);
    await station.startSync();
    await until(() => station.book.held().length === 1);
    office.cut();
    await station.opLog.append(
      [act({ type: 'parcel.next-box', body: { newParcelId: parcelIdOf(21) } })],
      null,
    );
    open.splice(0);
    await station.close();
    const again = await start(disk, office);
    expect(again.station.book.held().map((parcel) => parcel.boxNumber)).toEqual([1, 2]);
  });

  it('leave when head office gives them to another bench', async () => {
    const { station, office } = await start();
    office.put('parcels', packing);
    await station.startSync();
    await until(() => station.book.held().length === 1);
    office.put('parcels', { ...packing, holder: stationIdOf(2), fence: 2 });
    await until(() => station.book.held().length === 0);
    expect(station.book.get(packing.parcelId)).toBeNull();
    expect((await station.book.byOrderNumber('1042')).map((parcel) => parcel.holder)).toEqual([
      stationIdOf(2),
    ]);
  });

  it('are found by order number and by label, with own acts folded in', async () => {
    const { station, office } = await start();
    const whole = parcelAfter(planOf(), leased, started, boxed, packedOf(1, 1, 5), packedOf(2, 2, 2));
    office.put('parcels', whole, {
      ...(parcelIn['handed-over'] as Parcel),
      parcelId: parcelIdOf(30),
      sscc: '106141412345678915',
    });
    await station.startSync();
    await until(() => station.book.held().length === 1);
    const sscc = '106141412345678908';
    await station.opLog.append(
      [{ ...act({ type: 'parcel.seal', body: { sscc, weightGrams: 10 } }, whole), opId: opIdOf(77) }],
      null,
    );
    expect((await station.book.bySscc(sscc)).map((parcel) => parcel.state)).toEqual(['sealed']);
    expect((await station.book.bySscc('106141412345678915')).map((parcel) => parcel.state)).toEqual([
      'handed-over',
    ]);
    expect((await station.book.byOrderNumber('1042')).map((parcel) => parcel.state).sort()).toEqual([
      'handed-over',
      'sealed',
    ]);
    expect(await station.book.byOrderNumber('nobody')).toEqual([]);
  });
});

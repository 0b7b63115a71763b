// Two and three parcels side by side at a real station store with head office away: items find their parcel, every place is
// sealed by itself, a kill finds all of them again, and a cancellation stops its own place.
import { afterEach, describe, expect, it } from 'vitest';
import { ownCode } from '../../../shared/barcode/own-code';
import { orderIdOf, parcelIdOf } from '../../../shared/domain/ids.test-kit';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  newOffice,
  openTestBench,
  packedOf,
  small,
  type TestBench,
} from '../packing/bench.test-kit';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Two mugs and a lamp each; the lower number came first. */
const orderNo = (number: number): Parcel => ({
  ...small,
  parcelId: parcelIdOf(number),
  orderId: orderIdOf(number),
  orderNumber: `20${number}`,
  placedAt: `2026-01-05T0${number}:00:00.000Z`,
});
const codeOf = (number: number): string => ownCode('order', `20${number}`);
const place = (number: number): string => codes.command(`place-${number}`);

async function bench(disk = newDisk(), office = newOffice(), isNew = true) {
  if (isNew) companyOf(office, orderNo(1), orderNo(2), orderNo(3));
  const at = await openTestBench(disk, office, createFakeOutbox());
  ends.push(() => at.close());
  if (isNew) {
    await until(() => at.station.book.held().length === 3);
    at.places.chooseAt(3);
    await at.scan(codes.badge);
  }
  return { at, disk, office };
}

async function killed(disk: ReturnType<typeof newDisk>, office: ReturnType<typeof newOffice>) {
  for (const end of ends.splice(0)) await end();
  return bench(disk, office, false);
}

const standing = (at: TestBench): string =>
  at
    .state()
    .places.map(({ place: number, parcel }) => `${number}:${parcel.orderNumber}`)
    .join(' ');
const mugsIn = (at: TestBench, number: number): number =>
  packedOf(at.station.book.get(parcelIdOf(number)), 'MUG');

describe('several parcels at a station', { timeout: 60_000 }, () => {
  it('are packed side by side without head office, and sealed one by one', async () => {
    const { at, office } = await bench();
    office.cut();
    await at.scan(codeOf(2), place(3), codeOf(1));
    expect(standing(at)).toBe('1:202 3:201');
    await at.scan(codes.mug, codes.mug, codes.mug);
    // The first of the queue has its two, wherever it stands.
    expect([mugsIn(at, 1), mugsIn(at, 2)]).toEqual([2, 1]);
    expect(at.state().verdict.values).toMatchObject({ place: 1 });
    await at.scan(codes.lamp);
    expect(at.state().open?.orderNumber).toBe('201');
    await at.scan(codes.box, codes.command('seal'));
    expect(at.said()).toBe('go sealed');
    expect(standing(at)).toBe('1:202');
    await at.scan(codes.mug, codes.lamp, codes.box, codes.command('seal'));
    expect(standing(at)).toBe('');
    const sealed = (await at.station.opLog.from(1, 500)).filter(({ type }) => type === 'parcel.seal');
    expect(sealed.map(({ parcelId }) => parcelId)).toEqual([parcelIdOf(1), parcelIdOf(2)]);
    expect(at.reports).toEqual([]);
  });

  it('are all found again after a kill, each at its place and with what is in it', async () => {
    const { at, disk, office } = await bench();
    office.cut();
    await at.scan(codeOf(1), place(3), codeOf(2), place(2), codeOf(3));
    await at.scan(codes.mug, codes.mug, codes.mug);
    const before = standing(at);
    expect(before).toBe('1:201 2:203 3:202');
    const { at: again } = await killed(disk, office);
    expect(standing(again)).toBe(before);
    expect([mugsIn(again, 1), mugsIn(again, 2), mugsIn(again, 3)]).toEqual([2, 1, 0]);
    expect(again.state().open?.orderNumber).toBe('202');
    await again.scan(codes.command('undo'), codes.command('undo'));
    expect([mugsIn(again, 1), mugsIn(again, 2)]).toEqual([1, 0]);
  });

  it('a unit that went to the wrong one moves by the code of the other place, and is in one box', async () => {
    const { at } = await bench();
    await at.scan(codeOf(1), codeOf(2), codes.mug, place(2));
    expect(at.said()).toBe('go item-packed');
    expect([mugsIn(at, 1), mugsIn(at, 2)]).toEqual([0, 1]);
  });

  it('a cancellation of one that is not in hand is said, answered by nobody but its packer, and holds no other up', async () => {
    const { at, office } = await bench();
    await at.scan(codeOf(1), codeOf(2), place(1), codes.mug);
    await until(() => at.station.opLog.expect() > at.station.opLog.maxStationSeq());
    const cancel: Parcel['cancel'] = {
      state: 'asked',
      reason: 'customer',
      askedAt: '2026-01-05T11:00:00.000Z',
      lines: [{ lineNo: 2, quantity: 1 }],
    };
    office.put('parcels', { ...(office.parcel(parcelIdOf(2)) as Parcel), cancel });
    await until(() => at.said() === 'look place-asked-back');
    expect(at.state().bench.stop).toBeNull();
    await at.scan(codes.mug);
    expect([at.said(), mugsIn(at, 1)]).toEqual(['go line-complete', 2]);
    expect(office.parcel(parcelIdOf(2))?.cancel?.state).toBe('asked');
    await at.scan(place(2));
    expect(at.said()).toBe('stop cancel-asked');
    await at.scan(codes.command('ok'));
    expect(at.said()).toBe('look cancel-accepted');
    await until(() => office.parcel(parcelIdOf(2))?.cancel?.state === 'accepted');
    await at.scan(codes.lamp);
    expect(at.state().open?.orderNumber).toBe('201');
  });

  it('one place is as it always was', async () => {
    const { at } = await bench();
    at.places.chooseAt(1);
    await at.scan(codeOf(1), codes.mug, codeOf(2));
    expect(at.said()).toBe('stop other-parcel-open');
    expect([at.state().places, at.state().bench.places]).toEqual([[], []]);
  });

  it('the number of places is kept on this computer', async () => {
    const { disk, office, at } = await bench();
    at.places.chooseAt(9);
    expect(at.places.store.getState().count).toBe(3);
    at.places.chooseAt(5);
    await until(() => at.places.store.getState().count === 5);
    const { at: again } = await killed(disk, office);
    expect(again.places.store.getState().count).toBe(5);
  });
});

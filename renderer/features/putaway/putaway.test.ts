// Goods put away at a real station store with the network cut: proposals out of pulled bins with own moves over them, orders
// that wait, and faces that another bench has begun.
import { afterEach, describe, expect, it } from 'vitest';
import { ownCode } from '../../../shared/barcode/own-code';
import { lineOf, parcelAfter, planOf } from '../../../shared/domain/parcel/parcel.test-kit';
import { parcelIdOf, skuOf, taskIdOf } from '../../../shared/domain/ids.test-kit';
import type { Shelf } from '../../../shared/domain/putaway/shelf';
import { shelfEntry } from '../../../shared/sync/documents';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  leeds,
  newOffice,
  openTestBench,
  small,
  type TestBench,
} from '../packing/bench.test-kit';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const shelf = (name: string, more: Partial<Shelf> = {}): Shelf => ({
  locationId: name as Shelf['locationId'],
  warehouseId: leeds,
  kind: 'pick',
  walkOrder: 1,
  size: null,
  maxGrams: null,
  faces: [],
  holds: [],
  asOf: 0,
  seq: 0,
  ...more,
});
const faceOf = (sku: string, min: number, max: number): Shelf['faces'] => [{ sku: skuOf(sku), min, max }];
const bin = (name: string): string => ownCode('location', name);

async function floor(...shelves: Shelf[]) {
  const office = newOffice();
  companyOf(office, small);
  office.put('inbound', ...shelves.map(shelfEntry));
  const disk = newDisk();
  const bench = await openTestBench(disk, office, createFakeOutbox());
  ends.push(() => bench.close());
  await until(() => bench.shelves.all().length === shelves.length && bench.station.book.held().length === 1);
  await bench.scan(codes.badge);
  return { disk, office, bench };
}
const written = async (bench: TestBench) =>
  (await bench.station.opLog.from(1, 500))
    .filter(({ type }) => type === 'stock.move' || type === 'task.begin')
    .map(({ body }) =>
      body['taskId'] && !body['sku']
        ? 'begin'
        : `${body['quantity']} ${body['sku']} ${body['from']} ${body['to']}`,
    );

describe('goods put away at a station', { timeout: 60_000 }, () => {
  it('go into the face that has room, and the next where there is room then, with head office away', async () => {
    const { office, bench } = await floor(
      shelf('A-01', { faces: faceOf('MUG', 2, 4), holds: [{ sku: skuOf('MUG'), units: 1 }] }),
      shelf('B-01', { kind: 'bulk', walkOrder: 9 }),
    );
    office.cut();
    await bench.scan(codes.command('put-away'), codes.command('quantity-5'), codes.mug);
    expect(bench.said()).toBe('look in-hand');
    await bench.scan(bin('A-01'));
    expect(bench.said()).toBe('go put-into-some');
    expect(bench.state().verdict.values).toMatchObject({ quantity: 3, left: 2 });
    const { aside } = bench.state().bench;
    const inHand = aside?.kind === 'move' ? aside.moving.inHand : null;
    expect(inHand && bench.putAway.propose(inHand, 'receiving' as never)).toMatchObject({
      to: 'B-01',
      reason: 'bulk-empty',
    });
    await bench.scan(bin('B-01'), codes.command('undo'));
    expect(bench.said()).toBe('look move-undone');
    expect(await written(bench)).toEqual([
      '3 MUG receiving A-01',
      '2 MUG receiving B-01',
      '2 MUG B-01 receiving',
    ]);
  });

  it('are held by an order that waits longest for them', async () => {
    const { office, bench } = await floor(shelf('A-01', { faces: faceOf('MUG', 2, 9) }));
    const sources = [{ locationId: 'receiving' as never, quantity: 2 }];
    const waiting = (n: number, placedAt: string) => ({
      ...parcelAfter({ ...planOf([lineOf({ expected: 2, sources })]), parcelId: parcelIdOf(n) }),
      orderNumber: `20${n}`,
      placedAt,
    });
    office.put('parcels', waiting(51, '2026-01-05T10:00:00.000Z'), waiting(52, '2026-01-04T10:00:00.000Z'));
    const inHand = { sku: skuOf('MUG'), name: 'mug', quantity: 5, code: '', scanId: '', measures: null };
    const proposed = () => bench.putAway.propose(inHand, 'receiving' as never);
    await until(() => proposed().reason === 'cross-dock' && proposed().order === '2052');
    expect(proposed()).toMatchObject({ to: 'bench', quantity: 2 });
    expect(bench.putAway.propose(inHand, 'B-07' as never).reason).toBe('face');
  });

  it('fill faces up that nobody else has begun', async () => {
    const { office, bench } = await floor(shelf('A-01', { faces: faceOf('LAMP', 2, 9) }));
    const task = (n: number, from: string, more: object = {}) => ({
      taskId: taskIdOf(n),
      kind: 'replenish',
      state: 'open',
      values: { sku: 'LAMP', name: 'Lamp', quantity: 4, from, to: 'A-01', location: from, ...more },
      orderId: null,
      parcelId: null,
      opId: null,
      at: '2026-01-05T10:00:00.000Z',
    });
    office.put('tasks', task(1, 'B-01'), task(2, 'B-02', { stationId: 'somebody else' }));
    await until(() => bench.putAway.replenishments().length === 1);
    office.cut();
    await bench.scan(codes.command('put-away'), bin('B-02'));
    expect(bench.said()).toBe('look taken-from');
    await bench.scan(bin('B-01'));
    expect(bench.said()).toBe('go replenish-begun');
    await bench.scan(codes.command('quantity-4'), codes.lamp, bin('A-01'));
    expect(bench.said()).toBe('go put-into');
    expect(await written(bench)).toEqual(['begin', '4 LAMP B-01 A-01']);
  });

  it('are where they were after the power went', async () => {
    const { disk, office, bench } = await floor(shelf('A-01', { faces: faceOf('MUG', 2, 9) }));
    office.cut();
    await bench.scan(codes.command('put-away'), codes.mug, bin('A-01'), codes.mug);
    await bench.close();
    ends.splice(0);
    const again = await openTestBench(disk, office, createFakeOutbox());
    ends.push(() => again.close());
    await until(() => again.shelves.all().length === 1);
    expect(again.state().bench.aside).toMatchObject({
      kind: 'move',
      moving: {
        from: 'receiving',
        inHand: { sku: 'MUG', quantity: 1 },
        moves: [{ to: 'A-01', quantity: 1 }],
      },
    });
    expect(again.shelves.all()[0]?.holds).toEqual([{ sku: 'MUG', units: 1 }]);
  });
});

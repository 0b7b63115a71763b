// Goods put away on real PostgreSQL: the ledger follows every move, what orders were given goes along, bins tell what lies in
// them, and faces that run low are filled up once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locationIdSchema, type TaskId } from '../../../shared/domain/ids';
import type { Shelf } from '../../../shared/domain/putaway/shelf';
import type { OpBody } from '../../../shared/sync/op';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { refreshShelves } from './refresh-shelves';

let office: TestOffice;
let desk: TestStation;
let other: TestStation;
beforeAll(async () => {
  // Bins are looked at when a test says so.
  office = await startTestOffice({ idleMs: 1_000_000 });
  desk = await office.enrol();
  other = await office.enrol();
});
afterAll(() => office.close());

const refreshed = async (): Promise<void> => {
  while (await refreshShelves({ ...office.office, newId: randomUUID, now: () => new Date() })) continue;
};
const moving = (
  sku: string,
  quantity: number,
  from: string,
  to: string,
  taskId: TaskId | null = null,
): OpBody<'stock.move'> => ({
  sku: lineOf(sku, 1).sku,
  quantity,
  from: locationIdSchema.parse(from),
  to: locationIdSchema.parse(to),
  taskId,
  code: sku,
  scanId: 's',
});
const level = async (sku: string, bin: string): Promise<number> =>
  (
    await office.rows<{ on_hand: number }>(
      'SELECT on_hand FROM stock_level WHERE stream_id = $1 AND location_id = $2 AND sku = $3',
      leeds,
      bin,
      sku,
    )
  )[0]?.on_hand ?? 0;
const shelfOf = async (bin: string): Promise<Shelf | undefined> =>
  (
    await office.rows<{ doc: Shelf }>(
      'SELECT doc FROM shelf WHERE stream_id = $1 AND location_id = $2',
      leeds,
      bin,
    )
  )[0]?.doc;
const describeBins = (begins: string, more: object = {}) =>
  desk.post(`/v1/shelves/${leeds}`, {
    begins,
    isNew: false,
    kind: 'pick',
    size: null,
    maxGrams: null,
    ...more,
  });
const openTasks = (kind: string) =>
  office.rows<{ doc: { taskId: TaskId; values: Record<string, string | number> } }>(
    `SELECT doc FROM task WHERE kind = $1 AND state = 'open' ORDER BY seq`,
    kind,
  );

describe('bins', () => {
  it('are described by how their names begin, and tell what lies in them', async () => {
    await office.receive('VASE', 4, 'A-01');
    expect((await describeBins('A-')).body).toEqual({ bins: 2 });
    expect((await describeBins('Z-01', { isNew: true, kind: 'bulk' })).body).toEqual({ bins: 1 });
    expect((await describeBins('receiving', { isNew: true })).body).toEqual({ bins: 0 });
    expect((await describeBins('supplier', { isNew: true })).body).toEqual({ bins: 0 });
    expect(await shelfOf('A-01')).toMatchObject({ kind: 'pick', holds: [{ sku: 'VASE', units: 4 }] });
    await desk.deliver(desk.op('stock.move', null, moving('VASE', 3, 'A-01', 'Z-01')));
    await refreshed();
    expect((await shelfOf('A-01'))?.holds).toEqual([{ sku: 'VASE', units: 1 }]);
    expect(await shelfOf('Z-01')).toMatchObject({ kind: 'bulk', holds: [{ sku: 'VASE', units: 3 }] });
    const [result] = await office.rows<{ seq: number }>(`SELECT seq FROM op WHERE type = 'stock.move'`);
    expect((await shelfOf('Z-01'))?.asOf).toBeGreaterThanOrEqual(result?.seq ?? Number.POSITIVE_INFINITY);
    const { body } = await desk.get(`/v1/shelves/${leeds}?text=A-`);
    expect((body as { bins: unknown[] }).bins).toMatchObject([
      { locationId: 'A-01', shelf: { kind: 'pick' } },
      { locationId: 'A-02', shelf: { holds: [] } },
    ]);
    await office.expectSound();
  });
});

describe('units that are carried', () => {
  it('wake the order that waits for them, out of quarantine too', async () => {
    await office.receive('BOWL', 2, 'quarantine');
    const orderId = await desk.place({ externalId: 'M-0', lines: [lineOf('BOWL', 1)] });
    await office.settled();
    expect(await office.parcelsOf(orderId)).toEqual([]);
    await desk.deliver(desk.op('stock.move', null, moving('BOWL', 2, 'quarantine', 'B-01')));
    await office.settled();
    const [parcel] = await office.parcelsOf(orderId);
    expect(parcel?.lines[0]?.sources).toEqual([{ locationId: 'B-01', quantity: 1 }]);
    await office.expectSound();
  });

  it('take along what orders were given of them: as much as the bin can no longer give', async () => {
    await office.receive('LAMP', 5, 'receiving');
    const orderId = await desk.place({ externalId: 'M-1', lines: [lineOf('LAMP', 3)] });
    await office.settled();
    const sources = async () => (await office.parcelsOf(orderId))[0]?.lines[0]?.sources;
    expect(await sources()).toEqual([{ locationId: 'receiving', quantity: 3 }]);
    await desk.deliver(desk.op('stock.move', null, moving('LAMP', 2, 'receiving', 'A-02')));
    expect(await sources()).toEqual([{ locationId: 'receiving', quantity: 3 }]);
    await desk.deliver(desk.op('stock.move', null, moving('LAMP', 2, 'receiving', 'A-02')));
    expect(await sources()).toEqual([
      { locationId: 'receiving', quantity: 1 },
      { locationId: 'A-02', quantity: 2 },
    ]);
    await desk.deliver(desk.op('stock.move', null, moving('LAMP', 1, 'receiving', 'bench')));
    expect(await sources()).toEqual([
      { locationId: 'A-02', quantity: 2 },
      { locationId: 'bench', quantity: 1 },
    ]);
    expect([
      await level('LAMP', 'receiving'),
      await level('LAMP', 'A-02'),
      await level('LAMP', 'bench'),
    ]).toEqual([0, 4, 1]);
    expect(await openTasks('count-bin')).toEqual([]);
    await office.expectSound();
  });

  it('to the bench are those of the order that waits longest', async () => {
    const first = await desk.place({
      externalId: 'M-2',
      placedAt: '2026-01-01T09:00:00.000Z',
      lines: [lineOf('MUG', 2)],
    });
    const second = await desk.place({ externalId: 'M-3', lines: [lineOf('MUG', 2)] });
    await office.receive('MUG', 4, 'receiving');
    await office.settled();
    await desk.deliver(desk.op('stock.move', null, moving('MUG', 2, 'receiving', 'bench')));
    expect((await office.parcelsOf(first))[0]?.lines[0]?.sources).toEqual([
      { locationId: 'bench', quantity: 2 },
    ]);
    expect((await office.parcelsOf(second))[0]?.lines[0]?.sources).toEqual([
      { locationId: 'receiving', quantity: 2 },
    ]);
    await office.expectSound();
  });

  it('into quarantine are lost to the order that had them, and others are looked for', async () => {
    await office.receive('VASE', 2, 'B-01');
    const orderId = await desk.place({ externalId: 'M-4', lines: [lineOf('VASE', 6)] });
    await office.settled();
    expect((await office.parcelsOf(orderId))[0]?.lines[0]?.expected).toBe(6);
    await desk.deliver(desk.op('stock.move', null, moving('VASE', 2, 'B-01', 'quarantine')));
    expect([await level('VASE', 'B-01'), await level('VASE', 'quarantine')]).toEqual([0, 2]);
    await office.settled();
    await office.expectSound();
  });

  it('neither come into the warehouse nor leave it, and a bin nobody knows is a task', async () => {
    const told = await desk.deliver(
      desk.op('stock.move', null, moving('MUG', 9, 'supplier', 'A-01')),
      desk.op('stock.move', null, moving('MUG', 1, 'A-01', 'customer')),
    );
    expect(told.body.results.map(({ status }) => status)).toEqual(['contradiction', 'contradiction']);
    expect(await level('MUG', 'A-01')).toBe(0);
    await office.receive('MUG', 3, 'A-01');
    await desk.deliver(desk.op('stock.move', null, moving('MUG', 3, 'A-01', 'NEW-1')));
    expect(await level('MUG', 'NEW-1')).toBe(3);
    const tasks = await openTasks('bin-unknown');
    expect(tasks.map(({ doc }) => doc.values['location'])).toEqual(['supplier', 'customer', 'NEW-1']);
    await office.expectSound();
  });
});

describe('a face that runs low', () => {
  it('is one task, begun by one bench, and over when it is filled', async () => {
    await office.receive('BOWL', 30, 'Z-01');
    const face = { locationId: 'A-02', sku: 'BOWL', min: 5, max: 12 };
    expect((await desk.post(`/v1/shelves/${leeds}/faces`, face)).status).toBe(200);
    await refreshed();
    const [task] = await openTasks('replenish');
    expect(task?.doc.values).toMatchObject({ sku: 'BOWL', from: 'Z-01', to: 'A-02', quantity: 12 });
    const taskId = task?.doc.taskId as TaskId;
    await desk.deliver(desk.op('task.begin', null, { taskId }));
    await other.deliver(other.op('task.begin', null, { taskId }));
    expect((await openTasks('replenish'))[0]?.doc.values['stationId']).toBe(desk.stationId);
    await desk.deliver(desk.op('stock.move', null, moving('BOWL', 8, 'Z-01', 'A-02', taskId)));
    await refreshed();
    expect((await openTasks('replenish')).map(({ doc }) => doc.values['quantity'])).toEqual([4]);
    await desk.deliver(desk.op('stock.move', null, moving('BOWL', 4, 'Z-01', 'A-02', taskId)));
    await refreshed();
    expect(await openTasks('replenish')).toEqual([]);
    expect((await shelfOf('A-02'))?.holds).toContainEqual({ sku: 'BOWL', units: 12 });
  });

  it('ends by itself when it was filled otherwise, or has no face any more', async () => {
    const face = { locationId: 'A-01', sku: 'BOWL', min: 3, max: 6 };
    await desk.post(`/v1/shelves/${leeds}/faces`, face);
    await refreshed();
    expect(await openTasks('replenish')).toHaveLength(1);
    await office.receive('BOWL', 4, 'A-01');
    await refreshed();
    expect(await openTasks('replenish')).toEqual([]);
    await desk.post(`/v1/shelves/${leeds}/faces`, { ...face, min: 6 });
    expect(await openTasks('replenish')).toHaveLength(1);
    await desk.post(`/v1/shelves/${leeds}/faces`, { ...face, min: 0, max: null });
    expect(await openTasks('replenish')).toEqual([]);
    expect(await desk.post(`/v1/shelves/${leeds}/faces`, { ...face, locationId: 'B-01' })).toMatchObject({
      status: 422,
      body: { code: 'bin-unknown' },
    });
    expect(await desk.post(`/v1/shelves/${leeds}/faces`, { ...face, sku: 'NONE' })).toMatchObject({
      body: { code: 'product-unknown' },
    });
    await office.expectSound();
  });
});

// Work on many orders, on a real database: looked at before anything changes, started by a name, done in slices, taken
// back; every refusal in words.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkItem, BulkRun } from '../../../shared/contract/bulk';
import type { BulkAct } from '../../../shared/domain/bulk/bulk-act';
import type { Order } from '../../../shared/domain/order/order';
import { lineOf } from '../../test-office.test-kit';
import { clerk, type PaidOffice, startPaidOffice } from '../payments/payments.test-kit';

let paid: PaidOffice;
beforeAll(async () => {
  paid = await startPaidOffice();
  await paid.test.receive('MUG', 500);
});
afterAll(async () => {
  await paid.test.expectSound();
  await paid.close();
});

const orderOf = async (orderId: string): Promise<Order> =>
  (await paid.desk.get(`/v1/orders/${orderId}`)).body['order'] as Order;
const place = (externalId: string, quantity = 1): Promise<string> =>
  paid.desk.place({ externalId, lines: [lineOf('MUG', quantity)] });
const begin = async (act: BulkAct, selection: object): Promise<BulkRun> => {
  const { status, body } = await paid.desk.post('/v1/bulk', { act, selection });
  expect(status, JSON.stringify(body)).toBe(200);
  await paid.test.office.bulk.drain();
  return run(String(body['runId']));
};
const run = async (runId: string): Promise<BulkRun> =>
  (await paid.desk.get(`/v1/bulk/${runId}`)).body as unknown as BulkRun;
const start = async ({ runId }: BulkRun): Promise<BulkRun> => {
  const { status, body } = await paid.desk.post(`/v1/bulk/${runId}/start`, { by: clerk });
  expect(status, JSON.stringify(body)).toBe(200);
  await paid.test.office.bulk.drain();
  await paid.settled();
  return run(runId);
};
const takeBack = async ({ runId }: BulkRun): Promise<BulkRun> => {
  const { body } = await paid.desk.post(`/v1/bulk/${runId}/undo`, {});
  await paid.test.office.bulk.drain();
  return start(await run(String(body['runId'])));
};
const itemsOf = async ({ runId }: BulkRun, query = ''): Promise<BulkItem[]> =>
  (await paid.desk.get(`/v1/bulk/${runId}/orders${query}`)).body['rows'] as BulkItem[];
const hold = { kind: 'hold', reason: 'fraud', note: 'same card' } as const;

describe('work on many orders', () => {
  it('is looked at first, changes nothing until somebody with a name starts it, and is taken back whole', async () => {
    const ids = [await place('B-1'), await place('B-2'), await place('B-3')];
    await paid.desk.post(`/v1/orders/${ids[1]}/holds`, { reason: 'fraud', note: 'before', owner: null });
    await paid.desk.post(`/v1/orders/${ids[2]}/cancel-lines`, {
      reason: 'customer',
      lines: [{ lineNo: 1, quantity: 1 }],
    });
    const ready = await begin(hold, { orderIds: ids });
    expect(ready).toMatchObject({ state: 'ready', waiting: 0, will: 1, refused: 2, done: 0 });
    expect(ready.reasons.map(({ code, orders }) => `${code} ${orders}`).sort()).toEqual([
      'already-so 1',
      'order-cancelled 1',
    ]);
    expect((await orderOf(ids[0] ?? '')).holds).toEqual([]);
    expect(
      (await itemsOf(ready, '?state=refused')).map(({ number, reason }) => `${number}: ${reason}`).sort(),
    ).toEqual(['B-2: Order B-2 is so already', 'B-3: Order B-3 is cancelled']);
    expect(
      await paid.desk.post(`/v1/bulk/${ready.runId}/start`, { by: { ...clerk, pin: '0' } }),
    ).toMatchObject({
      status: 403,
    });
    const done = await start(ready);
    expect(done).toMatchObject({ state: 'done', will: 0, done: 1, refused: 2, undoable: 1 });
    expect(done.by).toEqual(expect.any(String));
    expect((await orderOf(ids[0] ?? '')).holds).toMatchObject([{ reason: 'fraud', note: 'same card' }]);
    const { body } = await paid.desk.get(`/v1/orders/${ids[0]}`);
    expect(body['timeline']).toContainEqual(
      expect.objectContaining({ type: 'OrderHeld', by: done.by, station: paid.desk.name }),
    );
    const back = await takeBack(done);
    expect(back).toMatchObject({ state: 'done', undoes: done.runId, done: 1, refused: 0 });
    expect((await orderOf(ids[0] ?? '')).holds).toEqual([]);
    expect((await orderOf(ids[1] ?? '')).holds).toMatchObject([{ note: 'before' }]);
  });

  it('takes all that a filter finds, releases them, and gives each its own hold back', async () => {
    const ids = [await place('R-1'), await place('R-2')];
    for (const [index, id] of ids.entries())
      await paid.desk.post(`/v1/orders/${id}/holds`, {
        reason: 'credit',
        note: `note ${index}`,
        owner: 'Ada',
      });
    const ready = await begin(
      { kind: 'release', reason: null, note: 'paid' },
      { filter: { hold: 'credit' } },
    );
    expect(ready).toMatchObject({ will: 2, refused: 0 });
    const done = await start(ready);
    expect((await orderOf(ids[1] ?? '')).holds).toEqual([]);
    await takeBack(done);
    expect((await orderOf(ids[1] ?? '')).holds).toMatchObject([
      { reason: 'credit', note: 'note 1', owner: 'Ada' },
    ]);
  });

  it('changes a priority with the boxes nobody has begun, and back', async () => {
    const orderId = await place('P-1');
    await paid.settled();
    const done = await start(await begin({ kind: 'priority', priority: 'vip' }, { orderIds: [orderId] }));
    const boxes = () =>
      paid.test.rows<{ priority: string; told: string }>(
        `SELECT priority, doc->>'priority' AS told FROM parcel WHERE order_id = $1`,
        orderId,
      );
    expect(await boxes()).toEqual([{ priority: 'vip', told: 'vip' }]);
    expect((await takeBack(done)).done).toBe(1);
    expect(await boxes()).toEqual([{ priority: 'normal', told: 'normal' }]);
    expect((await orderOf(orderId)).priority).toBe('normal');
  });

  it('cancels what is open, which has no way back, and says of what shipped or was cancelled that nothing is', async () => {
    const ids = [await place('C-1', 3), await place('C-2', 2)];
    const act = { kind: 'cancel', reason: 'recall' } as const;
    const done = await start(await begin(act, { orderIds: ids }));
    expect(done).toMatchObject({ done: 2, undoable: 0 });
    expect(await paid.desk.post(`/v1/bulk/${done.runId}/undo`, {})).toMatchObject({ status: 409 });
    expect(await begin(act, { orderIds: ids })).toMatchObject({ will: 0, refused: 2 });
  });

  it('chooses another warehouse where units are free to go, and says which are settled', async () => {
    await paid.test.receive('LAMP', 1);
    const waiting = await paid.desk.place({ externalId: 'W-1', lines: [lineOf('LAMP', 3)] });
    const settled = await place('W-2');
    await paid.settled();
    const ready = await begin(
      { kind: 'route', warehouseId: 'W2' as never },
      { orderIds: [waiting, settled] },
    );
    expect(ready).toMatchObject({ will: 1, refused: 1, reasons: [{ code: 'route-settled' }] });
    const done = await start(ready);
    expect(await paid.desk.get(`/v1/orders/${waiting}/route`)).toMatchObject({
      body: { override: { warehouseIds: ['W2'] } },
    });
    expect(await takeBack(done)).toMatchObject({ done: 1 });
    expect(await paid.desk.get(`/v1/orders/${waiting}/route`)).toMatchObject({ body: { override: null } });
  });

  it('is stopped between two slices; what is done stays done and can be taken back', async () => {
    const ids = [];
    for (let n = 0; n < 120; n += 1) ids.push(await place(`S-${n}`));
    const { body } = await paid.desk.post('/v1/bulk', { act: hold, selection: { orderIds: ids } });
    await paid.test.office.bulk.drain();
    const ready = await run(String(body['runId']));
    expect(ready).toMatchObject({ will: 120 });
    await paid.desk.post(`/v1/bulk/${ready.runId}/start`, { by: clerk });
    const stopped = await paid.desk.post(`/v1/bulk/${ready.runId}/stop`, {});
    await paid.test.office.bulk.drain();
    const after = await run(ready.runId);
    expect(stopped.status).toBe(200);
    expect(after.state).toBe('stopped');
    expect(after.done + after.will).toBe(120);
    expect(after.done % 50 === 0 || after.done === 120).toBe(true);
    expect(await paid.desk.post(`/v1/bulk/${ready.runId}/start`, { by: clerk })).toMatchObject({
      status: 409,
    });
  });

  it('has nothing to do for no orders', async () => {
    expect(
      await paid.desk.post('/v1/bulk', { act: hold, selection: { filter: { text: 'no such order' } } }),
    ).toMatchObject({ status: 422, body: { code: 'bulk-none' } });
  });
});

// Goods that came without an order, on real PostgreSQL: closed at the bench or at the office, found to be of an order later and
// taken back again. Nothing moves by it; what is still to come, what the office hears and what the books say follow.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PurchasePage } from '../../../shared/contract/purchasing';
import type { ReceivingPage } from '../../../shared/contract/receivings';
import type { OpId, PurchaseId, ReceivingId } from '../../../shared/domain/ids';
import type { OpBody } from '../../../shared/sync/op';
import {
  leeds,
  lineOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let office: TestOffice;
let desk: TestStation;
let dock: TestStation;
beforeAll(async () => {
  office = await startTestOffice();
  desk = await office.enrol();
  dock = await office.enrol();
});
afterAll(() => office.close());

const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
const newReceiving = (): ReceivingId => randomUUID() as ReceivingId;
const sent = async (
  lines: [sku: string, quantity: number][],
  warehouseId: string = leeds,
): Promise<PurchaseId> => {
  const purchaseId = randomUUID() as PurchaseId;
  await desk.post(`/v1/purchases/${purchaseId}`, {
    warehouseId,
    supplier: 'Mug Works',
    supplierReference: '',
    currency: 'GBP',
    note: '',
    lines: lines.map(([sku, quantity]) => ({ sku, quantity, unitCostMinor: 180, expectedOn: soon })),
  });
  expect(await desk.post(`/v1/purchases/${purchaseId}/send`, {})).toMatchObject({ status: 200 });
  return purchaseId;
};
const order = async (purchaseId: string): Promise<PurchasePage> =>
  (await desk.get(`/v1/purchases/${purchaseId}`)).body as unknown as PurchasePage;
const page = async (receivingId: string): Promise<ReceivingPage> =>
  (await desk.get(`/v1/receivings/${receivingId}`)).body as unknown as ReceivingPage;
const tell = async (receivingId: string, act: string, body: object = {}): Promise<ReceivingPage> => {
  const answer = await desk.post(`/v1/receivings/${receivingId}/${act}`, body);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body as unknown as ReceivingPage;
};
const refused = async (receivingId: string, act: string, body: object = {}): Promise<string> => {
  const { status, body: said } = await desk.post(`/v1/receivings/${receivingId}/${act}`, body);
  return `${status} ${String(said['code'])}`;
};
const taking = (
  receivingId: ReceivingId,
  sku: string,
  quantity: number,
  more: Partial<OpBody<'receipt.take'>> = {},
) =>
  dock.op('receipt.take', null, {
    receivingId,
    purchaseId: null,
    sku: lineOf(sku, 1).sku,
    quantity,
    condition: 'good',
    to: 'receiving',
    lot: null,
    serial: null,
    expiry: null,
    code: sku,
    scanId: 's',
    ...more,
  });
const finishing = (receivingId: ReceivingId) =>
  dock.op('receipt.finish', null, { receivingId, purchaseId: null, rest: 'awaited' });
const undoing = (op: ReturnType<typeof taking>) => {
  const {
    lot: _l,
    serial: _s,
    expiry: _e,
    code: _c,
    scanId: _i,
    ...body
  } = op.body as OpBody<'receipt.take'>;
  return dock.op('receipt.undo', null, { ...body, undoes: op.opId as OpId });
};
const differences = async (of: string): Promise<string[]> =>
  (
    await office.rows<{ told: string }>(
      `SELECT concat_ws(' ', doc->'values'->>'reason', nullif(doc->'values'->>'sku', ''), doc->'values'->>'quantity') AS told FROM task
       WHERE kind = 'receipt-differs' AND state = 'open' AND doc->'values'->>'of' = $1 ORDER BY 1`,
      of,
    )
  ).map(({ told }) => told);
const levels = () =>
  office.rows(`SELECT location_id, sku, on_hand FROM stock_level WHERE stream_id = $1 ORDER BY 1, 2`, leeds);
const awaited = async (sku: string): Promise<number> =>
  (
    (await desk.get(`/v1/supplies?sku=${sku}`)).body as { rows: { source: string; units: number }[] }
  ).rows.reduce((sum, { units }) => sum + units, 0);
/** What came without an order, counted and closed at the dock. */
const came = async (...units: [sku: string, quantity: number, more?: Partial<OpBody<'receipt.take'>>][]) => {
  const id = newReceiving();
  const takes = units.map(([sku, quantity, more]) => taking(id, sku, quantity, more));
  const { body } = await dock.deliver(...takes, finishing(id));
  expect(body.results.map(({ status }) => status)).toEqual([...takes, 0].map(() => 'applied'));
  return { id, takes };
};

describe('goods without an order', () => {
  it('are closed at the bench: the office sees how much of what came, and who said that it was all', async () => {
    const id = newReceiving();
    const first = taking(id, 'MUG', 3);
    await dock.deliver(first, taking(id, 'LAMP', 2, { condition: 'damaged', to: 'quarantine' }));
    expect((await page(id)).receiving).toMatchObject({ state: 'open', closedAt: null, units: 5 });
    await dock.deliver(undoing(first), taking(id, 'MUG', 4), finishing(id));
    const { receiving, totals, receipts } = await page(id);
    expect(receiving).toMatchObject({
      state: 'closed',
      products: 2,
      units: 6,
      damaged: 2,
      unmatched: 6,
      warehouseId: leeds,
    });
    expect(receiving.closedAt).not.toBeNull();
    expect(totals.map(({ sku, units, damaged }) => [sku, units, damaged])).toEqual([
      ['LAMP', 2, 2],
      ['MUG', 4, 0],
    ]);
    expect(receipts.map(({ isUndone }) => isUndone).filter(Boolean)).toHaveLength(1);
    const list = async (query: string) =>
      ((await desk.get(`/v1/receivings?${query}`)).body as { rows: { number: number }[] }).rows.map(
        ({ number }) => number,
      );
    expect(await list('state=closed')).toContain(receiving.number);
    expect(await list(`text=GR-${receiving.number}`)).toEqual([receiving.number]);
    expect(await list('state=open')).not.toContain(receiving.number);
    // The next one has the next number; one that was taken back to the last unit is none.
    const { id: next } = await came(['MUG', 1]);
    expect((await page(next)).receiving.number).toBe(receiving.number + 1);
    const none = newReceiving();
    const only = taking(none, 'MUG', 1);
    await dock.deliver(only, undoing(only));
    expect(await list('state=open')).toEqual([]);
    await office.expectSound();
  });

  it('that a bench left are closed at the office, and opened again', async () => {
    const id = newReceiving();
    await dock.deliver(taking(id, 'MUG', 1));
    expect((await tell(id, 'close')).receiving).toMatchObject({ state: 'closed', closedBy: null });
    expect((await tell(id, 'reopen')).receiving).toMatchObject({ state: 'open', closedAt: null });
    expect(await refused(id, 'match', { purchaseId: await sent([['MUG', 1]]) })).toBe('409 receiving-open');
    expect(await refused(newReceiving(), 'close')).toBe('404 receiving-unknown');
    expect(await refused(newReceiving(), 'reopen')).toBe('404 receiving-unknown');
    expect(await refused(newReceiving(), 'unmatch')).toBe('404 receiving-unknown');
  });

  it('count for the order they were of as though it had been named, and nothing moves', async () => {
    const purchaseId = await sent([
      ['VASE', 10],
      ['BOWL', 2],
    ]);
    const other = await sent([['VASE', 1]]);
    await sent([['VASE', 99]], rotterdam);
    const before = await awaited('VASE');
    const { id } = await came(
      ['VASE', 6],
      ['BOWL', 3],
      ['LAMP', 1],
      ['VASE', 1, { condition: 'damaged', to: 'quarantine' }],
    );
    expect(await differences(id)).toEqual(['blind 11']);
    // The one that waits for most of it comes first; none of another site.
    expect((await page(id)).candidates.map(({ purchaseId: of, fits }) => [of, fits])).toEqual([
      [purchaseId, 9],
      [other, 1],
    ]);
    const stood = await levels();
    const { receiving, candidates } = await tell(id, 'match', { purchaseId });
    expect(receiving).toMatchObject({ state: 'matched', unmatched: 0, purchaseId, supplier: 'Mug Works' });
    expect(candidates).toEqual([]);
    const { purchase, status, receipts } = await order(purchaseId);
    expect(status).toBe('partly-received');
    expect(purchase.lines.map(({ received, damaged }) => [received, damaged])).toEqual([
      [7, 1],
      [3, 0],
    ]);
    expect(purchase.extras).toMatchObject([{ sku: 'LAMP', received: 1 }]);
    expect(receipts).toHaveLength(4);
    expect(await differences(id)).toEqual([]);
    expect(await differences(purchaseId)).toEqual(['damaged VASE 1', 'over BOWL 1', 'wrong LAMP 1']);
    expect(await awaited('VASE')).toBe(before - 7);
    expect(await levels(), 'the goods came long ago').toEqual(stood);
    expect(await refused(id, 'match', { purchaseId })).toBe('409 receiving-empty');
    expect(await refused(id, 'match', { purchaseId: other })).toBe('409 receiving-matched');
    expect(await refused(id, 'reopen')).toBe('409 receiving-matched');

    expect((await tell(id, 'unmatch')).receiving).toMatchObject({
      state: 'closed',
      unmatched: 11,
      purchaseId: null,
    });
    expect(
      (await order(purchaseId)).purchase.lines.map(({ received, damaged }) => [received, damaged]),
    ).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect((await order(purchaseId)).receipts).toEqual([]);
    expect([await differences(id), await differences(purchaseId)]).toEqual([['blind 11'], []]);
    expect(await awaited('VASE')).toBe(before);
    expect(await refused(id, 'unmatch')).toBe('409 receiving-not-matched');
    await office.expectSound();
  });

  it('are of no order that is not known, of another site, or not sent', async () => {
    const { id } = await came(['MUG', 1]);
    expect(await refused(id, 'match', { purchaseId: randomUUID() })).toBe('404 purchase-unknown');
    expect(await refused(id, 'match', { purchaseId: await sent([['MUG', 1]], rotterdam) })).toBe(
      '404 purchase-unknown',
    );
    const draft = randomUUID();
    await desk.post(`/v1/purchases/${draft}`, {
      warehouseId: leeds,
      supplier: 'Mug Works',
      supplierReference: '',
      currency: 'GBP',
      note: '',
      lines: [{ sku: 'MUG', quantity: 1, unitCostMinor: 1, expectedOn: soon }],
    });
    expect(await refused(id, 'match', { purchaseId: draft })).toBe('409 purchase-not-now');
    expect(await differences(id)).toEqual(['blind 1']);
  });

  it('that the bench takes back after the match leave the order; what it counts on joins it when somebody says so', async () => {
    const purchaseId = await sent([['BOWL', 5]]);
    const { id, takes } = await came(['BOWL', 2], ['BOWL', 1]);
    await tell(id, 'match', { purchaseId });
    const [first] = takes;
    await dock.deliver(undoing(first as ReturnType<typeof taking>));
    expect((await order(purchaseId)).purchase.lines[0]).toMatchObject({ received: 1 });
    await dock.deliver(taking(id, 'BOWL', 2));
    expect((await page(id)).receiving).toMatchObject({ state: 'matched', units: 3, unmatched: 2 });
    expect(await differences(id)).toEqual(['blind 2']);
    expect((await tell(id, 'match', { purchaseId })).receiving).toMatchObject({ unmatched: 0 });
    expect((await order(purchaseId)).purchase.lines[0]).toMatchObject({ received: 3 });
    await tell(id, 'unmatch');
    expect((await order(purchaseId)).purchase.lines[0]).toMatchObject({ received: 0 });
    expect(await differences(id)).toEqual(['blind 3']);
    await office.expectSound();
  });

  it('one match at a time: two people at once count them once', async () => {
    const purchaseId = await sent([['MUG', 9]]);
    const { id } = await came(['MUG', 4]);
    const answers = await Promise.all(
      [1, 2, 3].map(() => desk.post(`/v1/receivings/${id}/match`, { purchaseId })),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409]);
    expect((await order(purchaseId)).purchase.lines[0]).toMatchObject({ received: 4 });
  });
});

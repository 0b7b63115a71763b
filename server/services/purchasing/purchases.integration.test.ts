// Orders to suppliers and goods that come in, on real PostgreSQL: what is received is what the ledger has, what is left to
// come is what may be promised, and the office hears once of everything that does not fit.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PurchasePage } from '../../../shared/contract/purchasing';
import { companyStream, type OpId, type PurchaseId, type ReceivingId } from '../../../shared/domain/ids';
import type { OpBody } from '../../../shared/sync/op';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let office: TestOffice;
let desk: TestStation;
let dock: TestStation;
let other: TestStation;
beforeAll(async () => {
  office = await startTestOffice();
  desk = await office.enrol();
  dock = await office.enrol();
  other = await office.enrol();
});
afterAll(() => office.close());

const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
const later = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
type Line = { sku: string; quantity: number; unitCostMinor?: number | null; expectedOn?: string };
const content = (...lines: Line[]) => ({
  warehouseId: leeds,
  supplier: 'Mug Works',
  supplierReference: 'MW-77',
  currency: 'GBP',
  note: '',
  lines: lines.map((line) => ({ unitCostMinor: 180, expectedOn: soon, ...line })),
});
const ask = async (path: string, body: object): Promise<PurchasePage> => {
  const answer = await desk.post(`/v1/purchases/${path}`, body);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body as unknown as PurchasePage;
};
const drafted = (...lines: Line[]): Promise<PurchasePage> => ask(randomUUID(), content(...lines));
const sent = async (...lines: Line[]): Promise<PurchasePage> =>
  ask(`${(await drafted(...lines)).purchase.purchaseId}/send`, {});
const page = async (purchaseId: string): Promise<PurchasePage> =>
  (await desk.get(`/v1/purchases/${purchaseId}`)).body as unknown as PurchasePage;
const level = async (sku: string, bin: string): Promise<number> =>
  (
    await office.rows<{ on_hand: number }>(
      'SELECT on_hand FROM stock_level WHERE stream_id = $1 AND location_id = $2 AND sku = $3',
      leeds,
      bin,
      sku,
    )
  )[0]?.on_hand ?? 0;
const supplies = async (sku: string): Promise<string[]> =>
  (
    (await desk.get(`/v1/supplies?sku=${sku}`)).body as {
      rows: { source: string; dueOn: string; units: number }[];
    }
  ).rows.map(({ source, dueOn, units }) => `${source} ${dueOn} ${units}`);
/** Open ones of an order or a receiving: reason, product, units. */
const differences = async (of: string): Promise<string[]> =>
  (
    await office.rows<{ values: Record<string, unknown> }>(
      `SELECT doc->'values' AS values FROM task WHERE kind = 'receipt-differs' AND state = 'open' AND doc->'values'->>'of' = $1
       ORDER BY doc->'values'->>'reason', doc->'values'->>'sku'`,
      of,
    )
  ).map(({ values }) => `${String(values['reason'])} ${String(values['sku'])} ${String(values['quantity'])}`);
const receivingId = (): ReceivingId => randomUUID() as ReceivingId;
const taking = (
  purchaseId: string | null,
  sku: string,
  quantity: number,
  more: Partial<OpBody<'receipt.take'>> = {},
) =>
  dock.op('receipt.take', null, {
    receivingId: receivingId(),
    purchaseId: purchaseId as PurchaseId | null,
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
const undoing = (station: TestStation, op: ReturnType<typeof taking>, more: object = {}) => {
  const {
    lot: _l,
    serial: _s,
    expiry: _e,
    code: _c,
    scanId: _i,
    ...body
  } = op.body as OpBody<'receipt.take'>;
  return station.op('receipt.undo', null, { ...body, undoes: op.opId as OpId, ...more });
};

describe('an order to a supplier', () => {
  it('is a draft until it is sent, and only then expected; a changed day is promised anew', async () => {
    const { purchase, status, totalMinor } = await drafted({ sku: 'VASE', quantity: 10 });
    expect([status, totalMinor, purchase.number > 1000]).toEqual(['draft', 1800, true]);
    const { purchaseId } = purchase;
    await ask(
      purchaseId,
      content({ sku: 'VASE', quantity: 8 }, { sku: 'VASE', quantity: 4, expectedOn: later }),
    );
    expect(await supplies('VASE')).toEqual([]);
    expect((await ask(`${purchaseId}/send`, {})).status).toBe('sent');
    expect(await supplies('VASE')).toEqual([`purchase-order ${soon} 8`, `purchase-order ${later} 4`]);
    await ask(`${purchaseId}/lines/1/expect`, { expectedOn: later });
    expect(await supplies('VASE')).toEqual([`purchase-order ${later} 8`, `purchase-order ${later} 4`]);
    expect((await ask(`${purchaseId}/cancel`, {})).status).toBe('cancelled');
    expect(await supplies('VASE')).toEqual([]);
    expect((await ask(`${purchaseId}/reopen`, {})).status).toBe('draft');
    expect((await desk.get(`/v1/purchases?text=PO-${purchase.number}`)).body).toMatchObject({
      rows: [{ purchaseId, ordered: 12, received: 0, status: 'draft' }],
    });
    const events = await office.rows<{ type: string }>(
      `SELECT type FROM event WHERE aggregate = 'purchase' AND aggregate_id = $1 ORDER BY seq`,
      purchaseId,
    );
    expect(events.map(({ type }) => type)).toEqual([
      'PurchaseDrafted',
      'PurchaseChanged',
      'PurchaseSent',
      'LineRescheduled',
      'PurchaseCancelled',
      'PurchaseReopened',
    ]);
  });

  it('is refused with what to do: a product, a warehouse or an act that cannot be', async () => {
    const refused = async (path: string, body: object) => {
      const { status, body: told } = await desk.post(`/v1/purchases/${path}`, body);
      return `${status} ${String(told['code'])}`;
    };
    expect(await refused(randomUUID(), content({ sku: 'NONE', quantity: 1 }))).toBe('422 sku-unknown');
    expect(await refused(randomUUID(), { ...content({ sku: 'MUG', quantity: 1 }), warehouseId: 'W9' })).toBe(
      '404 warehouse-unknown',
    );
    expect(await refused(`${randomUUID()}/send`, {})).toBe('404 purchase-unknown');
    const { purchase } = await sent({ sku: 'MUG', quantity: 1 });
    const { purchaseId } = purchase;
    expect(await refused(purchaseId, content({ sku: 'MUG', quantity: 2 }))).toBe('409 purchase-not-now');
    expect(await refused(purchaseId, { ...content({ sku: 'MUG', quantity: 2 }), warehouseId: 'W2' })).toBe(
      '409 purchase-moved',
    );
    expect(await refused(`${purchaseId}/lines/7/expect`, { expectedOn: soon })).toBe('409 line-unknown');
    const told = await desk.post('/v1/supplies', {
      rows: [
        { warehouseId: leeds, source: 'purchase-order', supplyId: 'x', sku: 'MUG', dueOn: soon, units: 3 },
      ],
    });
    expect(told).toMatchObject({ status: 409, body: { code: 'supply-of-purchase' } });
    await ask(`${purchaseId}/cancel`, {});
  });

  it('goes to the stations of its warehouse without what it costs; a draft goes nowhere', async () => {
    const { purchase: draft } = await drafted({ sku: 'MUG', quantity: 3 });
    const { purchase } = await sent({ sku: 'MUG', quantity: 3 });
    const pulled = (await dock.get('/v1/pull?collection=inbound&limit=500')).body as {
      documents: { purchase: { purchaseId: string; lines: { unitCostMinor: unknown }[] } }[];
    };
    const found = pulled.documents.find((each) => each.purchase.purchaseId === purchase.purchaseId);
    expect(found?.purchase.lines[0]?.unitCostMinor).toBeNull();
    expect(pulled.documents.map((each) => each.purchase.purchaseId)).not.toContain(draft.purchaseId);
    await ask(`${purchase.purchaseId}/cancel`, {});
  });
});

describe('goods that come in', () => {
  it('are in the ledger once, against the order, and what is over, wrong or damaged is one task each', async () => {
    const { purchase } = await sent({ sku: 'BOWL', quantity: 3 });
    const { purchaseId } = purchase;
    const damaged = { condition: 'damaged', to: 'quarantine' } as const;
    const takes = [
      taking(purchaseId, 'BOWL', 2),
      taking(purchaseId, 'BOWL', 2),
      taking(purchaseId, 'BOWL', 1),
      taking(purchaseId, 'VASE', 1, { to: 'quarantine' }),
      taking(purchaseId, 'BOWL', 1, damaged),
    ];
    const first = await dock.deliver(...takes);
    expect(first.body.results.map(({ status }) => status)).toEqual(takes.map(() => 'applied'));
    // Delivered again it is what it was.
    await dock.deliver(...takes);
    expect([
      await level('BOWL', 'receiving'),
      await level('BOWL', 'quarantine'),
      await level('VASE', 'quarantine'),
    ]).toEqual([5, 1, 1]);
    expect(await differences(purchaseId)).toEqual(['damaged BOWL 1', 'over BOWL 3', 'wrong VASE 1']);
    expect(await page(purchaseId)).toMatchObject({
      status: 'received',
      purchase: {
        lines: [{ received: 6, damaged: 1 }],
        extras: [{ sku: 'VASE', name: 'A vase', received: 1 }],
      },
    });
    expect(await supplies('BOWL')).toEqual([]);
    expect((await page(purchaseId)).receipts).toHaveLength(5);

    // Taken back, the task that told of it shrinks and ends.
    await dock.deliver(undoing(dock, takes[2] as never), undoing(dock, takes[3] as never));
    expect(await differences(purchaseId)).toEqual(['damaged BOWL 1', 'over BOWL 2']);
    expect([await level('BOWL', 'receiving'), await level('VASE', 'quarantine')]).toEqual([4, 0]);
    await office.expectSound();
  });

  it('are given to the order that waits for them, out of the place where they were unloaded', async () => {
    const orderId = await desk.place({ externalId: 'W-1', lines: [lineOf('LAMP', 2)] });
    await office.settled();
    expect(await office.parcelsOf(orderId)).toEqual([]);
    const { purchase } = await sent({ sku: 'LAMP', quantity: 5 });
    const promised = () =>
      office.rows<{ units: number }>('SELECT units FROM dated_demand WHERE order_id = $1', orderId);
    expect(await promised()).toEqual([{ units: 2 }]);
    await dock.deliver(taking(purchase.purchaseId, 'LAMP', 3));
    await office.settled();
    const [parcel] = await office.parcelsOf(orderId);
    expect(parcel?.lines[0]?.sources).toEqual([{ locationId: 'receiving', quantity: 2 }]);
    expect(await promised()).toEqual([]);
    expect(await supplies('LAMP')).toEqual([`purchase-order ${soon} 2`]);
    await office.expectSound();
  });

  it('that never come: the bench closes the order short, the office is told, and may wait on', async () => {
    const { purchase } = await sent({ sku: 'MUG', quantity: 4 }, { sku: 'VASE', quantity: 2 });
    const { purchaseId } = purchase;
    const take = taking(purchaseId, 'MUG', 4);
    const { receivingId: id } = take.body as OpBody<'receipt.take'>;
    await dock.deliver(take, dock.op('receipt.finish', null, { receivingId: id, purchaseId, rest: 'short' }));
    expect(await page(purchaseId)).toMatchObject({ status: 'closed', purchase: { isShort: true } });
    expect(await differences(purchaseId)).toEqual(['short VASE 2']);
    expect(await supplies('VASE')).toEqual([]);
    // It comes after all.
    await dock.deliver(taking(purchaseId, 'VASE', 1));
    expect(await differences(purchaseId)).toEqual(['late VASE 1', 'short VASE 2']);
    expect(await level('VASE', 'receiving')).toBe(1);
    expect((await ask(`${purchaseId}/reopen`, {})).status).toBe('partly-received');
    expect(await differences(purchaseId)).toEqual(['late VASE 1']);
    expect(await supplies('VASE')).toEqual([`purchase-order ${soon} 1`]);
    expect((await ask(`${purchaseId}/close`, {})).purchase.isShort).toBe(true);
    await office.expectSound();
  });

  it('without an order are received all the same, and are one task', async () => {
    const id = receivingId();
    await dock.deliver(
      taking(null, 'MUG', 2, { receivingId: id, lot: 'L7', expiry: '271231' }),
      taking(null, 'LAMP', 1, { receivingId: id, serial: 'S-1' }),
      taking(randomUUID(), 'LAMP', 1, { receivingId: id }),
    );
    expect(await differences(id)).toEqual(['blind  4']);
    const rows = await office.rows<{ lot: string | null; serial: string | null; expiry: string | null }>(
      'SELECT lot, serial, best_before AS expiry FROM receipt WHERE receiving_id = $1 ORDER BY quantity DESC, serial NULLS LAST',
      id,
    );
    expect(rows).toEqual([
      { lot: 'L7', serial: null, expiry: '271231' },
      { lot: null, serial: 'S-1', expiry: null },
      { lot: null, serial: null, expiry: null },
    ]);
    await office.expectSound();
  });

  it('are never made out of nothing: nothing is taken back twice, by another bench, or that never came', async () => {
    const before = await level('MUG', 'receiving');
    const take = taking(null, 'MUG', 3);
    await dock.deliver(take);
    const told = await dock.deliver(
      undoing(dock, take, { quantity: 90, sku: 'LAMP' }),
      undoing(dock, take),
      dock.op('receipt.undo', null, {
        ...(undoing(other, take).body as unknown as OpBody<'receipt.undo'>),
        undoes: randomUUID() as OpId,
      }),
    );
    expect(told.body.results.map(({ status }) => status)).toEqual([
      'applied',
      'contradiction',
      'contradiction',
    ]);
    // That of the other bench was made above, and counts as its first.
    expect(await level('MUG', 'receiving')).toBe(before);
    const third = taking(null, 'MUG', 1);
    await dock.deliver(third);
    const foreign = await office.enrol();
    const byOther = await foreign.deliver(undoing(foreign, third));
    expect(byOther.body.results[0]?.status).toBe('contradiction');
    expect(await level('MUG', 'receiving')).toBe(before + 1);
    const [sum] = await office.rows<{ units: number; received: number }>(
      `SELECT (SELECT -sum(on_hand)::int FROM stock_level WHERE location_id = 'supplier' AND stream_id = $1) AS units,
         (SELECT sum(quantity)::int FROM receipt WHERE undone_by IS NULL AND stream_id = $1) AS received`,
      leeds,
    );
    expect(sum?.units).toBe(sum?.received);
    await office.expectSound();
  });

  it('ask for what a product asks for: stations pull it with the product', async () => {
    expect((await desk.get('/v1/products/MUG/asks')).body).toEqual({ asks: [] });
    expect((await desk.post('/v1/products/MUG/asks', { asks: ['expiry', 'lot'] })).body).toEqual({
      asks: ['lot', 'expiry'],
    });
    const [row] = await office.rows<{ doc: { asks: string[]; seq: number }; seq: number }>(
      'SELECT doc, seq FROM product WHERE stream_id = $1 AND sku = $2',
      companyStream,
      'MUG',
    );
    expect(row?.doc.asks).toEqual(['lot', 'expiry']);
    expect(row?.doc.seq).toBe(row?.seq);
    expect(await desk.get('/v1/products/NONE/asks')).toMatchObject({ status: 422 });
  });
});

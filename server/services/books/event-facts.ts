// What posting a batch of events needs to know, read set by set: orders with what the books know of them, payments, refunds
// and labels, what goods cost, and which order or purchase a movement was for.
import { orderBooksSchema, newOrderBooks, type OrderBooks } from '../../../shared/domain/books/order-books';
import { noStock, type StockCost } from '../../../shared/domain/books/stock-cost';
import { emptyPool, type Pool } from '../../../shared/domain/books/pool';
import type { VatRate } from '../../../shared/domain/books/vat';
import { companyStream } from '../../../shared/domain/ids';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { Invoice } from '../../../shared/domain/invoice/invoice';
import type { Order } from '../../../shared/domain/order/order';
import type { Payment } from '../../../shared/domain/payment/payment';
import type { Refund } from '../../../shared/domain/refund/refund';
import type { ReminderFee } from '../../../shared/domain/reminder-fee/reminder-fee';
import type { Shipment } from '../../../shared/domain/shipment/shipment';
import { purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import type { SupplierBill } from '../../../shared/domain/supplier-bill/supplier-bill';
import type { Queryable } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';
import { type BookedBlind, loadJoinings } from './joined-receipts';

export type KnownOrder = { order: Order; termsDays: number; books: OrderBooks; isChanged: boolean };
export type KnownCost = { cost: StockCost; isChanged: boolean };
export type Supply = {
  currency: string;
  supplier: string;
  number: number;
  lines: { sku: string; unitCostMinor: number | null }[];
};
export type BatchFacts = {
  orders: Map<string, KnownOrder>;
  invoices: Map<string, Invoice>;
  payments: Map<string, Payment>;
  refunds: Map<string, Refund>;
  shipments: Map<string, Shipment>;
  /** By `STREAM\nSKU`. */
  costs: Map<string, KnownCost>;
  /** What the company says a unit costs, newest day first, by SKU. */
  listed: Map<string, { fromDay: string; costMinor: number; currency: string }[]>;
  /** By `STREAM SEQ` of a movement. */
  orderOfMove: Map<string, string>;
  supplyOfMove: Map<string, Supply>;
  /** The site that goods came from, of movements from site to site as the one that takes them in tells of them. */
  siteOfMove: Map<string, string>;
  bookedBlind: BookedBlind;
  /** Right to returned goods by order. */
  rights: Map<string, { valueMinor: number; isChanged: boolean }>;
  vatRates: VatRate[];
  bills: Map<string, SupplierBill>;
  /** What stands as a debt of a bill. */
  debts: Map<string, { pool: Pool; isChanged: boolean }>;
  /** Fees of reminders, and what stands as a debt of each. */
  fees: Map<string, ReminderFee>;
  feeDebts: Map<string, { pool: Pool; isChanged: boolean }>;
  /** Goods received and not billed, by `PO-NUMBER\nSKU\nCURRENCY`. */
  accruals: Map<string, { units: number; pool: Pool; isChanged: boolean }>;
  /** Purchases of bills. */
  purchases: Map<string, Supply>;
};

export const accrualKey = (reference: string, sku: string, currency: string): string =>
  `${reference}\n${sku}\n${currency}`;

export const costKey = (streamId: string, sku: string): string => `${streamId}\n${sku}`;
export const moveKey = (event: HistoryEvent): string => `${event.streamId} ${event.seq}`;

export async function loadBatchFacts(db: Queryable, events: readonly HistoryEvent[]): Promise<BatchFacts> {
  const moves = events.filter(({ aggregate }) => aggregate === 'stock-move' || aggregate === 'receiving');
  const joinings = await loadJoinings(db, events);
  const orderOfMove = await ordersOfMoves(db, moves);
  const idsOf = (aggregate: string): string[] => [
    ...new Set(events.filter((event) => event.aggregate === aggregate).map((event) => event.aggregateId)),
  ];
  const payments = await records<Payment>(db, 'payment', idsOf('payment'));
  // An exchange tells the payment that carries its worth over.
  const exchanged = events.flatMap(({ type, body }) => {
    const paymentId =
      type === 'ReturnExchanged' ? (body['exchange'] as { paymentId: string | null }).paymentId : null;
    return paymentId === null ? [] : [paymentId];
  });
  for (const [id, payment] of await records<Payment>(db, 'payment', exchanged)) payments.set(id, payment);
  const refunds = await records<Refund>(db, 'refund', idsOf('refund'));
  const ordered = events.flatMap(({ type, body }) =>
    type === 'QuoteOrdered' ? [String(body['orderId'])] : [],
  );
  const orderIds = [
    ...new Set([
      ...events.flatMap(({ orderId, aggregate }) =>
        orderId === null || aggregate === 'parcel' ? [] : [orderId],
      ),
      ...ordered,
      ...orderOfMove.values(),
    ]),
  ];
  const bills = await records<SupplierBill>(db, 'bill', idsOf('bill'));
  const fees = await records<ReminderFee>(db, 'reminder-fee', idsOf('reminder-fee'));
  const purchases = await loadPurchases(db, [...bills.values()]);
  const supplyOfMove = new Map([...(await suppliesOfMoves(db, moves)), ...joinings.supplies]);
  const siteOfMove = await sitesOfMoves(db, moves);
  const skus = [...new Set(moves.map(({ body }) => String(body['sku'])))];
  return {
    orders: await loadOrders(db, orderIds),
    invoices: await loadInvoices(db, ordered),
    payments,
    refunds,
    shipments: await records<Shipment>(db, 'shipment', idsOf('shipment')),
    costs: await loadCosts(db, moves, siteOfMove),
    listed: await loadListed(db, skus),
    orderOfMove,
    supplyOfMove,
    siteOfMove,
    bookedBlind: joinings.booked,
    bills,
    debts: await loadDebts(db, [...bills.keys()]),
    fees,
    feeDebts: await loadFeeDebts(db, [...fees.keys()]),
    purchases,
    accruals: await loadAccruals(db, [...supplyOfMove.values(), ...purchases.values()]),
    rights: await loadRights(db, [...new Set(orderOfMove.values())]),
    vatRates: await loadVatRates(db),
  };
}

export async function loadVatRates(db: Queryable): Promise<VatRate[]> {
  const { rows } = await db.query<VatRate>({
    name: 'vat-rates',
    text: `SELECT country, sku, to_char(from_day, 'YYYY-MM-DD') AS "fromDay", ppm FROM vat_rate ORDER BY country, sku, vat_rate.from_day`,
  });
  return rows;
}

async function records<Doc>(db: Queryable, kind: string, ids: readonly string[]): Promise<Map<string, Doc>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ record_id: string; doc: Doc }>({
    name: 'books-records',
    text: 'SELECT record_id, doc FROM record WHERE stream_id = $1 AND kind = $2 AND record_id = ANY($3::uuid[])',
    values: [companyStream, kind, ids],
  });
  return new Map(rows.map(({ record_id, doc }) => [record_id, doc]));
}

async function loadOrders(db: Queryable, orderIds: readonly string[]): Promise<Map<string, KnownOrder>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await db.query<{ order_id: string; order: Order; terms: number | null; books: unknown }>({
    name: 'books-orders',
    text: `SELECT o.order_id, o.doc AS "order", a.terms_days AS terms, b.doc AS books
           FROM sales_order o LEFT JOIN order_books b ON b.order_id = o.order_id
           LEFT JOIN customer_account a ON a.customer_id = o.doc #>> '{customer,customerId}'
           WHERE o.stream_id = $1 AND o.order_id = ANY($2::uuid[])`,
    values: [companyStream, orderIds],
  });
  return new Map(
    rows.map(({ order_id, order, terms, books }) => [
      order_id,
      {
        order,
        termsDays: terms ?? 0,
        books: books === null ? newOrderBooks : orderBooksSchema.parse(books),
        isChanged: false,
      },
    ]),
  );
}

async function loadInvoices(db: Queryable, orderIds: readonly string[]): Promise<Map<string, Invoice>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await db.query<{ order_id: string; doc: Invoice }>(
    'SELECT order_id, doc FROM invoice WHERE order_id = ANY($1::uuid[])',
    [orderIds],
  );
  return new Map(rows.map(({ order_id, doc }) => [order_id, doc]));
}

async function loadCosts(
  db: Queryable,
  moves: readonly HistoryEvent[],
  siteOfMove: ReadonlyMap<string, string>,
): Promise<Map<string, KnownCost>> {
  const wanted = new Map(
    moves.flatMap((move) => {
      const sku = String(move.body['sku']);
      const other = siteOfMove.get(moveKey(move));
      return [move.streamId, ...(other === undefined ? [] : [other])].map((streamId) => [
        costKey(streamId, sku),
        { streamId, sku },
      ]);
    }) as [string, { streamId: string; sku: string }][],
  );
  const costs = new Map<string, KnownCost>();
  if (wanted.size === 0) return costs;
  for (const key of wanted.keys()) costs.set(key, { cost: noStock, isChanged: false });
  const { rows } = await db.query<{ stream_id: string; sku: string; doc: StockCost }>({
    name: 'books-costs',
    text: `SELECT c.stream_id, c.sku, c.doc FROM unnest($1::text[], $2::text[]) AS r (stream_id, sku)
           JOIN stock_cost c ON c.stream_id = r.stream_id AND c.sku = r.sku`,
    values: [
      [...wanted.values()].map(({ streamId }) => streamId),
      [...wanted.values()].map(({ sku }) => sku),
    ],
  });
  for (const { stream_id, sku, doc } of rows)
    costs.set(costKey(stream_id, sku), { cost: doc, isChanged: false });
  return costs;
}

async function loadListed(db: Queryable, skus: readonly string[]): Promise<BatchFacts['listed']> {
  const listed: BatchFacts['listed'] = new Map();
  if (skus.length === 0) return listed;
  const { rows } = await db.query<{ sku: string; fromDay: string; costMinor: number; currency: string }>({
    name: 'books-listed',
    text: `SELECT sku, to_char(from_day, 'YYYY-MM-DD') AS "fromDay", cost_minor AS "costMinor", currency FROM product_cost
           WHERE stream_id = $1 AND sku = ANY($2) ORDER BY sku, product_cost.from_day DESC`,
    values: [companyStream, skus],
  });
  for (const row of rows) listed.set(row.sku, [...(listed.get(row.sku) ?? []), row]);
  return listed;
}

async function loadRights(db: Queryable, orderIds: readonly string[]): Promise<BatchFacts['rights']> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await db.query<{ order_id: string; value_minor: number }>({
    name: 'books-rights',
    text: 'SELECT order_id, value_minor FROM order_right WHERE order_id = ANY($1::uuid[])',
    values: [orderIds],
  });
  return new Map(
    rows.map(({ order_id, value_minor }) => [order_id, { valueMinor: value_minor, isChanged: false }]),
  );
}

const ofOrders = ['ParcelHandedOver', 'UnitsReceived', 'UnitsTakenBack', 'UnitsDisposed'];

/** By the op that caused both; without one by the same moment, and only an order that has the goods, best as many of them. */
async function ordersOfMoves(db: Queryable, moves: readonly HistoryEvent[]): Promise<Map<string, string>> {
  const asked = moves.filter(({ type }) => ofOrders.includes(type));
  if (asked.length === 0) return new Map();
  const { rows } = await db.query<{ stream_id: string; seq: number; order_id: string }>({
    name: 'books-orders-of-moves',
    text: `SELECT DISTINCT ON (r.stream_id, r.seq) r.stream_id, r.seq, e.order_id
           FROM unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $8::int[]) AS r (stream_id, seq, type, at, op_id, sku, quantity)
           JOIN event e ON e.stream_id IN (r.stream_id, $7) AND e.at = r.at AND (e.type = r.type OR (r.type = 'ParcelHandedOver' AND e.type = 'LinesShipped')) AND e.order_id IS NOT NULL
             AND coalesce(e.op_id::text, '') = r.op_id
             AND e.type IN ('ParcelHandedOver', 'LinesShipped', 'UnitsReceived', 'UnitsTakenBack', 'UnitsDisposed')
           JOIN sales_order o ON o.stream_id = $7 AND o.order_id = e.order_id AND (r.op_id <> '' OR r.sku = ANY(o.skus))
           ORDER BY r.stream_id, r.seq, coalesce(e.body->'lines' @> jsonb_build_array(jsonb_build_object('quantity', r.quantity)), false) DESC, e.stream_id, e.seq`,
    values: [
      asked.map(({ streamId }) => streamId),
      asked.map(({ seq }) => seq),
      asked.map(({ type }) => type),
      asked.map(({ at }) => at),
      asked.map(({ aggregateId }) => aggregateId),
      asked.map(({ body }) => String(body['sku'])),
      companyStream,
      asked.map(({ body }) => Number(body['quantity'])),
    ],
  });
  return new Map(rows.map(({ stream_id, seq, order_id }) => [`${stream_id} ${seq}`, order_id]));
}

async function suppliesOfMoves(db: Queryable, moves: readonly HistoryEvent[]): Promise<Map<string, Supply>> {
  const asked = moves.filter(
    ({ type, aggregateId }) => (type === 'GoodsReceived' || type === 'ReceiptUndone') && aggregateId !== '',
  );
  if (asked.length === 0) return new Map();
  const { rows } = await db.query<{ key: string; doc: Supply }>({
    name: 'books-supplies-of-moves',
    text: `SELECT a.stream_id || ' ' || a.seq AS key, p.doc
           FROM unnest($1::text[], $2::bigint[], $3::uuid[]) AS a (stream_id, seq, op_id)
           LEFT JOIN op u ON u.op_id = a.op_id AND u.type = 'receipt.undo'
           JOIN receipt c ON c.stream_id = a.stream_id AND c.op_id = coalesce((u.body->>'undoes')::uuid, a.op_id)
           -- As it came; what is taken back leaves the order that it was found to be of meanwhile.
           JOIN purchase p ON p.stream_id = c.stream_id
             AND p.purchase_id = CASE WHEN u.op_id IS NULL THEN c.purchase_id ELSE coalesce(c.matched_to, c.purchase_id) END`,
    values: [
      asked.map(({ streamId }) => streamId),
      asked.map(({ seq }) => seq),
      asked.map(({ aggregateId }) => aggregateId),
    ],
  });
  return new Map(rows.map(({ key, doc }) => [key, doc]));
}

/** Of what arrived and of what was taken back: by the op that told of it. */
async function sitesOfMoves(db: Queryable, moves: readonly HistoryEvent[]): Promise<Map<string, string>> {
  const { otherSite } = outsideLocations;
  const asked = moves.filter(
    ({ body, aggregateId }) => aggregateId !== '' && (body['from'] === otherSite || body['to'] === otherSite),
  );
  if (asked.length === 0) return new Map();
  const { rows } = await db.query<{ key: string; site: string }>({
    name: 'books-sites-of-moves',
    text: `SELECT a.stream_id || ' ' || a.seq AS key, t.from_warehouse AS site
           FROM unnest($1::text[], $2::bigint[], $3::uuid[]) AS a (stream_id, seq, op_id)
           LEFT JOIN op u ON u.op_id = a.op_id AND u.type = 'receipt.undo'
           JOIN receipt c ON c.stream_id = a.stream_id AND c.op_id = coalesce((u.body->>'undoes')::uuid, a.op_id)
           JOIN stock_transfer t ON t.stream_id = $4 AND t.transfer_id = c.transfer_id AND t.to_warehouse = a.stream_id`,
    values: [
      asked.map(({ streamId }) => streamId),
      asked.map(({ seq }) => seq),
      asked.map(({ aggregateId }) => aggregateId),
      companyStream,
    ],
  });
  return new Map(rows.map(({ key, site }) => [key, site]));
}

async function loadPurchases(db: Queryable, bills: readonly SupplierBill[]): Promise<Map<string, Supply>> {
  const ids = bills.flatMap(({ purchaseId }) => (purchaseId === null ? [] : [purchaseId]));
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ purchase_id: string; doc: Supply }>({
    name: 'books-purchases',
    text: 'SELECT purchase_id, doc FROM purchase WHERE purchase_id = ANY($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map(({ purchase_id, doc }) => [purchase_id, doc]));
}

async function loadDebts(db: Queryable, billIds: readonly string[]): Promise<BatchFacts['debts']> {
  if (billIds.length === 0) return new Map();
  const { rows } = await db.query<{ bill_id: string; amount: number; base: number }>({
    name: 'books-debts',
    text: 'SELECT bill_id, amount_minor AS amount, base_minor AS base FROM bill_debt WHERE bill_id = ANY($1::uuid[])',
    values: [billIds],
  });
  return new Map(
    rows.map(({ bill_id, amount, base }) => [
      bill_id,
      { pool: { amountMinor: amount, baseMinor: base }, isChanged: false },
    ]),
  );
}

async function loadFeeDebts(db: Queryable, feeIds: readonly string[]): Promise<BatchFacts['feeDebts']> {
  if (feeIds.length === 0) return new Map();
  const { rows } = await db.query<{ fee_id: string; amount: number; base: number }>({
    name: 'books-fee-debts',
    text: 'SELECT fee_id, amount_minor AS amount, base_minor AS base FROM reminder_fee_debt WHERE fee_id = ANY($1::uuid[])',
    values: [feeIds],
  });
  return new Map(
    rows.map(({ fee_id, amount, base }) => [
      fee_id,
      { pool: { amountMinor: amount, baseMinor: base }, isChanged: false },
    ]),
  );
}

async function loadAccruals(db: Queryable, supplies: readonly Supply[]): Promise<BatchFacts['accruals']> {
  const accruals: BatchFacts['accruals'] = new Map();
  if (supplies.length === 0) return accruals;
  const { rows } = await db.query<{
    reference: string;
    sku: string;
    currency: string;
    units: number;
    amount: number;
    base: number;
  }>({
    name: 'books-accruals',
    text: `SELECT reference, sku, currency, units, amount_minor AS amount, base_minor AS base FROM purchase_accrual WHERE reference = ANY($1)`,
    values: [[...new Set(supplies.map(({ number }) => purchaseNumber(number)))]],
  });
  for (const { reference, sku, currency, units, amount, base } of rows)
    accruals.set(accrualKey(reference, sku, currency), {
      units,
      pool: { amountMinor: amount, baseMinor: base },
      isChanged: false,
    });
  return accruals;
}

/** What an order of goods stands at that nobody has billed. */
export function accrualOf(facts: BatchFacts, key: string): { units: number; pool: Pool; isChanged: boolean } {
  return facts.accruals.get(key) ?? { units: 0, pool: emptyPool, isChanged: false };
}

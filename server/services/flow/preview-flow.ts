// What a flow that nobody has saved yet would have made of the orders that came last: their histories are told again under
// it and under the one there is, and what comes out otherwise is shown.
import type { FlowPreviewRow } from '../../../shared/contract/flow';
import type { NewOrder } from '../../../shared/contract/http';
import { companyStream } from '../../../shared/domain/ids';
import type { FactMarks } from '../../../shared/domain/automation/order-facts';
import type { OrderFlow } from '../../../shared/domain/flow/order-flow';
import { type PastEvent, type Replayed, replayOrder } from '../../../shared/domain/flow/replay';
import type { OrderHeader, OrderHold, OrderLine, OrderCharge } from '../../../shared/domain/order/order';
import type { Queryable } from '../../db/pool';
import { automationActor } from '../automation/act-by-rules';
import { mailTriggers } from '../mail/mail-triggers';
import { loadCustomerTags } from '../marks/customer-tags';
import { loadMarks } from '../marks/marks';
import { loadPlacement } from '../placement/load-placement';

const rowsShown = 100;

export type FlowPreview = { orders: number; differing: number; rows: FlowPreviewRow[] };

type PastOrder = { orderId: string; number: string; placedAt: string; events: PastEvent[] };
type Placed = { header: OrderHeader; lines: OrderLine[]; charges: OrderCharge[] };

export async function previewFlow(
  db: Queryable,
  current: OrderFlow,
  proposed: OrderFlow,
  orders: number,
): Promise<FlowPreview> {
  const past = await pastOrders(db, orders);
  const marksOf = await marksOfAll(db, past);
  const [before, after] = await Promise.all([
    replayAll(db, past, current, marksOf),
    replayAll(db, past, proposed, marksOf),
  ]);
  const rows = past.flatMap(({ orderId, number, placedAt }): FlowPreviewRow[] => {
    const [was, is] = [before.get(orderId), after.get(orderId)];
    if (!was || !is || JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ orderId, number, placedAt, before: was, after: is }];
  });
  return { orders: past.length, differing: rows.length, rows: rows.slice(0, rowsShown) };
}

async function replayAll(
  db: Queryable,
  past: readonly PastOrder[],
  flow: OrderFlow,
  marksOf: (order: Placed) => FactMarks,
): Promise<Map<string, Replayed>> {
  const replayed = new Map<string, Replayed>();
  for (const { orderId, events } of past) {
    const placed = placedOf(events);
    if (!placed) continue;
    const told = replayOrder(events, flow, {
      marks: marksOf(placed),
      holdsAtPlacing: await holdsOf(db, placed, flow),
      mailsOf: (type) => (mailTriggers[type] ?? []).map(({ kind }) => kind),
      automation: automationActor,
    });
    if (told) replayed.set(orderId, told);
  }
  return replayed;
}

/** As it would have been when it was placed: orders that came later are not counted. */
async function holdsOf(
  db: Queryable,
  { header, lines, charges }: Placed,
  flow: OrderFlow,
): Promise<OrderHold[]> {
  const { booked: _booked, giftMessage, ...told } = header;
  const order: NewOrder = {
    ...told,
    ...(giftMessage ? { giftMessage } : {}),
    lines: lines.map(({ sku, ordered: quantity, unitPriceMinor, name }) => ({
      sku,
      quantity,
      unitPriceMinor,
      name,
    })),
    charges,
  };
  const book = await loadPlacement(db, header.placedAt, [order], {
    settings: flow.holds,
    without: header.orderId,
  });
  return book.holdsOf(order, header.booked ?? null);
}

async function pastOrders(db: Queryable, orders: number): Promise<PastOrder[]> {
  const { rows } = await db.query<{ order_id: string; number: string; placed_at: string }>(
    `SELECT order_id, number, placed_at FROM sales_order WHERE stream_id = $1 AND NOT deleted
     ORDER BY placed_at DESC, order_id LIMIT $2`,
    [companyStream, orders],
  );
  const events = await db.query<PastEvent & { order_id: string }>(
    `SELECT order_id, aggregate, type, body, actor FROM event WHERE order_id = ANY($1::uuid[]) ORDER BY at, stream_id, seq`,
    [rows.map((row) => row.order_id)],
  );
  const byOrder = new Map<string, PastEvent[]>();
  for (const { order_id: orderId, ...event } of events.rows)
    byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), event]);
  return rows.map((row) => ({
    orderId: row.order_id,
    number: row.number,
    placedAt: new Date(row.placed_at).toISOString(),
    events: byOrder.get(row.order_id) ?? [],
  }));
}

async function marksOfAll(db: Queryable, past: readonly PastOrder[]): Promise<(order: Placed) => FactMarks> {
  const placed = past.flatMap(({ events }) => placedOf(events) ?? []);
  const customerTagsOf = await loadCustomerTags(
    db,
    placed.map(({ header }) => header),
  );
  const products = await loadMarks(db, 'product', [
    ...new Set(placed.flatMap(({ lines }) => lines.map(({ sku }) => String(sku)))),
  ]);
  return ({ header, lines }) => ({
    customerTags: customerTagsOf(header),
    productTags: [...new Set(lines.flatMap(({ sku }) => products.get(sku)?.tags ?? []))],
  });
}

function placedOf(events: readonly PastEvent[]): Placed | null {
  const found = events.find(({ type }) => type === 'OrderPlaced');
  return found ? (found.body as unknown as Placed) : null;
}

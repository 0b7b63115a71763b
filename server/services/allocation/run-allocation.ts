// Takes what waits in the outbox under `allocate` and works it off in one transaction: the rows are done when their
// effects are committed, so nothing is allocated twice and nothing is forgotten when the server stops in between.
import type { OrderId, Sku, WarehouseId } from '../../../shared/domain/ids';
import { companyStream } from '../../../shared/domain/ids';
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { type ChangeSet, newChangeSet, stockKey, type Wake, wake } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { waitingSkus } from '../changes/store-orders';
import { pegOrders } from '../promising/peg-orders';
import { unallocatedQuantity } from '../../../shared/domain/order/status';
import { allocateOrders, mayAllocate, warehousesOf } from './allocate-orders';
import { askForReplan } from './ask-for-replan';

export type AllocationClock = { now: () => Date; newId: () => string };

/** Orders of one transaction: stations wait for it, so it stays short. */
const ordersAtOnce = 100;
const freedAtOnce = 20;
/** Orders that wait for a SKU and are tried when some of it becomes free, first come first. */
const waitingAtOnce = 50;

export type AllocationRound = { orders: number; parcels: number; more: boolean };

/** Works off one batch. `more` is true when it found any: there may be others. */
export async function runAllocation(
  pool: Pool,
  writer: StreamWriter,
  clock: AllocationClock,
): Promise<AllocationRound> {
  // A look without locks: an idle server takes no counters.
  const waiting = await pool.query(
    `SELECT 1 FROM outbox WHERE topic IN ('allocate', 'allocate-freed') AND done_at IS NULL AND available_at <= now() LIMIT 1`,
  );
  if (waiting.rows.length === 0) return { orders: 0, parcels: 0, more: false };
  const warehouseIds = await warehousesOf(pool);
  return writer.submit([companyStream, ...warehouseIds], (tx) => round(tx, warehouseIds, clock));
}

async function round(
  tx: StreamTx,
  warehouseIds: readonly WarehouseId[],
  clock: AllocationClock,
): Promise<AllocationRound> {
  // New orders first: what is free may already be theirs.
  const rows = await takeRows(tx, 'allocate', ordersAtOnce);
  if (rows.length === 0) rows.push(...(await takeRows(tx, 'allocate-freed', freedAtOnce)));
  if (rows.length === 0) return { orders: 0, parcels: 0, more: false };
  const orderIds = new Set<OrderId>();
  const freed: { warehouseId: WarehouseId; sku: Sku }[] = [];
  for (const { payload } of rows) {
    if (payload.kind === 'order') orderIds.add(payload.orderId);
    else freed.push({ warehouseId: payload.warehouseId, sku: payload.sku });
  }
  const waiting = await waitingFor(tx.client, freed);
  for (const { orderId } of waiting) orderIds.add(orderId);
  const changes = newChangeSet(clock.now().toISOString(), clock.newId);
  const parcels = await allocateOrders(tx.client, changes, [...orderIds], warehouseIds);
  for (const each of freed) {
    // More may wait than were tried; go on as long as trying helps.
    const tried = waiting.filter((row) => row.sku === each.sku).length;
    const helped = (changes.reserved.get(stockKey(each.warehouseId, each.sku))?.delta ?? 0) > 0;
    if (helped && tried === waitingAtOnce) wake(changes, { kind: 'stock', ...each });
  }
  // What stock brought, or a bench gave back, may let the orders that wait be planned better.
  const isWaiting = [...orderIds].some((orderId) => lacksStock(changes, orderId));
  await askForReplan(tx.client, changes.at, clock.newId, freed.length > 0 || isWaiting);
  await storeChanges(tx, changes);
  await pegOrders(tx.client, waitingSkus(changes), dayOf(changes.at));
  await tx.client.query('DELETE FROM outbox WHERE id = ANY($1::uuid[])', [rows.map((row) => row.id)]);
  return { orders: orderIds.size, parcels: parcels.length, more: true };
}

function lacksStock(changes: ChangeSet, orderId: OrderId): boolean {
  const order = changes.orders.get(orderId);
  return (
    order !== undefined && mayAllocate(order) && order.lines.some((line) => unallocatedQuantity(line) > 0)
  );
}

type OutboxRow = { id: string; payload: Wake };

async function takeRows(tx: StreamTx, topic: string, limit: number): Promise<OutboxRow[]> {
  const { rows } = await tx.client.query<OutboxRow>(
    `SELECT id, payload FROM outbox WHERE topic = $1 AND done_at IS NULL AND available_at <= now()
     ORDER BY available_at, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [topic, limit],
  );
  return rows;
}

/** Units that just became free are offered to orders that wait for them, before anybody else can ask. */
export async function offerToWaiting(
  tx: StreamTx,
  freed: readonly { warehouseId: WarehouseId; sku: Sku }[],
  warehouseIds: readonly WarehouseId[],
  clock: { at: string; newId: () => string },
): Promise<OrderId[]> {
  const waiting = await waitingFor(tx.client, freed);
  if (waiting.length === 0) return [];
  const changes = newChangeSet(clock.at, clock.newId);
  const orderIds = [...new Set(waiting.map(({ orderId }) => orderId))];
  await allocateOrders(tx.client, changes, orderIds, warehouseIds);
  await storeChanges(tx, changes);
  const helped = [...changes.touchedReservations].filter(({ sku }) => freed.some((each) => each.sku === sku));
  return [...new Set(helped.map(({ orderId }) => orderId))];
}

async function waitingFor(
  db: Queryable,
  freed: readonly { warehouseId: WarehouseId; sku: Sku }[],
): Promise<{ orderId: OrderId; sku: Sku }[]> {
  if (freed.length === 0) return [];
  const { rows } = await db.query<{ order_id: OrderId; sku: Sku }>(
    `SELECT DISTINCT w.order_id, f.sku FROM unnest($2::text[]) AS f (sku)
     CROSS JOIN LATERAL (
       SELECT order_id FROM backorder_line b WHERE b.stream_id = $1 AND b.sku = f.sku
       ORDER BY b.priority DESC, b.placed_at, b.order_id LIMIT $3
     ) AS w`,
    [companyStream, [...new Set(freed.map(({ sku }) => sku))], waitingAtOnce],
  );
  return rows.map((row) => ({ orderId: row.order_id, sku: row.sku }));
}

/** At start: orders that hold stock no parcel counts on are looked at again (a carrier may have come, a start been cut). */
export async function wakeUnplanned(db: Queryable, newId: () => string): Promise<void> {
  const { rows } = await db.query<{ order_id: OrderId }>(
    `SELECT DISTINCT order_id FROM reservation r WHERE in_parcels < quantity
       AND NOT EXISTS (SELECT 1 FROM backorder_line b WHERE b.stream_id = $1 AND b.order_id = r.order_id)`,
    [companyStream],
  );
  if (rows.length === 0) return;
  await db.query(
    `INSERT INTO outbox (id, topic, key, payload)
     SELECT id, 'allocate', 'order ' || order_id, jsonb_build_object('kind', 'order', 'orderId', order_id)
     FROM unnest($1::uuid[], $2::uuid[]) AS r (id, order_id)`,
    [rows.map(() => newId()), rows.map((row) => row.order_id)],
  );
}

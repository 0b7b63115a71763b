// Stock that orders keep although they cannot be given it yet: their cart held it, and they wait for money, a person or
// goods. An order keeps no more than it lacks, so what it is given, and what is cancelled, is nobody's hold any more.
import type { OrderId, Sku, WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { unallocatedQuantity } from '../../../shared/domain/order/status';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { type ChangeSet, wake } from './change-set';
import { jsonRows } from './json-rows';

export type StockHold = { warehouseId: WarehouseId; orderId: OrderId; sku: Sku; units: number };

/** Fills in what orders keep. */
export async function loadStockHolds(
  db: Queryable,
  changes: ChangeSet,
  orderIds: readonly string[],
): Promise<void> {
  const { rows } = await db.query<StockHold>({
    name: 'load-stock-holds',
    text: `SELECT stream_id AS "warehouseId", holder_id AS "orderId", sku, units FROM stock_hold
           WHERE holder_id = ANY($1::uuid[]) AND holder = 'order' ORDER BY stream_id, sku`,
    values: [orderIds],
  });
  for (const row of rows) addStockHold(changes, row);
}

export function addStockHold(changes: ChangeSet, hold: StockHold): void {
  changes.stockHolds.set(hold.orderId, [...(changes.stockHolds.get(hold.orderId) ?? []), { ...hold }]);
}

/** An order lets go of what it does not lack any more. */
export function settleStockHolds(changes: ChangeSet, order: Order): void {
  const holds = changes.stockHolds.get(order.orderId) ?? [];
  const lacking = new Map<string, number>();
  if (order.state === 'placed' || order.state === 'confirmed')
    for (const line of order.lines)
      lacking.set(line.sku, (lacking.get(line.sku) ?? 0) + unallocatedQuantity(line));
  for (const hold of holds) {
    const lacks = lacking.get(hold.sku) ?? 0;
    const keeps = Math.min(hold.units, lacks);
    lacking.set(hold.sku, lacks - keeps);
    if (keeps === hold.units) continue;
    hold.units = keeps;
    changes.touchedStockHolds.add(hold);
    wake(changes, { kind: 'stock', warehouseId: hold.warehouseId, sku: hold.sku });
  }
}

/** Orders whose stock was looked for or whose lines were cancelled. */
export function settleAllStockHolds(changes: ChangeSet): void {
  for (const orderId of changes.backordersOf) {
    const order = changes.orders.get(orderId);
    if (order && changes.stockHolds.has(orderId)) settleStockHolds(changes, order);
  }
}

export function storeStockHolds(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.touchedStockHolds.size === 0) return [];
  const rows = [...changes.touchedStockHolds].map(({ warehouseId, orderId, sku, units }) => ({
    stream_id: warehouseId,
    holder_id: orderId,
    sku,
    units,
  }));
  return [
    tx.client.query({
      name: 'store-stock-holds',
      text: `WITH told AS (SELECT * FROM json_to_recordset($1) AS r (stream_id text, holder_id uuid, sku text, units int)),
                  gone AS (DELETE FROM stock_hold h USING told t WHERE t.units = 0
                           AND h.stream_id = t.stream_id AND h.holder_id = t.holder_id AND h.sku = t.sku)
             UPDATE stock_hold h SET units = t.units FROM told t WHERE t.units > 0
               AND h.stream_id = t.stream_id AND h.holder_id = t.holder_id AND h.sku = t.sku`,
      values: [jsonRows(rows)],
    }),
  ];
}

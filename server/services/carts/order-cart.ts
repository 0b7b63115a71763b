// A cart becomes an order: the order takes over what the cart held, in the transaction in which it is placed, so that the
// units are held by one of them at every moment. An order that names a cart nobody knows, or one that was ordered already,
// is an order like any other.
import type { OrderId, Sku, WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { type ChangeSet, headOfficeCause, newChangeSet, wake } from '../changes/change-set';
import { settleStockHolds } from '../changes/stock-holds';
import { storeChanges } from '../changes/store';
import { salesChannels } from '../channels/channel-rows';
import { tellStockOf } from '../channels/push-stock';
import { readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { cartRecord } from './cart-record';
import { passOnStock } from './cart-stock';
import { type CartTools, inCartWork } from './tell-cart';

export type OrderedCart = { cartId: string; orderId: OrderId; channelId: string };

/** The unit of work must name every stream, and store `changes` behind this. */
export async function orderCarts(
  tx: StreamTx,
  changes: ChangeSet,
  ordered: readonly OrderedCart[],
): Promise<void> {
  if (ordered.length === 0) return;
  const channels = await salesChannels(tx.client, [...new Set(ordered.map(({ channelId }) => channelId))]);
  for (const { cartId, orderId, channelId } of ordered) {
    const cart = await readRecord(tx.client, cartRecord, cartId);
    if (!cart) continue;
    const told = await tellRecord(
      tx,
      cartRecord,
      cartId,
      { type: 'OrderCart', orderId },
      headOfficeCause(changes),
    );
    if (!told.ok || told.events.length === 0) continue;
    const hours = channels.find((channel) => channel.channelId === channelId)?.policy.orderHoldHours ?? 0;
    const until = new Date(Date.parse(changes.at) + hours * 3_600_000).toISOString();
    await passOnStock(tx, changes, cart, { orderId, channelId, until });
    const order = changes.orders.get(orderId);
    if (order) settleStockHolds(changes, order);
  }
}

const atOnce = 100;

/** What orders kept for too long without being given it is anybody's again. @returns whether there may be more */
export async function endOrderHolds(tools: CartTools): Promise<boolean> {
  const at = tools.now().toISOString();
  const over = await overdue(tools.pool, at);
  if (over.length === 0) return false;
  await inCartWork(tools, async (tx) => {
    const changes = newChangeSet(at, tools.newId);
    const rows = await overdue(tx.client, at);
    await tx.client.query(
      `DELETE FROM stock_hold h USING unnest($1::uuid[], $2::text[], $3::text[]) AS r (holder_id, stream_id, sku)
       WHERE h.holder = 'order' AND h.holder_id = r.holder_id AND h.stream_id = r.stream_id AND h.sku = r.sku`,
      [
        rows.map(({ orderId }) => orderId),
        rows.map(({ warehouseId }) => warehouseId),
        rows.map(({ sku }) => sku),
      ],
    );
    for (const { warehouseId, sku, orderId } of rows) {
      wake(changes, { kind: 'stock', warehouseId, sku });
      wake(changes, { kind: 'order', orderId });
    }
    await tellStockOf(tx.client, [...new Set(rows.map(({ sku }) => sku))], tools.newId);
    await storeChanges(tx, changes);
  });
  return over.length === atOnce;
}

async function overdue(
  db: Queryable,
  at: string,
): Promise<{ orderId: OrderId; warehouseId: WarehouseId; sku: Sku }[]> {
  const { rows } = await db.query<{ orderId: OrderId; warehouseId: WarehouseId; sku: Sku }>(
    `SELECT holder_id AS "orderId", stream_id AS "warehouseId", sku FROM stock_hold
     WHERE holder = 'order' AND until <= $1 ORDER BY until, holder_id, stream_id, sku LIMIT $2`,
    [at, atOnce],
  );
  return rows;
}

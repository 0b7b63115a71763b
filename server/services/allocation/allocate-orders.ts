// Holds stock for confirmed orders and releases their parcels once they are complete (ship complete). The unit of work
// must name the company's stream and every warehouse: under their counters nobody else can promise the same units, so
// the sum of reservations never rises above what is on hand.
import type { OrderId, ParcelId, WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { isOnHold, unallocatedQuantity } from '../../../shared/domain/order/status';
import { allocate, type WantedLine } from '../../../shared/domain/stock/allocate';
import type { Queryable } from '../../db/pool';
import { type ChangeSet, changeReservation, headOfficeCause } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { asAvailability, loadAvailability, type OpenStock, takeFrom } from './availability';
import { type ChannelShares, loadChannelShares } from './channel-shares';
import { releaseParcels } from './release-parcels';

/** Streams that allocation needs: every warehouse, in the order in which they are asked for stock. */
export async function warehousesOf(db: Queryable): Promise<WarehouseId[]> {
  const { rows } = await db.query<{ stream_id: WarehouseId }>(
    `SELECT stream_id FROM stream WHERE kind = 'warehouse' ORDER BY stream_id`,
  );
  return rows.map((row) => row.stream_id);
}

/** @returns ids of parcels that were released */
export async function allocateOrders(
  db: Queryable,
  changes: ChangeSet,
  orderIds: readonly OrderId[],
  warehouseIds: readonly WarehouseId[],
): Promise<ParcelId[]> {
  await loadOrders(db, changes, orderIds);
  const orders = orderIds
    .map((orderId) => changes.orders.get(orderId))
    .filter((order): order is Order => order !== undefined && mayAllocate(order))
    .sort(firstComeFirst);
  const skus = [...new Set(orders.flatMap((order) => wantedOf(order).map((line) => line.sku)))];
  const stock: OpenStock = skus.length === 0 ? new Map() : await loadAvailability(db, warehouseIds, skus);
  const shares = await loadChannelShares(db, warehouseIds, skus, stock);
  for (const order of orders) allocateOne(changes, order, shares, stock);
  return releaseParcels(
    db,
    changes,
    orders.map((order) => order.orderId),
  );
}

function mayAllocate(order: Order): boolean {
  return order.state === 'confirmed' && !isOnHold(order);
}

function firstComeFirst(a: Order, b: Order): number {
  if (a.priority !== b.priority) return a.priority === 'vip' ? -1 : 1;
  if (a.placedAt !== b.placedAt) return a.placedAt < b.placedAt ? -1 : 1;
  return a.orderId < b.orderId ? -1 : 1;
}

function wantedOf(order: Order): WantedLine[] {
  return order.lines
    .filter((line) => unallocatedQuantity(line) > 0)
    .map((line) => ({ lineNo: line.lineNo, sku: line.sku, quantity: unallocatedQuantity(line) }));
}

function allocateOne(changes: ChangeSet, order: Order, shares: ChannelShares, stock: OpenStock): void {
  changes.backordersOf.add(order.orderId);
  const wanted = wantedOf(order);
  if (wanted.length === 0) return;
  const share = shares.shareOf(order.channelId, wanted);
  const given = allocate(share.wanted, share.warehouseIds, asAvailability(share.stock));
  for (const { warehouseId, lines } of given) {
    const answer = tellOrder(
      changes,
      order.orderId,
      {
        type: 'AllocateLines',
        warehouseId,
        lines: lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
      },
      headOfficeCause(changes),
    );
    // Only what the order takes is held; it was asked for no more than it lacks, so a refusal is a rule we do not know.
    if (!answer.ok) continue;
    for (const { lineNo, sku, quantity: units, sources } of lines) {
      takeFrom(stock, warehouseId, sku, sources);
      shares.took(order.channelId, warehouseId, sku, units);
      for (const { locationId, quantity } of sources) {
        const place = { warehouseId, orderId: order.orderId, lineNo, sku, locationId };
        changeReservation(changes, place, quantity, 0);
      }
    }
  }
}

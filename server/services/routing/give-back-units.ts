// An order gives back what it holds and no parcel counts on, so that where it ships from can be chosen anew. What is in a
// parcel stays there, because a bench may have it in hand.
import type { OrderId } from '../../../shared/domain/ids';
import { unallocatedQuantity } from '../../../shared/domain/order/status';
import { type Cause, type ChangeSet, changeReservation, wake } from '../changes/change-set';
import { tellOrder } from '../changes/order-changes';

/** The order must be loaded. */
export function giveBackUnits(
  changes: ChangeSet,
  orderId: OrderId,
  cause: Cause,
): 'given-back' | 'order-unknown' | 'route-settled' {
  const order = changes.orders.get(orderId);
  if (!order) return 'order-unknown';
  const held = (changes.reservations.get(orderId) ?? []).filter((row) => row.quantity > row.inParcels);
  const isOpen = order.state === 'placed' || order.state === 'confirmed';
  if (!isOpen || (held.length === 0 && order.lines.every((line) => unallocatedQuantity(line) === 0)))
    return 'route-settled';
  for (const row of held) {
    const quantity = row.quantity - row.inParcels;
    const lines = [{ lineNo: row.lineNo, quantity }];
    const told = tellOrder(changes, orderId, { type: 'ReleaseAllocation', reason: 'route', lines }, cause);
    if (!told.ok) throw new Error(`order ${orderId} did not give back what it holds: ${told.refusal.code}`);
    changeReservation(changes, row, -quantity, 0);
    wake(changes, { kind: 'stock', warehouseId: row.warehouseId, sku: row.sku });
  }
  wake(changes, { kind: 'order', orderId });
  return 'given-back';
}

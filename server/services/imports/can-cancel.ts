// Asks beforehand whether an order could give up these units, so that a cancellation spread over several orders is
// taken whole or not at all.
import type { OrderId } from '../../../shared/domain/ids';
import type { LineQuantity } from '../../../shared/domain/order/order';
import type { ChangeSet } from '../changes/change-set';
import { planCancellation } from '../orders/plan-cancellation';

/** The order, its parcels and its reservations must be loaded. */
export function canCancel(changes: ChangeSet, orderId: OrderId, lines: readonly LineQuantity[]): boolean {
  const order = changes.orders.get(orderId);
  if (!order || order.state !== 'confirmed') return false;
  const parcels = [...changes.parcels.values()].filter((parcel) => parcel.orderId === orderId);
  const reservations = changes.reservations.get(orderId) ?? [];
  const unplanned = (lineNo: number): number =>
    reservations.reduce((sum, row) => (row.lineNo === lineNo ? sum + row.quantity - row.inParcels : sum), 0);
  return planCancellation(order, parcels, unplanned, lines).ok;
}

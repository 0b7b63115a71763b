// Boxes that nobody has begun stand where their order stands.
import type { OrderEvent } from '../../../shared/domain/order/order';
import type { OrderId } from '../../../shared/domain/ids';
import type { Cause, ChangeSet } from '../changes/change-set';
import { commandParcel } from '../changes/parcel-changes';

/** The parcels of the order must be loaded. */
export function followPriority(changes: ChangeSet, orderId: OrderId, event: OrderEvent, cause: Cause): void {
  if (event.type !== 'PriorityChanged') return;
  for (const parcel of changes.parcels.values())
    if (parcel.orderId === orderId)
      commandParcel(
        changes,
        { type: 'PrioritiseParcel', parcelId: parcel.parcelId, priority: event.priority },
        cause,
      );
}

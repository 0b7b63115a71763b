// Tells an order something: decides, evolves, remembers the events. The only way an order changes.
import type { Refusal } from '../../../shared/domain/decision';
import type { OrderId } from '../../../shared/domain/ids';
import { decideOrder } from '../../../shared/domain/order/decide';
import { evolveOrder } from '../../../shared/domain/order/evolve';
import type { OrderCommand, OrderEvent } from '../../../shared/domain/order/order';
import { type Cause, type ChangeSet, wake } from './change-set';

export type OrderAnswer = { ok: true; events: OrderEvent[] } | { ok: false; refusal: Refusal };

/** The order must be loaded unless the command places it. */
export function tellOrder(
  changes: ChangeSet,
  orderId: OrderId,
  command: OrderCommand,
  cause: Cause,
): OrderAnswer {
  const before = changes.orders.get(orderId) ?? null;
  const decision = decideOrder(before, command);
  if (!decision.ok) return decision;
  let order = before;
  for (const event of decision.events) {
    order = evolveOrder(order, event);
    const { type, ...body } = event;
    changes.events.push({ aggregate: 'order', aggregateId: orderId, type, body, cause });
    // Units that lost their stock are looked for again; a released hold may let an order be allocated.
    if (event.type === 'AllocationReleased' || event.type === 'HoldReleased')
      wake(changes, { kind: 'order', orderId });
    if (event.type === 'AllocationReleased' || event.type === 'LinesCancelled')
      changes.backordersOf.add(orderId);
  }
  if (order && decision.events.length > 0) {
    changes.orders.set(orderId, order);
    changes.touchedOrders.add(orderId);
  }
  return decision;
}

// Taking back one thing that happened to an order, from its page. What can be is worked out from the history itself: the
// order as it was before, the rule for the inverse, and whether the order still takes it.
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import { decideOrder } from '../../../shared/domain/order/decide';
import { evolveOrder } from '../../../shared/domain/order/evolve';
import type { Order, OrderCommand, OrderEvent } from '../../../shared/domain/order/order';
import { stillStands, undoOf } from '../../../shared/domain/order/undo';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { type Cause, newChangeSet } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { storeChanges } from '../changes/store';
import { followPriority } from './follow-priority';

const ruleFired = 'RuleFired';
export type NumberedEvent = { seq: number; event: OrderEvent | { type: typeof ruleFired } };

/** By number of the event, what takes it back now. @param events all of the order, in order */
export function undoable(
  order: Order,
  events: readonly NumberedEvent[],
  inParcels: boolean,
): ReadonlyMap<number, OrderCommand> {
  const commands = new Map<number, OrderCommand>();
  let before: Order | null = null;
  for (const { seq, event } of events) {
    // That a rule acted stands in the order's history; what it did has events of its own.
    if (event.type === ruleFired) continue;
    // A history that does not begin at its beginning says nothing of what was before.
    if (before === null && event.type !== 'OrderPlaced') return new Map();
    const inverse: OrderCommand | null = before && undoOf(before, event);
    if (inverse && stillStands(order, event)) {
      const command = inverse.type === 'ChangeAddress' ? { ...inverse, inParcels } : inverse;
      if (decideOrder(order, command).ok) commands.set(seq, command);
    }
    before = evolveOrder(before, event);
  }
  return commands;
}

/** The unit of work must name the company's stream and those of all warehouses. */
export async function undoEvent(
  tx: StreamTx,
  orderId: OrderId,
  seq: number,
  newId: () => string,
  cause: Cause,
): Promise<{ ok: true } | { ok: false; refusal: Refusal }> {
  const changes = newChangeSet(cause.at, newId);
  await loadOrders(tx.client, changes, [orderId]);
  await loadParcelsOfOrders(tx.client, changes, [orderId]);
  const order = changes.orders.get(orderId);
  if (!order) return { ok: false, refusal: { code: 'order-not-placed', values: {} } };
  const inParcels = [...changes.parcels.values()].some(
    (parcel) => parcel.orderId === orderId && parcel.state !== 'cancelled',
  );
  const command = undoable(order, await eventsOfOrder(tx.client, orderId), inParcels).get(seq);
  if (!command) return { ok: false, refusal: { code: 'undo-over', values: { number: order.number } } };
  const named =
    command.type === 'ReleaseHold' && cause.actor !== null ? { ...command, by: cause.actor } : command;
  const told = tellOrder(changes, orderId, named, cause);
  if (!told.ok) return told;
  for (const event of told.events) followPriority(changes, orderId, event, cause);
  await storeChanges(tx, changes);
  return { ok: true };
}

async function eventsOfOrder(db: Queryable, orderId: OrderId): Promise<NumberedEvent[]> {
  const { rows } = await db.query<{ seq: number; type: string; body: object }>(
    `SELECT seq, type, body FROM event WHERE order_id = $1 AND stream_id = $2 AND aggregate = 'order' ORDER BY seq`,
    [orderId, companyStream],
  );
  return rows.map(numbered);
}

/** An event as it is stored. */
export function numbered({ seq, type, body }: { seq: number; type: string; body: object }): NumberedEvent {
  return { seq, event: { type, ...body } as NumberedEvent['event'] };
}

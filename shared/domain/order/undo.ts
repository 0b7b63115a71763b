// What takes back something that happened to an order, where there is such a thing. Money, goods and cancelled units go
// their own ways back (a refund, a return, a new order) and have no undo here. Pure; whether the order still takes the
// command is asked of decide.ts like of any other.
import type { Order, OrderCommand, OrderEvent } from './order';

/** @param before the order as it was when it happened. Null: it has no inverse. */
export function undoOf(before: Order, event: OrderEvent): OrderCommand | null {
  switch (event.type) {
    case 'OrderHeld': {
      // A hold that took the place of an older one for the same reason gives it back.
      const older = before.holds.find(({ reason }) => reason === event.hold.reason);
      return older
        ? { type: 'HoldOrder', hold: older }
        : { type: 'ReleaseHold', reason: event.hold.reason, note: 'undone' };
    }
    case 'HoldReleased': {
      const hold = before.holds.find(({ reason }) => reason === event.reason);
      return hold ? { type: 'HoldOrder', hold } : null;
    }
    case 'HoldAssigned': {
      const hold = before.holds.find(({ reason }) => reason === event.reason);
      return hold ? { type: 'AssignHold', reason: event.reason, owner: hold.owner ?? null } : null;
    }
    case 'PriorityChanged':
      return { type: 'SetPriority', priority: before.priority, by: 'office' };
    case 'AddressChanged':
      return { type: 'ChangeAddress', shipTo: before.shipTo, inParcels: false };
    default:
      return null;
  }
}

/** Whether what the event did is how the order still is: only then is taking it back what a person means. */
export function stillStands(order: Order, event: OrderEvent): boolean {
  switch (event.type) {
    case 'OrderHeld':
      return order.holds.some(
        ({ reason, note, at }) =>
          reason === event.hold.reason && note === event.hold.note && at === event.hold.at,
      );
    case 'HoldReleased':
      return !order.holds.some(({ reason }) => reason === event.reason);
    case 'HoldAssigned':
      return order.holds.some(
        ({ reason, owner }) => reason === event.reason && (owner ?? null) === event.owner,
      );
    case 'PriorityChanged':
      return order.priority === event.priority;
    case 'AddressChanged':
      return JSON.stringify(order.shipTo) === JSON.stringify(event.shipTo);
    default:
      return false;
  }
}

// Applies what happened to the label of a box. Never refuses: an event is a fact.
import { assertNever } from '../decision';
import type { Shipment, ShipmentEvent } from './shipment';
import { nothingTold, withNews } from './tracking';
import { nextShipmentState } from './transitions';

/** `shipment` is null only before the first ShipmentPlanned. */
export function evolveShipment(shipment: Shipment | null, event: ShipmentEvent): Shipment {
  if (!shipment) {
    if (event.type !== 'ShipmentPlanned') throw new Error(`${event.type} before ShipmentPlanned`);
    return {
      ...event.plan,
      state: 'planned',
      attempt: event.attempt,
      draftId: null,
      label: null,
      spent: [],
      next: null,
      trouble: null,
      handedOverAt: null,
      eta: null,
      isLate: false,
      tracking: nothingTold,
      outcome: null,
    };
  }
  const moved: Shipment = { ...shipment, state: nextShipmentState(shipment.state, event.type) };
  switch (event.type) {
    case 'ShipmentPlanned':
      return {
        ...moved,
        ...event.plan,
        attempt: event.attempt,
        draftId: null,
        label: null,
        next: null,
        trouble: null,
      };
    case 'ShipmentReplanned':
      return { ...moved, ...event.plan };
    case 'PurchaseStarted':
      return { ...moved, trouble: null };
    case 'PurchasePrepared':
      return { ...moved, draftId: event.draftId };
    case 'LabelBought':
      return { ...moved, label: event.label, trouble: null };
    case 'PurchaseFailed':
    case 'VoidRefused':
      return { ...moved, next: null, trouble: { code: event.code, message: event.message } };
    case 'ShipmentAwaits':
      return { ...moved, next: event.next };
    case 'VoidRequested':
      return { ...moved, next: event.next };
    case 'LabelVoided':
      return {
        ...moved,
        label: null,
        spent: moved.label ? [...moved.spent, moved.label] : moved.spent,
        trouble: null,
      };
    case 'ShipmentWithdrawn':
      return { ...moved, next: null };
    case 'ShipmentHandedOver':
      return { ...moved, handedOverAt: event.at, eta: event.eta };
    case 'TrackingSeen':
      return { ...moved, tracking: withNews(moved.tracking, event.events) };
    case 'ShipmentLate':
      return { ...moved, isLate: true };
    case 'ShipmentDelivered':
      return { ...moved, outcome: 'delivered' };
    case 'ShipmentReturning':
      return { ...moved, outcome: 'returning' };
    case 'ShipmentLost':
      return { ...moved, outcome: 'lost' };
    default:
      return assertNever(event);
  }
}

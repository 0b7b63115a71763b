// What may be done with the label of a box, and why not. Must never let a second label be bought while the first may exist:
// a new reference is given only after the carrier refused the one before, or took it back.
import { accept, assertNever, type Decision, refuse } from '../decision';
import { withNews, newsIn, trackingEnd } from './tracking';
import { isSameNeed, referenceOf } from './questions';
import type { Shipment, ShipmentCommand, ShipmentEvent, ShipmentPlan } from './shipment';

export function decideShipment(shipment: Shipment | null, command: ShipmentCommand): Decision<ShipmentEvent> {
  if (!shipment)
    return command.type === 'PlanShipment'
      ? accept<ShipmentEvent>({ type: 'ShipmentPlanned', plan: command.plan, attempt: 1 })
      : refuse('shipment-unknown');
  const number = shipment.orderNumber;
  switch (command.type) {
    case 'PlanShipment':
      return plan(shipment, command.plan);
    case 'StartPurchase':
      if (shipment.state === 'buying' || shipment.state === 'bought') return accept();
      if (shipment.state !== 'planned') return refuseByState(shipment);
      if (shipment.fence !== command.parcelFence)
        return refuse('parcel-fence-old', { number, fence: shipment.fence, now: command.parcelFence });
      if (command.customsMissing.length > 0)
        return refuse('customs-missing', { number, what: command.customsMissing.join(', ') });
      return accept<ShipmentEvent>({
        type: 'PurchaseStarted',
        reference: referenceOf(shipment),
        fence: shipment.fence,
      });
    case 'RecordDraft':
      if (shipment.state !== 'buying' || command.reference !== referenceOf(shipment) || shipment.draftId)
        return accept();
      return accept<ShipmentEvent>({ type: 'PurchasePrepared', draftId: command.draftId });
    case 'RecordLabel':
      return recordLabel(shipment, command);
    case 'RecordFailure':
      if (shipment.state !== 'buying' || command.reference !== referenceOf(shipment)) return accept();
      return afterFailure(shipment, command);
    case 'TakeNumber':
      if (shipment.state === 'bought')
        return shipment.label?.trackingNumber === command.label.trackingNumber
          ? accept()
          : refuse('shipment-has-label', { number, tracking: shipment.label?.trackingNumber ?? '' });
      if (shipment.state !== 'planned' && shipment.state !== 'failed') return refuseByState(shipment);
      return accept<ShipmentEvent>({ type: 'LabelBought', label: command.label });
    case 'RequestVoid':
      return requestVoid(shipment, command);
    case 'RecordVoid':
      if (shipment.state !== 'void-requested' || command.reference !== shipment.label?.reference)
        return accept();
      return afterVoid(shipment, command.reference);
    case 'RefuseVoid':
      if (shipment.state !== 'void-requested' || command.reference !== shipment.label?.reference)
        return accept();
      return accept<ShipmentEvent>({
        type: 'VoidRefused',
        code: command.code,
        message: command.message,
      });
    case 'RecordHandOver':
      return shipment.handedOverAt
        ? accept()
        : accept<ShipmentEvent>({ type: 'ShipmentHandedOver', at: command.at, eta: command.eta });
    case 'RecordTracking':
      return recordTracking(shipment, command.events);
    case 'NoteDay':
      return shipment.state === 'bought' && shipment.eta && !shipment.isLate && command.day > shipment.eta
        ? accept<ShipmentEvent>({ type: 'ShipmentLate', eta: shipment.eta })
        : accept();
    case 'DeclareLost':
      if (shipment.state === 'done' && shipment.outcome === 'lost') return accept();
      if (shipment.state !== 'bought') return refuseByState(shipment);
      return accept<ShipmentEvent>({ type: 'ShipmentLost', at: command.at, by: command.by });
    default:
      return assertNever(command);
  }
}

function plan(shipment: Shipment, wanted: ShipmentPlan): Decision<ShipmentEvent> {
  const next: Shipment['next'] = { want: 'label', plan: wanted };
  switch (shipment.state) {
    case 'planned':
      return isSameNeed(shipment, wanted) && shipment.fence === wanted.fence
        ? accept()
        : accept<ShipmentEvent>({ type: 'ShipmentReplanned', plan: wanted });
    case 'buying':
    case 'void-requested': {
      const isStill = shipment.state === 'buying' && isSameNeed(shipment, wanted);
      if (isStill && shipment.next === null) return accept();
      if (isStill) return accept<ShipmentEvent>({ type: 'ShipmentAwaits', next: null });
      if (shipment.next?.want === 'label' && isSameNeed(shipment.next.plan, wanted)) return accept();
      return accept<ShipmentEvent>({ type: 'ShipmentAwaits', next });
    }
    case 'bought':
      if (isSameNeed(shipment, wanted)) return accept();
      if (shipment.handedOverAt) return refuse('shipment-left', { number: shipment.orderNumber });
      return accept<ShipmentEvent>({ type: 'VoidRequested', reason: 'box-changed', next });
    case 'failed':
    case 'voided':
      return accept<ShipmentEvent>({ type: 'ShipmentPlanned', plan: wanted, attempt: shipment.attempt + 1 });
    case 'withdrawn':
    case 'done':
      return refuseByState(shipment);
    default:
      return assertNever(shipment.state);
  }
}

/** The label is there whatever was wanted meanwhile; what is no longer wanted is given back at once. */
function recordLabel(
  shipment: Shipment,
  { label }: Extract<ShipmentCommand, { type: 'RecordLabel' }>,
): Decision<ShipmentEvent> {
  if (shipment.state !== 'buying' || label.reference !== referenceOf(shipment)) return accept();
  const bought: ShipmentEvent = { type: 'LabelBought', label };
  if (shipment.next === null) return accept(bought);
  const reason = shipment.next.want === 'label' ? 'box-changed' : 'not-wanted';
  return accept<ShipmentEvent>(bought, { type: 'VoidRequested', reason, next: shipment.next });
}

function afterFailure(
  { next, attempt }: Shipment,
  { code, message }: Extract<ShipmentCommand, { type: 'RecordFailure' }>,
): Decision<ShipmentEvent> {
  const failed: ShipmentEvent = { type: 'PurchaseFailed', code, message };
  if (next?.want === 'label')
    return accept<ShipmentEvent>(failed, { type: 'ShipmentPlanned', plan: next.plan, attempt: attempt + 1 });
  if (next?.want === 'nothing')
    return accept<ShipmentEvent>(failed, { type: 'ShipmentWithdrawn', reason: 'not-wanted' });
  return accept(failed);
}

function requestVoid(
  shipment: Shipment,
  { reason, at }: Extract<ShipmentCommand, { type: 'RequestVoid' }>,
): Decision<ShipmentEvent> {
  const nothing: Shipment['next'] = { want: 'nothing' };
  switch (shipment.state) {
    case 'planned':
    case 'failed':
    case 'voided':
      return accept<ShipmentEvent>({ type: 'ShipmentWithdrawn', reason });
    case 'buying':
    case 'void-requested':
      return shipment.next?.want === 'nothing'
        ? accept()
        : accept<ShipmentEvent>({ type: 'ShipmentAwaits', next: nothing });
    case 'bought': {
      const number = shipment.orderNumber;
      if (shipment.handedOverAt) return refuse('shipment-left', { number });
      const until = shipment.label?.voidUntil ?? null;
      if (until !== null && at > until) return refuse('void-too-late', { number, until });
      return accept<ShipmentEvent>({ type: 'VoidRequested', reason, next: nothing });
    }
    case 'withdrawn':
      return accept();
    case 'done':
      return refuseByState(shipment);
    default:
      return assertNever(shipment.state);
  }
}

function afterVoid({ next, attempt }: Shipment, reference: string): Decision<ShipmentEvent> {
  const voided: ShipmentEvent = { type: 'LabelVoided', reference };
  return next?.want === 'label'
    ? accept<ShipmentEvent>(voided, { type: 'ShipmentPlanned', plan: next.plan, attempt: attempt + 1 })
    : accept(voided);
}

/** News are facts in any state; only a label that is in use comes to an end by them. */
function recordTracking(
  shipment: Shipment,
  events: Extract<ShipmentCommand, { type: 'RecordTracking' }>['events'],
): Decision<ShipmentEvent> {
  const news = newsIn(shipment.tracking, events);
  if (news.length === 0) return accept();
  const seen: ShipmentEvent = { type: 'TrackingSeen', events: news };
  const after = withNews(shipment.tracking, news);
  const end = trackingEnd(after);
  if (shipment.state !== 'bought' || end === null || after.since === null) return accept(seen);
  return accept<ShipmentEvent>(
    seen,
    end === 'delivered'
      ? { type: 'ShipmentDelivered', at: after.since }
      : { type: 'ShipmentReturning', at: after.since },
  );
}

function refuseByState(shipment: Shipment): ReturnType<typeof refuse> {
  const number = shipment.orderNumber;
  switch (shipment.state) {
    case 'planned':
    case 'buying':
    case 'failed':
      return refuse('shipment-no-label', { number });
    case 'bought':
      return refuse('shipment-has-label', { number, tracking: shipment.label?.trackingNumber ?? '' });
    case 'void-requested':
    case 'voided':
      return refuse('shipment-void', { number });
    case 'withdrawn':
      return refuse('shipment-withdrawn', { number });
    case 'done':
      return refuse('shipment-done', { number });
    default:
      return assertNever(shipment.state);
  }
}

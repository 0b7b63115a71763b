// Parcels for tests: one in every state, and the canonical command of every type.
import { evolveParcel } from './evolve';
import {
  binOf,
  boxIdOf,
  carrierIdOf,
  opIdOf,
  orderIdOf,
  parcelIdOf,
  personIdOf,
  skuOf,
  stationIdOf,
  tourIdOf,
} from '../ids.test-kit';
import { header, leeds } from '../order/order.test-kit';
import { benchMark } from '../special/special.test-kit';
import type {
  Parcel,
  ParcelActor,
  ParcelCommand,
  ParcelEvent,
  ParcelLine,
  ParcelPlan,
  ParcelState,
} from './parcel';

export const here = stationIdOf(1);
export const elsewhere = stationIdOf(2);
export const packer = personIdOf('ayse');
export const sscc = '106141412345678908';
export const firstParcel = parcelIdOf(1);
export const nextParcel = parcelIdOf(2);
export const firstTour = tourIdOf(1);

export function lineOf(over: Partial<ParcelLine> = {}): ParcelLine {
  return {
    lineNo: 1,
    sku: skuOf('MUG'),
    name: 'White mug',
    unitWeightGrams: 300,
    expected: 5,
    packed: 0,
    missing: 0,
    damaged: 0,
    cancelled: 0,
    sources: [
      { locationId: binOf('A-01-1'), quantity: 3 },
      { locationId: binOf('A-01-2'), quantity: 2 },
    ],
    ...over,
  };
}

export const lampLine = lineOf({
  lineNo: 2,
  sku: skuOf('LAMP'),
  name: 'Metal lantern',
  unitWeightGrams: 900,
  expected: 2,
  sources: [{ locationId: binOf('B-07-4'), quantity: 2 }],
});

export function planOf(lines: ParcelLine[] = [lineOf(), lampLine]): ParcelPlan {
  return {
    parcelId: firstParcel,
    warehouseId: leeds,
    orderId: orderIdOf(1),
    orderNumber: '1042',
    channelName: 'Web shop',
    priority: 'normal',
    boxNumber: 1,
    placedAt: '2026-01-05T09:30:00.000Z',
    shipTo: header.shipTo,
    shipping: {
      carrierId: carrierIdOf('rm'),
      carrierName: 'Royal Mail',
      serviceId: 'rm-48',
      serviceName: 'Tracked 48',
      cutOff: '16:00',
      amountMinor: 450,
      currency: 'GBP',
    },
    lines,
  };
}

export type TellableEvent = ParcelEvent extends infer E
  ? E extends ParcelEvent
    ? Omit<E, 'parcelId'>
    : never
  : never;

/** The parcel after these events, which are all about `firstParcel`. */
export function parcelAfter(plan: ParcelPlan, ...events: TellableEvent[]): Parcel {
  const begun = evolveParcel(null, { type: 'ParcelReleased', parcelId: plan.parcelId, plan });
  return events.reduce<Parcel>(
    (parcel, event) => evolveParcel(parcel, { ...event, parcelId: plan.parcelId } as ParcelEvent),
    begun,
  );
}

export const leased: TellableEvent = { type: 'ParcelLeased', stationId: here, fence: 1 };
export const started: TellableEvent = { type: 'PackingStarted', operatorId: packer };
export const boxed: TellableEvent = { type: 'BoxChosen', boxId: boxIdOf('B3') };
export const sealedByOp = opIdOf(90);
export const sealed: TellableEvent = { type: 'ParcelSealed', opId: sealedByOp, sscc, weightGrams: 2700 };
export const labelled: TellableEvent = {
  type: 'LabelPrinted',
  label: { jobId: sealedByOp, attempt: 1, outcome: 'confirmed' },
};

export function packedOf(op: number, lineNo: number, quantity: number): TellableEvent {
  return { type: 'ItemPacked', opId: opIdOf(op), lineNo, quantity };
}

const whole = [packedOf(1, 1, 5), packedOf(2, 2, 2)];
/** In packing: two mugs in the box, a box chosen, nothing else. */
const begunPacking = [leased, started, boxed, packedOf(1, 1, 2)];
const sealedWhole = [leased, started, boxed, ...whole, sealed];

/** One parcel in every state, held by `here` under fence 1; `complete` and `held` are packing. */
export const parcelIn: Record<ParcelState | 'none' | 'complete' | 'held', Parcel | null> = {
  none: null,
  released: parcelAfter(planOf()),
  leased: parcelAfter(planOf(), leased),
  packing: parcelAfter(planOf(), ...begunPacking),
  complete: parcelAfter(planOf(), leased, started, boxed, ...whole),
  held: parcelAfter(planOf(), ...begunPacking, { type: 'ParcelHeld', reason: 'bench', by: packer }),
  sealed: parcelAfter(planOf(), ...sealedWhole),
  labelled: parcelAfter(planOf(), ...sealedWhole, labelled),
  'handed-over': parcelAfter(planOf(), ...sealedWhole, labelled, { type: 'ParcelHandedOver' }),
  cancelled: parcelAfter(planOf(), leased, { type: 'ParcelCancelled' }),
};

export const actorHere: ParcelActor = { stationId: here, personId: packer, fence: 1 };

/** Commands with no bench behind them: head office's own, and a tour's, which has a fence of its own. */
export const headOfficeCommands: ReadonlySet<ParcelCommand['type']> = new Set<ParcelCommand['type']>([
  'LeaseParcel',
  'RenewLease',
  'EndLease',
  'CancelParcelLine',
  'PrioritiseParcel',
  'AskCancel',
  'WithdrawCancel',
  'MarkParcel',
  'ShowFields',
  'OfferCarrierLabel',
  'AskWaybill',
  'TellWaybill',
  'JoinTour',
  'LeaveTour',
  'PickUnits',
  'PutBackUnits',
  'PlanSources',
  'MoveSource',
  'ReportShort',
]);

export function actorFor(type: ParcelCommand['type'], parcel: Parcel | null): ParcelActor | null {
  return headOfficeCommands.has(type) ? null : { ...actorHere, fence: parcel?.fence ?? 0 };
}

const parcelId = firstParcel;

/** The plainest command of every type: one mug, the right label, the right station. */
export const parcelCommandOf: Record<ParcelCommand['type'], ParcelCommand> = {
  LeaseParcel: { type: 'LeaseParcel', parcelId, stationId: here },
  RenewLease: { type: 'RenewLease', parcelId, until: '2026-01-05T14:00:00.000Z' },
  EndLease: { type: 'EndLease', parcelId },
  OpenProvisionally: { type: 'OpenProvisionally', parcelId, supervisorId: personIdOf('bob') },
  OpenParcel: { type: 'OpenParcel', parcelId },
  PackItem: { type: 'PackItem', parcelId, opId: opIdOf(50), sku: skuOf('MUG'), quantity: 1 },
  ReportItem: {
    type: 'ReportItem',
    parcelId,
    opId: opIdOf(50),
    sku: skuOf('MUG'),
    quantity: 1,
    problem: 'missing',
  },
  FetchItem: {
    type: 'FetchItem',
    parcelId,
    opId: opIdOf(50),
    sku: skuOf('MUG'),
    quantity: 1,
    from: binOf('B-07'),
  },
  UndoAct: { type: 'UndoAct', parcelId, undoes: opIdOf(1) },
  ChooseBox: { type: 'ChooseBox', parcelId, boxId: boxIdOf('B1') },
  StartNextBox: { type: 'StartNextBox', parcelId, newParcelId: nextParcel },
  ShipPart: { type: 'ShipPart', parcelId },
  HoldParcel: { type: 'HoldParcel', parcelId, reason: 'bench' },
  ResumeParcel: { type: 'ResumeParcel', parcelId },
  PrioritiseParcel: { type: 'PrioritiseParcel', parcelId, priority: 'vip' },
  SealParcel: { type: 'SealParcel', parcelId, opId: opIdOf(91), sscc, weightGrams: 2700 },
  ReopenParcel: { type: 'ReopenParcel', parcelId, reason: 'bench' },
  RecordLabel: {
    type: 'RecordLabel',
    parcelId,
    label: { jobId: sealedByOp, attempt: 1, outcome: 'sent' },
  },
  HandOverParcel: { type: 'HandOverParcel', parcelId, sscc },
  GiveBackLease: { type: 'GiveBackLease', parcelId },
  AskCancel: {
    type: 'AskCancel',
    parcelId,
    reason: 'customer',
    at: '2026-01-05T11:00:00.000Z',
    lines: [{ lineNo: 1, quantity: 1 }],
  },
  AnswerCancel: { type: 'AnswerCancel', parcelId, answer: 'accepted', lines: [{ lineNo: 1, quantity: 1 }] },
  WithdrawCancel: { type: 'WithdrawCancel', parcelId },
  CancelParcelLine: { type: 'CancelParcelLine', parcelId, lineNo: 1, quantity: 1 },
  ShowFields: {
    type: 'ShowFields',
    parcelId,
    fields: [{ key: 'gift_note', names: { en: 'Gift note', tr: 'Hediye notu' }, en: 'Hi', tr: 'Hi' }],
    lines: [],
  },
  OfferCarrierLabel: {
    type: 'OfferCarrierLabel',
    parcelId,
    label: { reference: `${parcelId}-1`, trackingNumber: '9400', boxId: boxIdOf('B1'), weightGrams: 2700 },
  },
  AskWaybill: { type: 'AskWaybill', parcelId, fallback: 'block' },
  TellWaybill: {
    type: 'TellWaybill',
    parcelId,
    sealedBy: sealedByOp,
    state: 'transmitted',
    number: 'IRS2026000000001',
  },
  MarkParcel: { type: 'MarkParcel', parcelId, mark: benchMark() },
  VerifyParcel: {
    type: 'VerifyParcel',
    parcelId,
    opId: opIdOf(95),
    verifierId: personIdOf('bob'),
    override: null,
  },
  ProveTag: { type: 'ProveTag', parcelId, code: benchMark().code },
  JoinTour: { type: 'JoinTour', parcelId, tourId: firstTour },
  LeaveTour: { type: 'LeaveTour', parcelId, tourId: firstTour },
  PickUnits: {
    type: 'PickUnits',
    parcelId,
    opId: opIdOf(60),
    lineNo: 1,
    quantity: 1,
    from: binOf('A-01-2'),
    planned: binOf('A-01-2'),
    tote: 'T7',
  },
  PutBackUnits: {
    type: 'PutBackUnits',
    parcelId,
    undoes: opIdOf(60),
    lineNo: 1,
    quantity: 1,
    to: binOf('A-01-2'),
  },
  ReportShort: {
    type: 'ReportShort',
    parcelId,
    opId: opIdOf(61),
    lineNo: 1,
    quantity: 1,
    at: binOf('A-01-2'),
    problem: 'missing',
    holds: false,
  },
  PlanSources: {
    type: 'PlanSources',
    parcelId,
    lineNo: 2,
    sources: [{ locationId: binOf('C-09-9'), quantity: 2 }],
  },
  MoveSource: {
    type: 'MoveSource',
    parcelId,
    lineNo: 1,
    quantity: 1,
    from: binOf('A-01-2'),
    to: binOf('C-09-9'),
  },
};

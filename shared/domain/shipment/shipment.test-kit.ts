// A box with its label in every state, made the way it comes to be so.
import { boxIdOf, carrierIdOf, orderIdOf, parcelIdOf, warehouseIdOf } from '../ids.test-kit';
import { decideShipment } from './decide';
import { evolveShipment } from './evolve';
import { referenceOf } from './questions';
import type { BoughtLabel, Shipment, ShipmentCommand, ShipmentPlan } from './shipment';
import type { ShipmentColumn } from './shipment-table.test-kit';

export const at = '2026-03-02T10:00:00.000Z';

export function shipmentPlan(over: Partial<ShipmentPlan> = {}): ShipmentPlan {
  return {
    parcelId: parcelIdOf(1),
    warehouseId: warehouseIdOf('leeds'),
    orderId: orderIdOf(1),
    orderNumber: '1042',
    boxNumber: 1,
    countryCode: 'GB',
    carrierId: carrierIdOf('easy'),
    carrierName: 'Easy',
    serviceId: 'Express',
    serviceName: 'Express',
    boxed: { boxId: boxIdOf('B3'), weightGrams: 2700, size: null },
    fence: 1,
    promisedFor: null,
    ...over,
  };
}

export const otherBox = shipmentPlan({ boxed: { boxId: boxIdOf('B5'), weightGrams: 2900, size: null } });

export function labelFor(
  shipment: Pick<Shipment, 'parcelId' | 'attempt'>,
  over: Partial<BoughtLabel> = {},
): BoughtLabel {
  return {
    reference: referenceOf(shipment),
    providerId: `shp_${shipment.attempt}`,
    trackingNumber: `EZ100${shipment.attempt}`,
    source: 'carrier',
    amountMinor: 512,
    currency: 'GBP',
    boughtAt: at,
    voidUntil: '2026-03-09T10:00:00.000Z',
    labelUrl: 'https://labels.example/1.zpl',
    trackingUrl: null,
    ...over,
  };
}

const first = { parcelId: parcelIdOf(1), attempt: 1 };

export const shipmentCommandOf: { [C in ShipmentCommand['type']]: Extract<ShipmentCommand, { type: C }> } = {
  PlanShipment: { type: 'PlanShipment', plan: otherBox },
  StartPurchase: { type: 'StartPurchase', parcelFence: 1, customsMissing: [] },
  RecordDraft: { type: 'RecordDraft', reference: referenceOf(first), draftId: 'shp_1' },
  RecordLabel: { type: 'RecordLabel', label: labelFor(first) },
  RecordFailure: {
    type: 'RecordFailure',
    reference: referenceOf(first),
    code: 'ADDRESS',
    message: 'no such street',
  },
  TakeNumber: { type: 'TakeNumber', label: labelFor(first, { trackingNumber: 'TF0001', source: 'typed' }) },
  RequestVoid: { type: 'RequestVoid', reason: 'cancelled', at },
  RecordVoid: { type: 'RecordVoid', reference: referenceOf(first) },
  RefuseVoid: {
    type: 'RefuseVoid',
    reference: referenceOf(first),
    code: 'SCANNED',
    message: 'already on its way',
  },
  RecordHandOver: { type: 'RecordHandOver', at, eta: '2026-03-04' },
  RecordTracking: {
    type: 'RecordTracking',
    events: [{ eventId: 'e9', status: 'delivered', at, message: 'at the door', place: 'Leeds' }],
  },
  NoteDay: { type: 'NoteDay', day: '2026-03-05' },
  DeclareLost: { type: 'DeclareLost', at, by: 'margaret' },
};

export function told(shipment: Shipment | null, ...commands: ShipmentCommand[]): Shipment {
  let state = shipment;
  for (const command of commands) {
    const decision = decideShipment(state, command);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.code}`);
    for (const event of decision.events) state = evolveShipment(state, event);
  }
  if (!state) throw new Error('nothing was told');
  return state;
}

const planned = told(null, { type: 'PlanShipment', plan: shipmentPlan() });
const buying = told(planned, shipmentCommandOf.StartPurchase);
const bought = told(buying, shipmentCommandOf.RecordLabel);
const left = told(bought, shipmentCommandOf.RecordHandOver);
const voiding = told(bought, shipmentCommandOf.RequestVoid);

export const shipmentIn: Record<ShipmentColumn, Shipment | null> = {
  none: null,
  planned,
  buying,
  bought,
  left,
  'void-requested': voiding,
  voided: told(voiding, shipmentCommandOf.RecordVoid),
  failed: told(buying, shipmentCommandOf.RecordFailure),
  withdrawn: told(planned, shipmentCommandOf.RequestVoid),
  done: told(left, shipmentCommandOf.RecordTracking),
};

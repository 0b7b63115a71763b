// The label of one box at its carrier: bought once, void in time, followed to the door. Keyed by the parcel; a purchase has
// a reference of its own at the carrier, `PARCEL-1`, and a new one only after the one before is known to be void or refused.
// Kept at head office alone; the parcel's own document says nothing of it.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { sizeSchema } from '../../units/measure';
import { boxIdSchema, carrierIdSchema, orderIdSchema, parcelIdSchema, warehouseIdSchema } from '../ids';
import { dayText } from '../shipping/work-calendar';
import { trackingSchema, type TrackingEvent } from './tracking';

export const shipmentStates = [
  'planned',
  'buying',
  'bought',
  'void-requested',
  'voided',
  'failed',
  'withdrawn',
  'done',
] as const;
export type ShipmentState = (typeof shipmentStates)[number];

const instant = z.iso.datetime();

/** What the label is bought for: another box or weight may need another label. */
export const boxedSchema = z.object({
  boxId: boxIdSchema.nullable(),
  weightGrams: z.int().positive(),
  /** Outer; null while the box is not known. */
  size: sizeSchema.nullable(),
});
export type Boxed = z.infer<typeof boxedSchema>;

export const shippingLabelSources = ['carrier', 'range', 'typed'] as const;

export const boughtLabelSchema = z.object({
  reference: z.string().min(1).max(80),
  /** What the carrier calls it; the reference itself where the carrier knows none. */
  providerId: z.string().min(1).max(80),
  trackingNumber: z.string().min(1).max(60),
  source: z.enum(shippingLabelSources),
  amountMinor: z.int().nonnegative(),
  currency: currencySchema,
  boughtAt: instant,
  /** Until when it can be given back; null when the carrier sets no end. */
  voidUntil: instant.nullable(),
  /** The carrier's own label; null when the bench prints it. */
  labelUrl: z.url().max(2000).nullable(),
  trackingUrl: z.url().max(2000).nullable(),
});
export type BoughtLabel = z.infer<typeof boughtLabelSchema>;

export const shipmentPlanSchema = z.object({
  parcelId: parcelIdSchema,
  warehouseId: warehouseIdSchema,
  orderId: orderIdSchema,
  orderNumber: z.string().max(40),
  boxNumber: z.int().positive(),
  countryCode: z.string().length(2),
  carrierId: carrierIdSchema,
  carrierName: z.string().max(60),
  serviceId: z.string().max(80),
  serviceName: z.string().max(80),
  boxed: boxedSchema,
  /** The parcel's fence, as head office had it when this was planned: a label is bought under no other. */
  fence: z.int().nonnegative(),
  /** The day the customer was told; null when none was. */
  promisedFor: dayText.nullable(),
});
export type ShipmentPlan = z.infer<typeof shipmentPlanSchema>;

export const shipmentSchema = shipmentPlanSchema.extend({
  state: z.enum(shipmentStates),
  /** Counts purchases; the reference of the one under way is made of it. */
  attempt: z.int().positive(),
  /** What the purchase under way is called at the carrier: only this one is ever bought. Null before it is prepared. */
  draftId: z.string().min(1).max(80).nullable(),
  label: boughtLabelSchema.nullable(),
  /** Labels that were void, newest last. */
  spent: z.array(boughtLabelSchema).max(50),
  /** What is wanted once the purchase or the void under way has ended; null when nothing else is. */
  next: z
    .discriminatedUnion('want', [
      z.object({ want: z.literal('nothing') }),
      z.object({ want: z.literal('label'), plan: shipmentPlanSchema }),
    ])
    .nullable(),
  trouble: z.object({ code: z.string().max(60), message: z.string().max(500) }).nullable(),
  handedOverAt: instant.nullable(),
  /** The day it is expected, by what was known when it left; null before, and when it cannot be known. */
  eta: dayText.nullable(),
  /** It was not there on that day, and somebody was told. */
  isLate: z.boolean(),
  tracking: trackingSchema,
  /** How it ended; null before. */
  outcome: z.enum(['delivered', 'returning', 'lost']).nullable(),
});
export type Shipment = z.infer<typeof shipmentSchema>;

export type ShipmentEvent =
  | { type: 'ShipmentPlanned'; plan: ShipmentPlan; attempt: number }
  | { type: 'ShipmentReplanned'; plan: ShipmentPlan }
  | { type: 'PurchaseStarted'; reference: string; fence: number }
  | { type: 'PurchasePrepared'; draftId: string }
  | { type: 'LabelBought'; label: BoughtLabel }
  | { type: 'PurchaseFailed'; code: string; message: string }
  | { type: 'ShipmentAwaits'; next: Shipment['next'] }
  | { type: 'VoidRequested'; reason: string; next: Shipment['next'] }
  | { type: 'LabelVoided'; reference: string }
  | { type: 'VoidRefused'; code: string; message: string }
  | { type: 'ShipmentWithdrawn'; reason: string }
  | { type: 'ShipmentHandedOver'; at: string; eta: string | null }
  | { type: 'TrackingSeen'; events: TrackingEvent[] }
  | { type: 'ShipmentLate'; eta: string }
  | { type: 'ShipmentDelivered'; at: string }
  | { type: 'ShipmentReturning'; at: string }
  | { type: 'ShipmentLost'; at: string; by: string };

export type ShipmentCommand =
  /** What the box needs now; said again as often as anybody likes. */
  | { type: 'PlanShipment'; plan: ShipmentPlan }
  /** `parcelFence` is that of the parcel as head office has it now. */
  | { type: 'StartPurchase'; parcelFence: number; customsMissing: readonly string[] }
  /** The carrier knows of it and nothing is bought yet. The first one told stays. */
  | { type: 'RecordDraft'; reference: string; draftId: string }
  | { type: 'RecordLabel'; label: BoughtLabel }
  /** The carrier has refused for good: it has not been bought. */
  | { type: 'RecordFailure'; reference: string; code: string; message: string }
  /** A number out of the station's range, or typed off the carrier's own label. */
  | { type: 'TakeNumber'; label: BoughtLabel }
  | { type: 'RequestVoid'; reason: string; at: string }
  | { type: 'RecordVoid'; reference: string }
  | { type: 'RefuseVoid'; reference: string; code: string; message: string }
  | { type: 'RecordHandOver'; at: string; eta: string | null }
  | { type: 'RecordTracking'; events: readonly TrackingEvent[] }
  /** `day` is today, by the destination's calendar. */
  | { type: 'NoteDay'; day: string }
  | { type: 'DeclareLost'; at: string; by: string };

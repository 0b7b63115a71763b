// One box's worth of one order at one warehouse: what should go in, what is in, who holds it, how far it has come.
// A parcel is held by one station under a fencing number (law 2). A second box is a second parcel of the same order.
import { z } from 'zod';
import type { BoxOverride } from '../boxing/box-override';
import { type CancelCommand, type CancelEvent, cancelRequestSchema } from '../cancelling/cancel-request';
import { addressSchema } from '../customer/address';
import { declaredValueSchema } from '../document/customs-forms';
import { type ParcelPapers, parcelPapersSchema } from '../document/paper-rules';
import {
  boxIdSchema,
  type locationIdSchema,
  opIdSchema,
  orderIdSchema,
  parcelIdSchema,
  personIdSchema,
  skuSchema,
  stationIdSchema,
  tourIdSchema,
  warehouseIdSchema,
} from '../ids';
import type { UsedPadding } from '../packing/box';
import type { SealWeight } from '../weighing/seal-weight';
import {
  type LeftHow,
  parcelWaybillSchema,
  type WaybillCommand,
  type WaybillEvent,
  type WaybillFallback,
} from '../waybill/parcel-waybill';
import type { FetchCommand, FetchEvent } from './fetched-units';
import { parcelActSchema } from './parcel-act';
import { lineSourceSchema } from './line-source';
import type { Lot } from '../stock/lot';
import type { LotSwap } from '../stock/swap';
import { shippingChoiceSchema } from '../shipping/carrier';
import {
  type BenchMark,
  type OverrideReason,
  parcelSpecialSchema,
  type refusedSealSchema,
} from '../special/special-mark';

const count = z.int().nonnegative();

export const parcelStates = [
  'released',
  'leased',
  'packing',
  'sealed',
  'labelled',
  'handed-over',
  'cancelled',
] as const;
export type ParcelState = (typeof parcelStates)[number];

export const shownFieldSchema = z.object({
  key: z.string().max(40),
  names: z.object({ en: z.string().max(60), tr: z.string().max(60) }),
  en: z.string().max(1000),
  tr: z.string().max(1000),
});
export type ShownField = z.infer<typeof shownFieldSchema>;
const shown = z.array(shownFieldSchema).max(100).optional();

export const parcelLineSchema = z.object({
  /** The order's line number. */
  lineNo: z.int().positive(),
  sku: skuSchema,
  name: z.string().min(1).max(200),
  unitWeightGrams: z.int().nonnegative(),
  declared: declaredValueSchema.optional(),
  expected: count,
  packed: count,
  missing: count,
  damaged: count,
  cancelled: count,
  /** Bins that hold the stock reserved for the line, in walking order; units that were picked lie at the bench. */
  sources: z.array(lineSourceSchema),
  /** Of units that were picked or packed, where they have one; a unit is one serial. */
  serials: z.array(z.string().max(20)).max(10_000).optional(),
  /** Of the line and of its product; parcels from before there were fields have none. */
  shown,
});
export type ParcelLine = z.infer<typeof parcelLineSchema>;

export type ParcelAct = z.infer<typeof parcelActSchema>;

export const parcelLabelSchema = z.object({
  jobId: z.string().max(80),
  attempt: z.int().positive(),
  outcome: z.enum(['confirmed', 'sent', 'operator-confirmed', 'scanned']),
});
export type ParcelLabel = z.infer<typeof parcelLabelSchema>; // scanned: read back on the box
/** A label that head office has bought of the carrier for this box, as it was then: the holder fetches and prints it. */
export const offeredLabelSchema = z.object({
  reference: z.string().min(1).max(80),
  trackingNumber: z.string().min(1).max(60),
  boxId: boxIdSchema.nullable(),
  weightGrams: z.int().positive(),
});
export type OfferedLabel = z.infer<typeof offeredLabelSchema>;

export const parcelSchema = z.object({
  parcelId: parcelIdSchema,
  warehouseId: warehouseIdSchema,
  orderId: orderIdSchema,
  orderNumber: z.string().min(1).max(40),
  channelName: z.string().max(60),
  priority: z.enum(['normal', 'vip']),
  /** 1 for the first box of the order at this warehouse, 2 for the second. */
  boxNumber: z.int().positive(),
  placedAt: z.iso.datetime(),
  shipTo: addressSchema,
  shipping: shippingChoiceSchema,
  state: z.enum(parcelStates),
  hold: z.object({ reason: z.string().max(200), by: personIdSchema.nullable() }).nullable(),
  holder: stationIdSchema.nullable(),
  fence: count,
  /** When the lease ends, by head office's clock; null when nobody holds it, and for leases from before they had an end. */
  leaseUntil: z.iso.datetime().nullable().default(null),
  /** The station whose ops `stationSeq` counts; it stays after the lease has ended. */
  lastHolder: stationIdSchema.nullable().default(null),
  /** Head office took it back from `lastHolder`: it is not given to that station again unasked. */
  takenBack: z.boolean().default(false),
  /** Packed without a lease under a supervisor's badge. Head office knows the acts of that pack by `knownFence`. */
  provisional: z.object({ by: personIdSchema, knownFence: count }).nullable().default(null),
  /** What head office asks the holder to leave out, or how that ended; null when nobody ever asked. */
  cancel: cancelRequestSchema.nullable().default(null),
  /** Zones of the warehouse that its units lie in; more than one is a mixed parcel, none is anybody's. */
  zones: z.array(z.string().max(40)).default([]),
  /** Tours that pick for it and have not been dropped: no bench packs it before. */
  tours: z.array(tourIdSchema).max(50).default([]),
  /** Totes that its units were picked into. */
  totes: z.array(z.string().max(40)).max(100).default([]),
  shown,
  openedBy: personIdSchema.nullable(),
  lines: z.array(parcelLineSchema),
  acts: z.array(parcelActSchema),
  boxId: boxIdSchema.nullable(),
  /** The op that sealed the box; the id of its print job, so one seal is one label. */
  sealedBy: opIdSchema.nullable(),
  sscc: z.string().length(18).nullable(),
  /** The carrier's own number, where its contract lets benches give it; null where the carrier does, or nobody yet. */
  carrierNumber: z.string().max(40).nullable().default(null),
  weightGrams: z.int().positive().nullable(),
  /** Papers that were asked for when it was sealed; null where none were, and for an open box. */
  papers: parcelPapersSchema.nullable().default(null),
  label: parcelLabelSchema.nullable(),
  /** Null where the carrier sells no labels, and until one is bought. */
  carrierLabel: offeredLabelSchema.nullable().default(null),
  /** What makes it special; null for an ordinary one. */
  special: parcelSpecialSchema.nullable().default(null),
  /** Its official waybill, where the country of the warehouse asks for one. */
  waybill: parcelWaybillSchema.optional(),
  /** The newest op of the holder in this state, by its stationSeq; 0 when none. Older ones are not folded in again. */
  stationSeq: count.default(0),
  seq: z.int().nonnegative(),
});
export type Parcel = z.infer<typeof parcelSchema>;

/** Fields a new parcel starts from; the rest has one possible beginning. */
export type ParcelPlan = Pick<
  Parcel,
  | 'parcelId'
  | 'warehouseId'
  | 'orderId'
  | 'orderNumber'
  | 'channelName'
  | 'priority'
  | 'boxNumber'
  | 'placedAt'
  | 'shipTo'
  | 'shipping'
  | 'lines'
> & {
  zones?: Parcel['zones'];
  special?: BenchMark | null;
  shown?: Parcel['shown'];
  waybillFallback?: WaybillFallback;
};

/** `stationSeq` is there when an op of the holder caused the event. */
type About<T> = T & { parcelId: Parcel['parcelId']; stationSeq?: number };
type Sealing = {
  opId: ParcelAct['opId'];
  sscc: string;
  weightGrams: number;
  carrierNumber?: string;
  padding?: UsedPadding;
  /** How the weight is known; left out: it was reckoned. */
  weighed?: SealWeight;
  papers?: ParcelPapers;
};
export type LineMove = { lineNo: number; quantity: number };

export type ParcelEvent = About<
  | { type: 'ParcelReleased'; plan: ParcelPlan }
  | { type: 'ParcelLeased'; stationId: z.infer<typeof stationIdSchema>; fence: number; until?: string | null }
  | { type: 'LeaseRenewed'; until: string }
  | { type: 'LeaseEnded'; fence: number; takenBack?: boolean }
  | {
      type: 'ProvisionalPackStarted';
      stationId: z.infer<typeof stationIdSchema>;
      fence: number;
      knownFence: number;
      operatorId: Parcel['openedBy'];
      supervisorId: z.infer<typeof personIdSchema>;
      until?: string | null;
    }
  | { type: 'PackingStarted'; operatorId: Parcel['openedBy'] }
  /** `by`: who put it in, where that has to be known. */
  | {
      type: 'ItemPacked';
      opId: ParcelAct['opId'];
      lineNo: number;
      quantity: number;
      by?: Parcel['openedBy'];
      lot?: Lot | undefined;
      serial?: string | undefined;
      /** The one it was taken out of. */
      tote?: string | undefined;
    }
  /** `at`: the bin where a picker did not find it; left out: whoever packs missed it. */
  | {
      type: 'ItemMissing' | 'ItemDamaged';
      opId: ParcelAct['opId'];
      lineNo: number;
      quantity: number;
      at?: z.infer<typeof locationIdSchema>;
      lot?: Lot | undefined;
    }
  | { type: 'TourJoined'; tourId: z.infer<typeof tourIdSchema> }
  | { type: 'TourLeft'; tourId: z.infer<typeof tourIdSchema> }
  /** Out of the bin into the tote; `planned` is the bin they were reserved in, when it is another one. */
  | {
      type: 'UnitsPicked';
      opId: ParcelAct['opId'];
      lineNo: number;
      quantity: number;
      from: z.infer<typeof locationIdSchema>;
      planned?: z.infer<typeof locationIdSchema>;
      tote: string | null;
      /** What was taken; left out where nobody knows. */
      lot?: Lot | undefined;
      serial?: string | undefined;
      /** It is another lot than planned. */
      swap?: LotSwap | undefined;
      /** Of a tour that picks one zone alone. */
      zone?: string | undefined;
    }
  /** Back into the bin they came from. */
  | {
      type: 'UnitsPutBack';
      undoes: ParcelAct['opId'];
      lineNo: number;
      quantity: number;
      to: z.infer<typeof locationIdSchema>;
      lot?: Lot | undefined;
      serial?: string | undefined;
      zone?: string | undefined;
    }
  /** The bins and lots that the units of a line are taken from which still wait in bins, anew. */
  | { type: 'SourcesPlanned'; lineNo: number; sources: ParcelLine['sources'] }
  /** The rest is looked for in another bin. */
  | {
      type: 'SourceMoved';
      lineNo: number;
      quantity: number;
      from: z.infer<typeof locationIdSchema>;
      to: z.infer<typeof locationIdSchema>;
      /** Somebody carried them there: no bin was found short. */
      isCarried?: boolean | undefined;
    }
  /** Picked although nothing wants it any more: it lies in the tote and goes back to a bin. */
  | {
      type: 'SparePicked';
      opId: ParcelAct['opId'];
      sku: z.infer<typeof skuSchema>;
      name: string;
      quantity: number;
      from: z.infer<typeof locationIdSchema>;
      tote: string | null;
      lot?: Lot | undefined;
    }
  | { type: 'ActUndone'; undoes: ParcelAct['opId'] }
  /** `override`: the plan said another box. */
  | { type: 'BoxChosen'; boxId: z.infer<typeof boxIdSchema>; override?: BoxOverride }
  /** `cancel` is there when units that are asked back moved along: what is still asked of this box. */
  | {
      type: 'RemainderMoved';
      newParcelId: Parcel['parcelId'];
      lines: LineMove[];
      cancel?: Parcel['cancel'];
    }
  /** The new box, made from the one before it by the same act. */
  | {
      type: 'NextBoxStarted';
      plan: ParcelPlan;
      holder: Parcel['holder'];
      fence: number;
      operatorId: Parcel['openedBy'];
      leaseUntil?: string | null;
      provisional?: Parcel['provisional'];
      cancel?: Parcel['cancel'];
    }
  | { type: 'RemainderReleased'; lines: LineMove[] }
  | { type: 'ParcelHeld'; reason: string; by: Parcel['openedBy'] }
  | { type: 'ParcelResumed' }
  | { type: 'ParcelPrioritised'; priority: ParcelPlan['priority'] }
  | ({ type: 'ParcelSealed' } & Sealing)
  | { type: 'ParcelReopened'; reason: string }
  | { type: 'LabelPrinted'; label: ParcelLabel }
  | { type: 'CarrierLabelOffered'; label: OfferedLabel | null }
  /** `waybill` where it left without the one it needs. */
  | { type: 'ParcelHandedOver'; waybill?: LeftHow }
  | { type: 'ParcelLineCancelled'; lineNo: number; quantity: number }
  | { type: 'ParcelCancelled' }
  /** What packers see of custom fields, anew: of the order, and of each line that is in the box. */
  | { type: 'FieldsShown'; fields: ShownField[]; lines: { lineNo: number; fields: ShownField[] }[] }
  /** Null: it is special no longer. */
  | { type: 'ParcelMarked'; mark: BenchMark | null }
  /** A second person looked into the box, or a supervisor did without one. */
  | {
      type: 'ParcelVerified';
      opId: ParcelAct['opId'];
      by: z.infer<typeof personIdSchema>;
      override: OverrideReason | null;
    }
  | { type: 'TagProved' }
  /** A bench sealed it although nobody else had looked: the seal does not count. */
  | { type: 'SealNotTaken'; seal: z.infer<typeof refusedSealSchema> }
  | FetchEvent
  | CancelEvent
  | WaybillEvent
>;

/** Who acts, and under which fence: known from the token and the op, never from what a body claims. */
export type ParcelActor = {
  stationId: z.infer<typeof stationIdSchema>;
  personId: Parcel['openedBy'];
  fence: number;
};

export type ParcelCommand = {
  parcelId: Parcel['parcelId'];
} /** `at` is head office's time, `until` the end of the lease; a station has neither and asks without them. */ & (
  | { type: 'LeaseParcel'; stationId: z.infer<typeof stationIdSchema>; at?: string; until?: string }
  | { type: 'RenewLease'; until: string }
  | { type: 'EndLease'; takenBack?: boolean }
  | { type: 'GiveBackLease' }
  | { type: 'OpenProvisionally'; supervisorId: z.infer<typeof personIdSchema> }
  | { type: 'OpenParcel' }
  | {
      type: 'PackItem';
      opId: ParcelAct['opId'];
      sku: z.infer<typeof skuSchema>;
      quantity: number;
      lot?: Lot | undefined;
      serial?: string | undefined;
      /** The one it was taken out of. */
      tote?: string | undefined;
    }
  | {
      type: 'ReportItem';
      opId: ParcelAct['opId'];
      sku: z.infer<typeof skuSchema>;
      quantity: number;
      problem: 'missing' | 'damaged';
    }
  | { type: 'JoinTour'; tourId: z.infer<typeof tourIdSchema> }
  | { type: 'LeaveTour'; tourId: z.infer<typeof tourIdSchema> }
  | {
      type: 'PickUnits';
      opId: ParcelAct['opId'];
      lineNo: number;
      quantity: number;
      from: z.infer<typeof locationIdSchema>;
      planned: z.infer<typeof locationIdSchema>;
      tote: string | null;
      lot?: Lot | undefined;
      serial?: string | undefined;
      swap?: LotSwap | undefined;
      zone?: string | undefined;
    }
  /** What an earlier PickUnits put into the tote. */
  | {
      type: 'PutBackUnits';
      undoes: ParcelAct['opId'];
      lineNo: number;
      quantity: number;
      to: z.infer<typeof locationIdSchema>;
      lot?: Lot | undefined;
      serial?: string | undefined;
      zone?: string | undefined;
    }
  /** As many units as wait in bins, in other bins or of other lots. */
  | { type: 'PlanSources'; lineNo: number; sources: ParcelLine['sources'] }
  | {
      type: 'MoveSource';
      lineNo: number;
      quantity: number;
      from: z.infer<typeof locationIdSchema>;
      to: z.infer<typeof locationIdSchema>;
      /** Somebody carried them there: no bin was found short. */
      isCarried?: boolean | undefined;
    }
  /** `holds`: the box waits for them; else it goes without, and they follow when there are some. */
  | {
      type: 'ReportShort';
      opId: ParcelAct['opId'];
      lineNo: number;
      quantity: number;
      at: z.infer<typeof locationIdSchema>;
      problem: 'missing' | 'damaged';
      holds: boolean;
      lot?: Lot | undefined;
    }
  | { type: 'UndoAct'; undoes: ParcelAct['opId'] }
  | { type: 'ChooseBox'; boxId: z.infer<typeof boxIdSchema>; override?: BoxOverride }
  | { type: 'StartNextBox'; newParcelId: Parcel['parcelId'] }
  | { type: 'ShipPart' }
  | { type: 'HoldParcel'; reason: string }
  | { type: 'ResumeParcel' }
  /** Where it stands among what waits; whoever holds it already is not interrupted. */
  | { type: 'PrioritiseParcel'; priority: ParcelPlan['priority'] }
  | ({ type: 'SealParcel' } & Sealing)
  | { type: 'ReopenParcel'; reason: string }
  | { type: 'RecordLabel'; label: ParcelLabel }
  /** Null: what was bought is given back. */
  | { type: 'OfferCarrierLabel'; label: OfferedLabel | null }
  /** `onNote`: the printed note is with it, in place of a waybill that is not transmitted. */
  | { type: 'HandOverParcel'; sscc: string; onNote?: boolean | undefined }
  | { type: 'CancelParcelLine'; lineNo: number; quantity: number }
  | { type: 'ShowFields'; fields: ShownField[]; lines: { lineNo: number; fields: ShownField[] }[] }
  | { type: 'MarkParcel'; mark: BenchMark | null }
  | {
      type: 'VerifyParcel';
      opId: ParcelAct['opId'];
      verifierId: z.infer<typeof personIdSchema>;
      override: OverrideReason | null;
    }
  | { type: 'ProveTag'; code: string }
  | FetchCommand
  | CancelCommand
  | WaybillCommand
);

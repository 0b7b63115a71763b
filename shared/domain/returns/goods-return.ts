// Goods that come back: who asked for it under which terms, where they are, how many arrived, and what became of each unit.
// Custody and money are apart: not every return is refunded, and a refund of one is a machine of its own.
// Keeps: no unit of an order's line comes back twice, none is settled (refunded or exchanged) twice, and none is for sale
// again unless somebody said so.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { channelIdSchema, locationIdSchema, orderIdSchema, skuSchema, warehouseIdSchema } from '../ids';

export const returnIdSchema = z.uuid().brand<'ReturnId'>();
export type ReturnId = z.infer<typeof returnIdSchema>;

export const returnStates = [
  'advised',
  'in-transit',
  'received',
  'disposed',
  'refused',
  'cancelled',
  'expired',
] as const;
export type ReturnState = (typeof returnStates)[number];

/** `our`: what went wrong is the company's, so no fee is taken. */
export const returnReasons = [
  'damaged',
  'wrong-item',
  'not-as-described',
  'too-late',
  'does-not-fit',
  'not-wanted',
  'other',
] as const;
export type ReturnReason = (typeof returnReasons)[number];
const ourReasons: ReadonlySet<ReturnReason> = new Set([
  'damaged',
  'wrong-item',
  'not-as-described',
  'too-late',
]);
export const isOurs = (reason: ReturnReason): boolean => ourReasons.has(reason);

/** `keep`: the customer keeps it, nothing comes back. `send-back`: not taken, goes to the customer again. */
export const dispositions = [
  'restock',
  'refurbish',
  'quarantine',
  'scrap',
  'to-vendor',
  'send-back',
  'keep',
] as const;
export type Disposition = (typeof dispositions)[number];
/** Not the last word: such units wait in quarantine and are disposed of again. */
export const parkedDispositions = ['refurbish', 'quarantine'] as const satisfies readonly Disposition[];
export type ParkedDisposition = (typeof parkedDispositions)[number];

/** How the bench found a unit. What becomes of it follows for all but those that are as new: these wait for a bin. */
export const returnConditions = ['as-new', 'opened', 'damaged'] as const;
export type ReturnCondition = (typeof returnConditions)[number];

export const mostActs = 500;
export const mostSightings = 1000;
const count = z.int().nonnegative();
const instant = z.iso.datetime();
const by = z.string().max(120).nullable();
export const returnNoteSchema = z.string().max(500);

export const disposalSchema = z.object({
  disposition: z.enum(dispositions),
  quantity: z.int().positive(),
  /** The bin it was put into; null for everything but `restock`. */
  locationId: locationIdSchema.nullable(),
  note: returnNoteSchema,
  by,
  at: instant,
});
export type Disposal = z.infer<typeof disposalSchema>;

/** SHA-256 of a picture, in hex: whoever keeps pictures finds it by that. */
export const photoSchema = z
  .string()
  .length(64)
  .regex(/^[0-9a-f]{64}$/);

/** Of units that are taken in with one act. */
export const mostPhotos = 10;

/** What a bench saw of units that it took in with one act. */
export const sightingSchema = z.object({
  act: z.uuid(),
  condition: z.enum(returnConditions),
  quantity: z.int().positive(),
  note: returnNoteSchema,
  photos: z.array(photoSchema).max(mostPhotos),
  by,
  at: instant,
});
export type Sighting = z.infer<typeof sightingSchema>;

export const returnLineSchema = z.object({
  /** 1, 2, 3 within the return. */
  no: z.int().positive(),
  /** The order's line; null for goods that are not the order's, or more than it shipped. */
  lineNo: z.int().positive().nullable(),
  sku: skuSchema,
  name: z.string().min(1).max(200),
  asked: count,
  received: count,
  /** Where its units are; null while none is here. Units of one line stand in one warehouse. */
  warehouseId: warehouseIdSchema.nullable(),
  /** Null when nobody said. */
  reason: z.enum(returnReasons).nullable(),
  note: returnNoteSchema,
  /** Of the terms that held when it was asked for: per cent of the goods' worth kept as a fee. */
  feePercent: z.int().min(0).max(100),
  disposals: z.array(disposalSchema).max(1000),
  /** Absent: taken in at a desk, where nobody wrote down how they looked. */
  seen: z.array(sightingSchema).max(mostSightings).optional(),
});
export type ReturnLine = z.infer<typeof returnLineSchema>;

export const settledLineSchema = z.object({ lineNo: z.int().positive(), quantity: z.int().positive() });

export const returnLabelSchema = z.object({
  /** What the provider calls it. */
  reference: z.string().min(1).max(80),
  carrierName: z.string().max(60),
  trackingNumber: z.string().max(60).nullable(),
  labelUrl: z.url().max(2000).nullable(),
  /** What the customer does with it, in the provider's words. */
  howTo: z.string().max(500),
});
export type ReturnLabel = z.infer<typeof returnLabelSchema>;

export const returnSchema = z.object({
  returnId: returnIdSchema,
  /** Eight digits and a check digit: what is printed, typed and read out. */
  number: z.string().regex(/^\d{9}$/),
  orderId: orderIdSchema,
  orderNumber: z.string().max(40),
  channelId: channelIdSchema,
  customer: z.string().max(120),
  currency: currencySchema,
  /** desk: the goods were there before anybody had asked. */
  origin: z.enum(['customer', 'office', 'desk']),
  wish: z.enum(['refund', 'exchange']),
  /** Where it is to go. */
  warehouseId: warehouseIdSchema,
  /** Who makes the label: own, or a provider of returns. */
  providerId: z.string().min(1).max(40),
  advisedAt: instant,
  /** Until when it is waited for. */
  expiresAt: instant,
  /** What the way back costs the customer, taken off the first refund; 0 when the company pays. */
  postageMinor: count,
  /** Whether the order's postage goes back: never, with the whole order, or each unit's share. */
  postageBack: z.enum(['never', 'whole-order', 'share']),
  state: z.enum(returnStates),
  lines: z.array(returnLineSchema).max(2000),
  label: returnLabelSchema.nullable(),
  sentAt: instant.nullable(),
  receivedAt: instant.nullable(),
  closedAt: instant.nullable(),
  /** Acts of the desk by their keys, newest last: the same one again changes nothing. Of very many the oldest go. */
  acts: z.array(z.uuid()).max(mostActs),
  /** Why it was refused or cancelled; empty otherwise. */
  reason: returnNoteSchema,
  refunds: z
    .array(
      z.object({
        refundId: z.uuid(),
        amountMinor: z.int().positive(),
        postageMinor: count,
        lines: z.array(settledLineSchema).max(2000),
      }),
    )
    .max(200),
  exchanges: z
    .array(
      z.object({
        orderId: orderIdSchema,
        number: z.string().max(40),
        /** The payment that carries the worth over; null where the channel sees to money itself, or nothing was worth anything. */
        paymentId: z.uuid().nullable(),
        creditMinor: count,
        postageMinor: count,
        lines: z.array(settledLineSchema).max(2000),
      }),
    )
    .max(200),
});
export type GoodsReturn = z.infer<typeof returnSchema>;
export type Settlement = { lines: z.infer<typeof settledLineSchema>[] };

export type NewReturn = Omit<
  GoodsReturn,
  | 'state'
  | 'lines'
  | 'label'
  | 'sentAt'
  | 'receivedAt'
  | 'closedAt'
  | 'acts'
  | 'reason'
  | 'refunds'
  | 'exchanges'
> & { lines: NewReturnLine[] };
export type NewReturnLine = Pick<ReturnLine, 'lineNo' | 'sku' | 'name' | 'reason' | 'note' | 'feePercent'> & {
  asked: number;
};

/** Units that arrived: of a line of the order (`lineNo`), or of something that is not the order's. */
export type ArrivedUnits = Pick<ReturnLine, 'lineNo' | 'sku' | 'name'> & {
  quantity: number;
  note: string;
  seen?: Pick<Sighting, 'condition' | 'photos'> | undefined;
};
export type BookedUnits = ArrivedUnits & { no: number };

/** By the order's line: shipped units that no other return has, or waits for. */
export type ReturnFacts = { left: ReadonlyMap<number, number> };
/** Refunds of this return that were declined: what they were for is not settled. */
export type SettleFacts = { declined: readonly string[] };

export type ReturnCommand =
  | { type: 'AdviseReturn'; advised: NewReturn; facts: ReturnFacts }
  | { type: 'RecordReturnLabel'; label: ReturnLabel }
  /** The carrier has it, or the customer says so. */
  | { type: 'RecordReturnSent'; at: string }
  | {
      type: 'ReceiveUnits';
      act: string;
      units: ArrivedUnits[];
      warehouseId: GoodsReturn['warehouseId'];
      by: string | null;
      at: string;
      facts: ReturnFacts;
    }
  /** What an earlier act took in did not come, or came otherwise. */
  | { type: 'TakeBackUnits'; act: string; undoes: string; by: string | null; at: string }
  /** Somebody put units that nobody has decided about into a bin. */
  | {
      type: 'ShelveUnits';
      act: string;
      sku: ReturnLine['sku'];
      quantity: number;
      warehouseId: GoodsReturn['warehouseId'];
      locationId: NonNullable<Disposal['locationId']>;
      by: string | null;
      at: string;
    }
  | {
      type: 'DisposeUnits';
      act: string;
      no: number;
      quantity: number;
      disposition: Disposition;
      locationId: Disposal['locationId'];
      note: string;
      /** Units that were parked before under this disposition; null: units that nobody has decided about. */
      from: ParkedDisposition | null;
      by: string | null;
      at: string;
      facts: SettleFacts;
    }
  /** Nothing more will come. */
  | { type: 'CloseReturn'; at: string }
  | { type: 'RefuseReturn'; reason: string; by: string | null; at: string }
  | { type: 'CancelReturn'; reason: string; by: string | null; at: string }
  | { type: 'ExpireReturn'; at: string }
  | { type: 'RecordRefundAsked'; refund: GoodsReturn['refunds'][number]; facts: SettleFacts }
  | { type: 'RecordExchange'; exchange: GoodsReturn['exchanges'][number]; facts: SettleFacts };

export type ReturnEvent =
  | { type: 'ReturnAdvised'; advised: NewReturn }
  | { type: 'ReturnLabelled'; label: ReturnLabel }
  | { type: 'ReturnSent'; at: string }
  | {
      type: 'UnitsReceived';
      act: string;
      units: BookedUnits[];
      warehouseId: GoodsReturn['warehouseId'];
      by: string | null;
      at: string;
    }
  | {
      type: 'UnitsTakenBack';
      act: string;
      undoes: string;
      /** `from`: what they were parked under. */
      lines: { no: number; sku: ReturnLine['sku']; quantity: number; from: ParkedDisposition | null }[];
      warehouseId: GoodsReturn['warehouseId'];
      by: string | null;
      at: string;
    }
  | { type: 'UnitsDisposed'; act: string; no: number; disposal: Disposal; from: ParkedDisposition | null }
  /** Units that were asked for and did not come are waited for no longer. */
  | { type: 'UnitsGivenUp'; lines: { no: number; quantity: number }[] }
  | { type: 'ReturnDisposed'; at: string }
  | { type: 'ReturnRefused'; reason: string; by: string | null; at: string }
  | { type: 'ReturnCancelled'; reason: string; by: string | null; at: string }
  | { type: 'ReturnExpired'; at: string }
  | { type: 'ReturnRefundAsked'; refund: GoodsReturn['refunds'][number] }
  | { type: 'ReturnExchanged'; exchange: GoodsReturn['exchanges'][number] };

// The order as the company promised it to a customer: what, for how much, to whom, and how far each line has come.
// Status words are never stored; they are questions asked of the counters (status.ts), which only events move (law 6).
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { addressSchema } from '../customer/address';
import { giftMessageSchema, orderSpecialSchema, type SpecialMark } from '../special/special-mark';
import { type FieldChanges, fieldsSchema } from '../field/field';
import { channelIdSchema, orderIdSchema, skuSchema, warehouseIdSchema } from '../ids';
import { mostTags, tagKeySchema } from '../tag/tag';

const count = z.int().nonnegative();

export const orderLineSchema = z.object({
  lineNo: z.int().positive(),
  sku: skuSchema,
  name: z.string().min(1).max(200),
  unitPriceMinor: z.int(),
  ordered: z.int().positive(),
  allocated: count,
  packed: count,
  shipped: count,
  cancelled: count,
  /** Fields that the company has added; none when absent. */
  fields: fieldsSchema.optional(),
});
export type OrderLine = z.infer<typeof orderLineSchema>;

/** Postage, discounts, fees and the like: money on an order that nobody packs. */
export const orderChargeSchema = z.object({
  kind: z.enum(['shipping', 'discount', 'fee', 'adjustment', 'voucher']),
  code: z.string().max(64),
  name: z.string().max(200),
  amountMinor: z.int(),
});
export type OrderCharge = z.infer<typeof orderChargeSchema>;

export const orderHoldSchema = z.object({
  reason: z.enum(['address', 'credit', 'fraud', 'stock', 'customer', 'field', 'other']),
  note: z.string().max(500),
  by: z.string().max(40),
  /** Who looks after it; nobody yet when null or absent. */
  owner: z.string().max(40).nullable().optional(),
  at: z.iso.datetime().optional(),
});
export type OrderHold = z.infer<typeof orderHoldSchema>;

/** The commercial machine. On hold is a flag with a reason, not a state. */
export const orderStates = ['placed', 'confirmed', 'closed', 'cancelled'] as const;
export type OrderState = (typeof orderStates)[number];

/** What the whole order came to in the currency of the books, at the rate of the day it was placed. */
export const bookedTotalSchema = z.object({
  currency: currencySchema,
  totalMinor: z.int(),
  /** The oldest day that a rate of it is of. */
  day: z.string().max(10),
  sources: z.array(z.string().max(80)).max(4),
});
export type BookedTotal = z.infer<typeof bookedTotalSchema>;

export const orderHeaderSchema = z.object({
  orderId: orderIdSchema,
  number: z.string().min(1).max(40),
  channelId: channelIdSchema,
  externalId: z.string().min(1).max(80),
  placedAt: z.iso.datetime(),
  currency: currencySchema,
  customer: z.object({ customerId: z.string().max(40).nullable(), name: z.string().min(1).max(120) }),
  shipTo: addressSchema,
  priority: z.enum(['normal', 'vip']),
  note: z.string().max(1000).nullable(),
  /** What the customer wants written on the card; absent or null: it is no gift with one. */
  giftMessage: giftMessageSchema.nullable().optional(),
  /** Keys of tags, in order; none when absent. */
  tags: z.array(tagKeySchema).max(mostTags).optional(),
  fields: fieldsSchema.optional(),
  /** Left out where it is in the currency of the books, or no rate is known. */
  booked: bookedTotalSchema.optional(),
});

export const orderSchema = orderHeaderSchema.extend({
  state: z.enum(orderStates),
  lines: z.array(orderLineSchema),
  charges: z.array(orderChargeSchema),
  holds: z.array(orderHoldSchema),
  /** Warehouses that hold stock for it or have shipped some of it. */
  warehouseIds: z.array(warehouseIdSchema),
  /** Absent until it was marked for the first time. */
  special: orderSpecialSchema.optional(),
  seq: z.int().nonnegative(),
});
export type Order = z.infer<typeof orderSchema>;
export type OrderHeader = z.infer<typeof orderHeaderSchema>;

export type LineQuantity = { lineNo: number; quantity: number };
export type LineFields = { lineNo: number; fields: FieldChanges };

export type OrderEvent =
  | { type: 'OrderPlaced'; header: OrderHeader; lines: OrderLine[]; charges: OrderCharge[] }
  | { type: 'OrderConfirmed' }
  | { type: 'LinesAllocated'; warehouseId: z.infer<typeof warehouseIdSchema>; lines: LineQuantity[] }
  | { type: 'AllocationReleased'; reason: string; lines: LineQuantity[] }
  | { type: 'LinesPacked'; parcelId: string; lines: LineQuantity[] }
  | { type: 'LinesUnpacked'; parcelId: string; lines: LineQuantity[] }
  | { type: 'LinesShipped'; parcelId: string; lines: LineQuantity[] }
  | { type: 'LinesCancelled'; reason: string; lines: LineQuantity[] }
  | { type: 'AddressChanged'; shipTo: OrderHeader['shipTo'] }
  | { type: 'OrderHeld'; hold: OrderHold }
  /** `note` says why; `by` is a person, or head office when it released it by itself. */
  | { type: 'HoldReleased'; reason: OrderHold['reason']; note?: string; by?: string }
  | { type: 'HoldAssigned'; reason: OrderHold['reason']; owner: string | null }
  /** `code` is that of the order, the same with every mark. */
  | { type: 'OrderMarked'; code: string; mark: SpecialMark }
  | { type: 'OrderUnmarked'; kindId: string; reason: string; by: string }
  | { type: 'PriorityRaised'; reason: string; by: string }
  /** `by` of these: a person, a rule, a key of the API. */
  | { type: 'OrderTagged'; tags: string[]; by: string }
  | { type: 'OrderUntagged'; tags: string[]; by: string }
  | { type: 'FieldsChanged'; fields: FieldChanges; lines: LineFields[]; by: string }
  | { type: 'PriorityChanged'; priority: OrderHeader['priority']; by: string }
  | { type: 'OrderCancelled' }
  | { type: 'OrderClosed' };

export type OrderCommand =
  | { type: 'PlaceOrder'; header: OrderHeader; lines: NewLine[]; charges: OrderCharge[] }
  | { type: 'ConfirmOrder' }
  | { type: 'AllocateLines'; warehouseId: z.infer<typeof warehouseIdSchema>; lines: LineQuantity[] }
  /** Stock that was held before and turned up again: a fact, so a hold does not stop it. */
  | { type: 'RestoreAllocation'; warehouseId: z.infer<typeof warehouseIdSchema>; lines: LineQuantity[] }
  | { type: 'ReleaseAllocation'; reason: string; lines: LineQuantity[] }
  | { type: 'RecordPacked'; parcelId: string; lines: LineQuantity[] }
  | { type: 'RecordUnpacked'; parcelId: string; lines: LineQuantity[] }
  | { type: 'RecordShipped'; parcelId: string; lines: LineQuantity[] }
  | { type: 'CancelLines'; reason: string; lines: LineQuantity[] }
  /** `inParcels`: a parcel that is not cancelled carries the old address already. */
  | { type: 'ChangeAddress'; shipTo: OrderHeader['shipTo']; inParcels: boolean }
  | { type: 'HoldOrder'; hold: OrderHold }
  | { type: 'ReleaseHold'; reason: OrderHold['reason']; note?: string; by?: string }
  | { type: 'AssignHold'; reason: OrderHold['reason']; owner: string | null }
  /** A rule's mark does not come back once a person took its kind off. */
  | { type: 'MarkOrder'; code: string; mark: SpecialMark }
  | { type: 'UnmarkOrder'; kindId: string; reason: string; by: string }
  | { type: 'RaisePriority'; reason: string; by: string }
  | { type: 'TagOrder'; add: string[]; remove: string[]; by: string }
  /** Judged before (judge-fields.ts); null takes a value out. */
  | { type: 'SetFields'; fields: FieldChanges; lines: LineFields[]; by: string }
  | { type: 'SetPriority'; priority: OrderHeader['priority']; by: string };

export type NewLine = Pick<OrderLine, 'sku' | 'name' | 'unitPriceMinor' | 'ordered' | 'fields'>;

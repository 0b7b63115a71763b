// What a channel says of one order, whatever its protocol: a whole picture of the order as the channel has it now, with
// the channel's own clock on it. Connectors shape it, told-problems.ts judges it, follow-told.ts decides what follows.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { addressSchema } from '../customer/address';
import { fieldsSchema } from '../field/field';
import { skuSchema } from '../ids';
import { orderChargeSchema } from '../order/order';
import { orderPaymentSchema } from '../payment/order-payment';
import { giftMessageSchema } from '../special/special-mark';
import { mostTags, writtenTagSchema } from '../tag/tag';

/** The longest order a channel may tell at all. */
export const mostToldLines = 10_000;

/**
 * waiting: the customer has not finished (unpaid, failed, a draft). done: the channel counts it as shipped, so it is never
 * sent from here unless it was known before.
 */
export const toldStates = ['open', 'waiting', 'done', 'cancelled'] as const;
export type ToldState = (typeof toldStates)[number];

export const toldLineSchema = z.strictObject({
  /** The channel's name for the line; it stays when the order is edited. */
  lineId: z.string().min(1).max(80),
  sku: skuSchema,
  /** Empty: the catalogue's. */
  name: z.string().max(200).default(''),
  /** As the customer ordered. */
  quantity: z.int().positive().max(1_000_000),
  /** Taken out since, by refund or by editing. */
  removed: z.int().nonnegative().max(1_000_000).default(0),
  unitPriceMinor: z.int().nonnegative(),
  /** Fields that the office has defined for lines, by key. */
  fields: fieldsSchema.optional(),
});
export type ToldLine = z.infer<typeof toldLineSchema>;

export const toldOrderSchema = z.strictObject({
  externalId: z.string().min(1).max(80),
  number: z.string().min(1).max(40),
  placedAt: z.iso.datetime().max(40),
  /** When the channel last changed it, by the channel's clock: the newer picture wins. */
  changedAt: z.iso.datetime().max(40),
  state: z.enum(toldStates).default('open'),
  currency: currencySchema,
  customer: z.strictObject({ customerId: z.string().max(40).nullable(), name: z.string().min(1).max(120) }),
  shipTo: addressSchema.strict(),
  priority: z.enum(['normal', 'vip']).default('normal'),
  /** What the channel called the cart it was: the order takes over what that holds. */
  cartKey: z.string().min(1).max(80).optional(),
  note: z.string().max(1000).nullable().default(null),
  /** What the customer wants written on the card of a gift; left out where the channel knows of none. */
  giftMessage: giftMessageSchema.optional(),
  lines: z.array(toldLineSchema).min(1).max(mostToldLines),
  charges: z.array(orderChargeSchema.strict()).max(100).default([]),
  /** How it is paid, where the channel leaves the payment to head office. Never a card: a token of the provider. */
  payment: orderPaymentSchema.optional(),
  tags: z.array(writtenTagSchema).max(mostTags).optional(),
  /** Fields that the office has defined for orders, by key. */
  fields: fieldsSchema.optional(),
});
export type ToldOrder = z.infer<typeof toldOrderSchema>;

/** Where a picture came from. `pulled`: asked for by head office, so it was true when it was answered. */
export const toldSources = ['webhook', 'pulled', 'api', 'file'] as const;
export type ToldSource = (typeof toldSources)[number];

/** Units of a line that the customer still wants. */
export function liveUnits(told: Pick<ToldOrder, 'state'>, line: ToldLine): number {
  return told.state === 'cancelled' ? 0 : Math.max(0, line.quantity - line.removed);
}

// What a customer has put aside and not ordered yet, in a shop, with a third party or on the telephone. While its time runs
// it holds stock, so that nobody else is promised it; it is left alone, found again, ordered, or gone.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { channelIdSchema, orderIdSchema, skuSchema, warehouseIdSchema } from '../ids';

export const cartIdSchema = z.uuid().brand<'CartId'>();
export type CartId = z.infer<typeof cartIdSchema>;

/** abandoned: nobody has touched it for as long as its channel says; it can be found again. */
export const cartStates = ['open', 'abandoned', 'ordered', 'removed', 'expired'] as const;
export type CartState = (typeof cartStates)[number];

export const mostCartLines = 500;

export const cartLineSchema = z.strictObject({
  sku: skuSchema,
  name: z.string().min(1).max(200),
  quantity: z.int().positive().max(1_000_000),
  unitPriceMinor: z.int().nonnegative().max(1_000_000_000),
});

/** Whatever a customer has told so far; a cart of nobody has no name and no address. */
export const cartCustomerSchema = z.strictObject({
  name: z.string().max(120).default(''),
  email: z.string().max(120).nullable().default(null),
  phone: z.string().max(40).nullable().default(null),
  countryCode: z
    .string()
    .length(2)
    .regex(/^[A-Z]{2}$/),
  /** The customer has agreed to be reminded of it. */
  mayWrite: z.boolean().default(false),
});

export const cartContentSchema = z.strictObject({
  channelId: channelIdSchema,
  /** What its channel calls it; the same cart told again is the same. */
  cartKey: z.string().min(1).max(80),
  /** When the channel last changed it, by the channel's clock: the newer picture wins. */
  changedAt: z.iso.datetime().max(40),
  customer: cartCustomerSchema,
  currency: currencySchema,
  lines: z.array(cartLineSchema).max(mostCartLines),
  /** Where the shop shows it again. */
  restoreUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
});
export type CartContent = z.infer<typeof cartContentSchema>;

/** Units of one product that one warehouse keeps for it. */
export const cartHoldSchema = z.strictObject({
  warehouseId: warehouseIdSchema,
  sku: skuSchema,
  units: z.int().positive(),
});
export type CartHold = z.infer<typeof cartHoldSchema>;

export const cartTimesSchema = z.strictObject({
  /** Until then it holds stock; null: its channel's carts hold none. */
  heldUntil: z.iso.datetime().nullable(),
  abandonAt: z.iso.datetime(),
  expireAt: z.iso.datetime(),
});
export type CartTimes = z.infer<typeof cartTimesSchema>;

export const cartSchema = cartContentSchema.extend(cartTimesSchema.shape).extend({
  cartId: cartIdSchema,
  state: z.enum(cartStates),
  openedAt: z.iso.datetime(),
  /** By head office's clock. */
  touchedAt: z.iso.datetime(),
  holds: z.array(cartHoldSchema).max(50_000),
  /** The first time it was left alone; it is written about once. */
  abandonedAt: z.iso.datetime().nullable(),
  orderId: orderIdSchema.nullable(),
});
export type Cart = z.infer<typeof cartSchema>;

/** What is held for it as things are, and how long; worked out before it is told. */
export type Kept = { holds: CartHold[]; times: CartTimes; at: string };

export type CartCommand =
  | ({ type: 'PutCart'; cartId: CartId; content: CartContent } & Kept)
  /** The customer is back, with the same things. */
  | ({ type: 'RestoreCart' } & Kept)
  | { type: 'LetTimePass'; at: string }
  | { type: 'RemoveCart' }
  | { type: 'OrderCart'; orderId: z.infer<typeof orderIdSchema> };

export type CartEvent =
  | ({ type: 'CartOpened'; cartId: CartId; content: CartContent } & Kept)
  | ({ type: 'CartChanged'; content: CartContent } & Kept)
  | ({ type: 'CartRestored' } & Kept)
  | { type: 'CartHoldEnded' }
  | { type: 'CartAbandoned'; at: string }
  | { type: 'CartExpired' }
  | { type: 'CartRemoved' }
  | { type: 'CartOrdered'; orderId: z.infer<typeof orderIdSchema> };

export function cartTotalMinor({ lines }: Pick<CartContent, 'lines'>): number {
  return lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
}

/** Units of each product that are held, in all warehouses. */
export function heldUnits(holds: readonly CartHold[], sku: string): number {
  return holds.reduce((sum, hold) => (hold.sku === sku ? sum + hold.units : sum), 0);
}

/** When something of it is due; null when nothing is. */
export function cartDueAt(cart: Cart): string | null {
  const due = [
    ...(cart.holds.length > 0 && cart.heldUntil !== null ? [cart.heldUntil] : []),
    ...(cart.state === 'open' ? [cart.abandonAt] : []),
    ...(cart.state === 'open' || cart.state === 'abandoned' ? [cart.expireAt] : []),
  ];
  return due.sort()[0] ?? null;
}

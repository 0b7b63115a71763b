// What the company has agreed with itself about a channel: which prices and taxes, which warehouses may send its orders,
// how much stock is kept for it or from it, and how quickly it wants to be served. Data that the office edits.
import { z } from 'zod';
import { carrierIdSchema, skuSchema, warehouseIdSchema } from '../ids';

const mostWarehouses = 500;
const mostStockRules = 5_000;

/** `sku` null: every product that has no rule of its own. */
export const stockRuleSchema = z.strictObject({
  sku: skuSchema.nullable(),
  /** Units beyond what the channel's own orders hold that nobody else is promised. */
  keepUnits: z.int().nonnegative().max(1_000_000_000).default(0),
  /** The same as a share of what can be sold at all, in percent; the greater of both counts. */
  keepPercent: z.int().min(0).max(100).default(0),
  /** The most units that open orders of the channel may hold; null is no limit. */
  mostUnits: z.int().nonnegative().max(1_000_000_000).nullable().default(null),
});
export type StockRule = z.infer<typeof stockRuleSchema>;

export const channelPolicySchema = z.strictObject({
  /** Names of lists and rules that are kept elsewhere; null: the product's own price, the company's own tax. */
  priceList: z.string().min(1).max(40).nullable().default(null),
  taxRule: z.string().min(1).max(40).nullable().default(null),
  /** Warehouses that may send its orders, the preferred one first; empty: all of them. */
  warehouseIds: z.array(warehouseIdSchema).max(mostWarehouses).default([]),
  stockRules: z.array(stockRuleSchema).max(mostStockRules).default([]),
  /** Services of carriers that its orders may go by; empty: every one. */
  services: z
    .array(z.strictObject({ carrierId: carrierIdSchema, serviceId: z.string().min(1).max(40) }))
    .max(200)
    .default([]),
  /** Hours from order to hand-over, and days until it is there; null: nothing was promised. */
  handOverHours: z.int().positive().max(8_760).nullable().default(null),
  deliveryDays: z.int().positive().max(365).nullable().default(null),
  /** Orders are taken when they are placed, or not before they are paid. */
  takeWhen: z.enum(['placed', 'paid']).default('placed'),
  /** Orders with more lines wait for a person. */
  mostLines: z.int().positive().max(10_000).default(500),
  /** Told the channel: what can be sold there, and what has left with which number. */
  pushStock: z.boolean().default(false),
  pushShipments: z.boolean().default(false),
  /** Never told the channel: units of every product that stay unsold there, against overselling. */
  stockBuffer: z.int().nonnegative().max(1_000_000).default(0),
  /** Days ahead of which stock is promised there: 0 is what is on hand, 7 also what is expected within a week. */
  promiseDays: z.int().min(0).max(90).default(0),
  /** How long a cart that nobody touches holds its stock; 0: carts of the channel hold none. */
  cartHoldMinutes: z.int().min(0).max(43_200).default(30),
  /** How long nobody touches a cart before it counts as left alone. */
  cartLeftMinutes: z.int().min(1).max(43_200).default(60),
  /** Days until a cart that was left alone is gone. */
  cartKeptDays: z.int().min(1).max(365).default(14),
  /** How long an order that cannot be given its stock yet (unpaid, on hold) keeps what its cart held. */
  orderHoldHours: z.int().min(0).max(2_160).default(72),
});
export type ChannelPolicy = z.infer<typeof channelPolicySchema>;

/** The rule that counts for a product: its own, or the one for every product. */
export function ruleFor(policy: Pick<ChannelPolicy, 'stockRules'>, sku: string): StockRule | null {
  return (
    policy.stockRules.find((rule) => rule.sku === sku) ??
    policy.stockRules.find((rule) => rule.sku === null) ??
    null
  );
}

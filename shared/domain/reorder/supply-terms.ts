// What has to be known to buy: of a supplier, of a product from that supplier, and how much service the company wants.
// A supplier is known by its name on its orders and bills, which therefore never changes.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { skuSchema } from '../ids';
import type { ValueClass } from './value-classes';

export const supplierIdSchema = z.uuid().brand<'SupplierId'>();
export type SupplierId = z.infer<typeof supplierIdSchema>;

const amount = z.int().min(0).max(1_000_000_000_000);
const units = z.int().min(1).max(1_000_000);
const days = z.int().min(0).max(730);
const weeks = z.int().min(1).max(520);
const address = z.union([z.literal(''), z.email().max(254)]);

export const supplierTermsSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  currency: currencySchema,
  /** Empty: orders are not mailed. */
  email: address,
  language: z.enum(['en', 'tr']),
  /** From the order to the goods, as the supplier says. */
  leadDays: days,
  /** Between two looks at what is needed: 1 is every night. */
  reviewDays: z.int().min(1).max(90),
  /** What an order costs to make and to take in. */
  orderCostMinor: amount,
  freightMinor: amount,
  /** From this value on the supplier pays the freight; null: never. */
  freeFreightMinor: amount.nullable(),
  /** Most that one order may be worth; null: no limit. */
  budgetMinor: amount.nullable(),
});
export type SupplierConditions = z.infer<typeof supplierTermsSchema>;

export const policies = ['up-to', 'multiples'] as const;

export const suppliedItemSchema = z.strictObject({
  sku: skuSchema,
  /** Of one unit, in the currency of the supplier. */
  unitCostMinor: amount,
  packUnits: units,
  leastOrder: z.int().min(0).max(1_000_000),
  /** Null: not bought by pallets. */
  palletUnits: units.nullable(),
  /** Null: as of the supplier. */
  leadDays: days.nullable(),
  /** Usual order; null: what costs least. */
  orderUnits: units.nullable(),
  shelfLifeWeeks: weeks.nullable(),
  mostCoverWeeks: weeks.nullable(),
  policy: z.enum(policies),
});
export type SuppliedItem = z.infer<typeof suppliedItemSchema>;

export const targetSchema = z.strictObject({
  /** service: chance of no stock-out while an order is on its way. fill: share of the units served from the shelf. */
  kind: z.enum(['service', 'fill']),
  level: z.number().min(0.5).max(0.9995),
});
export type ServiceTarget = z.infer<typeof targetSchema>;

export const reorderRulesSchema = z.strictObject({
  targets: z.strictObject({ a: targetSchema, b: targetSchema, c: targetSchema } satisfies Record<
    ValueClass,
    typeof targetSchema
  >),
  /** Yearly cost of holding goods, as a share of their value. */
  holdingShare: z.number().min(0.01).max(2),
  /** Fewer units are not worth moving from site to site; null: nothing is moved. */
  leastTransfer: units.nullable(),
});
export type ReorderRules = z.infer<typeof reorderRulesSchema>;

export const usualReorderRules: ReorderRules = {
  targets: {
    a: { kind: 'fill', level: 0.98 },
    b: { kind: 'fill', level: 0.96 },
    c: { kind: 'service', level: 0.9 },
  },
  holdingShare: 0.25,
  leastTransfer: 1,
};

// Prices and taxes by name, as channels are agreed with: what a product costs from a quantity on, and what tax is on it where
// it goes. A product that a list does not name has its own price; a place that no rule names has no tax of ours.
import { z } from 'zod';
import { currencySchema, type Money } from '../../money/money';
import { skuSchema } from '../ids';
import { tagKeySchema } from '../tag/tag';

const nameSchema = z.string().trim().min(1).max(40);
export const mostPrices = 20_000;

export const priceListSchema = z.strictObject({
  name: nameSchema,
  currency: currencySchema,
  prices: z
    .array(
      z.strictObject({
        sku: skuSchema,
        fromQuantity: z.int().positive().max(1_000_000).default(1),
        unitPriceMinor: z.int().nonnegative().max(1_000_000_000_000),
      }),
    )
    .max(mostPrices),
});
export type PriceList = z.infer<typeof priceListSchema>;

export const taxRuleSchema = z.strictObject({
  name: nameSchema,
  /** Whether prices hold their tax. */
  taxIncluded: z.boolean(),
  /** The first that fits. Countries: ISO alpha-2, or `*`; null: every product. */
  rates: z
    .array(
      z.strictObject({
        countries: z.array(z.string().min(1).max(2)).min(1).max(250),
        productTag: tagKeySchema.nullable().default(null),
        /** Millionths: 200 000 is 20 %. */
        taxPpm: z.int().min(0).max(1_000_000),
      }),
    )
    .max(200),
});
export type TaxRule = z.infer<typeof taxRuleSchema>;

/** Minor units of `currency` for one; null when nobody has said a price in it. */
export function unitPrice(
  list: PriceList | null,
  product: { sku: string; price: Money },
  quantity: number,
  currency: string,
): number | null {
  const fitting = (list?.currency === currency ? list.prices : []).filter(
    ({ sku, fromQuantity }) => sku === product.sku && fromQuantity <= quantity,
  );
  const best = fitting.reduce<(typeof fitting)[number] | null>(
    (found, each) => (found === null || each.fromQuantity > found.fromQuantity ? each : found),
    null,
  );
  if (best) return best.unitPriceMinor;
  return product.price.currency === currency ? product.price.amountMinor : null;
}

export function taxOf(rule: TaxRule | null, countryCode: string, productTags: readonly string[]): number {
  const rate = rule?.rates.find(
    ({ countries, productTag }) =>
      (countries.includes(countryCode) || countries.includes('*')) &&
      (productTag === null || productTags.includes(productTag)),
  );
  return rate?.taxPpm ?? 0;
}

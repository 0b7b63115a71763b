// What products cost when an order is taken at a station: by the price list of its channel as head office told it with the
// quotas, by the product's own price where the list does not name it. What a customer was told is what is owed.
import { z } from 'zod';
import { currencySchema, type Money } from '../../money/money';
import { priceListSchema, unitPrice } from '../pricing/price-list';
import { type StationChannel, stationChannels, type StationPrices } from './station-order';

/** Of one channel, for the products that a station has quotas of. */
export const agreedPricesSchema = z.object({
  channelId: z.enum(stationChannels),
  currency: currencySchema,
  prices: priceListSchema.shape.prices,
});
export type AgreedPrices = z.infer<typeof agreedPricesSchema>;

type Priced = { sku: string; price: Money };

/** @param lines what is ordered: a list may name a lower price from a quantity on */
export function stationPrices(
  products: readonly Priced[],
  agreed: readonly AgreedPrices[],
  channelId: StationChannel,
  lines: readonly { sku: string; quantity: number }[],
): StationPrices {
  const own = agreed.find((each) => each.channelId === channelId) ?? null;
  const currency = own?.currency ?? usualCurrency(products);
  const list = own && { name: channelId, currency, prices: own.prices };
  const quantities = new Map(lines.map(({ sku, quantity }) => [sku, quantity]));
  const minorBySku = new Map<string, number>();
  for (const product of products) {
    const minor = unitPrice(list, product, quantities.get(product.sku) ?? 1, currency);
    if (minor !== null) minorBySku.set(product.sku, minor);
  }
  return { currency, minorBySku };
}

/** Of a channel that head office has not told of: the currency of most products. */
function usualCurrency(products: readonly Priced[]): string {
  const counts = new Map<string, number>();
  for (const { price } of products) counts.set(price.currency, (counts.get(price.currency) ?? 0) + 1);
  const [currency = 'EUR'] = [...counts].sort((a, b) => b[1] - a[1]).map(([each]) => each);
  return currency;
}

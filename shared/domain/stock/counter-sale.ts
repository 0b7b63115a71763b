// What a sale over the counter says besides its goods: the prices that were asked, the tax within them, and how it was paid.
// A station works it out offline from what head office told it; head office, the receipt and the books read the same values.
// Must never hold the number of a card: a card is paid at a terminal of its own, and only the slip's number is kept.
import { z } from 'zod';
import { currencySchema, type Money } from '../../money/money';
import { taxWithin, type VatRate, vatRateOf, vatRateSchema } from '../books/vat';
import { type Sku, skuSchema } from '../ids';
import { looksLikeCardNumber } from '../payment/payment';
import type { SaleLine } from './quota';
import { type AgreedPrices, stationPrices } from './station-prices';

/** list: as head office told. typed: nobody had told a price, and the operator said one. */
export const priceSources = ['list', 'typed'] as const;
export const mostUnitPriceMinor = 1_000_000_000;
const mostTenderedMinor = 1_000_000_000_000;

export const salePriceSchema = z.strictObject({
  sku: skuSchema,
  unitPriceMinor: z.int().nonnegative().max(mostUnitPriceMinor),
  /** Millionths that are within the price. */
  taxPpm: z.int().nonnegative().max(1_000_000),
  source: z.enum(priceSources),
});
export type SalePrice = z.infer<typeof salePriceSchema>;

/** Paid on the spot: in cash, or by card at the counter's own terminal, whose slip has a number. */
export const salePaymentSchema = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('cash'),
    tenderedMinor: z.int().nonnegative().max(mostTenderedMinor),
  }),
  z.strictObject({
    method: z.literal('card'),
    /** Empty: the slip has none. */
    reference: z
      .string()
      .max(60)
      .refine((text) => !looksLikeCardNumber(text), 'this looks like a card number, which is never stored'),
  }),
]);
export type SalePayment = z.infer<typeof salePaymentSchema>;

/** What the op of a sale carries since stations ask how it is paid; ops of before have none of it. */
export const saleSaidSchema = z.strictObject({
  currency: currencySchema,
  /** Where the counter stands: whose tax it is. ZZ: nobody knows. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Each product once. */
  prices: z.array(salePriceSchema).min(1).max(500),
  payment: salePaymentSchema,
});
export type SaleSaid = z.infer<typeof saleSaidSchema>;

/** Rates of the country where the counter stands, for the products that it may sell. */
export const counterTaxesSchema = z.object({
  country: z.string().regex(/^[A-Z]{2}$/),
  rates: z.array(vatRateSchema),
});
export type CounterTaxes = z.infer<typeof counterTaxesSchema>;

/** What a station knows of prices and taxes at its counter. */
export type CounterFacts = {
  agreed: readonly AgreedPrices[];
  rates: readonly VatRate[];
  country: string;
  /** By the calendar of UTC, as the books have it. */
  day: string;
};
export const nothingTold: CounterFacts = { agreed: [], rates: [], country: 'ZZ', day: '1970-01-01' };

/** A scan with what the product's own record asks for one. */
export type SaleScan = SaleLine & { listed?: Money | undefined };
export type TypedPrice = { sku: Sku; unitPriceMinor: number };

export type PricedLine = SaleLine & {
  /** Null: nobody has told one yet. */
  unitPriceMinor: number | null;
  taxPpm: number;
  source: SalePrice['source'];
};
export type TaxPart = { ppm: number; grossMinor: number; taxMinor: number };
export type PricedSale = {
  currency: string;
  lines: PricedLine[];
  /** Of what has a price. */
  totalMinor: number;
  taxes: TaxPart[];
};

/** @param lines units by product */
export function priceSale(
  scans: readonly SaleScan[],
  lines: readonly SaleLine[],
  typed: readonly TypedPrice[],
  { agreed, rates, country, day }: CounterFacts,
): PricedSale {
  const listed = new Map<string, Money>();
  for (const scan of scans) if (scan.listed) listed.set(scan.sku, scan.listed);
  // A list may name a product whose own price nobody has heard.
  const isAgreed = agreed.some(({ channelId }) => channelId === 'counter');
  const products = lines.flatMap(({ sku }) => {
    const price = listed.get(sku) ?? (isAgreed ? { amountMinor: 0, currency: '' } : null);
    return price ? [{ sku, price }] : [];
  });
  const { currency, minorBySku } = stationPrices(products, agreed, 'counter', lines);
  const said = new Map<string, number>(typed.map(({ sku, unitPriceMinor }) => [sku, unitPriceMinor]));
  const priced = lines.map((line): PricedLine => {
    const told = minorBySku.get(line.sku) ?? null;
    return {
      ...line,
      unitPriceMinor: told ?? said.get(line.sku) ?? null,
      taxPpm: vatRateOf(rates, country, line.sku, day),
      source: told === null ? 'typed' : 'list',
    };
  });
  return { currency, ...sumsOf(priced), lines: priced };
}

type Summed = { quantity: number; unitPriceMinor: number | null; taxPpm: number };

/** The tax of a sale is reckoned once for each rate, on all that bears it. */
export function sumsOf(lines: readonly Summed[]): { totalMinor: number; taxes: TaxPart[] } {
  const gross = new Map<number, number>();
  for (const { quantity, unitPriceMinor, taxPpm } of lines)
    gross.set(taxPpm, (gross.get(taxPpm) ?? 0) + quantity * (unitPriceMinor ?? 0));
  const taxes = [...gross]
    .filter(([, grossMinor]) => grossMinor !== 0)
    .sort(([a], [b]) => a - b)
    .map(([ppm, grossMinor]) => ({ ppm, grossMinor, taxMinor: taxWithin(grossMinor, ppm) }));
  return { totalMinor: [...gross.values()].reduce((sum, each) => sum + each, 0), taxes };
}

/** What is given back of cash; nothing of a card. */
export function changeOf(payment: SalePayment, totalMinor: number): number {
  return payment.method === 'cash' ? Math.max(0, payment.tenderedMinor - totalMinor) : 0;
}

export type ToldLine = { sku: Sku; quantity: number } & Omit<SalePrice, 'sku'> & { isUnpriced: boolean };

/** Lines of an op, one a product, with what was asked for each. One that nothing was said of costs nothing, and says so. */
export function toldLines(
  lines: readonly { sku: Sku; quantity: number }[],
  { prices }: Pick<SaleSaid, 'prices'>,
): ToldLine[] {
  const said = new Map<string, SalePrice>(prices.map((price) => [price.sku, price]));
  const units = new Map<Sku, number>();
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return [...units].map(([sku, quantity]) => {
    const price = said.get(sku);
    return {
      sku,
      quantity,
      unitPriceMinor: price?.unitPriceMinor ?? 0,
      taxPpm: price?.taxPpm ?? 0,
      source: price?.source ?? 'typed',
      isUnpriced: price === undefined,
    };
  });
}

/** Why a sale is looked at by a person, although it stands: what it says does not fit together. */
export const saleDoubts = ['unpriced', 'underpaid', 'tax'] as const;
export type SaleDoubt = (typeof saleDoubts)[number];

/**
 * @param rates as head office has them. A country without any is no doubt: no rate was told of it.
 */
export function doubtsOf(
  lines: readonly ToldLine[],
  { payment, country }: SaleSaid,
  rates: readonly VatRate[],
  day: string,
): SaleDoubt[] {
  const { totalMinor } = sumsOf(lines);
  const isTaxOther = lines.some(
    ({ sku, taxPpm, isUnpriced }) => !isUnpriced && taxPpm !== vatRateOf(rates, country, sku, day),
  );
  return [
    ...(lines.some(({ isUnpriced }) => isUnpriced) ? (['unpriced'] as const) : []),
    ...(payment.method === 'cash' && payment.tenderedMinor < totalMinor ? (['underpaid'] as const) : []),
    ...(isTaxOther ? (['tax'] as const) : []),
  ];
}

// What a parcel has to say at a border (the data of form CN23): for every line what it is, how many, weight, value, tariff
// number, origin. Between countries of one customs territory nothing is asked.
import { z } from 'zod';

/** Tariff number of the Harmonized System: six digits, more where a country wants them. */
export const hsCodeSchema = z
  .string()
  .max(10)
  .regex(/^\d{6,10}$/);
export const countrySchema = z
  .string()
  .max(2)
  .regex(/^[A-Z]{2}$/);

export const productCustomsSchema = z.strictObject({
  hsCode: hsCodeSchema,
  originCountry: countrySchema,
  /** In words a customs officer reads, English. */
  description: z.string().min(3).max(100),
});
export type ProductCustoms = z.infer<typeof productCustomsSchema>;

export const customsContents = [
  'merchandise',
  'gift',
  'documents',
  'sample',
  'returned-goods',
  'other',
] as const;

export const customsDeclarationSchema = z.object({
  contents: z.enum(customsContents),
  /** What the carrier does when nobody takes it. */
  nonDelivery: z.enum(['return', 'abandon']),
  currency: z.string().length(3),
  lines: z
    .array(
      productCustomsSchema.extend({
        sku: z.string().max(64),
        quantity: z.int().positive(),
        netGrams: z.int().nonnegative(),
        /** Of all units of the line. */
        valueMinor: z.int().positive(),
      }),
    )
    .min(1)
    .max(1000),
  valueMinor: z.int().positive(),
  netGrams: z.int().nonnegative(),
});
export type CustomsDeclaration = z.infer<typeof customsDeclarationSchema>;

const europeanUnion: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT RO SE SI SK'.split(' '),
);

export function isInUnion(countryCode: string): boolean {
  return europeanUnion.has(countryCode);
}

/** The Isle of Man is of the United Kingdom's customs territory; Jersey and Guernsey are their own. */
function territoryOf(countryCode: string): string {
  if (europeanUnion.has(countryCode)) return 'EU';
  return countryCode === 'IM' ? 'GB' : countryCode;
}

export function needsCustoms(fromCountry: string, toCountry: string): boolean {
  return territoryOf(fromCountry) !== territoryOf(toCountry);
}

export type CustomsLine = { sku: string; quantity: number; unitWeightGrams: number; unitPriceMinor: number };

export type CustomsFacts = {
  lines: readonly CustomsLine[];
  products: ReadonlyMap<string, ProductCustoms>;
  /** Currency of the prices. */
  currency: string;
  /** Currency the carrier wants; null for that of the prices. */
  wanted: string | null;
  /** Null when there is no rate. */
  convert: (amountMinor: number, from: string, to: string) => number | null;
  contents?: CustomsDeclaration['contents'];
};

/** @returns the declaration, or what is missing: SKUs without data or value, or `rate:EUR` for a missing rate of exchange */
export function declareCustoms(
  facts: CustomsFacts,
): { ok: true; declaration: CustomsDeclaration } | { ok: false; missing: string[] } {
  const currency = facts.wanted ?? facts.currency;
  const missing = new Set<string>();
  const lines: CustomsDeclaration['lines'] = [];
  for (const { sku, quantity, unitWeightGrams, unitPriceMinor } of facts.lines) {
    if (quantity <= 0) continue;
    const product = facts.products.get(sku);
    const value = facts.convert(unitPriceMinor * quantity, facts.currency, currency);
    if (value === null) missing.add(`rate:${currency}`);
    // Customs want what a gift would cost; nothing is worth nothing.
    else if (!product || value <= 0) missing.add(sku);
    else lines.push({ ...product, sku, quantity, netGrams: unitWeightGrams * quantity, valueMinor: value });
  }
  if (missing.size > 0 || lines.length === 0) return { ok: false, missing: [...missing].sort() };
  return {
    ok: true,
    declaration: {
      contents: facts.contents ?? 'merchandise',
      nonDelivery: 'return',
      currency,
      lines,
      valueMinor: lines.reduce((sum, line) => sum + line.valueMinor, 0),
      netGrams: lines.reduce((sum, line) => sum + line.netGrams, 0),
    },
  };
}

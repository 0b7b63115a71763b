// Which rate of VAT a sale bears: by the country goods go to and the product, from a day on. An amount that a customer pays
// holds its tax; what no rate is known for bears none, and the return of that country shows it at 0.
import { z } from 'zod';
import { bookDaySchema } from './book-day';
import { shareOf } from './pool';

export const vatRateSchema = z.strictObject({
  country: z
    .string()
    .length(2)
    .regex(/^[A-Z]{2}$/),
  /** Of one product; empty: of every product that has none of its own. */
  sku: z.string().max(64),
  fromDay: bookDaySchema,
  /** Millionths: 200 000 is 20 %. */
  ppm: z.int().min(0).max(1_000_000),
});
export type VatRate = z.infer<typeof vatRateSchema>;

/** Millionths; zero where nothing is known. */
export function vatRateOf(rates: readonly VatRate[], country: string, sku: string, day: string): number {
  const own = newest(rates, country, sku, day);
  return (own ?? newest(rates, country, '', day))?.ppm ?? 0;
}

function newest(rates: readonly VatRate[], country: string, sku: string, day: string): VatRate | null {
  let best: VatRate | null = null;
  for (const rate of rates)
    if (rate.country === country && rate.sku === sku && rate.fromDay <= day)
      if (best === null || rate.fromDay > best.fromDay) best = rate;
  return best;
}

/** The tax that an amount holds. */
export function taxWithin(grossMinor: number, ppm: number): number {
  return shareOf(grossMinor, ppm, 1_000_000 + ppm);
}

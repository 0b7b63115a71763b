// Carriers, their services and rate tables, and the cheapest service for one parcel.
// Billable weight = max(actual, volume / divisor); the divisor belongs to the carrier's contract (reference: IATA 5000 cm3/kg).
import { z } from 'zod';
import { type Size, volumeMm3 } from '../../units/measure';
import { carrierIdSchema } from '../ids';

export const rateSchema = z.object({
  /** Countries the row serves, ISO alpha-2; `*` is everywhere else. */
  countries: z.array(z.string()),
  /** Price steps by billable weight, ascending. */
  steps: z.array(z.object({ uptoGrams: z.int().positive(), amountMinor: z.int().nonnegative() })).min(1),
});

/** Numbers that a carrier's contract lets its customer give: `prefix`, and behind it a serial of `digits` digits. */
export const carrierNumbersSchema = z.object({
  prefix: z.string().max(20),
  from: z.int().positive(),
  to: z.int().positive(),
  digits: z.int().min(1).max(15),
});
export type CarrierNumbers = z.infer<typeof carrierNumbersSchema>;

export const serviceSchema = z.object({
  serviceId: z.string().min(1).max(40),
  name: z.string().min(1).max(60),
  days: z.int().positive(),
  cutOff: z.string().regex(/^\d\d:\d\d$/),
  currency: z.string().length(3),
  rates: z.array(rateSchema).min(1),
  /** Left out where the carrier gives every number itself. */
  numbers: carrierNumbersSchema.optional(),
});

export const carrierSchema = z.object({
  carrierId: carrierIdSchema,
  name: z.string().min(1).max(60),
  /** Cubic millimetres per gram of dimensional weight (5000 cm3/kg is 5000). */
  divisorMm3PerGram: z.number().positive(),
  services: z.array(serviceSchema).min(1),
});
export type Carrier = z.infer<typeof carrierSchema>;

export const shippingChoiceSchema = z.object({
  carrierId: carrierIdSchema,
  carrierName: z.string(),
  serviceId: z.string(),
  serviceName: z.string(),
  cutOff: z.string(),
  amountMinor: z.int().nonnegative(),
  currency: z.string().length(3),
});
export type ShippingChoice = z.infer<typeof shippingChoiceSchema>;

export function billableGrams(weightGrams: number, size: Size | null, divisorMm3PerGram: number): number {
  const dimensionalGrams = size ? Math.ceil(volumeMm3(size) / divisorMm3PerGram) : 0;
  return Math.max(weightGrams, dimensionalGrams);
}

/** Every service that takes this parcel, cheapest first, then fastest, then by id so that the order is stable. */
export function offersFor(
  carriers: readonly Carrier[],
  countryCode: string,
  weightGrams: number,
  size: Size | null,
): ShippingChoice[] {
  const offers: (ShippingChoice & { days: number })[] = [];
  for (const carrier of carriers) {
    const grams = billableGrams(weightGrams, size, carrier.divisorMm3PerGram);
    for (const service of carrier.services) {
      const rate =
        service.rates.find((row) => row.countries.includes(countryCode)) ??
        service.rates.find((row) => row.countries.includes('*'));
      const step = rate?.steps.find((candidate) => grams <= candidate.uptoGrams);
      if (!step) continue;
      offers.push({
        carrierId: carrier.carrierId,
        carrierName: carrier.name,
        serviceId: service.serviceId,
        serviceName: service.name,
        cutOff: service.cutOff,
        amountMinor: step.amountMinor,
        currency: service.currency,
        days: service.days,
      });
    }
  }
  offers.sort(
    (a, b) => a.amountMinor - b.amountMinor || a.days - b.days || (a.serviceId < b.serviceId ? -1 : 1),
  );
  return offers.map(({ days: _days, ...offer }) => offer);
}

// Carriers, their services and rate tables as data: what a contract says. What a parcel costs by them: tariff.ts.
// Billable weight = max(actual, volume / divisor); the divisor belongs to the carrier's contract (reference: IATA 5000 cm3/kg).
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { carrierIdSchema } from '../ids';
import { postcodeAreasSchema } from './postcode';
import { surchargeSchema } from './surcharge';

const amountMinor = z.int().nonnegative().max(1e12);

export const rateSchema = z.object({
  /** Countries the row serves, ISO alpha-2; `*` is everywhere else. */
  countries: z.array(z.string().max(2)).max(300),
  /** Parts of these countries that the row is for; left out: all of them. */
  postcodes: postcodeAreasSchema.optional(),
  /** Price steps by billable weight, ascending. */
  steps: z
    .array(z.object({ uptoGrams: z.int().positive(), amountMinor: z.int().nonnegative() }))
    .min(1)
    .max(500),
  /** Price of every kilogram begun above the last step, up to a weight; left out: the last step is the end. */
  above: z.object({ amountMinorPerKg: amountMinor, uptoGrams: z.int().positive() }).optional(),
  /** Working days on the way for this zone; left out: the service's. */
  days: z.int().positive().max(120).optional(),
});
export type Rate = z.infer<typeof rateSchema>;

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
  rates: z.array(rateSchema).min(1).max(2000),
  /** What comes on top; left out: nothing. */
  surcharges: z.array(surchargeSchema).max(20).optional(),
  /** Left out where the carrier gives every number itself. */
  numbers: carrierNumbersSchema.optional(),
});
export type Service = z.infer<typeof serviceSchema>;

export const carrierSchema = z.object({
  carrierId: carrierIdSchema,
  name: z.string().min(1).max(60),
  /** Cubic millimetres per gram of dimensional weight (5000 cm3/kg is 5000). */
  divisorMm3PerGram: z.number().positive(),
  /** Currency in which the carrier wants customs values; left out: that of the order. */
  customsCurrency: currencySchema.optional(),
  services: z.array(serviceSchema).min(1).max(200),
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

/** A number taken out of a station's range: `series` and `serial` use it up, `text` is on the label. */
export type CarrierNumber = { series: string; serial: number; text: string };

/** A carrier's number as it is printed and scanned; null when the serial does not fit the contract. */
export function carrierNumberOf({ prefix, digits, from, to }: CarrierNumbers, serial: number): string | null {
  const text = String(serial);
  if (serial < from || serial > to || text.length > digits) return null;
  return `${prefix}${text.padStart(digits, '0')}`;
}

/** The serial of a number of this contract; null for any other number. */
export function serialOf({ prefix, digits, from, to }: CarrierNumbers, number: string): number | null {
  const rest = number.slice(prefix.length);
  if (!number.startsWith(prefix) || rest.length !== digits || !/^\d+$/.test(rest)) return null;
  const serial = Number(rest);
  return serial >= from && serial <= to ? serial : null;
}

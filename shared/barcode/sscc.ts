// SSCC-18, the number of one parcel: extension digit, GS1 company prefix, serial, check digit.
// A number is made only from a range handed out beforehand; nothing here picks or reuses one.
import { z } from 'zod';
import { checkDigitOf, hasValidCheckDigit } from './check-digit';

export const ssccSchema = z
  .string()
  .regex(/^[0-9]{18}$/, 'an SSCC has 18 digits')
  .refine(hasValidCheckDigit, 'the check digit of the SSCC is wrong')
  .brand<'Sscc'>();
export type Sscc = z.infer<typeof ssccSchema>;

/** Extension digit (1) and GS1 company prefix (4 to 12 digits) together; the serial fills the rest up to 17. */
export const ssccPrefixSchema = z
  .string()
  .regex(/^[0-9]{5,13}$/, 'extension digit and company prefix: 5 to 13 digits');

/** Serials `from` to `to`, both included, under one prefix. */
export const ssccRangeSchema = z
  .object({
    prefix: ssccPrefixSchema,
    from: z.int().nonnegative(),
    to: z.int().nonnegative(),
  })
  .refine((range) => range.from <= range.to, 'the range ends before it begins')
  .refine(
    (range) => range.to < 10 ** (17 - range.prefix.length),
    'the range has more digits than the prefix leaves',
  );
export type SsccRange = z.infer<typeof ssccRangeSchema>;

/**
 * Builds the SSCC of one serial. `prefix` is extension digit plus company prefix.
 * Throws RangeError when the serial does not fit behind the prefix.
 */
export function ssccOf(prefix: string, serial: number): Sscc {
  const serialDigits = 17 - ssccPrefixSchema.parse(prefix).length;
  if (!Number.isInteger(serial) || serial < 0 || serial >= 10 ** serialDigits) {
    throw new RangeError(`serial ${serial} does not fit in ${serialDigits} digits`);
  }
  const body = prefix + String(serial).padStart(serialDigits, '0');
  return (body + checkDigitOf(body)) as Sscc;
}

/** The nth number of a range, counting from 0; null when the range has none left there. */
export function nthSscc(range: SsccRange, n: number): Sscc | null {
  const serial = range.from + n;
  return Number.isInteger(n) && n >= 0 && serial <= range.to ? ssccOf(range.prefix, serial) : null;
}

export function ssccsIn(range: SsccRange): number {
  return range.to - range.from + 1;
}

/** True when the SSCC was made from this range. */
export function isFromRange(range: SsccRange, sscc: Sscc): boolean {
  if (!sscc.startsWith(range.prefix)) return false;
  const serial = Number(sscc.slice(range.prefix.length, 17));
  return serial >= range.from && serial <= range.to;
}

export type SsccReading = { ok: true; sscc: Sscc } | { ok: false; why: 'not-18-digits' | 'check-digit' };

/** Takes 18 digits, or 20 with the leading application identifier 00, as scanned. */
export function readSscc(digits: string): SsccReading {
  const bare = /^00[0-9]{18}$/.test(digits) ? digits.slice(2) : digits;
  if (!/^[0-9]{18}$/.test(bare)) return { ok: false, why: 'not-18-digits' };
  return hasValidCheckDigit(bare) ? { ok: true, sscc: bare as Sscc } : { ok: false, why: 'check-digit' };
}

/** GS1's human readable form, the application identifier in brackets. */
export function ssccForPeople(sscc: Sscc): string {
  return `(00) ${sscc}`;
}

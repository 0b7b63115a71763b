// Weights as scales say them: a decimal number in a unit, turned into whole milligrams without going through a fraction of a
// computer. A pound is 453.59237 g and an ounce the sixteenth of it, by definition (international yard and pound, 1959).
import { z } from 'zod';

export const weightUnits = ['mg', 'g', 'kg', 't', 'ct', 'gr', 'dwt', 'oz', 'ozt', 'lb', 'ton'] as const;
export const weightUnitSchema = z.enum(weightUnits);
export type WeightUnit = z.infer<typeof weightUnitSchema>;

/** A unit in units of 10 picograms (1e-8 mg): every unit here is a whole number of them. */
const tenPicograms: Record<WeightUnit, bigint> = {
  mg: 100_000_000n,
  g: 100_000_000_000n,
  kg: 100_000_000_000_000n,
  t: 100_000_000_000_000_000n,
  /** Metric carat, 200 mg. */
  ct: 20_000_000_000n,
  /** Grain, a 7000th of a pound: 64.79891 mg. */
  gr: 6_479_891_000n,
  dwt: 155_517_384_000n,
  /** Avoirdupois ounce, 28,349.523125 mg. */
  oz: 2_834_952_312_500n,
  /** Troy ounce, 31,103.4768 mg. */
  ozt: 3_110_347_680_000n,
  /** 453,592.37 mg. */
  lb: 45_359_237_000_000n,
  /** Short ton of 2000 lb. */
  ton: 90_718_474_000_000_000n,
};
const perMilligram = 100_000_000n;

/** Milligrams: a thousand kilograms, more than anything that is packed by hand weighs. */
export const mostMilligrams = 1_000_000_000;
const mostDigits = 20;
const decimal = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * `('4.8', 'lb')` -> 2177243, rounded to the nearest milligram (half away from zero).
 * @param text digits with an optional sign and point, `.` as point
 * @param exponent power of ten that the number is multiplied with
 * @returns null when it is no number, or none that a scale here can mean
 */
export function milligramsOf(text: string, unit: WeightUnit, exponent = 0): number | null {
  const [, sign, whole = '', fraction = ''] = decimal.exec(text) ?? [];
  const digits = whole + fraction;
  if (sign === undefined || digits === '' || digits.length > mostDigits) return null;
  const power = exponent - fraction.length;
  if (Math.abs(power) > 2 * mostDigits) return BigInt(digits) === 0n ? 0 : null;
  const scaled = BigInt(digits) * tenPicograms[unit] * 10n ** BigInt(Math.max(0, power));
  const milligrams = divideRounding(scaled, perMilligram * 10n ** BigInt(Math.max(0, -power)));
  if (milligrams > BigInt(mostMilligrams)) return null;
  return sign === '-' ? -Number(milligrams) || 0 : Number(milligrams);
}

/** Of what is not below zero; half goes up. */
function divideRounding(number: bigint, by: bigint): bigint {
  return (2n * number + by) / (2n * by);
}

/** Whole grams, half away from zero. */
export function gramsOf(milligrams: number): number {
  return Math.sign(milligrams) * Math.round(Math.abs(milligrams) / 1000) || 0;
}

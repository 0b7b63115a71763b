// Money is an integer count of minor units with its currency (law 8). Nothing here uses floating point for amounts.
import { z } from 'zod';

export const currencySchema = z.string().regex(/^[A-Z]{3}$/);
export const moneySchema = z.object({ amountMinor: z.int(), currency: currencySchema });
export type Money = z.infer<typeof moneySchema>;

/** Minor-unit digits by ISO 4217; every currency not named has two. */
const minorDigits: Record<string, number> = {
  JPY: 0,
  KRW: 0,
  CLP: 0,
  ISK: 0,
  VND: 0,
  BHD: 3,
  KWD: 3,
  OMR: 3,
  JOD: 3,
  TND: 3,
};

export function minorDigitsOf(currency: string): number {
  return minorDigits[currency] ?? 2;
}

/**
 * Reads a plain decimal ("2.55", "-11062.06") as minor units, rounding halves away from zero when it has more digits
 * than the currency. Returns null when the text is not such a number or is too large to be exact.
 */
export function parseDecimal(text: string, currency: string): number | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (!match) return null;
  const digits = minorDigitsOf(currency);
  const fraction = (match[3] ?? '').padEnd(digits + 1, '0');
  const kept = Number(`${match[2]}${fraction.slice(0, digits)}`);
  const rounded = kept + (fraction.charCodeAt(digits) >= 53 ? 1 : 0);
  if (!Number.isSafeInteger(rounded)) return null;
  return match[1] === '-' && rounded !== 0 ? -rounded : rounded;
}

/** Adds amounts of one currency; mixing currencies is a bug. */
export function sumMoney(currency: string, amounts: readonly Money[]): Money {
  let amountMinor = 0;
  for (const amount of amounts) {
    if (amount.currency !== currency) throw new Error(`cannot add ${amount.currency} to ${currency}`);
    amountMinor += amount.amountMinor;
  }
  return { amountMinor, currency };
}

/**
 * Splits an amount by weights with the largest-remainder method: parts add up exactly and differ from the exact share
 * by less than one minor unit. Weights are non-negative; all zero means equal shares.
 */
export function splitByWeights(amountMinor: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const given = weights.reduce((sum, weight) => sum + weight, 0);
  const effective = given === 0 ? weights.map(() => 1) : weights;
  const total = given === 0 ? weights.length : given;
  const size = Math.abs(amountMinor);
  const shares = effective.map((weight) => (size * weight) / total);
  const parts = shares.map(Math.floor);
  let left = size - parts.reduce((sum, part) => sum + part, 0);
  const order = shares
    .map((share, index) => ({ index, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of order) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts.map((part) => (amountMinor < 0 && part !== 0 ? -part : part));
}

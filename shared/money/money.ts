// Money is an integer count of minor units with its currency (law 8). Nothing here uses floating point for amounts.
import { z } from 'zod';

export const currencySchema = z
  .string()
  .length(3)
  .regex(/^[A-Z]{3}$/);
export const moneySchema = z.object({ amountMinor: z.int(), currency: currencySchema });
export type Money = z.infer<typeof moneySchema>;

/** Minor-unit digits by ISO 4217 of the currencies in use; every one not named has two. */
const minorDigits: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
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
 * by less than one minor unit; equal remainders go to the earlier part. Weights are whole and not negative; all zero
 * means equal shares. Other weights are a bug.
 */
export function splitByWeights(amountMinor: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new Error(`${weight} is no weight to split by`);
  }
  const equal = weights.every((weight) => weight === 0);
  const effective = weights.map((weight) => BigInt(equal ? 1 : weight));
  const total = effective.reduce((sum, weight) => sum + weight, 0n);
  const size = BigInt(Math.abs(amountMinor));
  const parts = effective.map((weight) => (size * weight) / total);
  const rests = effective.map((weight, index) => ({ index, rest: (size * weight) % total }));
  rests.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const left = Number(size - parts.reduce((sum, part) => sum + part, 0n));
  for (const { index } of rests.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts.map((part) => (amountMinor < 0 ? 0 - Number(part) : Number(part)));
}

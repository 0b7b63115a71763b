// Amounts of one currency in another, at a rate of a day. Rates are decimals as they are published and are never floats;
// halves are rounded away from zero; parts of an amount still add up after it was converted.
import { minorDigitsOf, splitByWeights } from './money';

/** How much of `currency` one unit of `base` was worth on `day` (YYYY-MM-DD), and who says so. */
export type ExchangeRate = { base: string; currency: string; day: string; rate: string; source: string };

const ratePattern = /^(\d{1,12})(?:\.(\d{1,12}))?$/;

/** A rate as a fraction of whole numbers; null for what is no rate above zero. */
export function parseRate(text: string): { over: bigint; under: bigint } | null {
  const match = ratePattern.exec(text.trim());
  if (!match) return null;
  const decimals = match[2] ?? '';
  const over = BigInt(`${match[1]}${decimals}`);
  return over === 0n ? null : { over, under: 10n ** BigInt(decimals.length) };
}

export type Converted = {
  amountMinor: number;
  /** The oldest day a rate of it is of, and their sources; null when nothing had to be converted. */
  day: string | null;
  sources: string[];
};

/**
 * Converts directly, the other way round, or over a common base; the newest rate not after `day` counts.
 * @returns null when no rate leads from one currency to the other, or the result is too large to be exact
 */
export function convert(
  amountMinor: number,
  from: string,
  to: string,
  rates: readonly ExchangeRate[],
  day: string,
): Converted | null {
  if (from === to) return { amountMinor, day: null, sources: [] };
  const path = pathBetween(from, to, rates, day);
  if (!path) return null;
  let over = BigInt(amountMinor) * 10n ** BigInt(minorDigitsOf(to));
  let under = 10n ** BigInt(minorDigitsOf(from));
  for (const { rate, inverted } of path) {
    const fraction = parseRate(rate.rate);
    if (!fraction) return null;
    over *= inverted ? fraction.under : fraction.over;
    under *= inverted ? fraction.over : fraction.under;
  }
  const converted = Number(roundedAway(over, under));
  if (!Number.isSafeInteger(converted)) return null;
  return {
    amountMinor: converted,
    day: path.map(({ rate }) => rate.day).sort()[0] ?? null,
    sources: [...new Set(path.map(({ rate }) => rate.source))],
  };
}

/** Parts that add up to what their sum converts to. */
export function convertParts(
  parts: readonly number[],
  from: string,
  to: string,
  rates: readonly ExchangeRate[],
  day: string,
): number[] | null {
  const positive = parts.map((part) => Math.max(0, part));
  const negative = parts.map((part) => Math.max(0, -part));
  const sum = (list: readonly number[]): number => list.reduce((total, part) => total + part, 0);
  const plus = convert(sum(positive), from, to, rates, day);
  const total = convert(sum(parts), from, to, rates, day);
  if (!plus || !total) return null;
  const [up, down] = [
    splitByWeights(plus.amountMinor, positive),
    splitByWeights(plus.amountMinor - total.amountMinor, negative),
  ];
  // With nothing on one side, weights of zero would share what is not there.
  return parts.map(
    (_, index) => (sum(positive) > 0 ? (up[index] ?? 0) : 0) - (sum(negative) > 0 ? (down[index] ?? 0) : 0),
  );
}

type Step = { rate: ExchangeRate; inverted: boolean };

function pathBetween(from: string, to: string, rates: readonly ExchangeRate[], day: string): Step[] | null {
  const newest = (base: string, currency: string): ExchangeRate | null =>
    rates
      .filter((rate) => rate.base === base && rate.currency === currency && rate.day <= day)
      .reduce<ExchangeRate | null>(
        (best, rate) => (best === null || rate.day > best.day ? rate : best),
        null,
      );
  const straight = newest(from, to);
  if (straight) return [{ rate: straight, inverted: false }];
  const back = newest(to, from);
  if (back) return [{ rate: back, inverted: true }];
  for (const base of new Set(rates.map((rate) => rate.base))) {
    const [first, second] = [newest(base, from), newest(base, to)];
    if (first && second)
      return [
        { rate: first, inverted: true },
        { rate: second, inverted: false },
      ];
  }
  return null;
}

function roundedAway(over: bigint, under: bigint): bigint {
  const size = over < 0n ? -over : over;
  const rounded = (2n * size + under) / (2n * under);
  return over < 0n ? -rounded : rounded;
}

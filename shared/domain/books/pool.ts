// An amount in a document's currency together with what it stands at in the books: what is taken out takes its share of
// the books' amount along, so that the last unit leaves nothing behind.
export type Pool = { amountMinor: number; baseMinor: number };

export const emptyPool: Pool = { amountMinor: 0, baseMinor: 0 };

export function putInto(pool: Pool, amountMinor: number, baseMinor: number): Pool {
  return { amountMinor: pool.amountMinor + amountMinor, baseMinor: pool.baseMinor + baseMinor };
}

/** Takes no more than is there. Amounts are not negative. */
export function takeFrom(pool: Pool, wantedMinor: number): { taken: Pool; rest: Pool } {
  const amountMinor = Math.max(0, Math.min(wantedMinor, pool.amountMinor));
  const baseMinor = shareOf(pool.baseMinor, amountMinor, pool.amountMinor);
  return {
    taken: { amountMinor, baseMinor },
    rest: { amountMinor: pool.amountMinor - amountMinor, baseMinor: pool.baseMinor - baseMinor },
  };
}

/** `part` of `whole` of an amount, halves away from zero; all of it when they are the same, nothing of nothing. */
export function shareOf(amountMinor: number, part: number, whole: number): number {
  if (part === whole) return amountMinor;
  if (part === 0 || whole === 0) return 0;
  const over = BigInt(amountMinor) * BigInt(part);
  const under = BigInt(whole);
  const isNegative = over < 0n !== under < 0n;
  const [size, by] = [over < 0n ? -over : over, under < 0n ? -under : under];
  const rounded = Number((2n * size + by) / (2n * by));
  return isNegative && rounded !== 0 ? -rounded : rounded;
}

/** Splits an amount in proportion to parts of either sign that sum to something; the largest takes what rounding leaves. */
export function spread(amountMinor: number, parts: readonly number[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const shares = parts.map((part) => shareOf(amountMinor, part, whole));
  const left = amountMinor - shares.reduce((sum, share) => sum + share, 0);
  const largest = parts.reduce(
    (best, part, index) => (Math.abs(part) > Math.abs(parts[best] ?? 0) ? index : best),
    0,
  );
  return shares.map((share, index) => (index === largest ? share + left : share));
}

// What it costs to serve an order: hands, box and padding, postage, and what of it is known at all.

export const costKinds = ['picking', 'packing', 'box', 'padding', 'postage'] as const;
export type CostKind = (typeof costKinds)[number];

/** @param amountsMinor null: a part is not known, and half a cost is no cost @returns whole minor units; null where nothing was served */
export function costPerOrder(orders: number, amountsMinor: readonly (number | null)[]): number | null {
  if (orders <= 0) return null;
  let sum = 0;
  for (const amount of amountsMinor) {
    if (amount === null) return null;
    sum += amount;
  }
  return Math.round(sum / orders);
}

/** What an hour costs from a day on. */
export type LabourRate = { fromDay: string; minorPerHour: number };

/** @param rates in any order @returns null before the first of them */
export function rateOn(day: string, rates: readonly LabourRate[]): number | null {
  let found: LabourRate | null = null;
  for (const rate of rates)
    if (rate.fromDay <= day && (found === null || rate.fromDay > found.fromDay)) found = rate;
  return found?.minorPerHour ?? null;
}

// How a warehouse counts: which class of its products how often, what difference is small enough, and what becomes of one
// that is not. Classes are by value moved: A is what most of the value goes through.
import { z } from 'zod';

export const abcClasses = ['A', 'B', 'C'] as const;
export type AbcClass = (typeof abcClasses)[number];

export const classRuleSchema = z.strictObject({
  /** Every place of it is counted once in so many days. */
  everyDays: z.int().min(1).max(3650),
  /** A difference up to either of the two is booked at once. */
  toleranceUnits: z.int().min(0).max(100_000),
  tolerancePercent: z.int().min(0).max(100),
});
export type ClassRule = z.infer<typeof classRuleSchema>;

export const countPolicySchema = z
  .strictObject({
    /** Of the value moved, in percent: products up to here are A. */
    aPercent: z.int().min(1).max(99),
    /** And up to here B. */
    bPercent: z.int().min(1).max(100),
    classes: z.strictObject({ A: classRuleSchema, B: classRuleSchema, C: classRuleSchema }),
    /** Counts handed out a day. */
    mostADay: z.int().min(0).max(5000),
    /** Whoever takes the last unit out of a bin makes it to be looked at. */
    checksEmpty: z.boolean(),
    /** A large difference that was found twice waits for a manager. */
    needsApproval: z.boolean(),
  })
  .refine(({ aPercent, bPercent }) => aPercent <= bPercent, { path: ['bPercent'] });
export type CountPolicy = z.infer<typeof countPolicySchema>;

/** What the page offers to begin with. */
export const usualPolicy: CountPolicy = {
  aPercent: 80,
  bPercent: 95,
  classes: {
    A: { everyDays: 30, toleranceUnits: 0, tolerancePercent: 1 },
    B: { everyDays: 90, toleranceUnits: 1, tolerancePercent: 2 },
    C: { everyDays: 180, toleranceUnits: 2, tolerancePercent: 5 },
  },
  mostADay: 50,
  checksEmpty: true,
  needsApproval: true,
};

/** Where nobody has set any rules: two units, or a tenth of what the books say; two counts that agree are enough. */
export const unsetRule = { toleranceUnits: 2, tolerancePercent: 10 } as const;

export function toleranceOf(
  { toleranceUnits, tolerancePercent }: Pick<ClassRule, 'toleranceUnits' | 'tolerancePercent'>,
  level: number,
): number {
  return Math.max(toleranceUnits, Math.floor((Math.abs(level) * tolerancePercent) / 100));
}

/**
 * The class of every product, by the share of value that went through it and through those before it. What did not move at
 * all is C.
 */
export function classesByValue(
  moved: readonly { sku: string; value: number }[],
  { aPercent, bPercent }: Pick<CountPolicy, 'aPercent' | 'bPercent'>,
): Map<string, AbcClass> {
  const whole = moved.reduce((sum, { value }) => sum + value, 0);
  let before = 0;
  const sorted = [...moved].sort((a, b) => b.value - a.value || (a.sku < b.sku ? -1 : 1));
  return new Map(
    sorted.map(({ sku, value }): [string, AbcClass] => {
      // By what lies before it: the first product is A, however much goes through it alone.
      const share = whole === 0 ? 100 : (before * 100) / whole;
      before += value;
      if (value <= 0) return [sku, 'C'];
      return [sku, share < aPercent ? 'A' : share < bPercent ? 'B' : 'C'];
    }),
  );
}

export type CountPlace = {
  locationId: string;
  sku: string;
  class: AbcClass;
  /** Milliseconds since 1970; null: never. */
  countedMs: number | null;
  walkOrder: number;
};

const dayMs = 86_400_000;

/** Milliseconds since 1970; what was never counted is due since ever. */
export function dueMs({ class: abc, countedMs }: CountPlace, { classes }: CountPolicy): number {
  return countedMs === null ? 0 : countedMs + classes[abc].everyDays * dayMs;
}

/** What is due, at most so many: A before B before C, the longest due first; then in the order one walks past them. */
export function dueCounts<P extends CountPlace>(
  places: readonly P[],
  policy: CountPolicy,
  nowMs: number,
  most: number,
): P[] {
  return places
    .filter((place) => dueMs(place, policy) <= nowMs)
    .sort(
      (a, b) =>
        (a.class < b.class ? -1 : a.class > b.class ? 1 : 0) ||
        dueMs(a, policy) - dueMs(b, policy) ||
        byWalk(a, b),
    )
    .slice(0, Math.max(0, most))
    .sort(byWalk);
}

function byWalk(a: CountPlace, b: CountPlace): number {
  return (
    a.walkOrder - b.walkOrder ||
    (a.locationId < b.locationId ? -1 : a.locationId > b.locationId ? 1 : a.sku < b.sku ? -1 : 1)
  );
}

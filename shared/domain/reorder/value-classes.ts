// A, B and C: which products bring most of the money. The first 80 % of the value are A, up to 95 % are B, the rest is C.
// What brings nothing is C.

export const valueClasses = ['a', 'b', 'c'] as const;
export type ValueClass = (typeof valueClasses)[number];

const until = { a: 0.8, b: 0.95 };

/** @param values what each is expected to sell, in one currency; the order does not matter */
export function classesByValue(values: ReadonlyMap<string, number>): Map<string, ValueClass> {
  const sorted = [...values].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  const total = sorted.reduce((sum, [, value]) => sum + Math.max(0, value), 0);
  let before = 0;
  return new Map(
    sorted.map(([sku, value]) => {
      const share = total > 0 ? before / total : 1;
      before += Math.max(0, value);
      const is: ValueClass = value <= 0 ? 'c' : share < until.a ? 'a' : share < until.b ? 'b' : 'c';
      return [sku, is];
    }),
  );
}

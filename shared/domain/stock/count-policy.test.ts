import { describe, expect, it } from 'vitest';
import {
  classesByValue,
  type CountPlace,
  countPolicySchema,
  dueCounts,
  toleranceOf,
  usualPolicy,
} from './count-policy';

const day = 86_400_000;
const nowMs = 1000 * day;

describe('classes by value moved', () => {
  it('A is what the first eighty percent go through, C what hardly moves', () => {
    const moved = [
      { sku: 'small', value: 30 },
      { sku: 'large', value: 700 },
      { sku: 'middle', value: 150 },
      { sku: 'next', value: 120 },
      { sku: 'still', value: 0 },
    ];
    expect(Object.fromEntries(classesByValue(moved, usualPolicy))).toEqual({
      large: 'A',
      middle: 'A',
      next: 'B',
      small: 'C',
      still: 'C',
    });
  });

  it('one product alone is A; of what never moved all is C', () => {
    expect([...classesByValue([{ sku: 'one', value: 5 }], usualPolicy).values()]).toEqual(['A']);
    expect([...classesByValue([{ sku: 'one', value: 0 }], usualPolicy).values()]).toEqual(['C']);
    expect(classesByValue([], usualPolicy).size).toBe(0);
  });
});

describe('what is due', () => {
  const place = (
    sku: string,
    abc: CountPlace['class'],
    daysAgo: number | null,
    walkOrder: number,
  ): CountPlace => ({
    locationId: `bin-${sku}`,
    sku,
    class: abc,
    countedMs: daysAgo === null ? null : nowMs - daysAgo * day,
    walkOrder,
  });
  const places = [
    place('c-old', 'C', 181, 1),
    place('a-fresh', 'A', 29, 2),
    place('a-due', 'A', 30, 9),
    place('b-never', 'B', null, 4),
    place('a-never', 'A', null, 8),
    place('b-fresh', 'B', 89, 3),
  ];

  it.each([
    [10, ['c-old', 'b-never', 'a-never', 'a-due']],
    [2, ['a-never', 'a-due']],
    [1, ['a-never']],
    [0, []],
    [-1, []],
  ])('the most valuable first when only %i are handed out, in walking order', (most, wanted) => {
    expect(dueCounts(places, usualPolicy, nowMs, most).map(({ sku }) => sku)).toEqual(wanted);
  });

  it('a difference is small by units or by percent, whichever is more', () => {
    const rule = { toleranceUnits: 2, tolerancePercent: 5 };
    expect([0, 39, 60, -100].map((level) => toleranceOf(rule, level))).toEqual([2, 2, 3, 5]);
  });

  it('B does not end before A', () => {
    expect(countPolicySchema.safeParse({ ...usualPolicy, aPercent: 96 }).success).toBe(false);
    expect(countPolicySchema.parse(usualPolicy)).toEqual(usualPolicy);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedWeight, isAsExpected, usualWeightRules, type WeighedUnits } from './expected-weight';

const learned = (grams: number, spreadGrams: number, boxes = 1_000_000): WeighedUnits['learned'] => ({
  milligrams: grams * 1000,
  spreadMilligrams: spreadGrams * 1000,
  boxes,
});

describe('what a box should weigh', () => {
  it('holds what is in it beside the goods, and strays with that', () => {
    const packing = { milligrams: 60_000, spreadMilligrams: 12_000, parcels: 144 };
    const units = [{ units: 2, unitGrams: 300, learned: learned(290, 1) }];
    expect(expectedWeight(120, units, usualWeightRules, packing)).toMatchObject({
      grams: 760,
      packingGrams: 60,
      toleranceGrams: 36,
      by: 'spread',
    });
  });

  it.each([
    ['an empty box', 420, [], { grams: 420, toleranceGrams: 20, by: 'least', units: 0, learnedUnits: 0 }],
    [
      'by the catalogue: the error of a unit is that of all',
      400,
      [{ units: 4, unitGrams: 300, learned: null }],
      { grams: 1_600, toleranceGrams: 288, by: 'spread', units: 4, learnedUnits: 0 },
    ],
    [
      'learned: the spread grows with the root of the number',
      400,
      [{ units: 100, unitGrams: 1, learned: learned(300, 20) }],
      { grams: 30_400, toleranceGrams: 608, by: 'share', learnedUnits: 100 },
    ],
    [
      'learned well and light: the least',
      120,
      [{ units: 2, unitGrams: 300, learned: learned(290, 1) }],
      { grams: 700, toleranceGrams: 20, by: 'least' },
    ],
    [
      'learned from one box only: twice as unsure',
      0,
      [{ units: 1, unitGrams: 1, learned: learned(500, 40, 1) }],
      { grams: 500, toleranceGrams: 170, by: 'spread' },
    ],
    [
      'nothing of a line in the box',
      100,
      [{ units: 0, unitGrams: 9_000, learned: null }],
      { grams: 100, units: 0 },
    ],
  ])('%s', (_name, tare, inside, want) => {
    expect(expectedWeight(tare, inside as WeighedUnits[])).toMatchObject(want);
  });

  it('is never less sure with more in it, and its own weight is always as expected', () => {
    const units = fc.record({
      units: fc.integer({ min: 1, max: 50 }),
      unitGrams: fc.integer({ min: 1, max: 5_000 }),
      learned: fc.option(
        fc.record({
          milligrams: fc.integer({ min: 1, max: 5_000_000 }),
          spreadMilligrams: fc.integer({ min: 0, max: 500_000 }),
          boxes: fc.integer({ min: 1, max: 500 }),
        }),
      ),
    });
    fc.assert(
      fc.property(fc.array(units, { maxLength: 8 }), units, fc.nat({ max: 2_000 }), (inside, more, tare) => {
        const before = expectedWeight(tare, inside);
        const after = expectedWeight(tare, [...inside, more]);
        expect(after.toleranceGrams).toBeGreaterThanOrEqual(before.toleranceGrams);
        expect(after.grams).toBeGreaterThanOrEqual(before.grams);
        expect(isAsExpected(after.grams, after)).toBe(true);
        expect(isAsExpected(after.grams + after.toleranceGrams + 1, after)).toBe(false);
        expect(before.toleranceGrams).toBeGreaterThanOrEqual(usualWeightRules.leastGrams);
      }),
    );
  });
});

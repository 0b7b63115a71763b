import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surpriseOf, unusualReturns } from './returns-rule';

/** The tail as one less the chances below it: exact enough where it is not tiny. */
function tailByHand(least: number, mean: number, shape: number): number {
  const p = mean / (mean + shape);
  let chance = (1 - p) ** shape;
  let below = 0;
  for (let count = 0; count < least; count += 1) {
    below += chance;
    chance *= ((count + shape) / (count + 1)) * p;
  }
  return 1 - below;
}

describe('how unlikely as many are', () => {
  it('is the tail of the negative binomial', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0.5, max: 20, noNaN: true }),
        fc.double({ min: 0.5, max: 40, noNaN: true }),
        (least, mean, shape) => {
          const tail = tailByHand(least, mean, shape);
          if (tail > 1e-6) expect(10 ** -surpriseOf(least, mean, shape)).toBeCloseTo(tail, 6);
        },
      ),
      { seed: 77, numRuns: 500 },
    );
  });

  // Worked: shape 1 is geometric, so the chance of 3 or more at a mean of 1 is 1/2^3.
  it('is worked out', () => {
    expect(surpriseOf(3, 1, 1)).toBeCloseTo(3 * Math.log10(2), 9);
    expect(surpriseOf(0, 1, 1)).toBe(0);
    expect(surpriseOf(5000, 1, 50)).toBe(99);
  });
});

describe('unusual returns', () => {
  const limits = { days: 28, leastUnits: 5, oneInTenTo: 4, usualPercent: 10 };
  const facts = { sku: 'MUG', name: 'Mug', came: 5, sent: 100, cameBefore: 50, sentBefore: 1000 };
  it('are not what its history lets expect', () => {
    expect(unusualReturns(facts, limits)).toBeNull();
    expect(unusualReturns({ ...facts, came: 12 }, limits)).toBeNull();
  });
  it('stand out of it', () => {
    expect(unusualReturns({ ...facts, came: 20 }, limits)).toMatchObject({
      isBad: true,
      values: { units: 20, sent: 100, percent: 20, usual: 5.1, usualPercent: 5.1 },
    });
    expect(unusualReturns({ ...facts, came: 16 }, limits)).toMatchObject({ isBad: false });
  });
  it('are judged by the product itself: what is usual for one is not for another', () => {
    const dress = { ...facts, cameBefore: 400, came: 45 };
    expect(unusualReturns(dress, limits)).toBeNull();
    expect(unusualReturns({ ...dress, cameBefore: 50 }, limits)?.isBad).toBe(true);
  });
  it('need enough units, and a new product is taken for a usual one', () => {
    expect(unusualReturns({ ...facts, came: 4, sent: 4 }, limits)).toBeNull();
    const fresh = { ...facts, cameBefore: 0, sentBefore: 0, sent: 30 };
    expect(unusualReturns({ ...fresh, came: 5 }, limits)).toBeNull();
    expect(unusualReturns({ ...fresh, came: 29 }, limits)?.isBad).toBe(true);
  });
});

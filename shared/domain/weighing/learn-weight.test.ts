import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnWeight, type WeighedBox } from './learn-weight';

const box = (units: number, netGrams: number): WeighedBox => ({ units, netGrams });

describe('the weight of a product, from sealed boxes', () => {
  it('needs five boxes', () => {
    expect(learnWeight(Array.from({ length: 4 }, () => box(1, 300)))).toBeNull();
    expect(learnWeight([...Array.from({ length: 4 }, () => box(1, 300)), box(0, 300)])).toBeNull();
    expect(learnWeight(Array.from({ length: 5 }, () => box(1, 300)))).toEqual({
      milligrams: 300_000,
      spreadMilligrams: 300,
      boxes: 5,
    });
  });

  it('is hardly moved by a box that was packed wrong', () => {
    const right = [298, 299, 300, 301, 302, 300, 299, 301].map((grams) => box(1, grams));
    const learned = learnWeight([...right, box(1, 600), box(1, 20)]);
    expect(learned?.milligrams).toBe(300_000);
    expect(learned?.spreadMilligrams).toBeLessThan(3_000);
  });

  it('takes boxes of many for more than boxes of one', () => {
    const learned = learnWeight([box(1, 320), box(1, 321), box(20, 6_000), box(20, 6_010), box(30, 9_000)]);
    expect(learned?.milligrams).toBe(300_000);
  });

  it('comes near what boxes were made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 3_000 }), fc.nat({ max: 1_000_000 }), (grams, seed) => {
        const random = randomOf(seed);
        const spread = grams * 0.02;
        const boxes = Array.from({ length: 60 }, () => {
          const units = 1 + Math.floor(random() * 6);
          // Twelve even draws are near enough to normal.
          const stray = Array.from({ length: 12 }, random).reduce((sum, each) => sum + each, -6);
          return box(units, Math.round(units * grams + stray * spread * Math.sqrt(units)));
        });
        const learned = learnWeight(boxes);
        expect(Math.abs((learned?.milligrams ?? 0) / 1000 - grams)).toBeLessThan(spread + 1);
        expect((learned?.spreadMilligrams ?? 0) / 1000).toBeLessThan(spread * 2 + 1);
      }),
    );
  });
});

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

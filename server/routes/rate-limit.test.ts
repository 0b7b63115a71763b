import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from './rate-limit';

describe('so many tries in a time', () => {
  it('lets a burst through, refuses the next one, and fills again evenly', () => {
    let nowMs = 1_000;
    const limit = createRateLimit(100, 5_000, () => nowMs);
    const taken = (): number => {
      let count = 0;
      while (limit.take('a')) count += 1;
      return count;
    };
    expect(taken()).toBe(100);
    expect(limit.stateOf('a')).toEqual({ most: 100, left: 0, waitMs: 50, fullMs: 5_000 });
    nowMs += 50;
    expect(taken()).toBe(1);
    nowMs += 1_000;
    expect(taken()).toBe(20);
    nowMs += 60_000;
    expect(limit.stateOf('a')).toMatchObject({ left: 100, waitMs: 0, fullMs: 0 });
    expect(taken()).toBe(100);
  });

  it('counts each key by itself, and a try given back not at all', () => {
    const limit = createRateLimit(2, 60_000, () => 0);
    expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    limit.giveBack('a');
    expect([limit.take('a'), limit.take('a')]).toEqual([true, false]);
  });

  it('property: never more than the burst and the rate together, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (waits) => {
        let nowMs = 0;
        let passed = 0;
        const limit = createRateLimit(10, 1_000, () => nowMs);
        for (const wait of waits) {
          nowMs += wait;
          if (limit.take('a')) passed += 1;
          expect(passed).toBeLessThanOrEqual(10 + nowMs / 100 + 1e-6);
        }
      }),
    );
  });

  it('goes on from where it is when the clock is set back', () => {
    let nowMs = 3_600_000;
    const limit = createRateLimit(2, 1_000, () => nowMs);
    expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([true, true, false]);
    nowMs = 0;
    expect(limit.take('a')).toBe(false);
    nowMs += 500;
    expect([limit.take('a'), limit.take('a')]).toEqual([true, false]);
  });

  it('forgets keys that are quiet', () => {
    let nowMs = 0;
    const limit = createRateLimit(1, 1_000, () => nowMs);
    for (let n = 0; n < 5_000; n += 1) {
      nowMs += 2;
      expect(limit.take(`key ${n}`)).toBe(true);
    }
    expect(limit.take('key 0')).toBe(true);
  });
});

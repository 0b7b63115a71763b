import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationClass, durationQuantile, minutesOf } from './duration';

describe('durations in classes', () => {
  it('are within a tenth of what they were', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1_000_000, noNaN: true }), (minutes) => {
        const read = minutesOf(durationClass(minutes)) + 1;
        expect(read / (minutes + 1)).toBeGreaterThan(0.91);
        expect(read / (minutes + 1)).toBeLessThan(1.1);
      }),
    );
  });

  it('give the quantile of the durations themselves, within a class', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0.1, 0.5, 0.9, 1),
        (durations, share) => {
          const classes = new Map<number, number>();
          for (const each of durations)
            classes.set(durationClass(each), (classes.get(durationClass(each)) ?? 0) + 1);
          const sorted = durations.toSorted((a, b) => a - b);
          const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
          expect(durationQuantile(classes, share)).toBe(minutesOf(durationClass(exact)));
        },
      ),
    );
  });

  it('of nothing have none', () => {
    expect(durationQuantile(new Map([[3, 0]]), 0.5)).toBeNull();
  });
});

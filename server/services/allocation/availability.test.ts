import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf } from '../../../shared/domain/ids.test-kit';
import { type BinAvailable, capByTotal, giveBack, keep } from './availability';

const bins = (...units: number[]): BinAvailable[] =>
  units.map((available, n) => ({ locationId: binOf(`B-${n}`), available }));
const capped = (...units: number[]): number[] => {
  const list = bins(...units);
  capByTotal(list);
  return list.map((bin) => bin.available);
};

describe('what bins may promise', () => {
  it('is what they have, while none is below zero', () => {
    expect(capped(3, 0, 2)).toEqual([3, 0, 2]);
  });

  it('pays for a bin that was counted wrong out of the others, the last first', () => {
    expect(capped(-2, 3, 2)).toEqual([0, 3, 0]);
    expect(capped(4, -1)).toEqual([3, 0]);
    expect(capped(-5, 3)).toEqual([0, 0]);
  });

  it('law 5: never more than all bins together, never less than nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 50 }), { maxLength: 8 }), (units) => {
        const after = capped(...units);
        const total = Math.max(
          0,
          units.reduce((sum, each) => sum + each, 0),
        );
        expect(after.every((each, n) => each >= 0 && each <= Math.max(0, units[n] ?? 0))).toBe(true);
        expect(after.reduce((sum, each) => sum + each, 0)).toBe(total);
      }),
    );
  });
});

describe('what is kept for a cart', () => {
  it('comes out of the last bins, goes back to who keeps it, and is never more than there is', () => {
    const list = bins(3, 2, 2);
    keep(list, 3);
    expect(list.map(({ available }) => available)).toEqual([3, 1, 0]);
    expect(giveBack(list, 2)).toBe(2);
    expect(list.map(({ available }) => available)).toEqual([3, 2, 1]);
    expect(giveBack(list, 2)).toBe(1);
    expect(giveBack(list, 2)).toBe(0);
    keep(list, 9);
    expect(list.map(({ available }) => available)).toEqual([0, 0, 0]);
    expect(giveBack(list, 9)).toBe(7);
  });
});

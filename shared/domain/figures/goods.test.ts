import { describe, expect, it } from 'vitest';
import { accuracyOf, coverDays, turnsOf, xyzOf } from './goods';

const classOf = (weeks: readonly number[]): string =>
  xyzOf(
    weeks.reduce((sum, each) => sum + each, 0),
    weeks.reduce((sum, each) => sum + each ** 2, 0),
    weeks.length,
  );

describe('figures of goods', () => {
  it('tell what goes evenly from what nobody can tell', () => {
    expect(classOf([10, 10, 11, 9])).toBe('X');
    expect(classOf([10, 0, 11, 9])).toBe('Y');
    expect(classOf([0, 0, 0, 40])).toBe('Z');
    expect(classOf([0, 0])).toBe('Z');
    expect(classOf([7])).toBe('Z');
  });

  it('tell how long units last and how often they are turned over', () => {
    expect(coverDays(70, 2)).toBe(35);
    expect(coverDays(70, 0)).toBeNull();
    expect(coverDays(-3, 2)).toBe(0);
    expect(turnsOf(73_000, 10_000, 365)).toBeCloseTo(7.3);
    expect(turnsOf(1000, 0, 365)).toBeNull();
  });

  it('weigh a miss by what came', () => {
    expect(
      accuracyOf([
        { said: 10, came: 8, missed: 2 },
        { said: 0, came: 2, missed: 2 },
      ]),
    ).toEqual({ off: 0.4, tooMuch: 0 });
    expect(accuracyOf([{ said: 3, came: 0, missed: 3 }])).toBeNull();
  });
});

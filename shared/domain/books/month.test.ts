import { describe, expect, it } from 'vitest';
import { lastDayOf, monthAfter, openDay } from './month';

describe('a month', () => {
  it.each([
    ['2026-01', 1, '2026-02'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-05', 19, '2027-12'],
  ])('%s and %i more is %s', (month, more, expected) => {
    expect(monthAfter(month, more)).toBe(expected);
  });

  it('ends on its last day, and what is late goes to the first that is open', () => {
    expect([lastDayOf('2024-02'), lastDayOf('2026-02'), lastDayOf('2026-12')]).toEqual([
      '2024-02-29',
      '2026-02-28',
      '2026-12-31',
    ]);
    expect(openDay('2026-03-15', '2026-03')).toBe('2026-04-01');
    expect(openDay('2025-03-15', '2026-12')).toBe('2027-01-01');
    expect(openDay('2026-04-15', '2026-03')).toBe('2026-04-15');
    expect(openDay('2026-04-15', null)).toBe('2026-04-15');
  });
});

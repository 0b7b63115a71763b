import { describe, expect, it } from 'vitest';
import { cohortRows } from './cohort-rows';

describe('cohorts', () => {
  it('are a row a first month, with a place for every month since', () => {
    const cell = (firstMonth: string, month: string, customers: number, moneyMinor: number) => ({
      firstMonth,
      month,
      customers,
      orders: customers,
      moneyMinor,
    });
    const rows = cohortRows([
      cell('2026-01', '2026-03', 2, 50),
      cell('2025-11', '2026-02', 1, 10),
      cell('2026-01', '2026-01', 8, 400),
      cell('2025-11', '2025-11', 4, 90),
    ]);
    expect(rows.map(({ firstMonth, customers, moneyMinor }) => [firstMonth, customers, moneyMinor])).toEqual([
      ['2025-11', 4, 100],
      ['2026-01', 8, 450],
    ]);
    expect(rows.map(({ months }) => months.map((each) => each?.customers ?? null))).toEqual([
      [4, null, null, 1],
      [8, null, 2],
    ]);
  });
});

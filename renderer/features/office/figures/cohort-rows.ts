// Customers by the month of their first order, one row a month, with how many of them ordered in it and in every month after.
import type { CustomerFigures } from '../../../../shared/contract/night-figures';

type Cell = CustomerFigures['cohorts'][number];
export type CohortRow = {
  firstMonth: string;
  /** Who ordered for the first time. */
  customers: number;
  /** What they spent since. */
  moneyMinor: number;
  /** By months since the first one; null: none of them ordered in it. */
  months: (Cell | null)[];
};

const monthNo = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** @param cells of any order */
export function cohortRows(cells: readonly Cell[]): CohortRow[] {
  const rows = new Map<string, CohortRow>();
  for (const cell of cells) {
    const row = rows.get(cell.firstMonth) ?? {
      firstMonth: cell.firstMonth,
      customers: 0,
      moneyMinor: 0,
      months: [],
    };
    rows.set(cell.firstMonth, row);
    row.moneyMinor += cell.moneyMinor;
    if (cell.month === cell.firstMonth) row.customers = cell.customers;
    const at = monthNo(cell.month) - monthNo(cell.firstMonth);
    while (row.months.length < at) row.months.push(null);
    row.months[at] = cell;
  }
  return [...rows.values()].toSorted((a, b) => (a.firstMonth < b.firstMonth ? -1 : 1));
}

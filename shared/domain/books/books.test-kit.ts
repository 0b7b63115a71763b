// The books of tests: the general chart, and rates that change by the day.
import type { Order } from '../order/order';
import { chartNamed } from './charts';
import type { BookRole } from './account';
import type { OrderFacts } from './post-sale';
import type { MoveFacts } from './post-stock';
import type { BookSettings } from './settings';
import { noStock } from './stock-cost';
import type { EntryLine } from './entry';

const { roles } = chartNamed('general');
export const accountOf = (role: BookRole): string => roles[role];

export const settings: BookSettings = {
  currency: 'EUR',
  stock: 'perpetual',
  costing: 'fifo',
  expectedReturnsPpm: 0,
  returnDays: 30,
  fees: [],
  late: 'next-open',
  priceTolerancePpm: 20_000,
};

export function moveFacts(more: Partial<MoveFacts> = {}): MoveFacts {
  return {
    settings,
    accountOf,
    cost: noStock,
    price: null,
    listMinor: null,
    orderId: null,
    supplier: null,
    isGift: false,
    rightMinor: 0,
    reference: null,
    ...more,
  };
}

type Line = { sku?: string; unitPriceMinor: number; ordered: number };

export function orderFacts(
  lines: readonly Line[],
  more: Partial<Omit<OrderFacts, 'order'>> & { charges?: Order['charges'] } = {},
): OrderFacts {
  const { charges = [], ...rest } = more;
  return {
    settings,
    accountOf,
    toBase: (minor) => minor,
    order: {
      state: 'confirmed',
      charges,
      shipTo: { countryCode: 'DE' },
      lines: lines.map(({ sku, unitPriceMinor, ordered }, index) => ({
        lineNo: index + 1,
        sku: sku ?? `SKU-${index + 1}`,
        name: 'Goods',
        unitPriceMinor,
        ordered,
        allocated: 0,
        packed: 0,
        shipped: 0,
        cancelled: 0,
      })),
    } as unknown as OrderFacts['order'],
    party: 'C-1',
    vatRates: [],
    day: '2026-03-02',
    termsDays: 0,
    ...rest,
  };
}

/** Net amounts by role, those that are even left out. */
export function byRole(lines: readonly EntryLine[]): Partial<Record<BookRole, number>> {
  const sums: Partial<Record<BookRole, number>> = {};
  for (const role of Object.keys(roles) as BookRole[]) {
    const sum = lines
      .filter(({ account }) => account === roles[role])
      .reduce((total, line) => total + line.baseMinor, 0);
    if (sum !== 0) sums[role] = sum;
  }
  return sums;
}

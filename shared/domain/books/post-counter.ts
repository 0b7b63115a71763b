// What a sale over the counter means for the books: money in the till or with the terminal's bank, revenue, and the tax that the
// receipt says. Sold and paid in one moment, nobody owes anything; its cost is that of its movements.
import type { TaxPart } from '../stock/counter-sale';
import { type EntryLine, Lines } from './entry';
import type { CostFacts } from './post-costs';
import { moneyRole } from './post-money';
import { spread } from './pool';

export type CounterSold = {
  country: string;
  totalMinor: number;
  taxes: readonly TaxPart[];
  method: string;
};

/** No lines: it was given away. */
export function postCounterSale(
  { accountOf, toBase }: CostFacts,
  { country, totalMinor, taxes, method }: CounterSold,
): EntryLine[] {
  if (totalMinor === 0) return [];
  const lines = new Lines(accountOf);
  const baseMinor = toBase(totalMinor);
  const taxMinor = taxes.reduce((sum, part) => sum + part.taxMinor, 0);
  const netMinor = totalMinor - taxMinor;
  const baseParts = spread(baseMinor, [...taxes.map((part) => part.taxMinor), netMinor]);
  lines.add(moneyRole(method), totalMinor, baseMinor);
  for (const [index, part] of taxes.entries())
    lines.add('output-vat', 0 - part.taxMinor, 0 - (baseParts[index] ?? 0), {
      vat: { country, ppm: part.ppm, netMinor: part.grossMinor - part.taxMinor },
    });
  lines.add('revenue', 0 - netMinor, 0 - (baseParts.at(-1) ?? 0));
  return lines.all();
}

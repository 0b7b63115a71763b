// The three-way match: order, receipt, bill. Says every difference; what is cheaper than ordered is none.
import { minorDigitsOf } from '../../money/money';
import type { BillContent, BillLine, BillProblem, MatchFacts } from './supplier-bill';

export function problemsOf(content: BillContent, facts: MatchFacts): BillProblem[] {
  const problems: BillProblem[] = [];
  const say = (
    kind: BillProblem['kind'],
    sku: string,
    expected: string | number,
    told: string | number,
  ): void => {
    problems.push({ kind, sku, expected: String(expected).slice(0, 120), told: String(told).slice(0, 120) });
  };
  const money = (minor: number): string => amountText(minor, content.currency);
  const { purchase } = facts;
  const goods = content.lines.filter((line) => line.for === 'goods');
  if (goods.length > 0 && !purchase) say('no-order', '', '', '');
  if (purchase && purchase.supplier !== content.supplier)
    say('supplier', '', purchase.supplier, content.supplier);
  if (purchase && purchase.currency !== content.currency)
    say('currency', '', purchase.currency, content.currency);
  else if (purchase)
    for (const [sku, lines] of bySku(goods)) matchGoods(sku, lines, purchase, facts, say, money);
  const netMinor = content.lines.reduce((sum, line) => sum + line.netMinor, 0);
  const taxMinor = content.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0);
  if (netMinor + taxMinor !== content.totalMinor)
    say('sum', '', money(netMinor + taxMinor), money(content.totalMinor));
  for (const tax of content.taxes) {
    // A minor unit a line may be lost to rounding.
    const wanted = Math.round((tax.netMinor * tax.ppm) / 1_000_000);
    if (Math.abs(wanted - tax.taxMinor) > content.lines.length)
      say('tax', '', money(wanted), money(tax.taxMinor));
  }
  if (taxMinor > 0 && content.vatNumber === null) say('vat-number', '', '', '');
  return problems;
}

type Say = (kind: BillProblem['kind'], sku: string, expected: string | number, told: string | number) => void;

function matchGoods(
  sku: string,
  lines: readonly BillLine[],
  purchase: NonNullable<MatchFacts['purchase']>,
  { billed, tolerancePpm }: MatchFacts,
  say: Say,
  money: (minor: number) => string,
): void {
  const ordered = purchase.lines.filter((line) => line.sku === sku);
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  if (ordered.length === 0) return say('not-ordered', sku, 0, units);
  const open = ordered.reduce((sum, line) => sum + line.received, 0) - (billed.get(sku) ?? 0);
  if (units > open) say('quantity', sku, Math.max(0, open), units);
  const prices = ordered.flatMap(({ unitCostMinor }) => (unitCostMinor === null ? [] : [unitCostMinor]));
  const dearest = prices.length > 0 ? Math.max(...prices) : null;
  for (const line of lines)
    if (dearest !== null && line.netMinor * 1_000_000 > dearest * line.quantity * (1_000_000 + tolerancePpm))
      say('price', sku, money(dearest), money(Math.round(line.netMinor / line.quantity)));
}

function bySku(goods: readonly BillLine[]): Map<string, BillLine[]> {
  const lines = new Map<string, BillLine[]>();
  for (const line of goods) lines.set(line.sku ?? '', [...(lines.get(line.sku ?? '') ?? []), line]);
  return lines;
}

/** `12.50 EUR`: the same in every language. */
function amountText(minor: number, currency: string): string {
  const digits = minorDigitsOf(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}

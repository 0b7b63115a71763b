// What costs that are no goods mean for the books: labels bought from carriers, packaging used up, and bills of suppliers.
import type { BookRole } from './account';
import { type EntryLine, Lines, reversalOf } from './entry';
import { shareOf } from './pool';
import type { BookSettings } from './settings';

export type CostFacts = { accountOf: (role: BookRole) => string; toBase: (amountMinor: number) => number };

export function postLabel(
  { accountOf, toBase }: CostFacts,
  amountMinor: number,
  carrier: string,
): EntryLine[] {
  const lines = new Lines(accountOf);
  const baseMinor = toBase(amountMinor);
  lines.add('freight', amountMinor, baseMinor);
  lines.add('freight-not-billed', 0 - amountMinor, 0 - baseMinor, { party: carrier });
  return lines.all();
}

/** Given back to the carrier in time: nothing is owed for it. */
export function postLabelVoid(facts: CostFacts, amountMinor: number, carrier: string): EntryLine[] {
  return reversalOf(postLabel(facts, amountMinor, carrier));
}

export function postPackaging({ accountOf, toBase }: CostFacts, amountMinor: number): EntryLine[] {
  const lines = new Lines(accountOf);
  const baseMinor = toBase(amountMinor);
  lines.add('packaging', amountMinor, baseMinor);
  lines.add('packaging-stock', 0 - amountMinor, 0 - baseMinor);
  return lines.all();
}

export const billFor = ['goods', 'packaging', 'freight', 'other'] as const;
export type BilledPart = {
  for: (typeof billFor)[number];
  netMinor: number;
  /** Of goods: what stands as received and not billed for these units, in the bill's currency and in the books'. */
  accrued: { amountMinor: number; baseMinor: number } | null;
  /** Of other costs. */
  account: string | null;
};
export type BilledTax = { country: string; ppm: number; netMinor: number; taxMinor: number };

/**
 * Perpetual: what was received and not billed is billed now, and what the supplier asks beyond it is a difference of cost.
 * Periodic: goods are an expense until the period closes.
 */
export function postBill(
  facts: CostFacts & { settings: BookSettings },
  supplier: string,
  parts: readonly BilledPart[],
  taxes: readonly BilledTax[],
): EntryLine[] {
  const lines = new Lines(facts.accountOf);
  const party = { party: supplier };
  let totalMinor = 0;
  for (const part of parts) {
    totalMinor += part.netMinor;
    addPart(lines, facts, part, party);
  }
  for (const { country, ppm, netMinor, taxMinor } of taxes) {
    totalMinor += taxMinor;
    lines.add('input-vat', taxMinor, facts.toBase(taxMinor), { vat: { country, ppm, netMinor } });
  }
  // The debt is one amount at the day's rate; what rounding of parts leaves is with the exchange.
  lines.add('payables', 0 - totalMinor, 0 - facts.toBase(totalMinor), party);
  lines.exchange();
  return lines.all();
}

function addPart(
  lines: Lines,
  { settings, toBase }: CostFacts & { settings: BookSettings },
  part: BilledPart,
  party: { party: string },
): void {
  const { netMinor, accrued, account } = part;
  if (account !== null) return lines.addTo(account, netMinor, toBase(netMinor));
  switch (part.for) {
    case 'goods': {
      if (settings.stock === 'periodic') return lines.add('purchases', netMinor, toBase(netMinor));
      const known = accrued ?? { amountMinor: 0, baseMinor: 0 };
      lines.add('goods-not-billed', known.amountMinor, known.baseMinor, party);
      const beyond = netMinor - known.amountMinor;
      return lines.add('cost-variance', beyond, toBase(beyond));
    }
    case 'packaging':
      return lines.add('packaging-stock', netMinor, toBase(netMinor));
    case 'freight':
      return lines.add('freight-not-billed', netMinor, toBase(netMinor), party);
    case 'other':
      return lines.add('purchases', netMinor, toBase(netMinor));
  }
}

/** A debt is paid: between the rates of two days there is a gain or a loss. */
export function postBillPaid(
  { accountOf, toBase }: CostFacts,
  supplier: string,
  debt: { amountMinor: number; baseMinor: number },
  paidMinor: number,
): EntryLine[] {
  const lines = new Lines(accountOf);
  lines.add('payables', paidMinor, shareOf(debt.baseMinor, paidMinor, debt.amountMinor), { party: supplier });
  lines.add('bank', 0 - paidMinor, 0 - toBase(paidMinor));
  lines.exchange();
  return lines.all();
}

/** The provider pays out what it took: out of clearing, onto the bank, and what is missing is its fee. */
export function postPayout(
  { accountOf, toBase }: CostFacts,
  clearing: BookRole,
  amountMinor: number,
  feeMinor: number,
): EntryLine[] {
  const lines = new Lines(accountOf);
  const [baseMinor, feeBase] = [toBase(amountMinor), toBase(feeMinor)];
  lines.add('bank', amountMinor, baseMinor);
  lines.add('payment-fees', feeMinor, feeBase);
  lines.add(clearing, 0 - amountMinor - feeMinor, 0 - baseMinor - feeBase);
  return lines.all();
}

/** Periodic: stock in the books becomes stock counted at cost; the difference is cost of what was sold. */
export function postStockClosing(
  accountOf: CostFacts['accountOf'],
  bookedMinor: number,
  countedMinor: number,
): EntryLine[] {
  const lines = new Lines(accountOf);
  const change = countedMinor - bookedMinor;
  lines.add('inventory', change, change);
  lines.add('goods-cost', 0 - change, 0 - change);
  return lines.all();
}

// A journal entry: one document in one currency, caused by one event under one version of the rules. Debits are positive,
// credits negative, so it balances when its amounts sum to zero, and again in the currency of the books (law 8).
// Must never be changed once it is posted: what was wrong is put right by another entry.
import type { BookRole } from './account';

/** Raised when a rule posts an event differently; what was posted before keeps the version it was posted under. */
export const ruleVersion = 1;

export const entryKinds = [
  'sale',
  'invoice',
  'delivery',
  'money-in',
  'money-back',
  'refund',
  'refund-declined',
  'exchange',
  'goods-received',
  'goods-sent-back',
  'goods-cost',
  'goods-returned',
  'count',
  'scrap',
  'packaging',
  'freight',
  'freight-void',
  'bill',
  'bill-paid',
  'reminder-fee',
  'till',
  'return-lapsed',
  'stock-closing',
  'revaluation',
  'manual',
  'reversal',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** What a line of tax is of: the country that it is owed to, its rate, and what it was reckoned on. */
export type VatOf = { country: string; ppm: number; netMinor: number };

export type EntryLine = {
  account: string;
  /** Minor units of the entry's currency; debit above zero, credit below. Zero: only the books' currency moves. */
  amountMinor: number;
  /** The same in the currency of the books. */
  baseMinor: number;
  /** Customer's number or supplier's name, where the account is one of persons. */
  party?: string | undefined;
  sku?: string | undefined;
  quantity?: number | undefined;
  vat?: VatOf | undefined;
};

export type Entry = {
  /** `event STREAM SEQ`, `move STREAM SEQ`, `act ID`. */
  cause: string;
  ruleVersion: number;
  kind: EntryKind;
  /** YYYY-MM-DD: of the event. */
  day: string;
  currency: string;
  orderId: string | null;
  lines: EntryLine[];
  /** The number of the paper it is of: an invoice, a bill, a purchase. */
  reference: string | null;
  text: string;
};

export type Imbalance = { amountMinor: number; baseMinor: number };

/** Null when it balances. */
export function imbalanceOf(
  lines: readonly Pick<EntryLine, 'amountMinor' | 'baseMinor'>[],
): Imbalance | null {
  let amountMinor = 0;
  let baseMinor = 0;
  for (const line of lines) {
    amountMinor += line.amountMinor;
    baseMinor += line.baseMinor;
  }
  return amountMinor === 0 && baseMinor === 0 ? null : { amountMinor, baseMinor };
}

/** The same with its signs turned: the only way something posted is taken back. */
export function reversalOf(lines: readonly EntryLine[]): EntryLine[] {
  return lines.map((line) => ({
    ...line,
    amountMinor: 0 - line.amountMinor,
    baseMinor: 0 - line.baseMinor,
    ...(line.quantity === undefined ? {} : { quantity: 0 - line.quantity }),
    ...(line.vat ? { vat: { ...line.vat, netMinor: 0 - line.vat.netMinor } } : {}),
  }));
}

type LineMore = Omit<EntryLine, 'account' | 'amountMinor' | 'baseMinor'>;

/** Gathers the lines of one entry by role. */
export class Lines {
  private readonly lines: EntryLine[] = [];
  constructor(private readonly accountOf: (role: BookRole) => string) {}

  /** Debit above zero, credit below; nothing is nothing. */
  add(role: BookRole, amountMinor: number, baseMinor: number, more: LineMore = {}): void {
    this.addTo(this.accountOf(role), amountMinor, baseMinor, more);
  }

  addTo(account: string, amountMinor: number, baseMinor: number, more: LineMore = {}): void {
    if (amountMinor === 0 && baseMinor === 0 && !more.vat) return;
    this.lines.push({ account, amountMinor, baseMinor, ...more });
  }

  /** What is left between rates of two days: a gain or a loss of the books' currency alone. */
  exchange(): void {
    const left = this.lines.reduce((sum, line) => sum + line.baseMinor, 0);
    if (left > 0) this.add('exchange-gain', 0, 0 - left);
    else if (left < 0) this.add('exchange-loss', 0, 0 - left);
  }

  all(): EntryLine[] {
    return this.lines;
  }
}

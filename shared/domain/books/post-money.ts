// What money that comes or goes means for an order: what is owed is settled first, the rest is paid ahead; what is given
// back was either paid ahead, or sold, and then its tax goes back too. Between rates of two days there is a gain or a loss.
import type { BookRole } from './account';
import { type EntryLine, Lines, reversalOf } from './entry';
import type { OrderBooks } from './order-books';
import { putInto, shareOf, spread, takeFrom } from './pool';
import type { OrderFacts, OrderPosting } from './post-sale';
import { taxWithin, vatRateOf } from './vat';

/** The account that money of a way to pay comes to first. */
export function moneyRole(method: string): BookRole {
  switch (method) {
    case 'bank-transfer':
    case 'account':
      return 'bank';
    case 'cash':
      return 'cash';
    case 'cash-on-delivery':
      return 'cod-clearing';
    case 'exchange':
      return 'exchange-clearing';
    default:
      return 'psp-clearing';
  }
}

/** @param feeMinor what the provider keeps */
export function postMoneyIn(
  books: OrderBooks,
  facts: OrderFacts,
  role: BookRole,
  amountMinor: number,
  feeMinor = 0,
): OrderPosting {
  const lines = new Lines(facts.accountOf);
  const about = { party: facts.party };
  const baseMinor = facts.toBase(amountMinor);
  const feeBase = facts.toBase(feeMinor);
  lines.add(role, amountMinor - feeMinor, baseMinor - feeBase);
  lines.add('payment-fees', feeMinor, feeBase);
  const { taken, rest } = takeFrom(books.receivable, amountMinor);
  lines.add('receivables', 0 - taken.amountMinor, 0 - taken.baseMinor, about);
  const ahead = amountMinor - taken.amountMinor;
  const aheadBase = baseMinor - shareOf(baseMinor, taken.amountMinor, amountMinor);
  lines.add('advances', 0 - ahead, 0 - aheadBase, about);
  lines.exchange();
  return {
    kind: 'money-in',
    lines: lines.all(),
    books: { ...books, receivable: rest, advance: putInto(books.advance, ahead, aheadBase) },
  };
}

/** It was matched by mistake: whatever stands ahead goes first, then it is owed again. */
export function postTakenBack(
  books: OrderBooks,
  facts: OrderFacts,
  role: BookRole,
  amountMinor: number,
): OrderPosting {
  const lines = new Lines(facts.accountOf);
  const about = { party: facts.party };
  const baseMinor = facts.toBase(amountMinor);
  const { taken, rest } = takeFrom(books.advance, amountMinor);
  const owed = amountMinor - taken.amountMinor;
  const owedBase = facts.toBase(owed);
  lines.add(role, 0 - amountMinor, 0 - baseMinor);
  lines.add('advances', taken.amountMinor, taken.baseMinor, about);
  lines.add('receivables', owed, owedBase, about);
  lines.exchange();
  return {
    kind: 'reversal',
    lines: lines.all(),
    books: { ...books, advance: rest, receivable: putInto(books.receivable, owed, owedBase) },
  };
}

export type RefundOf = {
  refundId: string;
  amountMinor: number;
  lines: readonly { lineNo: number; amountMinor: number }[];
  /** Goods came back for it: what was paid ahead is not touched. */
  isReturn: boolean;
  /** Where it is owed: to the customer, or over to the order it was exchanged for. */
  to: 'refunds-payable' | 'exchange-clearing';
};

/** A customer is to get money back. Approved twice, it is owed once. */
export function postRefund(books: OrderBooks, facts: OrderFacts, refund: RefundOf): OrderPosting {
  if (books.refunds[refund.refundId]) return { books, kind: 'refund', lines: [] };
  const lines = new Lines(facts.accountOf);
  const about = { party: facts.party };
  const { amountMinor } = refund;
  const baseMinor = facts.toBase(amountMinor);
  const { taken, rest } = takeFrom(books.advance, refund.isReturn ? 0 : amountMinor);
  lines.add('advances', taken.amountMinor, taken.baseMinor, about);
  const backMinor = amountMinor - taken.amountMinor;
  const backBase = facts.toBase(backMinor);
  const taxes = backMinor === 0 ? [] : taxesOf(books, facts, refund, backMinor);
  const taxMinor = taxes.reduce((sum, part) => sum + part.taxMinor, 0);
  const parts = spread(backBase, [...taxes.map((part) => part.taxMinor), backMinor - taxMinor]);
  for (const [index, part] of taxes.entries())
    lines.add('output-vat', part.taxMinor, parts[index] ?? 0, {
      vat: {
        country: facts.order.shipTo.countryCode,
        ppm: part.ppm,
        netMinor: part.taxMinor - part.grossMinor,
      },
    });
  // Not delivered yet: nothing was earned of it. Else what was expected back, and then what was not.
  const netMinor = backMinor - taxMinor;
  const undelivered = takeFrom(
    books.deferred ?? { amountMinor: 0, baseMinor: 0 },
    refund.isReturn ? 0 : netMinor,
  );
  lines.add('deferred-revenue', undelivered.taken.amountMinor, undelivered.taken.baseMinor);
  const expected = takeFrom(books.liability, netMinor - undelivered.taken.amountMinor);
  lines.add('refund-liability', expected.taken.amountMinor, expected.taken.baseMinor);
  const returned = netMinor - undelivered.taken.amountMinor - expected.taken.amountMinor;
  lines.add('sales-returns', returned, shareOf(parts.at(-1) ?? 0, returned, netMinor));
  lines.add(refund.to, 0 - amountMinor, 0 - baseMinor, about);
  lines.exchange();
  const owes = refund.to === 'refunds-payable';
  return {
    kind: owes ? 'refund' : 'exchange',
    lines: lines.all(),
    books: {
      ...books,
      advance: rest,
      deferred: books.deferred && undelivered.rest,
      liability: expected.rest,
      payable: owes ? putInto(books.payable, amountMinor, baseMinor) : books.payable,
      refunds: {
        ...books.refunds,
        [refund.refundId]: {
          amountMinor,
          paidMinor: 0,
          advanceMinor: taken.amountMinor,
          lines: lines.all().map(({ account, amountMinor: amount, baseMinor: base, vat }) => ({
            account,
            amountMinor: amount,
            baseMinor: base,
            ...(vat ? { vat } : {}),
          })),
        },
      },
    },
  };
}

/** By the rates of the lines it names; what it names no line for, as the whole order was sold. */
function taxesOf(
  books: OrderBooks,
  { order, vatRates, day }: OrderFacts,
  { lines }: RefundOf,
  backMinor: number,
): { ppm: number; grossMinor: number; taxMinor: number }[] {
  const named = new Map<number, number>();
  for (const { lineNo, amountMinor } of lines) {
    const line = order.lines.find((each) => each.lineNo === lineNo);
    if (!line) continue;
    const ppm = vatRateOf(vatRates, order.shipTo.countryCode, line.sku, books.soldOn ?? day);
    named.set(ppm, (named.get(ppm) ?? 0) + amountMinor);
  }
  const sumOf = (parts: ReadonlyMap<number, number>): number =>
    [...parts.values()].reduce((a, b) => a + b, 0);
  const rest = backMinor - sumOf(named);
  const sold = Object.entries(books.sold);
  const shares =
    rest > 0 && sold.length > 0
      ? spread(
          rest,
          sold.map(([, part]) => part.grossMinor),
        )
      : [];
  for (const [index, [ppm]] of sold.entries())
    named.set(Number(ppm), (named.get(Number(ppm)) ?? 0) + (shares[index] ?? 0));
  const whole = sumOf(named);
  const scaled = whole > backMinor ? spread(backMinor, [...named.values()]) : [...named.values()];
  return [...named.keys()]
    .map((ppm, index) => ({
      ppm,
      grossMinor: scaled[index] ?? 0,
      taxMinor: taxWithin(scaled[index] ?? 0, ppm),
    }))
    .filter(({ grossMinor }) => grossMinor !== 0);
}

/** Money went back to the customer. Given back without anybody's approval, it is approved by having gone. */
export function postMoneyBack(
  books: OrderBooks,
  facts: OrderFacts,
  role: BookRole,
  paid: { refundId: string; amountMinor: number },
): OrderPosting {
  const known = books.refunds[paid.refundId]
    ? { books, lines: [] as EntryLine[] }
    : postRefund(books, facts, { ...paid, lines: [], isReturn: false, to: 'refunds-payable' });
  const lines = new Lines(facts.accountOf);
  const { taken, rest } = takeFrom(known.books.payable, paid.amountMinor);
  const beyond = paid.amountMinor - taken.amountMinor;
  lines.add('refunds-payable', taken.amountMinor, taken.baseMinor, { party: facts.party });
  lines.add('receivables', beyond, facts.toBase(beyond), { party: facts.party });
  lines.add(role, 0 - paid.amountMinor, 0 - facts.toBase(paid.amountMinor));
  lines.exchange();
  const refund = known.books.refunds[paid.refundId];
  return {
    kind: 'money-back',
    lines: [...known.lines, ...lines.all()],
    books: {
      ...known.books,
      payable: rest,
      receivable: putInto(known.books.receivable, beyond, facts.toBase(beyond)),
      refunds: refund
        ? {
            ...known.books.refunds,
            [paid.refundId]: { ...refund, paidMinor: refund.paidMinor + paid.amountMinor },
          }
        : known.books.refunds,
    },
  };
}

/** The provider says that money did not arrive after all: it is owed to the customer again. */
export function postCameBack(
  books: OrderBooks,
  facts: OrderFacts,
  role: BookRole,
  back: { refundId: string; amountMinor: number },
): OrderPosting {
  const lines = new Lines(facts.accountOf);
  const baseMinor = facts.toBase(back.amountMinor);
  lines.add(role, back.amountMinor, baseMinor);
  lines.add('refunds-payable', 0 - back.amountMinor, 0 - baseMinor, { party: facts.party });
  const refund = books.refunds[back.refundId];
  return {
    kind: 'reversal',
    lines: lines.all(),
    books: {
      ...books,
      payable: putInto(books.payable, back.amountMinor, baseMinor),
      refunds: refund
        ? {
            ...books.refunds,
            [back.refundId]: { ...refund, paidMinor: refund.paidMinor - back.amountMinor },
          }
        : books.refunds,
    },
  };
}

/** Declined after it was approved: what was not paid of it is taken back as it was posted. */
export function postDeclined(books: OrderBooks, facts: OrderFacts, refundId: string): OrderPosting {
  const refund = books.refunds[refundId];
  const openMinor = refund ? refund.amountMinor - refund.paidMinor : 0;
  if (!refund || openMinor <= 0) return { books, kind: 'refund-declined', lines: [] };
  const part = (minor: number): number => shareOf(minor, openMinor, refund.amountMinor);
  const scaled: EntryLine[] = refund.lines.map((line) => ({
    ...line,
    amountMinor: part(line.amountMinor),
    baseMinor: part(line.baseMinor),
    ...(line.vat ? { vat: { ...line.vat, netMinor: part(line.vat.netMinor) } } : {}),
  }));
  balance(scaled);
  const { [refundId]: _gone, ...others } = books.refunds;
  const lines = reversalOf(scaled);
  const sumOf = (role: BookRole): { amountMinor: number; baseMinor: number } =>
    lines
      .filter(({ account }) => account === facts.accountOf(role))
      .reduce((sum, line) => putInto(sum, line.amountMinor, line.baseMinor), {
        amountMinor: 0,
        baseMinor: 0,
      });
  // Credits grow these; what is taken from the payable is a debit.
  const grown = (pool: OrderBooks['advance'], role: BookRole): OrderBooks['advance'] => {
    const { amountMinor, baseMinor } = sumOf(role);
    return putInto(pool, 0 - amountMinor, 0 - baseMinor);
  };
  return {
    kind: 'refund-declined',
    lines,
    books: {
      ...books,
      refunds: others,
      payable: grown(books.payable, 'refunds-payable'),
      advance: grown(books.advance, 'advances'),
      liability: grown(books.liability, 'refund-liability'),
      deferred: books.deferred && grown(books.deferred, 'deferred-revenue'),
    },
  };
}

/** Rounding of parts goes to the largest line. */
function balance(lines: EntryLine[]): void {
  let at = 0;
  for (const [index, line] of lines.entries())
    if (Math.abs(line.amountMinor) > Math.abs(lines[at]?.amountMinor ?? 0)) at = index;
  const line = lines[at];
  if (!line) return;
  lines[at] = {
    ...line,
    amountMinor: line.amountMinor - lines.reduce((sum, each) => sum + each.amountMinor, 0),
    baseMinor: line.baseMinor - lines.reduce((sum, each) => sum + each.baseMinor, 0),
  };
}

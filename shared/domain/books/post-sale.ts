// What a customer's order means for the books as its goods leave: revenue with its tax, out of what was paid ahead or onto
// what the customer owes. How much of the order is due follows the same rule as its payments do (payment/owed.ts).
import { splitByWeights } from '../../money/money';
import type { Order } from '../order/order';
import { owedByNowMinor, owedInTheEndMinor } from '../payment/owed';
import type { BookRole } from './account';
import { type EntryKind, type EntryLine, Lines } from './entry';
import type { OrderBooks } from './order-books';
import { emptyPool, type Pool, putInto, shareOf, spread, takeFrom } from './pool';
import type { BookSettings } from './settings';
import { taxWithin, type VatRate, vatRateOf } from './vat';

export type OrderFacts = {
  settings: BookSettings;
  accountOf: (role: BookRole) => string;
  /** At the rate of the event's day. @throws where no rate is known */
  toBase: (amountMinor: number) => number;
  order: Pick<Order, 'lines' | 'charges' | 'state' | 'shipTo'>;
  /** Whose receivable it is. */
  party: string;
  vatRates: readonly VatRate[];
  day: string;
  /** Days from hand-over until it is due. */
  termsDays: number;
};

export type OrderPosting = { books: OrderBooks; kind: EntryKind; lines: EntryLine[] };

type RateParts = { ppm: number; grossMinor: number; taxMinor: number }[];

/** Goods left, or lines were cancelled: revenue follows. `books` knows the units already. */
export function postSale(books: OrderBooks, facts: OrderFacts): OrderPosting {
  const order = asCounted(books, facts.order);
  return books.deferred ? deliver(books, facts, order) : sell(books, facts, order);
}

function asCounted(books: OrderBooks, order: OrderFacts['order']): Order {
  return {
    ...order,
    state: books.isCancelled ? 'cancelled' : 'confirmed',
    lines: order.lines.map((line) => ({
      ...line,
      shipped: books.lines[line.lineNo]?.shipped ?? 0,
      cancelled: books.lines[line.lineNo]?.cancelled ?? 0,
    })),
  } as Order;
}

function sell(books: OrderBooks, facts: OrderFacts, order: Order): OrderPosting {
  const dueMinor = owedByNowMinor(order);
  const target = byRate(order, dueMinor, facts);
  const changes = changesOf(books.sold, target);
  const lines = new Lines(facts.accountOf);
  if (changes.length === 0) return { books, kind: 'sale', lines: [] };
  const grossMinor = total(changes.map((part) => part.grossMinor));
  const taxMinor = total(changes.map((part) => part.taxMinor));
  const { books: paid, baseMinor } = settle(books, facts, grossMinor, lines);
  const shippingMinor = shippingWithin(order, dueMinor, target) - books.shippingMinor;
  const netMinor = grossMinor - taxMinor;
  const expected = shareOf(netMinor - shippingMinor, facts.settings.expectedReturnsPpm, 1_000_000);
  const parts = [...changes.map((part) => part.taxMinor), shippingMinor, expected];
  const baseParts = spread(baseMinor, [...parts, netMinor - shippingMinor - expected]);
  addTaxes(lines, changes, baseParts, facts);
  const [shippingBase, expectedBase, goodsBase] = baseParts.slice(changes.length);
  lines.add('shipping-revenue', 0 - shippingMinor, 0 - (shippingBase ?? 0));
  lines.add('refund-liability', 0 - expected, 0 - (expectedBase ?? 0));
  lines.add('revenue', 0 - (netMinor - shippingMinor - expected), 0 - (goodsBase ?? 0));
  return {
    kind: 'sale',
    lines: lines.all(),
    books: {
      ...paid,
      sold: soldAs(target),
      shippingMinor: books.shippingMinor + shippingMinor,
      liability: putInto(paid.liability, expected, expectedBase ?? 0),
      soldOn: facts.day,
      dueOn: dayAfter(facts.day, facts.termsDays),
    },
  };
}

/** The customer's side: out of what was paid ahead, at what it stands at (IFRIC 22), the rest is owed at the day's rate. */
function settle(
  books: OrderBooks,
  facts: OrderFacts,
  grossMinor: number,
  lines: Lines,
): { books: OrderBooks; baseMinor: number } {
  const about = { party: facts.party };
  if (grossMinor >= 0) {
    const { taken, rest } = takeFrom(books.advance, grossMinor);
    const owed = grossMinor - taken.amountMinor;
    const owedBase = facts.toBase(owed);
    lines.add('advances', taken.amountMinor, taken.baseMinor, about);
    lines.add('receivables', owed, owedBase, about);
    return {
      books: { ...books, advance: rest, receivable: putInto(books.receivable, owed, owedBase) },
      baseMinor: taken.baseMinor + owedBase,
    };
  }
  const { taken, rest } = takeFrom(books.receivable, 0 - grossMinor);
  const credit = 0 - grossMinor - taken.amountMinor;
  const creditBase = facts.toBase(credit);
  lines.add('receivables', 0 - taken.amountMinor, 0 - taken.baseMinor, about);
  lines.add('advances', 0 - credit, 0 - creditBase, about);
  return {
    books: { ...books, receivable: rest, advance: putInto(books.advance, credit, creditBase) },
    baseMinor: 0 - taken.baseMinor - creditBase,
  };
}

export type InvoicedTaxes = { taxPpm: number; netMinor: number; taxMinor: number }[];

/** Invoiced before anything left: the customer owes it, and nothing of it is earned yet. */
export function postInvoice(books: OrderBooks, facts: OrderFacts, taxes: InvoicedTaxes): OrderPosting {
  const changes = taxes.map(({ taxPpm, netMinor, taxMinor }) => ({
    ppm: taxPpm,
    grossMinor: netMinor + taxMinor,
    taxMinor,
  }));
  const lines = new Lines(facts.accountOf);
  const grossMinor = total(changes.map((part) => part.grossMinor));
  const netMinor = grossMinor - total(changes.map((part) => part.taxMinor));
  const { books: paid, baseMinor } = settle(books, facts, grossMinor, lines);
  const baseParts = spread(baseMinor, [...changes.map((part) => part.taxMinor), netMinor]);
  addTaxes(lines, changes, baseParts, facts);
  const netBase = baseParts.at(-1) ?? 0;
  lines.add('deferred-revenue', 0 - netMinor, 0 - netBase);
  return {
    kind: 'invoice',
    lines: lines.all(),
    books: {
      ...paid,
      sold: soldAs(changes),
      deferred: { amountMinor: netMinor, baseMinor: netBase },
      dueOn: dayAfter(facts.day, facts.termsDays),
    },
  };
}

/** What was invoiced becomes revenue as it leaves; what is cancelled of it is credited. */
function deliver(books: OrderBooks, facts: OrderFacts, order: Order): OrderPosting {
  const lines = new Lines(facts.accountOf);
  const totalMinor = owedInTheEndMinor(order);
  const invoiced = Object.entries(books.sold).map(([ppm, part]) => ({ ppm: Number(ppm), ...part }));
  const invoicedMinor = total(invoiced.map((part) => part.grossMinor));
  let after = books;
  let deferred = books.deferred ?? emptyPool;
  let target: RateParts = invoiced;
  if (totalMinor < invoicedMinor) {
    const grosses = spread(
      totalMinor,
      invoiced.map((part) => part.grossMinor),
    );
    target = invoiced.map((part, index) => ({
      ppm: part.ppm,
      grossMinor: grosses[index] ?? 0,
      taxMinor: shareOf(part.taxMinor, grosses[index] ?? 0, part.grossMinor),
    }));
    const changes = changesOf(books.sold, target);
    const { books: paid, baseMinor } = settle(books, facts, totalMinor - invoicedMinor, lines);
    const netMinor = totalMinor - invoicedMinor - total(changes.map((part) => part.taxMinor));
    const baseParts = spread(baseMinor, [...changes.map((part) => part.taxMinor), netMinor]);
    addTaxes(lines, changes, baseParts, facts);
    const { taken, rest } = takeFrom(deferred, 0 - netMinor);
    lines.add('deferred-revenue', taken.amountMinor, taken.baseMinor);
    lines.add('revenue', 0 - netMinor - taken.amountMinor, 0 - (baseParts.at(-1) ?? 0) - taken.baseMinor);
    after = paid;
    deferred = rest;
  }
  const netWhole = total(target.map((part) => part.grossMinor - part.taxMinor));
  const dueMinor = owedByNowMinor(order);
  const earned = shareOf(netWhole, dueMinor, totalMinor) - (netWhole - deferred.amountMinor);
  const { taken, rest } = takeFrom(deferred, earned);
  const expected = takeFrom(taken, shareOf(taken.amountMinor, facts.settings.expectedReturnsPpm, 1_000_000));
  lines.add('deferred-revenue', taken.amountMinor, taken.baseMinor);
  lines.add('refund-liability', 0 - expected.taken.amountMinor, 0 - expected.taken.baseMinor);
  lines.add('revenue', 0 - expected.rest.amountMinor, 0 - expected.rest.baseMinor);
  return {
    kind: 'delivery',
    lines: lines.all(),
    books: {
      ...after,
      sold: soldAs(target),
      deferred: rest,
      liability: putInto(after.liability, expected.taken.amountMinor, expected.taken.baseMinor),
      soldOn: facts.day,
    },
  };
}

function byRate(order: Order, dueMinor: number, { vatRates, day }: OrderFacts): RateParts {
  const shares = splitByWeights(
    dueMinor,
    order.lines.map((line) => Math.max(0, line.shipped * line.unitPriceMinor)),
  );
  const byPpm = new Map<number, number>();
  for (const [index, line] of order.lines.entries()) {
    const ppm = vatRateOf(vatRates, order.shipTo.countryCode, line.sku, day);
    byPpm.set(ppm, (byPpm.get(ppm) ?? 0) + (shares[index] ?? 0));
  }
  return [...byPpm].map(([ppm, grossMinor]) => ({ ppm, grossMinor, taxMinor: taxWithin(grossMinor, ppm) }));
}

/** What is to be posted so that what is sold becomes `target`; a rate that is no longer there goes back to nothing. */
function changesOf(sold: OrderBooks['sold'], target: RateParts): RateParts {
  const ppms = new Set([...Object.keys(sold).map(Number), ...target.map(({ ppm }) => ppm)]);
  return [...ppms]
    .sort((a, b) => a - b)
    .map((ppm) => {
      const now = target.find((part) => part.ppm === ppm);
      const before = sold[ppm];
      return {
        ppm,
        grossMinor: (now?.grossMinor ?? 0) - (before?.grossMinor ?? 0),
        taxMinor: (now?.taxMinor ?? 0) - (before?.taxMinor ?? 0),
      };
    })
    .filter((part) => part.grossMinor !== 0 || part.taxMinor !== 0);
}

function soldAs(parts: RateParts): OrderBooks['sold'] {
  return Object.fromEntries(
    parts
      .filter(({ grossMinor }) => grossMinor !== 0)
      .map(({ ppm, grossMinor, taxMinor }) => [String(ppm), { grossMinor, taxMinor }]),
  );
}

function addTaxes(
  lines: Lines,
  changes: RateParts,
  baseParts: readonly number[],
  { order }: OrderFacts,
): void {
  for (const [index, { ppm, grossMinor, taxMinor }] of changes.entries())
    lines.add('output-vat', 0 - taxMinor, 0 - (baseParts[index] ?? 0), {
      vat: { country: order.shipTo.countryCode, ppm, netMinor: grossMinor - taxMinor },
    });
}

/** Postage that the customer pays for what has left, without its tax. */
function shippingWithin(order: Order, dueMinor: number, target: RateParts): number {
  const totalMinor = owedInTheEndMinor(order);
  const charged = total(
    order.charges.filter(({ kind }) => kind === 'shipping').map(({ amountMinor }) => amountMinor),
  );
  const postage = Math.max(0, Math.min(charged, totalMinor));
  const grossMinor = shareOf(postage, dueMinor, totalMinor);
  const tax = total(target.map(({ taxMinor }) => taxMinor));
  return grossMinor - shareOf(tax, grossMinor, dueMinor);
}

/** Goods are kept for good: what was expected back is revenue after all. */
export function postLapsed(books: OrderBooks, facts: Pick<OrderFacts, 'accountOf'>): OrderPosting {
  const { amountMinor, baseMinor }: Pool = books.liability;
  const lines = new Lines(facts.accountOf);
  lines.add('refund-liability', amountMinor, baseMinor);
  lines.add('revenue', 0 - amountMinor, 0 - baseMinor);
  return { books: { ...books, liability: emptyPool }, kind: 'return-lapsed', lines: lines.all() };
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function total(list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0);
}

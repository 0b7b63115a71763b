// What orders and their money mean for the books: the worked example of the right of return, and that everything balances,
// whatever comes in whatever order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outsideLocations } from '../stock/ledger';
import { holds } from '../property.test-kit';
import { accountOf, byRole, moveFacts, orderFacts, settings } from './books.test-kit';
import { type EntryLine, imbalanceOf } from './entry';
import { newOrderBooks, type OrderBooks } from './order-books';
import {
  postCameBack,
  postDeclined,
  postMoneyBack,
  postMoneyIn,
  postRefund,
  postTakenBack,
} from './post-money';
import { type OrderPosting, postInvoice, postLapsed, postSale } from './post-sale';
import { postMove } from './post-stock';
import { noStock, receiveUnits } from './stock-cost';

const shipped = (units: number, books: OrderBooks = newOrderBooks, lineNo = 1): OrderBooks => {
  const line = books.lines[lineNo] ?? { shipped: 0, cancelled: 0 };
  return { ...books, lines: { ...books.lines, [lineNo]: { ...line, shipped: line.shipped + units } } };
};

describe('100 sold at 100, cost 60, 97 expected to be kept (IFRS 15, example 22)', () => {
  it('is revenue 9,700, refund liability 300, cost 5,820, right to returned goods 180', () => {
    const returning = { ...settings, expectedReturnsPpm: 30_000 };
    const facts = orderFacts([{ unitPriceMinor: 10_000, ordered: 100 }], { settings: returning });
    const paid = postMoneyIn(newOrderBooks, facts, 'cash', 1_000_000);
    const sold = postSale(shipped(100, paid.books), facts);
    const { cost } = receiveUnits(noStock, 'fifo', 100, 600_000, null);
    const out = postMove(
      {
        streamId: 'W1',
        seq: 1,
        sku: 'MUG',
        quantity: 100,
        from: 'A-01',
        to: outsideLocations.customer,
        day: '2026-03-02',
      },
      moveFacts({ cost, settings: returning }),
    );
    const lines = [...paid.lines, ...sold.lines, ...(out.entry?.lines ?? [])];
    expect(byRole(lines)).toEqual({
      cash: 1_000_000,
      revenue: -970_000,
      'refund-liability': -30_000,
      'goods-cost': 582_000,
      'right-of-return': 18_000,
      inventory: -600_000,
    });
    // Three come back and are refunded: nothing of it touches revenue or cost again.
    const refunded = postRefund(sold.books, facts, {
      refundId: 'R1',
      amountMinor: 30_000,
      lines: [{ lineNo: 1, amountMinor: 30_000 }],
      isReturn: true,
      to: 'refunds-payable',
    });
    expect(byRole(refunded.lines)).toEqual({ 'refund-liability': 30_000, 'refunds-payable': -30_000 });
    const back = postMove(
      {
        streamId: 'W1',
        seq: 2,
        sku: 'MUG',
        quantity: 3,
        from: outsideLocations.customer,
        to: 'quarantine',
        day: '2026-03-09',
      },
      moveFacts({ cost: out.cost, rightMinor: out.rightMinor, settings: returning }),
    );
    expect(byRole(back.entry?.lines ?? [])).toEqual({ inventory: 18_000, 'right-of-return': -18_000 });
    expect(byRole(postLapsed(sold.books, facts).lines)).toEqual({
      'refund-liability': 30_000,
      revenue: -30_000,
    });
  });
});

describe('an order', () => {
  const vatRates = [
    { country: 'DE', sku: '', fromDay: '2020-01-01', ppm: 190_000 },
    { country: 'DE', sku: 'BOOK', fromDay: '2020-01-01', ppm: 70_000 },
    { country: 'DE', sku: '', fromDay: '2027-01-01', ppm: 210_000 },
  ];
  const facts = orderFacts(
    [
      { sku: 'MUG', unitPriceMinor: 1190, ordered: 2 },
      { sku: 'BOOK', unitPriceMinor: 1070, ordered: 1 },
    ],
    { vatRates },
  );

  it('paid ahead is an advance until it leaves, with its tax by rate', () => {
    const paid = postMoneyIn(newOrderBooks, facts, 'psp-clearing', 3450, 50);
    expect(byRole(paid.lines)).toEqual({ 'psp-clearing': 3400, 'payment-fees': 50, advances: -3450 });
    const sold = postSale(shipped(1, shipped(2, paid.books), 2), facts);
    expect(byRole(sold.lines)).toEqual({ advances: 3450, revenue: -3000, 'output-vat': -450 });
    expect(sold.lines.flatMap(({ vat, baseMinor }) => (vat ? [{ ...vat, baseMinor }] : []))).toEqual([
      { country: 'DE', ppm: 70_000, netMinor: 1000, baseMinor: -70 },
      { country: 'DE', ppm: 190_000, netMinor: 2000, baseMinor: -380 },
    ]);
    expect(postSale(sold.books, facts).lines).toEqual([]);
  });

  it('that leaves in parts is sold in parts, and owed until it is paid', () => {
    const first = postSale(shipped(1), facts);
    expect(byRole(first.lines)).toEqual({ receivables: 1190, revenue: -1000, 'output-vat': -190 });
    const second = postSale(shipped(1, shipped(1, first.books), 2), facts);
    expect(byRole([...first.lines, ...second.lines])).toEqual({
      receivables: 3450,
      revenue: -3000,
      'output-vat': -450,
    });
    const paid = postMoneyIn(second.books, facts, 'bank', 4000);
    expect(byRole(paid.lines)).toEqual({ bank: 4000, receivables: -3450, advances: -550 });
  });

  it('invoiced before it leaves is owed and not earned, and what is cancelled is credited', () => {
    const invoiced = postInvoice(newOrderBooks, facts, [
      { taxPpm: 70_000, netMinor: 1000, taxMinor: 70 },
      { taxPpm: 190_000, netMinor: 2000, taxMinor: 380 },
    ]);
    expect(byRole(invoiced.lines)).toEqual({
      receivables: 3450,
      'deferred-revenue': -3000,
      'output-vat': -450,
    });
    const part = postSale(shipped(2, invoiced.books), facts);
    expect(part.kind).toBe('delivery');
    const cancelled = postSale(
      { ...part.books, lines: { ...part.books.lines, 2: { shipped: 0, cancelled: 1 } } },
      facts,
    );
    const all = byRole([...invoiced.lines, ...part.lines, ...cancelled.lines]);
    expect(all['deferred-revenue']).toBeUndefined();
    expect(all.receivables).toBe(2380);
    expect((all.revenue ?? 0) + (all['output-vat'] ?? 0)).toBe(-2380);
  });

  it('in another currency leaves a gain or a loss between the days it is owed and paid', () => {
    const dear = { ...facts, toBase: (minor: number) => Math.round(minor * 1.2) };
    const cheap = { ...facts, toBase: (minor: number) => Math.round(minor * 1.1) };
    const sold = postSale(shipped(1, shipped(2), 2), dear);
    const paid = postMoneyIn(sold.books, cheap, 'bank', 3450);
    expect(byRole(paid.lines)).toEqual({ bank: 3795, receivables: -4140, 'exchange-loss': 345 });
    expect(imbalanceOf(paid.lines)).toBeNull();
    // What was paid ahead is sold at the rate it came at: there is no difference (IFRIC 22).
    const ahead = postMoneyIn(newOrderBooks, cheap, 'bank', 3450);
    const later = postSale(shipped(1, shipped(2, ahead.books), 2), dear);
    expect(byRole(later.lines)).toMatchObject({ advances: 3795 });
    expect(byRole(later.lines)['exchange-loss']).toBeUndefined();
  });

  it('refunded before it left takes from what was paid ahead; approved twice it is owed once', () => {
    const paid = postMoneyIn(newOrderBooks, facts, 'psp-clearing', 3450);
    const refund = {
      refundId: 'R1',
      amountMinor: 1190,
      lines: [],
      isReturn: false,
      to: 'refunds-payable',
    } as const;
    const approved = postRefund(paid.books, facts, refund);
    expect(byRole(approved.lines)).toEqual({ advances: 1190, 'refunds-payable': -1190 });
    expect(postRefund(approved.books, facts, refund).lines).toEqual([]);
    const sent = postMoneyBack(approved.books, facts, 'psp-clearing', { refundId: 'R1', amountMinor: 1190 });
    expect(byRole(sent.lines)).toEqual({ 'refunds-payable': 1190, 'psp-clearing': -1190 });
    const back = postCameBack(sent.books, facts, 'psp-clearing', { refundId: 'R1', amountMinor: 1190 });
    const declined = postDeclined(back.books, facts, 'R1');
    expect(byRole([...approved.lines, ...sent.lines, ...back.lines, ...declined.lines])).toEqual({});
    expect(declined.books.advance).toEqual({ amountMinor: 3450, baseMinor: 3450 });
  });
});

type Act = { kind: number; lineNo: number; amount: number; rate: number };
const actArbitrary: fc.Arbitrary<Act> = fc.record({
  kind: fc.integer({ min: 0, max: 8 }),
  lineNo: fc.integer({ min: 1, max: 3 }),
  amount: fc.integer({ min: 1, max: 9000 }),
  rate: fc.integer({ min: 500, max: 1500 }),
});
const shapeArbitrary = fc.record({
  lines: fc.array(
    fc.record({ unitPriceMinor: fc.integer({ min: 0, max: 3000 }), ordered: fc.integer({ min: 1, max: 6 }) }),
    { minLength: 3, maxLength: 3 },
  ),
  shipping: fc.integer({ min: 0, max: 900 }),
  discount: fc.integer({ min: -500, max: 0 }),
  expectedReturnsPpm: fc.constantFrom(0, 50_000),
  isInvoiced: fc.boolean(),
  acts: fc.array(actArbitrary, { maxLength: 40 }),
});

describe('whatever happens to an order', () => {
  it('balances in its currency and in the books, its sub-ledgers are what it knows, and again gives the same', () => {
    holds(
      fc.property(shapeArbitrary, ({ lines, shipping, discount, expectedReturnsPpm, isInvoiced, acts }) => {
        const own = { ...settings, expectedReturnsPpm };
        const vatRates = [
          { country: 'DE', sku: '', fromDay: '2020-01-01', ppm: 190_000 },
          { country: 'DE', sku: 'SKU-2', fromDay: '2020-01-01', ppm: 70_000 },
        ];
        const charge = { code: '', name: 'x' };
        const charges = [
          { kind: 'shipping', amountMinor: shipping, ...charge } as const,
          { kind: 'discount', amountMinor: discount, ...charge } as const,
        ];
        const run = (): EntryLine[] => {
          let books = newOrderBooks;
          const all: EntryLine[] = [];
          const take = ({ books: next, lines: posted }: OrderPosting): void => {
            expect(imbalanceOf(posted)).toBeNull();
            all.push(...posted);
            books = next;
            const of = (role: Parameters<typeof accountOf>[0]) => {
              const mine = all.filter(({ account }) => account === accountOf(role));
              return {
                amountMinor: mine.reduce((sum, line) => sum + line.amountMinor, 0),
                baseMinor: mine.reduce((sum, line) => sum + line.baseMinor, 0),
              };
            };
            const credit = (pool: OrderBooks['advance']) => ({
              amountMinor: 0 - pool.amountMinor,
              baseMinor: 0 - pool.baseMinor,
            });
            expect(of('receivables')).toEqual(books.receivable);
            expect(of('advances')).toEqual(credit(books.advance));
            expect(of('refunds-payable')).toEqual(credit(books.payable));
            expect(of('refund-liability')).toEqual(credit(books.liability));
            if (books.deferred) expect(of('deferred-revenue')).toEqual(credit(books.deferred));
          };
          if (isInvoiced) {
            const gross = lines.reduce(
              (sum, line) => sum + line.unitPriceMinor * line.ordered,
              shipping + discount,
            );
            if (gross > 0) {
              const facts = orderFacts(lines, { settings: own, vatRates, charges });
              take(
                postInvoice(books, facts, [
                  {
                    taxPpm: 190_000,
                    netMinor: gross - Math.floor(gross / 7),
                    taxMinor: Math.floor(gross / 7),
                  },
                ]),
              );
            }
          }
          for (const [index, { kind, lineNo, amount, rate }] of acts.entries()) {
            const facts = orderFacts(lines, {
              settings: own,
              vatRates,
              charges,
              toBase: (minor) => Math.round((minor * rate) / 1000),
            });
            const line = books.lines[lineNo] ?? { shipped: 0, cancelled: 0 };
            const open = (lines[lineNo - 1]?.ordered ?? 0) - line.shipped - line.cancelled;
            const units = Math.min(open, 1 + (amount % 3));
            const refunds = Object.keys(books.refunds);
            const refundId = refunds[amount % Math.max(1, refunds.length)] ?? 'none';
            const refund = books.refunds[refundId];
            switch (kind) {
              case 0:
              case 1:
                if (units > 0) take(postSale(shipped(units, books, lineNo), facts));
                break;
              case 2: {
                const next = { ...line, cancelled: line.cancelled + units };
                if (units > 0) take(postSale({ ...books, lines: { ...books.lines, [lineNo]: next } }, facts));
                break;
              }
              case 3:
                take(postMoneyIn(books, facts, 'bank', amount, amount % 7));
                break;
              case 4:
                take(postTakenBack(books, facts, 'bank', amount));
                break;
              case 5:
                take(
                  postRefund(books, facts, {
                    refundId: `R${index}`,
                    amountMinor: amount,
                    lines: [{ lineNo, amountMinor: amount >> 1 }],
                    isReturn: amount % 2 === 0,
                    to: 'refunds-payable',
                  }),
                );
                break;
              case 6:
                take(
                  postMoneyBack(books, facts, 'bank', {
                    refundId: amount % 5 === 0 ? `U${index}` : refundId,
                    amountMinor: amount,
                  }),
                );
                break;
              case 7:
                if (refund && refund.paidMinor > 0)
                  take(postCameBack(books, facts, 'bank', { refundId, amountMinor: refund.paidMinor }));
                break;
              case 8:
                take(amount % 4 === 0 ? postLapsed(books, facts) : postDeclined(books, facts, refundId));
                break;
            }
          }
          return all;
        };
        expect(run()).toEqual(run());
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skuSchema } from '../ids';
import { holds } from '../property.test-kit';
import type { SalePayment } from '../stock/counter-sale';
import { afterCash, type CashOp, type Till, tillCountSchema, tillOf } from './till';

const mug = skuSchema.parse('MUG');
const sale = (quantity: number, payment: SalePayment, currency = 'GBP'): CashOp => ({
  type: 'counter.sell',
  body: {
    lines: [{ sku: mug, quantity }],
    said: {
      currency,
      country: 'GB',
      prices: [{ sku: mug, unitPriceMinor: 100, taxPpm: 0, source: 'list' }],
      payment,
    },
  },
});
const cash = (quantity: number, currency?: string): CashOp =>
  sale(quantity, { method: 'cash', tenderedMinor: 1_000_000 }, currency);
const card = (quantity: number): CashOp => sale(quantity, { method: 'card', reference: '' });
const order = (payment: string): CashOp => ({
  type: 'order.take',
  body: { payment, currency: 'GBP', lines: [{ quantity: 2, unitPriceMinor: 300 }] },
});
const count = (countedMinor: number, leftMinor: number): CashOp => ({
  type: 'till.count',
  body: { currency: 'GBP', expectedMinor: 0, countedMinor, leftMinor },
});
const after = (...ops: CashOp[]): readonly Till[] => ops.reduce<readonly Till[]>(afterCash, []);

describe('the cash of a till', () => {
  it('is what sales and orders brought in cash, by currency; cards and later bring none', () => {
    expect(after(cash(3), card(9), order('cash'), order('later'), cash(1, 'EUR'))).toEqual([
      { currency: 'EUR', cashMinor: 100, sales: 1 },
      { currency: 'GBP', cashMinor: 900, sales: 2 },
    ]);
  });

  it('begins anew with what a count left in it', () => {
    const tills = after(cash(3), count(250, 50), cash(2));
    expect(tillOf(tills, 'GBP')).toEqual({ currency: 'GBP', cashMinor: 250, sales: 1 });
    expect(tillOf(tills, 'USD')).toEqual({ currency: 'USD', cashMinor: 0, sales: 0 });
  });

  it('says nothing of sales of before that told no money', () => {
    expect(afterCash([], { type: 'counter.sell', body: { lines: [{ sku: mug, quantity: 1 }] } })).toEqual([]);
  });

  it('is never said to hold more than was counted', () => {
    const body = { currency: 'GBP', expectedMinor: 1, countedMinor: 10, leftMinor: 11 };
    expect(tillCountSchema.safeParse(body).success).toBe(false);
    expect(tillCountSchema.safeParse({ ...body, leftMinor: 10 }).success).toBe(true);
  });

  it('what was counted, over all counts, is what came in and what was over or short', () => {
    holds(
      fc.property(
        fc.array(fc.record({ sold: fc.nat(20), off: fc.integer({ min: -50, max: 50 }), left: fc.nat(100) }), {
          maxLength: 8,
        }),
        (days) => {
          let tills: readonly Till[] = [];
          let [came, taken, differences] = [0, 0, 0];
          for (const { sold, off, left } of days) {
            if (sold > 0) tills = afterCash(tills, cash(sold));
            came += sold * 100;
            const expected = tillOf(tills, 'GBP').cashMinor;
            const counted = Math.max(0, expected + off);
            const kept = Math.min(left, counted);
            differences += counted - expected;
            taken += counted - kept;
            tills = afterCash(tills, count(counted, kept));
          }
          expect(taken + tillOf(tills, 'GBP').cashMinor).toBe(came + differences);
        },
      ),
    );
  });
});

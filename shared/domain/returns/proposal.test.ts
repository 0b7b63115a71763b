import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skuOf } from '../ids.test-kit';
import type { Order, OrderCharge } from '../order/order';
import { header } from '../order/order.test-kit';
import { orderTotalMinor } from '../order/status';
import { holds } from '../property.test-kit';
import type { GoodsReturn, ReturnReason } from './goods-return';
import { openToSettle, proposalFor } from './proposal';
import { returnIn } from './return-table.test-kit';

const charge = (kind: OrderCharge['kind'], amountMinor: number): OrderCharge => ({
  kind,
  code: '',
  name: kind,
  amountMinor,
});
const orderOf = (
  lines: { units: number; price: number; cancelled?: number }[],
  charges: OrderCharge[] = [],
): Order =>
  ({
    ...header,
    state: 'closed',
    lines: lines.map(({ units, price, cancelled = 0 }, index) => ({
      lineNo: index + 1,
      sku: skuOf(`S${index}`),
      name: `Thing ${index + 1}`,
      unitPriceMinor: price,
      ordered: units,
      allocated: 0,
      packed: units - cancelled,
      shipped: units - cancelled,
      cancelled,
    })),
    charges,
    holds: [],
    warehouseIds: [],
    seq: 0,
  }) as unknown as Order;
const base = returnIn('received') as GoodsReturn;
const returnOf = (
  change: Partial<GoodsReturn>,
  reason: ReturnReason | null = 'not-wanted',
  feePercent = 0,
): GoodsReturn => ({
  ...base,
  ...change,
  lines: [1, 2, 3].map((lineNo) => ({
    no: lineNo,
    lineNo,
    sku: skuOf('S'),
    name: 'x',
    asked: 9,
    received: 9,
    warehouseId: null,
    reason,
    note: '',
    feePercent,
    disposals: [],
  })),
});
const nothing = { before: new Map<number, number>(), returned: new Map<number, number>(), declined: [] };
const all = { ...nothing, returned: new Map([1, 2, 3].map((lineNo) => [lineNo, 99])) };

describe('what a unit is worth', () => {
  const order = orderOf(
    [
      { units: 3, price: 1000 },
      { units: 1, price: 2000 },
    ],
    [charge('discount', -500), charge('shipping', 395)],
  );

  it('is its price less its share of the discount; postage stays while something is kept', () => {
    const { rows, amountMinor } = proposalFor(order, returnOf({}), [{ lineNo: 1, quantity: 1 }], nothing);
    expect(rows).toMatchObject([{ goodsMinor: 1000, discountMinor: 100, postageMinor: 0, amountMinor: 900 }]);
    expect(amountMinor).toBe(900);
  });

  it('has its share of postage when all goes back, or when the terms say so', () => {
    const wanted = [
      { lineNo: 1, quantity: 3 },
      { lineNo: 2, quantity: 1 },
    ];
    expect(proposalFor(order, returnOf({}), wanted, all).amountMinor).toBe(orderTotalMinor(order));
    expect(proposalFor(order, returnOf({ postageBack: 'never' }), wanted, all).amountMinor).toBe(4500);
    expect(
      proposalFor(order, returnOf({ postageBack: 'share' }), [{ lineNo: 2, quantity: 1 }], nothing).rows,
    ).toMatchObject([{ discountMinor: 200, postageMinor: 158, amountMinor: 1958 }]);
  });

  it('is less by the fee, unless the company is to blame', () => {
    const wanted = [{ lineNo: 2, quantity: 1 }];
    expect(proposalFor(order, returnOf({}, 'not-wanted', 15), wanted, nothing).rows).toMatchObject([
      { feeMinor: 270, amountMinor: 1530 },
    ]);
    expect(proposalFor(order, returnOf({}, 'damaged', 15), wanted, nothing).rows).toMatchObject([
      { feeMinor: 0 },
    ]);
  });

  it('is less by the way back, shared and taken once', () => {
    const wanted = [
      { lineNo: 1, quantity: 1 },
      { lineNo: 2, quantity: 1 },
    ];
    const found = returnOf({ postageMinor: 301 });
    const first = proposalFor(order, found, wanted, nothing);
    expect(first.rows.map(({ wayBackMinor }) => wayBackMinor)).toEqual([100, 201]);
    expect(first).toMatchObject({ wayBackMinor: 301, amountMinor: 900 + 1800 - 301 });
    const paid = { ...found, refunds: [{ refundId: 'r', amountMinor: 1, postageMinor: 301, lines: [] }] };
    expect(proposalFor(order, paid, wanted, nothing).wayBackMinor).toBe(0);
    expect(proposalFor(order, paid, wanted, { ...nothing, declined: ['r'] }).wayBackMinor).toBe(301);
    const dear = proposalFor(order, returnOf({ postageMinor: 99_999 }), wanted, nothing);
    expect(dear.amountMinor).toBe(0);
  });

  it('leaves out lines the order has not, and units that were cancelled', () => {
    const cut = orderOf([{ units: 4, price: 500, cancelled: 1 }], [charge('discount', -100)]);
    expect(proposalFor(cut, returnOf({}), [{ lineNo: 9, quantity: 1 }], nothing).rows).toEqual([]);
    expect(proposalFor(cut, returnOf({}), [{ lineNo: 1, quantity: 3 }], nothing).amountMinor).toBe(
      orderTotalMinor(cut),
    );
  });
});

describe('any order given back in any parts', () => {
  const someLine = fc.record({
    units: fc.integer({ min: 1, max: 7 }),
    price: fc.integer({ min: 0, max: 5000 }),
  });
  it('gives back what it cost, to the minor unit, and never more on the way', () => {
    holds(
      fc.property(
        fc.array(someLine, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 999 }),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 40 }),
        (lines, discount, postage, cuts) => {
          const order = orderOf(lines, [charge('voucher', -discount), charge('shipping', postage)]);
          const found = returnOf({ postageBack: 'share' });
          const before = new Map<number, number>();
          let sum = 0;
          for (let turn = 0; turn < 60; turn += 1) {
            const lineNo = (turn % lines.length) + 1;
            const left = (lines[lineNo - 1]?.units ?? 0) - (before.get(lineNo) ?? 0);
            const quantity = Math.min(left, cuts[turn % cuts.length] ?? 1);
            if (quantity <= 0) continue;
            const { amountMinor, rows } = proposalFor(order, found, [{ lineNo, quantity }], {
              ...nothing,
              before,
            });
            expect(amountMinor).toBeGreaterThanOrEqual(0);
            expect(rows.reduce((total, row) => total + row.amountMinor, 0)).toBe(amountMinor);
            sum += amountMinor;
            before.set(lineNo, (before.get(lineNo) ?? 0) + quantity);
            expect(sum).toBeLessThanOrEqual(Math.max(0, goodsOf(lines) - discount) + postage);
          }
          expect(sum).toBe(Math.max(0, goodsOf(lines) - discount) + postage);
        },
      ),
    );
  });
});

const goodsOf = (lines: readonly { units: number; price: number }[]): number =>
  lines.reduce((total, { units, price }) => total + units * price, 0);

describe('what is open to be settled', () => {
  it('is what is here or kept, less what was settled', () => {
    expect(openToSettle(base, [])).toEqual([{ lineNo: 1, quantity: 1 }]);
    const refund = { refundId: 'r', amountMinor: 1, postageMinor: 0, lines: [{ lineNo: 1, quantity: 1 }] };
    expect(openToSettle({ ...base, refunds: [refund] }, [])).toEqual([]);
    expect(openToSettle({ ...base, refunds: [refund] }, ['r'])).toEqual([{ lineNo: 1, quantity: 1 }]);
  });
});

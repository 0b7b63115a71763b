// Law 6: status is derived. Words are questions asked of counters; none of them is stored.
import { describe, expect, it } from 'vitest';
import { type OrderLine, orderLineSchema, orderSchema } from './order';
import { orderIn, orderOfOne } from './order.test-kit';
import {
  isOnHold,
  openQuantity,
  type OrderStatus,
  orderStatus,
  orderStatuses,
  orderTotalMinor,
  unallocatedQuantity,
  waitingPacked,
} from './status';

const hold = { reason: 'fraud', note: '', by: 'office' } as const;

// Ordered 10.
const words: ReadonlyArray<
  [status: OrderStatus, counters: Partial<OrderLine>, rest?: Parameters<typeof orderOfOne>[1]]
> = [
  ['placed', {}, { state: 'placed' }],
  ['on-hold', { allocated: 10 }, { holds: [hold] }],
  ['on-hold', {}, { state: 'placed', holds: [hold] }],
  ['awaiting-stock', {}],
  ['partly-allocated', { allocated: 9 }],
  ['partly-allocated', { allocated: 5, cancelled: 4 }],
  ['ready', { allocated: 10 }],
  ['ready', { allocated: 6, cancelled: 4 }],
  ['partly-packed', { allocated: 10, packed: 1 }],
  ['packed', { allocated: 10, packed: 10 }],
  ['packed', { allocated: 8, packed: 8, cancelled: 2 }],
  ['partly-shipped', { packed: 4, shipped: 4 }],
  ['partly-shipped', { packed: 10, shipped: 4, allocated: 6 }],
  ['shipped', { packed: 10, shipped: 10 }],
  ['shipped', { packed: 10, shipped: 10 }, { state: 'closed' }],
  ['shipped', { packed: 4, shipped: 4, cancelled: 6 }, { state: 'closed', holds: [hold] }],
  ['closed', { cancelled: 10 }, { state: 'closed' }],
  ['cancelled', { cancelled: 10 }, { state: 'cancelled', holds: [hold] }],
];

describe('law 6: status is derived', () => {
  it.each(words)('%s from %o %o', (status, counters, rest) => {
    expect(orderStatus(orderOfOne(counters, rest))).toBe(status);
  });

  it('has a case for every word', () => {
    expect([...new Set(words.map(([status]) => status))].sort()).toEqual([...orderStatuses].sort());
  });

  it('is stored nowhere: an order and its lines have counters and the machine, no word of progress', () => {
    expect(Object.keys(orderSchema.shape)).not.toContain('status');
    const stored = JSON.stringify([orderSchema.shape.state.options, Object.keys(orderLineSchema.shape)]);
    for (const word of orderStatuses.filter((status) => status.includes('-')))
      expect(stored).not.toContain(word);
  });

  it('counts over lines: one line ready and one without stock is partly allocated', () => {
    const order = orderOfOne({ allocated: 10 });
    const bare = { ...order.lines[0], lineNo: 2, allocated: 0 } as OrderLine;
    expect(orderStatus({ ...order, lines: [...order.lines, bare] })).toBe('partly-allocated');
  });
});

describe('questions asked of a line', () => {
  const line = orderOfOne({ ordered: 10, cancelled: 1, packed: 5, shipped: 3, allocated: 4 })
    .lines[0] as OrderLine;
  it('answer from counters', () => {
    expect(openQuantity(line)).toBe(6);
    expect(unallocatedQuantity(line)).toBe(2);
    expect(waitingPacked(line)).toBe(2);
  });
});

describe('questions asked of an order', () => {
  it('what it costs: goods not cancelled, plus charges of either sign', () => {
    const order = orderOfOne({ cancelled: 2, unitPriceMinor: 255 });
    expect(orderTotalMinor(order)).toBe(8 * 255);
    const charges = [
      { kind: 'shipping', code: 'POST', name: 'Postage', amountMinor: 1800 },
      { kind: 'discount', code: 'D', name: 'Discount', amountMinor: -300 },
    ] as const;
    expect(orderTotalMinor({ ...order, charges: [...charges] })).toBe(8 * 255 + 1500);
  });

  it('whether it is on hold', () => {
    expect(isOnHold(orderOfOne({}))).toBe(false);
    expect(orderIn.held && isOnHold(orderIn.held)).toBe(true);
  });
});

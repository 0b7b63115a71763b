import { describe, expect, it } from 'vitest';
import type { Decision } from '../decision';
import { skuOf } from '../ids.test-kit';
import { decideOrder } from './decide';
import { expectValues } from '../refusal-values.test-kit';
import { evolveOrder } from './evolve';
import {
  type LineQuantity,
  type Order,
  type OrderCharge,
  type OrderCommand,
  type OrderEvent,
  orderStates,
} from './order';
import { type OrderColumn, orderTable } from './order-table.test-kit';
import { header, leeds, newLines, orderCommandOf, orderIn, orderOfOne } from './order.test-kit';

function cellOf(decision: Decision<OrderEvent>): readonly string[] | string {
  if (decision.ok) return decision.events.map((event) => event.type);
  expectValues(decision.refusal);
  return decision.refusal.code;
}

const cells = (Object.keys(orderTable) as OrderCommand['type'][]).flatMap((command) =>
  (Object.keys(orderTable[command]) as OrderColumn[]).map((state) => ({
    command,
    state,
    expected: orderTable[command][state],
  })),
);

describe('order: every command in every state', () => {
  it('has a cell for every state', () => {
    const columns = ['none', 'held', ...orderStates].sort();
    for (const row of Object.values(orderTable)) expect(Object.keys(row).sort()).toEqual(columns);
  });

  it('stands on orders that are in the state of their column', () => {
    for (const state of orderStates) expect(orderIn[state]?.state).toBe(state);
    expect(orderIn.none).toBeNull();
    expect(orderIn.held).toMatchObject({ state: 'confirmed', holds: [{ reason: 'address' }] });
  });

  it.each(cells)('$command when $state: $expected', ({ command, state, expected }) => {
    expect(cellOf(decideOrder(orderIn[state], orderCommandOf[command]))).toEqual(expected);
  });

  it.each(cells.filter(({ expected }) => Array.isArray(expected)))(
    '$command when $state leaves an order behind that says what happened',
    ({ command, state }) => {
      const decision = decideOrder(orderIn[state], orderCommandOf[command]);
      if (!decision.ok) throw new Error('the table says it is accepted');
      const after = decision.events.reduce<Order | null>(
        (order, event) => evolveOrder(order, event),
        orderIn[state],
      );
      expect(after?.number).toBe(header.number);
    },
  );
});

const order = orderIn.confirmed;
const of = (lineNo: number, quantity: number): LineQuantity[] => [{ lineNo, quantity }];

// Line 1 of `order`: ordered 5, allocated 2, packed 2, shipped 1. Open 4, waiting in a box 1, without stock 2.
const limits: ReadonlyArray<
  [name: string, command: OrderCommand['type'], lines: LineQuantity[], expected: readonly string[] | string]
> = [
  ['allocate all that is open and unallocated', 'AllocateLines', of(1, 2), ['LinesAllocated']],
  ['allocate one more', 'AllocateLines', of(1, 3), 'more-than-open'],
  ['allocate a line twice in one command', 'AllocateLines', [...of(1, 2), ...of(1, 1)], 'more-than-open'],
  ['restore all that is unallocated', 'RestoreAllocation', of(1, 2), ['LinesAllocated']],
  ['restore one more', 'RestoreAllocation', of(1, 3), 'more-than-open'],
  ['release all that is allocated', 'ReleaseAllocation', of(1, 2), ['AllocationReleased']],
  ['release one more', 'ReleaseAllocation', of(1, 3), 'more-than-allocated'],
  ['pack all that is open and in no box', 'RecordPacked', of(1, 3), ['LinesPacked']],
  ['pack one more', 'RecordPacked', of(1, 4), 'more-than-open'],
  ['unpack what waits', 'RecordUnpacked', of(1, 1), ['LinesUnpacked']],
  ['unpack what has left', 'RecordUnpacked', of(1, 2), 'more-than-packed'],
  ['ship what waits', 'RecordShipped', of(1, 1), ['LinesShipped']],
  ['ship what is in no box', 'RecordShipped', of(1, 2), 'more-than-packed'],
  ['cancel what has no stock: nothing to free', 'CancelLines', of(1, 2), ['LinesCancelled']],
  ['cancel into the stock held', 'CancelLines', of(1, 3), ['AllocationReleased', 'LinesCancelled']],
  ['cancel what waits in a box', 'CancelLines', of(1, 4), 'more-than-open'],
  ['cancel a line twice in one command', 'CancelLines', [...of(1, 3), ...of(1, 1)], 'more-than-open'],
  ['a line that is not there', 'RecordPacked', of(9, 1), 'line-unknown'],
  ['none of a line', 'RecordPacked', of(1, 0), 'quantity-not-positive'],
  ['less than none', 'CancelLines', of(1, -1), 'quantity-not-positive'],
  ['half of one', 'AllocateLines', of(1, 0.5), 'quantity-not-positive'],
  ['no lines at all say nothing', 'RecordPacked', [], []],
  ['no lines to cancel say nothing', 'CancelLines', [], []],
];

describe('order: how much of a line', () => {
  it.each(limits)('%s', (_name, type, lines, expected) => {
    const command = { ...orderCommandOf[type], lines } as OrderCommand;
    expect(cellOf(decideOrder(order, command))).toEqual(expected);
  });

  it('names the line, what was asked and what is possible', () => {
    const decision = decideOrder(order, { type: 'RecordPacked', parcelId: 'p', lines: of(1, 4) });
    expect(decision).toEqual({
      ok: false,
      refusal: { code: 'more-than-open', values: { number: '1042', sku: 'MUG', quantity: 4, limit: 3 } },
    });
  });

  it('frees only the stock held for units that go, after the units without stock', () => {
    const decision = decideOrder(order, { type: 'CancelLines', reason: 'customer', lines: of(1, 3) });
    expect(decision).toEqual({
      ok: true,
      events: [
        { type: 'AllocationReleased', reason: 'customer', lines: of(1, 1) },
        { type: 'LinesCancelled', reason: 'customer', lines: of(1, 3) },
      ],
    });
  });
});

describe('order: placing', () => {
  it('numbers the lines from one and starts every counter at zero', () => {
    const decision = decideOrder(null, { type: 'PlaceOrder', header, lines: newLines, charges: [] });
    if (!decision.ok || decision.events[0]?.type !== 'OrderPlaced') throw new Error('it is placed');
    expect(decision.events[0].lines).toEqual([
      { ...newLines[0], lineNo: 1, allocated: 0, packed: 0, shipped: 0, cancelled: 0 },
      { ...newLines[1], lineNo: 2, allocated: 0, packed: 0, shipped: 0, cancelled: 0 },
    ]);
  });

  it('refuses an order of nothing, and takes one of charges only', () => {
    const place = (charges: OrderCharge[]) =>
      cellOf(decideOrder(null, { type: 'PlaceOrder', header, lines: [], charges }));
    expect(place([])).toBe('order-has-no-lines');
    const postage = { kind: 'shipping', code: 'POST', name: 'Postage', amountMinor: 1800 } as const;
    expect(place([postage])).toEqual(['OrderPlaced']);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %d units', (ordered) => {
    const lines = [{ sku: skuOf('MUG'), name: 'White mug', unitPriceMinor: 255, ordered }];
    expect(cellOf(decideOrder(null, { type: 'PlaceOrder', header, lines, charges: [] }))).toBe(
      'quantity-not-positive',
    );
  });
});

describe('order: the end', () => {
  it('closes when the last open unit ships', () => {
    const last = orderOfOne({ packed: 10, shipped: 9 });
    expect(cellOf(decideOrder(last, { type: 'RecordShipped', parcelId: 'p', lines: of(1, 1) }))).toEqual([
      'LinesShipped',
      'OrderClosed',
    ]);
  });

  it('closes, not cancels, when the rest of a partly shipped order is cancelled', () => {
    const rest = orderOfOne({ packed: 4, shipped: 4, allocated: 6 });
    expect(cellOf(decideOrder(rest, { type: 'CancelLines', reason: 'r', lines: of(1, 6) }))).toEqual([
      'AllocationReleased',
      'LinesCancelled',
      'OrderClosed',
    ]);
  });

  it('is cancelled when nothing was shipped, confirmed or not', () => {
    for (const state of ['placed', 'confirmed'] as const) {
      const whole = orderOfOne({}, { state });
      expect(cellOf(decideOrder(whole, { type: 'CancelLines', reason: 'r', lines: of(1, 10) }))).toEqual([
        'LinesCancelled',
        'OrderCancelled',
      ]);
    }
  });

  it('stays open while one unit is owed', () => {
    const almost = orderOfOne({ packed: 10, shipped: 8 });
    expect(cellOf(decideOrder(almost, { type: 'RecordShipped', parcelId: 'p', lines: of(1, 1) }))).toEqual([
      'LinesShipped',
    ]);
  });

  it('closes at confirmation when it has charges only', () => {
    const charges = orderOfOne({}, { state: 'placed' });
    expect(cellOf(decideOrder({ ...charges, lines: [] }, { type: 'ConfirmOrder' }))).toEqual([
      'OrderConfirmed',
      'OrderClosed',
    ]);
  });
});

describe('order: what events do', () => {
  it('remembers each warehouse that holds stock for it once', () => {
    const twice = [1, 2].reduce<Order>(
      (state) => evolveOrder(state, { type: 'LinesAllocated', warehouseId: leeds, lines: of(1, 1) }),
      orderOfOne({}),
    );
    expect(twice.warehouseIds).toEqual([leeds]);
    expect(twice.lines[0]?.allocated).toBe(2);
  });

  it('takes shipped units off the stock held, never below zero', () => {
    const shipped = evolveOrder(orderOfOne({ allocated: 2, packed: 5 }), {
      type: 'LinesShipped',
      parcelId: 'p',
      lines: of(1, 5),
    });
    expect(shipped.lines[0]).toMatchObject({ allocated: 0, packed: 5, shipped: 5 });
  });

  it('keeps one hold a reason, the newest', () => {
    const again = evolveOrder(orderIn.held, {
      type: 'OrderHeld',
      hold: { reason: 'address', note: 'no street', by: 'office' },
    });
    expect(again.holds).toEqual([{ reason: 'address', note: 'no street', by: 'office' }]);
    const both = evolveOrder(again, { type: 'OrderHeld', hold: { reason: 'fraud', note: '', by: 'office' } });
    expect(evolveOrder(both, { type: 'HoldReleased', reason: 'address' }).holds).toHaveLength(1);
  });

  it('is a bug to tell an event of an order that was never placed', () => {
    expect(() => evolveOrder(null, { type: 'OrderConfirmed' })).toThrow('before OrderPlaced');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skuOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { decideOrder } from './decide';
import { evolveOrder } from './evolve';
import type { LineQuantity, NewLine, Order, OrderCommand, OrderEvent } from './order';
import { header, leeds, orderAfter } from './order.test-kit';
import { openQuantity, orderStatus, orderStatuses } from './status';

const quantities = fc.array(
  fc.record({ lineNo: fc.integer({ min: 1, max: 4 }), quantity: fc.integer({ min: -1, max: 7 }) }),
  { minLength: 0, maxLength: 3 },
);
const holdReasons = fc.constantFrom('address', 'credit', 'stock');

const command: fc.Arbitrary<OrderCommand> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<OrderCommand>({ type: 'ConfirmOrder' }) },
  ...(
    [
      'AllocateLines',
      'RestoreAllocation',
      'ReleaseAllocation',
      'RecordPacked',
      'RecordUnpacked',
      'RecordShipped',
      'CancelLines',
    ] as const
  ).map((type) => ({
    weight: type === 'RecordPacked' || type === 'RecordShipped' ? 6 : 3,
    arbitrary: quantities.map(
      (lines) => ({ type, lines, warehouseId: leeds, parcelId: 'p', reason: 'r' }) as OrderCommand,
    ),
  })),
  {
    weight: 1,
    arbitrary: holdReasons.map<OrderCommand>((reason) => ({
      type: 'HoldOrder',
      hold: { reason, note: '', by: 'office' },
    })),
  },
  { weight: 2, arbitrary: holdReasons.map<OrderCommand>((reason) => ({ type: 'ReleaseHold', reason })) },
);

const ordered = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 });
const commands = fc.array(command, { maxLength: 60 });

function place(units: readonly number[]): Order {
  const lines: NewLine[] = units.map((quantity, index) => ({
    sku: skuOf(`SKU-${index}`),
    name: `Thing ${index}`,
    unitPriceMinor: 100,
    ordered: quantity,
  }));
  const decision = decideOrder(null, { type: 'PlaceOrder', header, lines, charges: [] });
  if (!decision.ok) throw new Error('it is placed');
  return orderAfter(...decision.events);
}

type Counters = Record<'ordered' | 'allocated' | 'packed' | 'shipped' | 'cancelled', number>;

/** The counters by an independent rule: only the numbers, no order, no events. Null when the command must be refused. */
function modelled(before: Counters[], type: OrderCommand['type'], lines: LineQuantity[]): Counters[] | null {
  const after = before.map((line) => ({ ...line }));
  for (const { lineNo, quantity } of lines) {
    const line = after[lineNo - 1];
    if (!line || quantity < 1) return null;
    if (type === 'AllocateLines' || type === 'RestoreAllocation') line.allocated += quantity;
    if (type === 'ReleaseAllocation') line.allocated -= quantity;
    if (type === 'RecordPacked') line.packed += quantity;
    if (type === 'RecordUnpacked') line.packed -= quantity;
    if (type === 'RecordShipped') line.shipped += quantity;
    if (type === 'CancelLines') line.cancelled += quantity;
  }
  for (const [index, line] of after.entries()) {
    const was = before[index]?.shipped ?? 0;
    if (type === 'RecordShipped') line.allocated = Math.max(0, line.allocated - (line.shipped - was));
    const open = line.ordered - line.cancelled - line.shipped;
    if (type === 'CancelLines') line.allocated = Math.min(line.allocated, Math.max(0, open));
    if (open < 0 || line.allocated < 0 || line.allocated > open) return null;
    if (line.shipped > line.packed || line.packed > line.ordered - line.cancelled) return null;
  }
  return after;
}

const one = (quantity: number): LineQuantity => ({ lineNo: 1, quantity });

function countersOf(order: Order): Counters[] {
  return order.lines.map(({ ordered: units, allocated, packed, shipped, cancelled }) => ({
    ordered: units,
    allocated,
    packed,
    shipped,
    cancelled,
  }));
}

function run(units: readonly number[], list: readonly OrderCommand[], each: (step: Step) => void): Order {
  let order = place(units);
  for (const next of list) {
    const decision = decideOrder(order, next);
    const after = decision.ok
      ? decision.events.reduce<Order>((state, event) => evolveOrder(state, event), order)
      : order;
    each({ before: order, command: next, events: decision.ok ? decision.events : null, after });
    order = after;
  }
  return order;
}
type Step = { before: Order; command: OrderCommand; events: OrderEvent[] | null; after: Order };

describe('order: any commands in any order', () => {
  it('keep ordered = cancelled + shipped + open, allocated <= open, shipped <= packed', () => {
    holds(
      fc.property(ordered, commands, (units, list) => {
        run(units, list, ({ after }) => {
          for (const line of after.lines) {
            const open = openQuantity(line);
            expect(line.cancelled + line.shipped + open).toBe(line.ordered);
            expect(open).toBeGreaterThanOrEqual(0);
            expect(line.allocated).toBeGreaterThanOrEqual(0);
            expect(line.allocated).toBeLessThanOrEqual(open);
            expect(line.shipped).toBeLessThanOrEqual(line.packed);
            expect(line.packed).toBeLessThanOrEqual(line.ordered - line.cancelled);
            expect(line.packed).toBeGreaterThanOrEqual(0);
          }
          expect(orderStatuses).toContain(orderStatus(after));
        });
      }),
    );
  });

  it('are accepted exactly when the counters stay possible, and move them exactly so', () => {
    holds(
      fc.property(ordered, commands, (units, list) => {
        run(units, list, ({ before, command: asked, events, after }) => {
          if (!('lines' in asked) || asked.type === 'PlaceOrder' || asked.type === 'SetFields') return;
          if (before.state === 'closed' || before.state === 'cancelled') return expect(events).toBeNull();
          if (asked.type === 'AllocateLines' && before.holds.length > 0 && asked.lines.length > 0)
            return expect(events).toBeNull();
          const expected = modelled(countersOf(before), asked.type, asked.lines);
          expect(events !== null, JSON.stringify({ asked, before: countersOf(before) })).toBe(
            expected !== null,
          );
          if (expected) expect(countersOf(after)).toEqual(expected);
        });
      }),
      {
        pinned: [
          [[1], [{ type: 'RecordPacked', parcelId: 'p', lines: [one(1), one(0)] }]],
          [[3], [{ type: 'CancelLines', reason: 'r', lines: [one(3), one(-1)] }]],
        ],
      },
    );
  });

  it('end the order exactly when nothing is open, and a finished order never moves again', () => {
    holds(
      fc.property(ordered, commands, (units, list) => {
        run(units, list, ({ before, events, after }) => {
          const open = after.lines.reduce((sum, line) => sum + openQuantity(line), 0);
          const finished = after.state === 'closed' || after.state === 'cancelled';
          expect(finished).toBe(open === 0);
          if (after.state === 'cancelled') expect(after.lines.every((line) => line.shipped === 0)).toBe(true);
          if (before.state === 'closed' || before.state === 'cancelled') expect(events).toBeNull();
        });
      }),
    );
  });

  it('are told again from their events alone (law 6: counters come from events)', () => {
    holds(
      fc.property(ordered, commands, (units, list) => {
        const told: OrderEvent[] = [];
        const final = run(units, list, ({ events }) => told.push(...(events ?? [])));
        expect(told.reduce<Order>((state, event) => evolveOrder(state, event), place(units))).toEqual(final);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { decideOrder } from './decide';
import { evolveOrder } from './evolve';
import type { Order, OrderCommand, OrderHold } from './order';
import { header, orderCommandOf, orderIn } from './order.test-kit';
import { stillStands, undoOf } from './undo';

const confirmed = orderIn.confirmed as Order;
const held = orderIn.held as Order;

function tell(order: Order, command: OrderCommand): Order {
  const decision = decideOrder(order, command);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events.reduce<Order>((state, event) => evolveOrder(state, event), order);
}

const fraud: OrderHold = { reason: 'fraud', note: 'looks odd', by: 'office' };
const back: readonly [string, Order, OrderCommand][] = [
  ['a hold', confirmed, { type: 'HoldOrder', hold: fraud }],
  ['a hold over an older one', held, { type: 'HoldOrder', hold: { ...fraud, reason: 'address' } }],
  ['the end of a hold', held, { type: 'ReleaseHold', reason: 'address', note: 'fine', by: 'P1' }],
  ['an owner', held, orderCommandOf.AssignHold],
  ['a priority', confirmed, orderCommandOf.SetPriority],
  [
    'an address',
    confirmed,
    { type: 'ChangeAddress', shipTo: { ...header.shipTo, city: 'York' }, inParcels: false },
  ],
];

describe('what happened to an order', () => {
  it.each(back)('%s is taken back whole, and only while it stands', (_what, before, command) => {
    const decision = decideOrder(before, command);
    const [event] = decision.ok ? decision.events : [];
    if (!event) throw new Error('nothing happened');
    const after = evolveOrder(before, event);
    expect(stillStands(after, event)).toBe(true);
    const undo = undoOf(before, event);
    if (!undo) throw new Error('it has no inverse');
    const undone = tell(after, undo);
    expect(withOwners(undone)).toEqual(withOwners(before));
    expect(stillStands(undone, event)).toBe(false);
  });

  it('has no inverse when units, money or the end of the order are in it', () => {
    const decision = decideOrder(confirmed, orderCommandOf.CancelLines);
    const events = decision.ok ? decision.events : [];
    expect(events.map((event) => undoOf(confirmed, event))).toEqual([null]);
    expect(undoOf(confirmed, { type: 'OrderClosed' })).toBeNull();
  });
});

/** No owner and an owner that was taken away again are the same. */
function withOwners(order: Order): Order {
  return { ...order, holds: order.holds.map((hold) => ({ ...hold, owner: hold.owner ?? null })) };
}

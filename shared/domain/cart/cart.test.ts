import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderId } from '../ids';
import { holds } from '../property.test-kit';
import { expectValues } from '../refusal-values.test-kit';
import { type Cart, type CartCommand, cartDueAt, cartSchema, cartTotalMinor, heldUnits } from './cart';
import { cartColumns, cartCommands, cartContent, cartIn, cartTable, kept, toldCart } from './cart.test-kit';
import { decideCart } from './decide';
import { evolveCart } from './evolve';

describe('every command in every state', () => {
  const cells = Object.entries(cartTable).flatMap(([name, row]) =>
    cartColumns.map((column) => [name, column, row[column]] as const),
  );
  it.each(cells)('%s when %s', (name, column, cell) => {
    const decision = decideCart(
      column === 'none' ? null : cartIn[column],
      cartCommands[name as keyof typeof cartCommands],
    );
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map((event) => event.type) : decision.refusal.code).toEqual(cell);
  });
});

describe('a cart', () => {
  it('is what its channel said last, however late, often or wild the deliveries come', () => {
    const put = (minute: number, quantity: number): CartCommand => ({
      type: 'PutCart',
      cartId: cartIn.open.cartId,
      content: {
        ...cartContent,
        changedAt: `2026-05-04T10:${String(minute).padStart(2, '0')}:00.000Z`,
        lines: cartContent.lines.map((line) => ({ ...line, quantity })),
      },
      ...kept,
    });
    holds(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 1 }), fc.boolean(), (minutes, twice) => {
        const cart = toldCart(
          ...[...minutes, ...(twice ? minutes : [])].map((minute) => put(minute, minute)),
        );
        expect(cart.lines[0]?.quantity).toBe(Math.max(...minutes));
      }),
    );
  });
  it('told again as it is does not hold its stock any longer', () => {
    expect(decideCart(cartIn.open, { ...cartCommands.PutCart, content: cartContent })).toEqual({
      ok: true,
      events: [],
    });
  });
  it('holds until its time, is abandoned at its own, and is due for whatever comes first', () => {
    expect(cartDueAt(cartIn.open)).toBe(kept.times.heldUntil);
    const ended = toldCart({ type: 'LetTimePass', at: '2026-05-04T10:30:00.000Z' });
    expect(ended).toMatchObject({ state: 'open', holds: [] });
    expect(cartDueAt(ended)).toBe(kept.times.abandonAt);
    expect(cartDueAt(cartIn.abandoned)).toBe(kept.times.expireAt);
    expect([cartIn.ordered, cartIn.removed, cartIn.expired].map(cartDueAt)).toEqual([null, null, null]);
    expect(decideCart(cartIn.open, { type: 'LetTimePass', at: '2026-05-04T10:29:59.999Z' })).toMatchObject({
      events: [],
    });
  });
  it('knows the first time it was left alone', () => {
    const again = toldCart(cartCommands.LetTimePass, cartCommands.RestoreCart, {
      type: 'LetTimePass',
      at: '2026-05-05T11:00:00.000Z',
    });
    expect(again).toMatchObject({ state: 'abandoned', abandonedAt: '2026-05-04T11:00:00.000Z' });
  });
  it('becomes one order', () => {
    const other = '019b0000-0000-7000-8000-00000000b002' as OrderId;
    expect(decideCart(cartIn.ordered, { type: 'OrderCart', orderId: other })).toMatchObject({
      refusal: { code: 'cart-ordered' },
    });
  });
  it('adds up', () => {
    expect(cartTotalMinor(cartIn.open)).toBe(1500);
    expect(heldUnits(kept.holds, 'MUG')).toBe(3);
  });

  it('is sound after any commands, and holds nothing once it is over', () => {
    holds(
      fc.property(
        fc.array(fc.constantFrom(...Object.values(cartCommands)), { maxLength: 12 }),
        (commands) => {
          let cart: Cart | null = null;
          for (const command of commands) {
            const decision = decideCart(cart, command);
            if (decision.ok) for (const event of decision.events) cart = evolveCart(cart, event);
            if (!cart) continue;
            cartSchema.parse(cart);
            if (cart.state !== 'open' && cart.state !== 'abandoned') expect(cart.holds).toEqual([]);
            expect(cart.orderId !== null).toBe(cart.state === 'ordered');
          }
        },
      ),
    );
  });
});

// What may be done with a cart, and why not. The newer picture of its channel wins; an older or repeated one changes
// nothing. Time passes by itself: a late timer does what was due, in order.
import { accept, assertNever, type Decision, refuse } from '../decision';
import type { Cart, CartCommand, CartContent, CartEvent } from './cart';

export function decideCart(cart: Cart | null, command: CartCommand): Decision<CartEvent> {
  if (command.type === 'PutCart') {
    const { content, holds, times, at } = command;
    if (!cart)
      return content.lines.length === 0
        ? refuse('cart-unknown')
        : accept({ type: 'CartOpened', cartId: command.cartId, content, holds, times, at });
    if (cart.state === 'ordered') return refuse('cart-ordered', { cart: cart.cartKey });
    if (content.changedAt < cart.changedAt || isKnown(cart, content)) return accept();
    if (content.lines.length > 0) return accept({ type: 'CartChanged', content, holds, times, at });
    return isOver(cart) ? accept() : accept({ type: 'CartRemoved' });
  }
  if (!cart) return refuse('cart-unknown');
  switch (command.type) {
    case 'RestoreCart': {
      if (cart.state === 'ordered') return refuse('cart-ordered', { cart: cart.cartKey });
      if (isOver(cart)) return refuse('cart-over', { cart: cart.cartKey });
      const { holds, times, at } = command;
      return accept({ type: 'CartRestored', holds, times, at });
    }
    case 'LetTimePass':
      return accept(...passed(cart, command.at));
    case 'RemoveCart':
      if (cart.state === 'ordered') return refuse('cart-ordered', { cart: cart.cartKey });
      return isOver(cart) ? accept() : accept({ type: 'CartRemoved' });
    case 'OrderCart':
      if (cart.state !== 'ordered') return accept({ type: 'CartOrdered', orderId: command.orderId });
      return cart.orderId === command.orderId ? accept() : refuse('cart-ordered', { cart: cart.cartKey });
    default:
      return assertNever(command);
  }
}

function passed(cart: Cart, at: string): CartEvent[] {
  if (isOver(cart) || cart.state === 'ordered') return [];
  if (cart.expireAt <= at) return [{ type: 'CartExpired' }];
  return [
    ...(cart.holds.length > 0 && cart.heldUntil !== null && cart.heldUntil <= at
      ? [{ type: 'CartHoldEnded' } as const]
      : []),
    ...(cart.state === 'open' && cart.abandonAt <= at ? [{ type: 'CartAbandoned', at } as const] : []),
  ];
}

function isOver({ state }: Cart): boolean {
  return state === 'removed' || state === 'expired';
}

/** The same picture again: told twice, or asked for twice. */
function isKnown(cart: Cart, content: CartContent): boolean {
  const { channelId, cartKey, changedAt, customer, currency, lines, restoreUrl } = cart;
  const known: CartContent = { channelId, cartKey, changedAt, customer, currency, lines, restoreUrl };
  return Object.entries(known).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(content[name as keyof CartContent]),
  );
}

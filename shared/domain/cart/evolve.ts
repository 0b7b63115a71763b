// Applies what happened to a cart. Never refuses. A cart that is over or ordered holds nothing: what an order takes over is
// the order's from then on.
import { assertNever } from '../decision';
import type { Cart, CartEvent, Kept } from './cart';
import { nextCartState } from './transitions';

/** `cart` is null only before CartOpened. */
export function evolveCart(cart: Cart | null, event: CartEvent): Cart {
  if (event.type === 'CartOpened')
    return {
      ...event.content,
      ...keptOf(event),
      cartId: event.cartId,
      state: 'open',
      openedAt: event.at,
      abandonedAt: null,
      orderId: null,
    };
  if (!cart) throw new Error(`${event.type} before CartOpened`);
  const moved: Cart = { ...cart, state: nextCartState(cart.state, event.type) };
  switch (event.type) {
    case 'CartChanged':
      return { ...moved, ...event.content, ...keptOf(event) };
    case 'CartRestored':
      return { ...moved, ...keptOf(event) };
    case 'CartHoldEnded':
    case 'CartExpired':
    case 'CartRemoved':
      return { ...moved, holds: [] };
    case 'CartAbandoned':
      return { ...moved, abandonedAt: moved.abandonedAt ?? event.at };
    case 'CartOrdered':
      return { ...moved, holds: [], orderId: event.orderId };
    default:
      return assertNever(event);
  }
}

function keptOf({ holds, times, at }: Kept): Pick<Cart, 'holds' | 'touchedAt' | keyof Kept['times']> {
  return { holds, ...times, touchedAt: at };
}

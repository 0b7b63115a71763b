// The cart machine as data. Printed to docs/states/cart.md.
import type { CartEvent, CartState } from './cart';

export const cartTransitions = {
  open: {
    CartChanged: 'open',
    CartRestored: 'open',
    CartAbandoned: 'abandoned',
    CartExpired: 'expired',
    CartRemoved: 'removed',
    CartOrdered: 'ordered',
  },
  abandoned: {
    CartChanged: 'open',
    CartRestored: 'open',
    CartExpired: 'expired',
    CartRemoved: 'removed',
    CartOrdered: 'ordered',
  },
  removed: { CartChanged: 'open', CartOrdered: 'ordered' },
  expired: { CartChanged: 'open', CartOrdered: 'ordered' },
  ordered: {},
} as const satisfies Record<CartState, Partial<Record<CartEvent['type'], CartState>>>;

export function nextCartState(state: CartState, event: CartEvent['type']): CartState {
  const moves: Partial<Record<CartEvent['type'], CartState>> = cartTransitions[state];
  return moves[event] ?? state;
}

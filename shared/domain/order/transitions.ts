// The commercial machine as data. An event that moves no counter moves the state, or it is an error.
// A test proves that every state is reachable; `npm run states` prints it to docs/states/order.md.
import type { OrderEvent, OrderState } from './order';

export const orderTransitions = {
  placed: { OrderConfirmed: 'confirmed', OrderCancelled: 'cancelled', OrderClosed: 'closed' },
  confirmed: { OrderCancelled: 'cancelled', OrderClosed: 'closed' },
  closed: {},
  cancelled: {},
} as const satisfies Record<OrderState, Partial<Record<OrderEvent['type'], OrderState>>>;

export function nextOrderState(state: OrderState, event: OrderEvent['type']): OrderState {
  const moves: Partial<Record<OrderEvent['type'], OrderState>> = orderTransitions[state];
  return moves[event] ?? state;
}

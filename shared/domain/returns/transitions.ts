// Where returned goods are, as data. Events not named leave the state alone. Goods that arrive are a fact in every state:
// also those of a return that was refused, cancelled or given up. Printed to docs/states/return.md.
import type { ReturnEvent, ReturnState } from './goods-return';

export const returnTransitions = {
  advised: {
    ReturnSent: 'in-transit',
    UnitsReceived: 'received',
    ReturnDisposed: 'disposed',
    ReturnRefused: 'refused',
    ReturnCancelled: 'cancelled',
    ReturnExpired: 'expired',
  },
  'in-transit': { UnitsReceived: 'received', ReturnDisposed: 'disposed', ReturnExpired: 'expired' },
  received: { ReturnDisposed: 'disposed' },
  disposed: { UnitsReceived: 'received', UnitsTakenBack: 'received' },
  refused: { UnitsReceived: 'received' },
  cancelled: { UnitsReceived: 'received' },
  expired: { ReturnSent: 'in-transit', UnitsReceived: 'received' },
} as const satisfies Record<ReturnState, Partial<Record<ReturnEvent['type'], ReturnState>>>;

export function nextReturnState(state: ReturnState, event: ReturnEvent['type']): ReturnState {
  const moves: Partial<Record<ReturnEvent['type'], ReturnState>> = returnTransitions[state];
  return moves[event] ?? state;
}

// An alert as data: what is not in the table changes no state.
import type { AlertEvent, AlertState } from './alert';

export const alertTransitions = {
  open: { AlertCleared: 'clear' },
  clear: { AlertReturned: 'open' },
} as const satisfies Record<AlertState, Partial<Record<AlertEvent['type'], AlertState>>>;

export function nextAlertState(state: AlertState, event: AlertEvent['type']): AlertState {
  const moves: Partial<Record<AlertEvent['type'], AlertState>> = alertTransitions[state];
  return moves[event] ?? state;
}

// The cancel machine as data. Events not named leave the state alone. Printed to docs/states/cancel.md.
import type { CancelEvent, CancelState } from './cancel-request';

export const cancelTransitions = {
  asked: {
    CancelAsked: 'asked',
    CancelAccepted: 'accepted',
    CancelTooLate: 'too-late',
    CancelWithdrawn: 'withdrawn',
    CancelDecided: 'decided',
    CancelLeft: 'left',
  },
  'too-late': {
    CancelAsked: 'asked',
    CancelAccepted: 'accepted',
    CancelWithdrawn: 'withdrawn',
    CancelDecided: 'decided',
    CancelLeft: 'left',
  },
  accepted: { CancelAsked: 'asked' },
  withdrawn: { CancelAsked: 'asked' },
  decided: { CancelAsked: 'asked' },
  left: {},
} as const satisfies Record<CancelState, Partial<Record<CancelEvent['type'], CancelState>>>;

export function nextCancelState(state: CancelState, event: CancelEvent['type']): CancelState {
  const moves: Partial<Record<CancelEvent['type'], CancelState>> = cancelTransitions[state];
  return moves[event] ?? state;
}

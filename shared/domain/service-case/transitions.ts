// A case as data: what is not in the table changes no state.
import type { CaseEvent, CaseState } from './service-case';

export const caseTransitions = {
  open: { CaseWaiting: 'waiting', CaseSolved: 'solved' },
  waiting: { CaseResumed: 'open', CaseSolved: 'solved' },
  solved: { CaseReopened: 'open' },
} as const satisfies Record<CaseState, Partial<Record<CaseEvent['type'], CaseState>>>;

export function nextCaseState(state: CaseState, event: CaseEvent['type']): CaseState {
  const moves: Partial<Record<CaseEvent['type'], CaseState>> = caseTransitions[state];
  return moves[event] ?? state;
}

// The bill's machine as data. How much of it is paid is no state.
import type { BillEvent, BillState } from './supplier-bill';

const billTransitions = {
  held: { BillApproved: 'approved', BillRefused: 'refused' },
  approved: {},
  refused: {},
} as const satisfies Record<BillState, Partial<Record<BillEvent['type'], BillState>>>;

export function nextBillState(state: BillState, event: BillEvent['type']): BillState {
  const moves: Partial<Record<BillEvent['type'], BillState>> = billTransitions[state];
  return moves[event] ?? state;
}

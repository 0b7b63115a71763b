// The refund machine as data. Events not named leave the state alone. A settled one can still come back from the
// customer's bank. Printed to docs/states/refund.md.
import type { RefundEvent, RefundState } from './refund';

export const refundTransitions = {
  requested: { RefundApproved: 'approved', RefundDeclined: 'declined' },
  approved: { RefundSent: 'sent' },
  sent: { RefundSettled: 'settled', RefundFailed: 'failed' },
  settled: { RefundFailed: 'failed' },
  failed: { RefundApproved: 'approved', RefundDeclined: 'declined' },
  declined: {},
} as const satisfies Record<RefundState, Partial<Record<RefundEvent['type'], RefundState>>>;

export function nextRefundState(state: RefundState, event: RefundEvent['type']): RefundState {
  const moves: Partial<Record<RefundEvent['type'], RefundState>> = refundTransitions[state];
  return moves[event] ?? state;
}

// The transfer's machine as data. Printed to docs/states/transfer.md. How much of it is loaded or has arrived is no state.
import type { TransferEvent, TransferState } from './transfer';

export const transferTransitions = {
  draft: { TransferReleased: 'released', TransferCancelled: 'cancelled' },
  released: { TransferDeparted: 'in-transit', TransferClosed: 'closed', TransferCancelled: 'cancelled' },
  'in-transit': { TransferClosed: 'closed' },
  closed: { TransferReopened: 'in-transit' },
  cancelled: { TransferReopened: 'draft' },
} as const satisfies Record<TransferState, Partial<Record<TransferEvent['type'], TransferState>>>;

export function nextTransferState(state: TransferState, event: TransferEvent['type']): TransferState {
  const moves: Partial<Record<TransferEvent['type'], TransferState>> = transferTransitions[state];
  return moves[event] ?? state;
}

// The purchase order's machine as data. Printed to docs/states/purchase.md. How much of it has come is no state.
import type { PurchaseEvent, PurchaseState } from './purchase';

export const purchaseTransitions = {
  draft: { PurchaseSent: 'sent', PurchaseCancelled: 'cancelled' },
  sent: { PurchaseClosed: 'closed', PurchaseCancelled: 'cancelled' },
  closed: { PurchaseReopened: 'sent' },
  cancelled: { PurchaseReopened: 'draft' },
} as const satisfies Record<PurchaseState, Partial<Record<PurchaseEvent['type'], PurchaseState>>>;

export function nextPurchaseState(state: PurchaseState, event: PurchaseEvent['type']): PurchaseState {
  const moves: Partial<Record<PurchaseEvent['type'], PurchaseState>> = purchaseTransitions[state];
  return moves[event] ?? state;
}

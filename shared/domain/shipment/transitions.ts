// The label's machine as data. An event that is not in the table moves no state.
import type { ShipmentEvent, ShipmentState } from './shipment';

export const shipmentTransitions = {
  planned: { PurchaseStarted: 'buying', LabelBought: 'bought', ShipmentWithdrawn: 'withdrawn' },
  buying: { LabelBought: 'bought', PurchaseFailed: 'failed' },
  bought: {
    VoidRequested: 'void-requested',
    ShipmentDelivered: 'done',
    ShipmentReturning: 'done',
    ShipmentLost: 'done',
  },
  'void-requested': { LabelVoided: 'voided', VoidRefused: 'bought' },
  voided: { ShipmentPlanned: 'planned', ShipmentWithdrawn: 'withdrawn' },
  failed: { ShipmentPlanned: 'planned', LabelBought: 'bought', ShipmentWithdrawn: 'withdrawn' },
  withdrawn: {},
  done: {},
} as const satisfies Record<ShipmentState, Partial<Record<ShipmentEvent['type'], ShipmentState>>>;

export function nextShipmentState(state: ShipmentState, event: ShipmentEvent['type']): ShipmentState {
  const moves: Partial<Record<ShipmentEvent['type'], ShipmentState>> = shipmentTransitions[state];
  return moves[event] ?? state;
}

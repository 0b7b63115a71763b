// The payment machine as data. Events not named leave the state alone. Money that comes late is money: a payment that was
// given up lives again when it is paid. Printed to docs/states/payment.md.
import type { PaymentEvent, PaymentState } from './payment';

export const paymentTransitions = {
  pending: {
    PaymentAuthorised: 'authorised',
    PaymentFailed: 'failed',
    PaymentVoided: 'voided',
    PaymentExpired: 'expired',
  },
  authorised: { PaymentCaptured: 'captured', PaymentVoided: 'voided', PaymentExpired: 'expired' },
  captured: { PaymentReopened: 'pending' },
  voided: { PaymentAuthorised: 'authorised' },
  failed: { PaymentAuthorised: 'authorised', PaymentVoided: 'voided', PaymentExpired: 'expired' },
  expired: { PaymentAuthorised: 'authorised' },
} as const satisfies Record<PaymentState, Partial<Record<PaymentEvent['type'], PaymentState>>>;

export function nextPaymentState(state: PaymentState, event: PaymentEvent['type']): PaymentState {
  const moves: Partial<Record<PaymentEvent['type'], PaymentState>> = paymentTransitions[state];
  return moves[event] ?? state;
}

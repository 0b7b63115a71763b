// A line of a statement was taken for the wrong payment: what it brought is taken out again, before any of it was given
// back. Only money that came by itself; what a provider took is the provider's to say.
import { accept, type Decision, refuse } from '../decision';
import type { Payment, PaymentCommand, PaymentEvent } from './payment';
import { askOf, asked } from './questions';

/** Methods whose money is matched by us. */
const comesByItself = ['bank-transfer', 'cash-on-delivery'];
export const takenBack = 'taken back';

export function takeBackReceived(
  payment: Payment,
  { key }: Extract<PaymentCommand, { type: 'TakeBackReceived' }>,
): Decision<PaymentEvent> {
  const ask = askOf(payment, key);
  if (!ask) return refuse('payment-ask-unknown', { key });
  if (ask.state === 'failed') return accept();
  const { amountMinor } = ask;
  if (ask.kind === 'receive') return accept({ type: 'ReceivedTakenBack', key, amountMinor });
  if (ask.kind !== 'capture' || !comesByItself.includes(payment.method)) return refuse('received-elsewhere');
  const left = payment.capturedMinor - amountMinor;
  const goneMinor =
    payment.refundedMinor + asked(payment, 'refund').reduce((sum, each) => sum + each.amountMinor, 0);
  if (left < goneMinor)
    return refuse('refund-over-captured', {
      amountMinor,
      limitMinor: payment.capturedMinor - goneMinor,
      currency: payment.currency,
    });
  const events: PaymentEvent[] = [{ type: 'ReceivedTakenBack', key, amountMinor }];
  if (left === 0) events.push({ type: 'PaymentReopened' });
  return accept(...events);
}

/** A transfer was authorised by coming; a carrier's promise to collect stands. */
export function withoutReceived(payment: Payment, amountMinor: number): Payment {
  const captured = payment.capturedMinor - amountMinor;
  const isPromised = payment.method === 'cash-on-delivery';
  return {
    ...payment,
    capturedMinor: captured,
    authorisedMinor: isPromised
      ? payment.authorisedMinor
      : Math.max(captured, payment.authorisedMinor - amountMinor),
  };
}

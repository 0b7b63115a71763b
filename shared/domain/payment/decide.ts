// What may be asked of a payment, and why not. Asking is a promise and can be refused; what a provider says is a fact
// (record.ts). The same key asked again with the same content is already so; with other content it is refused.
import { accept, assertNever, type Decision, refuse } from '../decision';
import type { AskKind, Payment, PaymentCommand, PaymentEvent } from './payment';
import { asked, askOf, capturableMinor, openMinor, refundableMinor } from './questions';
import { takeBackReceived } from './take-back';
import { recordDone, recordFailed, recordLink, recordReceived, recordSeen } from './record';

export function decidePayment(payment: Payment | null, command: PaymentCommand): Decision<PaymentEvent> {
  if (command.type === 'StartPayment') {
    if (payment) return refuse('payment-exists');
    if (!isPositive(command.payment.amountMinor))
      return refuse('amount-not-positive', { amountMinor: command.payment.amountMinor });
    return accept({ type: 'PaymentStarted', payment: command.payment });
  }
  if (!payment) return refuse('payment-unknown');
  switch (command.type) {
    case 'AskAuthorise':
      return ask(payment, 'authorise', command.key, payment.amountMinor, {
        token: command.token ?? null,
        mayAsk: () => {
          if (asked(payment, 'authorise').length > 0 || asked(payment, 'void').length > 0)
            return refuse('payment-busy');
          return payment.state === 'pending' || payment.state === 'failed'
            ? null
            : refuse('payment-not-open', { state: payment.state });
        },
      });
    case 'AskLink':
      return ask(payment, 'link', command.key, payment.amountMinor, {
        mayAsk: () => {
          if (payment.state !== 'pending') return refuse('payment-not-open', { state: payment.state });
          // One page, so that nobody pays twice.
          return payment.link || asked(payment, 'link').length > 0 ? refuse('payment-busy') : null;
        },
      });
    case 'AskCapture':
      return ask(payment, 'capture', command.key, command.amountMinor, {
        mayAsk: () =>
          command.amountMinor > capturableMinor(payment)
            ? refuse('capture-over-authorised', {
                amountMinor: command.amountMinor,
                limitMinor: capturableMinor(payment),
                currency: payment.currency,
              })
            : null,
      });
    case 'AskVoid': {
      // A payment that nobody has answered yet is let go whole.
      const rest = payment.state === 'pending' ? payment.amountMinor : openMinor(payment);
      return ask(payment, 'void', command.key, rest, {
        mayAsk: () => {
          if (rest === 0) return refuse('nothing-to-void');
          return asked(payment, 'capture').length > 0 || asked(payment, 'void').length > 0
            ? refuse('payment-busy')
            : null;
        },
      });
    }
    case 'AskRefund':
      return ask(payment, 'refund', command.key, command.amountMinor, {
        refundId: command.refundId,
        mayAsk: () =>
          command.amountMinor > refundableMinor(payment)
            ? refuse('refund-over-captured', {
                amountMinor: command.amountMinor,
                limitMinor: refundableMinor(payment),
                currency: payment.currency,
              })
            : null,
      });
    case 'RecordDone':
      return recordDone(payment, command);
    case 'RecordFailed':
      return recordFailed(payment, command);
    case 'RecordLink':
      return recordLink(payment, command);
    case 'RecordSeen':
      return recordSeen(payment, command.seen, null);
    case 'RecordReceived':
      return recordReceived(payment, command);
    case 'TakeBackReceived':
      return takeBackReceived(payment, command);
    case 'ExpirePayment':
      return payment.state === 'captured' || payment.state === 'voided' || payment.state === 'expired'
        ? accept()
        : accept({ type: 'PaymentExpired' });
    default:
      return assertNever(command);
  }
}

type AskRules = {
  mayAsk: () => ReturnType<typeof refuse> | null;
  refundId?: string | null;
  token?: string | null;
};

function ask(
  payment: Payment,
  kind: AskKind,
  key: string,
  amountMinor: number,
  { mayAsk, refundId = null, token = null }: AskRules,
): Decision<PaymentEvent> {
  const known = askOf(payment, key);
  if (known) {
    // What is left to void shrinks by itself; the key says which void is meant.
    const isSame = known.kind === kind && (kind === 'void' || known.amountMinor === amountMinor);
    return isSame ? accept() : refuse('payment-key-used', { key });
  }
  if (kind !== 'void' && !isPositive(amountMinor)) return refuse('amount-not-positive', { amountMinor });
  const refused = mayAsk();
  if (refused) return refused;
  return accept({ type: 'PaymentAsked', key, kind, amountMinor, refundId, token });
}

function isPositive(amountMinor: number): boolean {
  return Number.isSafeInteger(amountMinor) && amountMinor > 0;
}

// Applies what happened to a payment. Never refuses: an event is a fact; refusals live in decide.ts.
import { assertNever } from '../decision';
import type { Ask, Payment, PaymentEvent } from './payment';
import { takenBack, withoutReceived } from './take-back';
import { nextPaymentState } from './transitions';

/** `payment` is null only before PaymentStarted. */
export function evolvePayment(payment: Payment | null, event: PaymentEvent): Payment {
  if (event.type === 'PaymentStarted')
    return {
      ...event.payment,
      state: 'pending',
      authorisedMinor: 0,
      capturedMinor: 0,
      refundedMinor: 0,
      paidMinor: 0,
      authorisedUntil: null,
      capturesOnce: false,
      link: null,
      asks: [],
    };
  if (!payment) throw new Error(`${event.type} before PaymentStarted`);
  const moved: Payment = { ...payment, state: nextPaymentState(payment.state, event.type) };
  switch (event.type) {
    case 'PaymentAsked': {
      const { key, kind, amountMinor, refundId } = event;
      const ask: Ask = { key, kind, amountMinor, refundId, state: 'asked', reason: null, reference: null };
      return { ...moved, token: event.token ?? moved.token, asks: [...moved.asks, ask] };
    }
    case 'PaymentAuthorised':
      return {
        ...moved,
        authorisedMinor: event.authorisedMinor,
        reference: event.reference ?? moved.reference,
        authorisedUntil: event.until ?? moved.authorisedUntil,
        capturesOnce: event.capturesOnce,
      };
    case 'PaymentLinkMade':
      return { ...moved, link: { reference: event.reference, url: event.link } };
    case 'PaymentCaptured':
      return { ...moved, capturedMinor: moved.capturedMinor + event.amountMinor };
    case 'AuthorisationReleased':
      return { ...moved, authorisedMinor: moved.authorisedMinor - event.amountMinor };
    case 'PaymentRefunded': {
      const done = { state: 'done', reference: event.reference } as const;
      return {
        ...moved,
        refundedMinor: moved.refundedMinor + event.amountMinor,
        asks: moved.asks.some(({ key }) => key === event.key)
          ? changeAsk(moved.asks, event.key, done)
          : [
              ...moved.asks,
              {
                key: event.key,
                kind: 'refund',
                amountMinor: event.amountMinor,
                refundId: null,
                reason: null,
                ...done,
              },
            ],
      };
    }
    case 'RefundCameBack':
      return {
        ...moved,
        refundedMinor: moved.refundedMinor - event.amountMinor,
        asks: changeAsk(moved.asks, event.key, { state: 'failed', reason: event.reason }),
      };
    case 'AccountPaid':
      return { ...moved, paidMinor: moved.paidMinor + event.amountMinor };
    case 'PaymentAskDone':
      return { ...moved, asks: changeAsk(moved.asks, event.key, { state: 'done' }) };
    case 'PaymentAskFailed':
      return { ...moved, asks: changeAsk(moved.asks, event.key, { state: 'failed', reason: event.reason }) };
    case 'ReceivedTakenBack': {
      const asks = changeAsk(moved.asks, event.key, { state: 'failed', reason: takenBack });
      const isAccount = moved.asks.some(({ key, kind }) => key === event.key && kind === 'receive');
      return isAccount
        ? { ...moved, asks, paidMinor: moved.paidMinor - event.amountMinor }
        : { ...withoutReceived(moved, event.amountMinor), asks };
    }
    case 'PaymentReopened':
      // A promise that stands is one still.
      return moved.authorisedMinor > 0 ? { ...moved, state: 'authorised' } : moved;
    case 'PaymentVoided':
    case 'PaymentFailed':
    case 'PaymentExpired':
      return moved;
    default:
      return assertNever(event);
  }
}

function changeAsk(asks: readonly Ask[], key: string, change: Partial<Ask>): Ask[] {
  return asks.map((ask) => (ask.key === key ? { ...ask, ...change } : ask));
}

// What a provider says of a payment, turned into events. Its words are facts: heard twice, late or in another order they
// come to the same, because it tells totals and each refund by its name. Must never count one effect twice.
import { accept, type Decision, refuse } from '../decision';
import { evolvePayment } from './evolve';
import type { Payment, PaymentCommand, PaymentEvent, Seen, SeenRefund } from './payment';
import { asked, askOf, openMinor } from './questions';

/** What a customer with terms owes is captured when goods leave; the money comes later and is counted beside it. */
const onAccount = 'account';

type Of<Type extends PaymentCommand['type']> = Extract<PaymentCommand, { type: Type }>;

/** Gathers events, each decided on the payment as the ones before it have left it. */
class Telling {
  readonly events: PaymentEvent[] = [];
  constructor(public payment: Payment) {}
  tell(event: PaymentEvent): void {
    this.events.push(event);
    this.payment = evolvePayment(this.payment, event);
  }
}

export function recordDone(
  payment: Payment,
  { key, seen, until = null }: Of<'RecordDone'>,
): Decision<PaymentEvent> {
  if (seen) return recordSeen(payment, seen, key);
  const ask = askOf(payment, key);
  if (!ask) return refuse('payment-ask-unknown', { key });
  if (ask.state !== 'asked') return accept();
  const telling = new Telling(payment);
  switch (ask.kind) {
    case 'authorise':
      // Money that came meanwhile has authorised itself.
      if (!hasAuthority(payment))
        telling.tell({
          type: 'PaymentAuthorised',
          authorisedMinor: ask.amountMinor,
          reference: null,
          until,
          capturesOnce: false,
        });
      break;
    case 'capture':
      capture(telling, payment.capturedMinor + ask.amountMinor, key, null);
      break;
    case 'refund':
      if (payment.refundedMinor + ask.amountMinor > payment.capturedMinor)
        return overCaptured(payment, ask.amountMinor);
      telling.tell({ type: 'PaymentRefunded', amountMinor: ask.amountMinor, key, reference: null });
      return accept(...telling.events);
    case 'void':
      letGo(telling);
      break;
    case 'receive':
    case 'link':
      break;
  }
  telling.tell({ type: 'PaymentAskDone', key });
  return accept(...telling.events);
}

export function recordFailed(payment: Payment, { key, reason }: Of<'RecordFailed'>): Decision<PaymentEvent> {
  const ask = askOf(payment, key);
  if (!ask) return refuse('payment-ask-unknown', { key });
  if (ask.state !== 'asked') return accept();
  const telling = new Telling(payment);
  telling.tell({ type: 'PaymentAskFailed', key, reason });
  if ((ask.kind === 'authorise' || ask.kind === 'link') && payment.state === 'pending')
    telling.tell({ type: 'PaymentFailed', reason });
  return accept(...telling.events);
}

export function recordLink(
  payment: Payment,
  { key, reference, url }: Of<'RecordLink'>,
): Decision<PaymentEvent> {
  const ask = askOf(payment, key);
  if (!ask) return refuse('payment-ask-unknown', { key });
  if (ask.state !== 'asked') return accept();
  const { amountMinor } = payment;
  return accept(
    { type: 'PaymentLinkMade', reference, link: url, amountMinor },
    { type: 'PaymentAskDone', key },
  );
}

/** Money that comes by itself is authorised by coming. */
export function recordReceived(
  payment: Payment,
  { key, amountMinor }: Of<'RecordReceived'>,
): Decision<PaymentEvent> {
  const known = askOf(payment, key);
  const kind = payment.method === onAccount ? 'receive' : 'capture';
  if (known)
    return known.amountMinor === amountMinor && known.kind === kind
      ? accept()
      : refuse('payment-key-used', { key });
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0)
    return refuse('amount-not-positive', { amountMinor });
  const telling = new Telling(payment);
  telling.tell({ type: 'PaymentAsked', key, kind, amountMinor, refundId: null, token: null });
  if (kind === 'receive') telling.tell({ type: 'AccountPaid', amountMinor, key });
  else capture(telling, telling.payment.capturedMinor + amountMinor, key, null);
  telling.tell({ type: 'PaymentAskDone', key });
  return accept(...telling.events);
}

/** @param key the ask that this answers, when it is an answer */
export function recordSeen(payment: Payment, seen: Seen, key: string | null): Decision<PaymentEvent> {
  if (key !== null && !askOf(payment, key)) return refuse('payment-ask-unknown', { key });
  const telling = new Telling(payment);
  // What can no longer be captured is no longer authorised.
  const totalMinor = seen.status === 'open' ? seen.authorisedMinor : seen.capturedMinor;
  const isOver = payment.state === 'voided' || payment.state === 'expired';
  // An old message does not bring back what was let go; money does.
  const mayLiveAgain = !isOver || seen.capturedMinor > payment.capturedMinor;
  const isNews = totalMinor > payment.authorisedMinor || !hasAuthority(payment);
  if (totalMinor > 0 && isNews && mayLiveAgain)
    telling.tell({
      type: 'PaymentAuthorised',
      authorisedMinor: Math.max(totalMinor, payment.authorisedMinor),
      reference: seen.reference,
      until: seen.authorisedUntil,
      capturesOnce: seen.capturesOnce,
    });
  if (seen.capturedMinor > telling.payment.capturedMinor) capture(telling, seen.capturedMinor, key, seen);
  const open = telling.payment.state === 'pending' || telling.payment.state === 'authorised';
  if (seen.status === 'voided' || (seen.status === 'closed' && telling.payment.capturedMinor > 0))
    letGo(telling);
  else if (seen.status === 'expired' && open) telling.tell({ type: 'PaymentExpired' });
  else if (seen.status === 'failed' && telling.payment.state === 'pending')
    telling.tell({ type: 'PaymentFailed', reason: seen.reason ?? '' });
  for (const refund of seen.refunds) {
    const refused = refunded(telling, refund);
    if (refused) return refused;
  }
  settleAsks(telling, seen, key);
  return accept(...telling.events);
}

function capture(telling: Telling, totalMinor: number, key: string | null, seen: Seen | null): void {
  const { payment } = telling;
  // Never captured beyond what is authorised, whatever came first.
  if (payment.authorisedMinor < totalMinor || !hasAuthority(payment))
    telling.tell({
      type: 'PaymentAuthorised',
      authorisedMinor: Math.max(totalMinor, payment.authorisedMinor),
      reference: seen?.reference ?? null,
      until: seen?.authorisedUntil ?? null,
      capturesOnce: seen?.capturesOnce ?? false,
    });
  telling.tell({ type: 'PaymentCaptured', amountMinor: totalMinor - payment.capturedMinor, key });
}

function letGo(telling: Telling): void {
  const { payment } = telling;
  const rest = openMinor(payment);
  if (payment.capturedMinor > 0) {
    if (rest > 0) telling.tell({ type: 'AuthorisationReleased', amountMinor: rest });
  } else if (payment.state !== 'voided' && payment.state !== 'expired')
    telling.tell({ type: 'PaymentVoided' });
}

function refunded(telling: Telling, seen: SeenRefund): ReturnType<typeof refuse> | null {
  const { payment } = telling;
  const known =
    payment.asks.find((ask) => ask.kind === 'refund' && ask.key === seen.key) ??
    payment.asks.find((ask) => ask.kind === 'refund' && ask.reference === seen.reference);
  const key = known?.key ?? seen.reference;
  if (seen.state === 'done' && known?.state !== 'done') {
    // One that failed stays failed: providers do not pay it out afterwards, they only repeat themselves.
    if (known?.state === 'failed') return null;
    const amountMinor = known?.amountMinor ?? seen.amountMinor;
    if (payment.refundedMinor + amountMinor > payment.capturedMinor)
      return overCaptured(payment, amountMinor);
    telling.tell({ type: 'PaymentRefunded', amountMinor, key, reference: seen.reference });
  }
  if (seen.state === 'failed' && known) {
    const reason = seen.reason ?? '';
    if (known.state === 'done')
      telling.tell({ type: 'RefundCameBack', key, amountMinor: known.amountMinor, reason });
    else if (known.state === 'asked') telling.tell({ type: 'PaymentAskFailed', key, reason });
  }
  return null;
}

function overCaptured(payment: Payment, amountMinor: number): ReturnType<typeof refuse> {
  return refuse('refund-over-captured', {
    amountMinor,
    limitMinor: payment.capturedMinor - payment.refundedMinor,
    currency: payment.currency,
  });
}

/** Which asks are answered by what was seen. A refund is answered by its own row only: it may be under way for days. */
function settleAsks(telling: Telling, seen: Seen, key: string | null): void {
  const done = (each: string): void => telling.tell({ type: 'PaymentAskDone', key: each });
  const ask = key === null ? null : askOf(telling.payment, key);
  if (ask?.state === 'asked' && ask.kind !== 'refund') {
    if (ask.kind === 'authorise' && seen.status === 'failed')
      telling.tell({ type: 'PaymentAskFailed', key: ask.key, reason: seen.reason ?? '' });
    // A provider may answer that it is still at it; then the ask stays.
    else if (ask.kind !== 'authorise' || hasAuthority(telling.payment)) done(ask.key);
  }
  const { payment } = telling;
  if (hasAuthority(payment)) for (const each of asked(payment, 'authorise')) done(each.key);
  const finished = payment.asks.filter((each) => each.kind === 'capture' && each.state !== 'failed');
  // Only when every capture under way must be in the total: which of several was made, a total does not say.
  if (finished.reduce((sum, each) => sum + each.amountMinor, 0) <= payment.capturedMinor)
    for (const each of asked(payment, 'capture')) done(each.key);
  if (openMinor(payment) === 0 && hasEnded(payment))
    for (const each of asked(payment, 'void')) done(each.key);
}

function hasAuthority({ state }: Payment): boolean {
  return state === 'authorised' || state === 'captured';
}

function hasEnded({ state }: Payment): boolean {
  return state === 'voided' || state === 'captured' || state === 'expired';
}

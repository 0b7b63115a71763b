// Questions asked of payments. Words like "partly captured" come from here and are never stored (law 6).
import type { Ask, AskKind, Payment } from './payment';

export function askOf(payment: Payment, key: string): Ask | null {
  return payment.asks.find((ask) => ask.key === key) ?? null;
}

export function asked(payment: Payment, kind: AskKind): Ask[] {
  return payment.asks.filter((ask) => ask.kind === kind && ask.state === 'asked');
}

function inFlightMinor(payment: Payment, kind: AskKind): number {
  return asked(payment, kind).reduce((sum, ask) => sum + ask.amountMinor, 0);
}

/** What can still be asked to be captured. */
export function capturableMinor(payment: Payment): number {
  if (payment.state !== 'authorised' && payment.state !== 'captured') return 0;
  if (asked(payment, 'void').length > 0) return 0;
  return payment.authorisedMinor - payment.capturedMinor - inFlightMinor(payment, 'capture');
}

/** What can still be asked to be refunded. */
export function refundableMinor(payment: Payment): number {
  return payment.capturedMinor - payment.refundedMinor - inFlightMinor(payment, 'refund');
}

/** Authorised, not captured, and nobody lets it go. */
/** Nothing comes of it any more. */
export function isOver({ state }: Pick<Payment, 'state'>): boolean {
  return state === 'voided' || state === 'expired' || state === 'failed';
}

export function openMinor(payment: Payment): number {
  if (payment.state !== 'authorised' && payment.state !== 'captured') return 0;
  return payment.authorisedMinor - payment.capturedMinor;
}

export const paymentWords = [
  'pending',
  'authorised',
  'partly-captured',
  'captured',
  'partly-refunded',
  'refunded',
  'voided',
  'failed',
  'expired',
] as const;
export type PaymentWord = (typeof paymentWords)[number];

/** One word for lists. */
export function paymentWord(payment: Payment): PaymentWord {
  if (payment.state !== 'captured') return payment.state;
  if (payment.refundedMinor > 0)
    return payment.refundedMinor >= payment.capturedMinor ? 'refunded' : 'partly-refunded';
  return payment.capturedMinor < Math.max(payment.amountMinor, payment.authorisedMinor)
    ? 'partly-captured'
    : 'captured';
}

export type Cover = { authorisedMinor: number; capturedMinor: number; refundedMinor: number };

/** Sums over the payments of one order and currency; a payment that was given up covers only what it brought. */
export function coverOf(payments: readonly Payment[], currency: string): Cover {
  const own = payments.filter((payment) => payment.currency === currency);
  const sum = (of: (payment: Payment) => number): number =>
    own.reduce((total, payment) => total + of(payment), 0);
  return {
    authorisedMinor: sum((payment) => openMinor(payment) + payment.capturedMinor),
    capturedMinor: sum((payment) => payment.capturedMinor),
    refundedMinor: sum((payment) => payment.refundedMinor),
  };
}

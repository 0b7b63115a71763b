// How Stripe's books name our payments and write amounts.
import type { Payment } from '../../../../shared/domain/payment/payment';
import { minorDigitsOf } from '../../../../shared/money/money';

/** In Stripe's books these have two more digits than in ISO 4217. */
const twoDigitsMore = ['ISK', 'UGX'];
export const paymentName = 'waybill_payment';

/** What a message about it is recognised by. */
export function namesOf({ paymentId, orderId }: Payment): Record<string, string> {
  return { [paymentName]: paymentId, waybill_order: orderId };
}

/** https://docs.stripe.com/currencies: three-digit currencies end in 0 there. */
export function stripeAmount(amountMinor: number, currency: string): number {
  return twoDigitsMore.includes(currency) ? amountMinor * 100 : amountMinor;
}

export function minorOf(amount: number, currency: string): number {
  return twoDigitsMore.includes(currency) && minorDigitsOf(currency) === 0
    ? Math.round(amount / 100)
    : amount;
}

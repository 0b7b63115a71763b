// A page of Stripe's on which a customer pays one order by himself (https://docs.stripe.com/api/payment-link): good for one
// payment, authorised like any other card and captured when goods leave. It does not run out; it is shut when the payment is
// let go.
import type Stripe from 'stripe';
import type { Ask, Payment, PaymentLink } from '../../../../shared/domain/payment/payment';
import { namesOf, stripeAmount } from './card-books';
import type { ProviderAnswer } from './provider';

/** @param number of the order, which the page says; null where the order is gone */
export async function makeLink(
  stripe: Stripe,
  payment: Payment,
  ask: Ask,
  number: string | null,
): Promise<ProviderAnswer> {
  if (number === null) return { kind: 'refused', reason: 'order_gone', seen: null };
  const { currency } = payment;
  const metadata = namesOf(payment);
  const { id, url } = await stripe.paymentLinks.create(
    {
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: currency.toLowerCase(),
            unit_amount: stripeAmount(ask.amountMinor, currency),
            product_data: { name: number },
          },
        },
      ],
      payment_intent_data: { capture_method: 'manual', metadata },
      restrictions: { completed_sessions: { limit: 1 } },
      metadata,
    },
    { idempotencyKey: ask.key },
  );
  return { kind: 'done', seen: null, link: { reference: id, url } };
}

/** What the payment is called in its books: where the customer pays on a page, known as soon as somebody has. */
export async function referenceOf(
  stripe: Stripe,
  { reference, link }: Pick<Payment, 'reference' | 'link'>,
): Promise<string | null> {
  if (reference !== null || !link) return reference;
  // Sessions of those who looked and went away pay nothing.
  const sessions = await stripe.checkout.sessions.list({
    payment_link: link.reference,
    status: 'complete',
    limit: 1,
  });
  const intent = sessions.data[0]?.payment_intent ?? null;
  return typeof intent === 'string' ? intent : (intent?.id ?? null);
}

/** The key of the void asks for something else too, so the page is shut under one of its own. */
export async function shutLink(
  stripe: Stripe,
  { reference }: PaymentLink,
  { idempotencyKey }: { idempotencyKey: string },
): Promise<void> {
  await stripe.paymentLinks.update(
    reference,
    { active: false },
    { idempotencyKey: `${idempotencyKey}-link` },
  );
}

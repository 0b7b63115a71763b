// Cards, through Stripe's own library (https://docs.stripe.com/api, version 2026-10-28): a PaymentIntent is authorised with
// a token of the customer's browser, captured when goods leave, in parts where the card allows. The base address is data,
// so the same code talks to a local server. Every request that moves money carries the key of its ask.
import Stripe from 'stripe';
import { z } from 'zod';
import type { Ask, Payment, Seen, SeenRefund } from '../../../../shared/domain/payment/payment';
import { minorOf, namesOf, paymentName, stripeAmount } from './card-books';
import { makeLink, referenceOf, shutLink } from './card-link';
import {
  ProviderAway,
  type PaymentProvider,
  type ProviderAnswer,
  type ProviderKind,
  type ProviderPorts,
} from './provider';

const settingsSchema = z.object({
  baseUrl: z.url().max(200).default('https://api.stripe.com'),
  timeoutMs: z.int().min(100).max(120_000).default(20_000),
});
const secretsSchema = z.object({
  secretKey: z.string().min(8).max(300),
  /** One, or two with a space between while the secret is changed. */
  signingSecret: z.string().max(300).default(''),
});

/** Seconds a signed message may be old (Stripe's own default). */
const toleranceSeconds = 300;
const keyName = 'waybill_key';

export const cardProvider: ProviderKind = {
  method: 'card',
  waitsForMoney: false,
  capturesByItself: true,
  secretNames: ['secretKey', 'signingSecret'],
  makesLinks: true,
  open: (row, ports) => {
    const settings = settingsSchema.parse(row.settings);
    const secrets = secretsSchema.parse(row.secrets);
    const base = new URL(settings.baseUrl);
    const isPlain = base.protocol === 'http:';
    const stripe = new Stripe(secrets.secretKey, {
      host: base.hostname,
      port: base.port === '' ? (isPlain ? 80 : 443) : Number(base.port),
      protocol: isPlain ? 'http' : 'https',
      timeout: settings.timeoutMs,
      // The outbox asks again, with the same key, and keeps what became of it.
      maxNetworkRetries: 0,
      telemetry: false,
    });
    return openCard(stripe, secrets.signingSecret.split(' ').filter(Boolean), ports);
  },
};

function openCard(stripe: Stripe, signingSecrets: readonly string[], ports: ProviderPorts): PaymentProvider {
  const look = async (reference: string, currency: string): Promise<Seen> => {
    const [intent, refunds] = await Promise.all([
      stripe.paymentIntents.retrieve(reference, { expand: ['latest_charge'] }),
      stripe.refunds.list({ payment_intent: reference, limit: 100 }).autoPagingToArray({ limit: 1000 }),
    ]);
    return seenOf(intent, refunds, currency);
  };
  const act = async (payment: Payment, ask: Ask): Promise<ProviderAnswer> => {
    const { currency } = payment;
    const once = { idempotencyKey: ask.key };
    if (ask.kind === 'authorise') return authorise(stripe, payment, ask);
    if (ask.kind === 'link') return makeLink(stripe, payment, ask, await ports.orderNumber(payment.orderId));
    // Shut before anybody is asked whether it was used: nobody pays behind the answer.
    if (ask.kind === 'void' && payment.link) await shutLink(stripe, payment.link, once);
    const reference = await referenceOf(stripe, payment);
    // Nothing was ever authorised there.
    if (reference === null)
      return ask.kind === 'void'
        ? { kind: 'done', seen: null }
        : { kind: 'refused', reason: 'no_payment_intent', seen: null };
    if (ask.kind === 'capture') {
      const amount = stripeAmount(ask.amountMinor, currency);
      const isLast = ask.amountMinor >= payment.authorisedMinor - payment.capturedMinor;
      const more = payment.capturesOnce || isLast ? {} : { final_capture: false };
      const expand = ['latest_charge'];
      const intent = await stripe.paymentIntents.capture(
        reference,
        { amount_to_capture: amount, ...more, expand },
        once,
      );
      return { kind: 'done', seen: seenOf(intent, [], currency) };
    }
    if (ask.kind === 'void') {
      const { status } = await stripe.paymentIntents.retrieve(reference);
      // A partly captured one cannot be cancelled: its last capture of nothing lets the rest go.
      const intent =
        status === 'requires_capture' && payment.capturedMinor > 0
          ? await stripe.paymentIntents.capture(
              reference,
              { amount_to_capture: 0, final_capture: true },
              once,
            )
          : await stripe.paymentIntents.cancel(reference, { expand: ['latest_charge'] }, once);
      return { kind: 'done', seen: seenOf(intent, [], currency) };
    }
    if (ask.kind !== 'refund') return { kind: 'refused', reason: 'not-asked-of-cards', seen: null };
    const metadata = { [keyName]: ask.key };
    const amount = stripeAmount(ask.amountMinor, currency);
    await stripe.refunds.create({ payment_intent: reference, amount, metadata }, once);
    return { kind: 'done', seen: await look(reference, currency) };
  };
  return {
    perform: async (payment, ask) => {
      try {
        return await act(payment, ask);
      } catch (cause) {
        return answerOf(cause, payment, ask, async () =>
          payment.reference === null ? null : look(payment.reference, payment.currency),
        );
      }
    },
    look: async (payment) => {
      const { token, currency } = payment;
      try {
        const known = (await referenceOf(stripe, payment)) ?? (token?.startsWith('pi_') ? token : null);
        return known === null ? null : await look(known, currency);
      } catch (cause) {
        throw away(cause) ?? cause;
      }
    },
    check: async () => {
      try {
        const { livemode } = await stripe.balance.retrieve();
        return { isOk: true, words: livemode ? 'live' : 'test' };
      } catch (cause) {
        // Its own message may hold parts of a key.
        if (cause instanceof Stripe.errors.StripeAuthenticationError)
          return { isOk: false, words: 'authentication_failed' };
        if (cause instanceof Stripe.errors.StripePermissionError)
          return { isOk: false, words: 'not_permitted' };
        throw away(cause) ?? cause;
      }
    },
    readNotice: (body, headers, now) => {
      const signature = headers['stripe-signature'];
      if (typeof signature !== 'string') return null;
      for (const secret of signingSecrets) {
        try {
          const receivedAt = now.getTime();
          const event = stripe.webhooks.constructEvent(
            body,
            signature,
            secret,
            toleranceSeconds,
            undefined,
            receivedAt,
          );
          return noticeOf(event.data.object);
        } catch {
          // Unsigned, signed by somebody else, too old, or no event: the library throws more than its own error.
        }
      }
      return null;
    },
  };
}

async function authorise(stripe: Stripe, payment: Payment, ask: Ask): Promise<ProviderAnswer> {
  const { token, currency } = payment;
  if (token === null) return { kind: 'refused', reason: 'no_payment_method', seen: null };
  const expand = ['latest_charge'];
  // The shop has made the intent itself: it is taken over as it stands.
  const intent = token.startsWith('pi_')
    ? await stripe.paymentIntents.retrieve(token, { expand })
    : await stripe.paymentIntents.create(
        {
          amount: stripeAmount(ask.amountMinor, currency),
          currency: currency.toLowerCase(),
          payment_method: token,
          confirm: true,
          capture_method: 'manual',
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          payment_method_options: { card: { request_multicapture: 'if_available' } },
          metadata: namesOf(payment),
          expand,
        },
        { idempotencyKey: ask.key },
      );
  if (intent.currency.toUpperCase() !== currency)
    return { kind: 'refused', reason: 'currency_differs', seen: null };
  const seen = seenOf(intent, [], currency);
  return seen.status === 'failed'
    ? { kind: 'refused', reason: seen.reason ?? intent.status, seen }
    : { kind: 'done', seen };
}

/** What an error means: nobody knows, no, or it was done before. */
async function answerOf(
  cause: unknown,
  payment: Payment,
  ask: Ask,
  look: () => Promise<Seen | null>,
): Promise<ProviderAnswer> {
  const unknown = away(cause);
  // A failure of the provider's own is answered again to the same key for a day; its books say what was done.
  if (unknown && !(cause instanceof Stripe.errors.StripeAPIError)) throw unknown;
  if (cause instanceof Stripe.errors.StripeCardError)
    return { kind: 'refused', reason: cause.decline_code ?? cause.code ?? 'card_declined', seen: null };
  if (!unknown && !(cause instanceof Stripe.errors.StripeInvalidRequestError)) throw cause;
  const { code, message } = cause as Error & { code?: string };
  const reason = code ?? message;
  let seen: Seen | null;
  try {
    seen = await look();
  } catch (second) {
    throw away(second) ?? second;
  }
  const isDone =
    seen !== null &&
    ((ask.kind === 'void' && seen.status !== 'open' && seen.status !== 'failed') ||
      (ask.kind === 'refund' && seen.refunds.some(({ key }) => key === ask.key)) ||
      (ask.kind === 'capture' && seen.capturedMinor >= payment.capturedMinor + ask.amountMinor));
  if (!isDone && unknown) throw unknown;
  return isDone ? { kind: 'done', seen } : { kind: 'refused', reason, seen };
}

function away(cause: unknown): ProviderAway | null {
  const { StripeConnectionError, StripeAPIError, StripeRateLimitError, StripeAuthenticationError } =
    Stripe.errors;
  if (cause instanceof StripeRateLimitError) {
    const seconds = Number(cause.headers?.['retry-after']);
    return new ProviderAway('the card provider asks for patience', seconds > 0 ? seconds * 1000 : 5_000);
  }
  if (cause instanceof StripeAuthenticationError)
    return new ProviderAway('the card provider refuses our key');
  // Another request with the same key is still under way there.
  const isBusy = cause instanceof Stripe.errors.StripeError && cause.code === 'idempotency_key_in_use';
  if (isBusy || cause instanceof StripeConnectionError || cause instanceof StripeAPIError)
    return new ProviderAway(`the card provider did not answer: ${cause.message}`);
  return null;
}

function seenOf(intent: Stripe.PaymentIntent, refunds: readonly Stripe.Refund[], currency: string): Seen {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const card = charge?.payment_method_details?.card;
  const capturedMinor = minorOf(intent.amount_received, currency);
  const isOpen = intent.status === 'requires_capture';
  return {
    reference: intent.id,
    status: statusOf(intent),
    reason: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
    authorisedMinor: isOpen ? capturedMinor + minorOf(intent.amount_capturable, currency) : capturedMinor,
    capturedMinor,
    authorisedUntil:
      isOpen && card?.capture_before ? new Date(card.capture_before * 1000).toISOString() : null,
    capturesOnce: card?.multicapture?.status !== 'available',
    refunds: refunds.map((refund) => seenRefund(refund, currency)),
  };
}

function statusOf({ status, cancellation_reason, last_payment_error }: Stripe.PaymentIntent): Seen['status'] {
  if (status === 'succeeded') return 'closed';
  if (status === 'canceled') return cancellation_reason === 'automatic' ? 'expired' : 'voided';
  return status === 'requires_payment_method' && last_payment_error !== null ? 'failed' : 'open';
}

function seenRefund(
  { id, amount, status, metadata, failure_reason }: Stripe.Refund,
  currency: string,
): SeenRefund {
  const isOver = status === 'failed' || status === 'canceled';
  return {
    key: metadata?.[keyName] ?? null,
    reference: id,
    amountMinor: minorOf(amount, currency),
    state: isOver ? 'failed' : status === 'succeeded' ? 'done' : 'pending',
    reason: failure_reason ?? (isOver ? status : null),
  };
}

function noticeOf(object: object): { paymentId: string | null; reference: string | null } {
  const { object: kind, id, metadata, payment_intent: intent } = object as Record<string, unknown>;
  const named = (metadata as Record<string, unknown> | null | undefined)?.[paymentName];
  const reference = kind === 'payment_intent' ? id : intent;
  return {
    paymentId: typeof named === 'string' ? named : null,
    reference: typeof reference === 'string' ? reference : null,
  };
}

// When an order of a channel may go on, by its money: data of the channel. `outside` is the default: the shop has seen to
// the payment, and an order is confirmed when it is placed.
import { z } from 'zod';
import type { Payment } from './payment';
import { coverOf } from './questions';

export const paymentRules = ['outside', 'prepaid', 'authorised'] as const;
export const captureMoments = ['placing', 'hand-over'] as const;

export const channelPaymentSchema = z.object({
  /**
   * prepaid: the money must be here. authorised: it must be promised, by a card, by the limit of an account, or by cash
   * on delivery.
   */
  rule: z.enum(paymentRules).default('outside'),
  captureAt: z.enum(captureMoments).default('hand-over'),
  /** Providers that orders of the channel may name. */
  providers: z.array(z.string().min(1).max(40)).max(20).default([]),
  /** What an order that names none is paid by. */
  usual: z.string().min(1).max(40).nullable().default(null),
});
export type ChannelPayment = z.infer<typeof channelPaymentSchema>;

/** @param totalMinor what the order is to bring, in its own currency */
export function isPaidEnough(
  rule: ChannelPayment['rule'],
  totalMinor: number,
  currency: string,
  payments: readonly Payment[],
): boolean {
  const cover = coverOf(payments, currency);
  switch (rule) {
    case 'outside':
      return true;
    case 'prepaid':
      return cover.capturedMinor - cover.refundedMinor >= totalMinor;
    case 'authorised':
      return cover.authorisedMinor - cover.refundedMinor >= totalMinor;
  }
}

/**
 * What to capture when a part of an order is handed over, so that all captured never passes what is handed over.
 * @param dueMinor worth of everything handed over until now, charges included
 * @returns by payment, in the order given; payments that take one capture only are asked for all they hold
 */
export function planCapture(
  payments: readonly (Pick<Payment, 'paymentId' | 'capturedMinor' | 'refundedMinor'> & {
    capturableMinor: number;
    inFlightMinor: number;
    capturesOnce: boolean;
  })[],
  dueMinor: number,
): { paymentId: Payment['paymentId']; amountMinor: number }[] {
  let left =
    dueMinor - payments.reduce((sum, payment) => sum + payment.capturedMinor + payment.inFlightMinor, 0);
  const plan: { paymentId: Payment['paymentId']; amountMinor: number }[] = [];
  for (const { paymentId, capturableMinor, capturesOnce } of payments) {
    if (left <= 0) break;
    const amountMinor = capturesOnce ? capturableMinor : Math.min(left, capturableMinor);
    if (amountMinor <= 0) continue;
    plan.push({ paymentId, amountMinor });
    left -= amountMinor;
  }
  return plan;
}

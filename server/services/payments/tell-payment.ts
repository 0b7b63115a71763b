// Tells a payment something, in the transaction of its caller: what is asked of the provider waits in the outbox of the
// same transaction, and the refund that a part belongs to hears of it at once.
import { later } from '../../jobs/outbox';
import type { StreamTx } from '../../db/stream-writer';
import { askOf } from '../../../shared/domain/payment/questions';
import type { Payment, PaymentCommand, PaymentEvent } from '../../../shared/domain/payment/payment';
import type { Cause } from '../changes/change-set';
import { tellRecord, type Told } from '../records/tell-record';
import { paymentRecord, refundRecord } from './payment-record';

export const paymentTopic = 'payment';
export type PaymentWork = {
  paymentId: string;
  /** The ask to perform; null looks how the payment stands. */
  key: string | null;
  /** ISO instant at which it was asked. */
  askedAt: string;
};

/** The unit of work must name the company's stream. */
export async function tellPayment(
  tx: StreamTx,
  newId: () => string,
  paymentId: string,
  command: PaymentCommand,
  cause: Cause,
): Promise<Told<Payment, PaymentEvent>> {
  const told = await tellRecord(tx, paymentRecord, paymentId, command, cause);
  if (!told.ok) return told;
  for (const event of told.events) {
    if (event.type === 'PaymentAsked' && askOf(told.state, event.key)?.state === 'asked')
      await lookLater(tx, newId, { paymentId, key: event.key, askedAt: cause.at });
    const part = partOf(told.state, event);
    if (part) await tellRecord(tx, refundRecord, part.refundId, part.command, cause);
  }
  return told;
}

/** Performs an ask, or looks, soon. */
export function lookLater(
  tx: Pick<StreamTx, 'client'>,
  newId: () => string,
  work: PaymentWork,
): Promise<void> {
  const coalesce = work.key === null;
  return later(
    tx.client,
    [{ topic: paymentTopic, key: work.paymentId, payload: work, availableAt: work.askedAt, coalesce }],
    newId,
  );
}

function partOf(payment: Payment, event: PaymentEvent) {
  if (
    event.type !== 'PaymentRefunded' &&
    event.type !== 'RefundCameBack' &&
    event.type !== 'PaymentAskFailed'
  )
    return null;
  const ask = askOf(payment, event.key);
  if (!ask || ask.kind !== 'refund' || ask.refundId === null) return null;
  const [state, reason] =
    event.type === 'PaymentRefunded' ? (['done', null] as const) : (['failed', event.reason] as const);
  return { refundId: ask.refundId, command: { type: 'RecordPart', key: event.key, state, reason } as const };
}

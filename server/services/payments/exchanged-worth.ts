// Worth that goes from one order to another when goods are exchanged. It is a payment of the new order, taken out of the
// money of the old one: what stands there cannot be given back twice, and what the new order gives back returns the way it
// came, through the payments of the old one.
import { v5 } from 'uuid';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Ask, Payment, PaymentId } from '../../../shared/domain/payment/payment';
import type { StreamTx } from '../../db/stream-writer';
import { type Cause, headOfficeCause } from '../changes/change-set';
import { findRecords } from '../records/read-records';
import { returnMachine } from '../returns/return-machine';
import type { PaymentTools } from './perform-payment';
import type { ProviderAnswer } from './providers/provider';
import { receivedPayment } from './received-payment';
import { approveRefund, requestRefund } from './refunds';

/** Namespace of refunds that give such worth back: the same ask is one refund. */
const givenBackNamespace = '3e0d4a52-5a4b-4d6a-9d0b-7a3f6f0c1d19';

/** The unit of work must name the company's stream. @returns the payment, captured */
export function carryOver(
  tx: StreamTx,
  order: Order,
  { returnNumber, amountMinor }: { returnNumber: string; amountMinor: number },
  newId: () => string,
  cause: Cause,
): Promise<PaymentId> {
  return receivedPayment(
    tx,
    order,
    { method: 'exchange', reference: returnNumber, amountMinor },
    newId,
    cause,
  );
}

/** Somebody has approved the refund of the new order; that of the old one follows from it. */
export async function giveBackExchanged(
  { pool, writer, now, newId }: PaymentTools,
  payment: Payment,
  ask: Ask,
): Promise<ProviderAnswer> {
  const [row] = await findRecords(pool, returnMachine, `number:${payment.reference ?? ''}`);
  const found = row?.doc;
  if (!found) return { kind: 'refused', reason: 'return-unknown', seen: null };
  const at = now().toISOString();
  const clock = { at, newId };
  const cause = headOfficeCause(clock);
  return writer.submit([companyStream], async (tx): Promise<ProviderAnswer> => {
    const asked = await requestRefund(
      tx,
      {
        orderId: found.orderId,
        lines: [],
        amountMinor: ask.amountMinor,
        reason: 'exchange-given-back',
        returnId: found.returnId,
        refundId: v5(ask.key, givenBackNamespace),
      },
      clock,
      cause,
    );
    if (!asked.ok) return { kind: 'refused', reason: asked.refusal.code, seen: null };
    const sent = await approveRefund(tx, asked.refund.refundId, null, clock, cause);
    return sent.ok
      ? { kind: 'done', seen: null }
      : { kind: 'refused', reason: sent.refusal.code, seen: null };
  });
}

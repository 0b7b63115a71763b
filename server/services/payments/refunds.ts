// Refunds: asked for by the office, a return or a cancelled order; approved by a person; sent through the payments the
// money came by. Every step is decided behind the company's counter, so two requests at once never promise the same money.
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import type { Order } from '../../../shared/domain/order/order';
import type { Payment } from '../../../shared/domain/payment/payment';
import { planParts, refundFacts, unsentMinor } from '../../../shared/domain/refund/questions';
import type { Exchanged, Refund, RefundId, RefundLine } from '../../../shared/domain/refund/refund';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { type Cause, headOfficeCause } from '../changes/change-set';
import { readRecord, recordsOfOrder } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { paymentRecord, refundRecord } from './payment-record';
import { exchangedOf } from './exchanged-of';
import { tellPayment } from './tell-payment';

export type RefundRequest = {
  orderId: OrderId;
  /** Amounts of lines; what `amountMinor` has besides them is postage or goodwill. */
  lines: readonly RefundLine[];
  amountMinor: number;
  reason: string;
  returnId?: string | null;
  /** The caller's own id makes asking again harmless; a new one otherwise. */
  refundId?: string;
  requestedBy?: string | null;
};
export type RefundAnswer = { ok: true; refund: Refund } | { ok: false; refusal: Refusal };
type Clock = { at: string; newId: () => string };

export type OrderMoney = { order: Order; payments: Payment[]; refunds: Refund[]; exchanged: Exchanged };

export async function orderMoney(db: Queryable, orderId: OrderId): Promise<OrderMoney | null> {
  const { rows } = await db.query<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = $2 AND NOT deleted',
    [companyStream, orderId],
  );
  const order = rows[0]?.doc;
  if (!order) return null;
  const payments = await recordsOfOrder(db, paymentRecord, orderId);
  const refunds = await recordsOfOrder(db, refundRecord, orderId);
  return {
    order,
    payments: payments.map(({ doc }) => doc),
    refunds: refunds.map(({ doc }) => doc),
    exchanged: await exchangedOf(db, orderId),
  };
}

/** The unit of work must name the company's stream. Never more than was paid, whoever else asks at the same time. */
export async function requestRefund(
  tx: StreamTx,
  request: RefundRequest,
  { at, newId }: Clock,
  cause: Cause = headOfficeCause({ at }),
): Promise<RefundAnswer> {
  const money = await orderMoney(tx.client, request.orderId);
  if (!money) return { ok: false, refusal: { code: 'order-not-placed', values: {} } };
  const refundId = request.refundId ?? newId();
  const others = money.refunds.filter((refund) => refund.refundId !== refundId);
  const told = await tellRecord(
    tx,
    refundRecord,
    refundId,
    {
      type: 'RequestRefund',
      facts: refundFacts(money.order, money.payments, others, money.exchanged),
      refund: {
        refundId: refundId as RefundId,
        orderId: request.orderId,
        returnId: request.returnId ?? null,
        currency: money.order.currency,
        amountMinor: request.amountMinor,
        lines: [...request.lines],
        reason: request.reason,
        requestedBy: request.requestedBy ?? null,
      },
    },
    cause,
  );
  return told.ok ? { ok: true, refund: told.state } : told;
}

/** Approves and sends: the payments are asked in the same transaction, the providers by the outbox. */
export async function approveRefund(
  tx: StreamTx,
  refundId: string,
  by: string | null,
  { newId }: Clock,
  cause: Cause,
): Promise<RefundAnswer> {
  const before = await readRecord(tx.client, refundRecord, refundId);
  if (!before) return { ok: false, refusal: { code: 'refund-unknown', values: {} } };
  const money = await orderMoney(tx.client, before.orderId);
  const amountMinor = unsentMinor(before);
  const parts = money ? planParts(amountMinor, money.payments) : null;
  if ((before.state === 'requested' || before.state === 'failed') && parts === null) {
    const facts = money ? refundFacts(money.order, money.payments, [], money.exchanged) : null;
    const values = { amountMinor, limitMinor: facts?.refundableMinor ?? 0, currency: before.currency };
    return { ok: false, refusal: { code: 'refund-over-captured', values } };
  }
  const approved = await tellRecord(tx, refundRecord, refundId, { type: 'ApproveRefund', by }, cause);
  if (!approved.ok) return approved;
  if (approved.state.state !== 'approved' || parts === null) return { ok: true, refund: approved.state };
  const keyed = parts.map((part) => ({ ...part, key: newId() }));
  const sent = await tellRecord(tx, refundRecord, refundId, { type: 'SendRefund', parts: keyed }, cause);
  if (!sent.ok) return sent;
  for (const { paymentId, key, amountMinor: part } of keyed) {
    const command = { type: 'AskRefund', key, amountMinor: part, refundId } as const;
    const asked = await tellPayment(tx, newId, paymentId, command, cause);
    if (!asked.ok) throw new Error(`payment ${paymentId} refused a refund that was planned for it`);
  }
  return { ok: true, refund: sent.state };
}

export async function declineRefund(
  tx: StreamTx,
  refundId: string,
  by: string | null,
  reason: string,
  cause: Cause,
): Promise<RefundAnswer> {
  const told = await tellRecord(tx, refundRecord, refundId, { type: 'DeclineRefund', by, reason }, cause);
  return told.ok ? { ok: true, refund: told.state } : told;
}

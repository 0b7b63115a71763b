// A payment whose money is here as it begins: nobody is asked for it and nothing is waited for.
import type { Order } from '../../../shared/domain/order/order';
import type { PaymentId } from '../../../shared/domain/payment/payment';
import type { StreamTx } from '../../db/stream-writer';
import type { Cause } from '../changes/change-set';
import { tellPayment } from './tell-payment';

/** The unit of work must name the company's stream. @returns the payment, captured */
export async function receivedPayment(
  tx: StreamTx,
  order: Pick<Order, 'orderId' | 'currency'>,
  {
    method,
    reference,
    amountMinor,
  }: { /** Also its provider's id. */ method: string; reference: string; amountMinor: number },
  newId: () => string,
  cause: Cause,
): Promise<PaymentId> {
  const paymentId = newId() as PaymentId;
  for (const command of [
    {
      type: 'StartPayment',
      payment: {
        paymentId,
        orderId: order.orderId,
        providerId: method,
        method,
        currency: order.currency,
        amountMinor,
        reference,
        token: null,
        dueAt: null,
        expiresAt: null,
      },
    } as const,
    { type: 'RecordReceived', key: newId(), amountMinor } as const,
  ]) {
    const told = await tellPayment(tx, newId, paymentId, command, cause);
    if (!told.ok) throw new Error(`a payment of its own was refused: ${told.refusal.code}`);
  }
  return paymentId;
}

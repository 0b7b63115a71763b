// What of an order's money stands in other orders, for goods that were exchanged.
import type { OrderId } from '../../../shared/domain/ids';
import { refundableMinor } from '../../../shared/domain/payment/questions';
import type { Exchanged } from '../../../shared/domain/refund/refund';
import type { Queryable } from '../../db/pool';
import { readRecord, recordsOfOrder } from '../records/read-records';
import { returnMachine } from '../returns/return-machine';
import { paymentRecord } from './payment-record';

export async function exchangedOf(db: Queryable, orderId: OrderId): Promise<Exchanged> {
  const returns = await recordsOfOrder(db, returnMachine, orderId);
  const exchanges = returns.flatMap(({ doc }) => doc.exchanges);
  let amountMinor = 0;
  for (const { paymentId } of exchanges) {
    const payment = paymentId === null ? null : await readRecord(db, paymentRecord, paymentId);
    // What the new order has given back, or asks to, is on its way to the payments here.
    if (payment) amountMinor += refundableMinor(payment);
  }
  return { amountMinor, lines: exchanges.flatMap(({ lines }) => lines) };
}

// Money that was put on the counter: in the till before the order is told, so its payment is captured as it begins.
import { owedInTheEndMinor } from '../../../shared/domain/payment/owed';
import type { Order } from '../../../shared/domain/order/order';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import type { Cause } from '../changes/change-set';
import { wordsOf } from '../imports/words';
import { cashProvider } from './providers/own-books';
import { receivedPayment } from './received-payment';

const { method } = cashProvider;

/** It needs no settings: whoever takes cash has a till. */
export async function ensureCash(db: Queryable): Promise<void> {
  await db.query(
    'INSERT INTO payment_provider (provider_id, method, name) VALUES ($1, $1, $2) ON CONFLICT DO NOTHING',
    [method, wordsOf('payment.method.cash', {})],
  );
}

/** All that the order is to bring. The unit of work must name the company's stream. */
export async function takeCash(tx: StreamTx, order: Order, newId: () => string, cause: Cause): Promise<void> {
  const amountMinor = owedInTheEndMinor(order);
  if (amountMinor > 0)
    await receivedPayment(tx, order, { method, reference: order.number, amountMinor }, newId, cause);
}

// The payment of an order that has to be paid first begins in the transaction that places it, whoever told the order.
import type { OrderId } from '../../../shared/domain/ids';
import type { OrderPayment } from '../../../shared/domain/payment/order-payment';
import { owedInTheEndMinor } from '../../../shared/domain/payment/owed';
import type { StreamTx } from '../../db/stream-writer';
import { type ChangeSet, headOfficeCause } from '../changes/change-set';
import { startPayment } from '../payments/start-payment';

/** Behind the storing of the order. The unit of work must name the company's stream. */
export async function beginPayment(
  tx: StreamTx,
  newId: () => string,
  changes: ChangeSet,
  orderId: OrderId,
  payment: OrderPayment | undefined,
): Promise<void> {
  const stored = changes.orders.get(orderId);
  if (stored?.state !== 'placed' || !payment) return;
  const wanted = { ...payment, amountMinor: owedInTheEndMinor(stored) };
  // A provider that is not there any more is no reason to lose the order: it waits, and its page says so.
  if (wanted.amountMinor > 0) await startPayment(tx, stored, wanted, newId, headOfficeCause(changes));
}

// What each parcel of an order collects at the door: the open cash on delivery of the order, shared over its parcels by
// what is in them. Whoever prints a label or buys one takes the amount here, and from then on it stands.
import type { OrderId, ParcelId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { splitCash } from '../../../shared/domain/payment/cash-on-delivery';
import { openMinor } from '../../../shared/domain/payment/questions';
import type { Money } from '../../../shared/money/money';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { orderMoney } from './refunds';

/** Method of payments whose money a carrier collects. */
const collected = 'cash-on-delivery';

/** By parcel, in the currency of the order; empty when nothing is collected. */
export async function cashOfParcels(db: Queryable, orderId: OrderId): Promise<Map<ParcelId, Money>> {
  const money = await orderMoney(db, orderId);
  const payments = (money?.payments ?? []).filter(({ method }) => method === collected);
  if (!money || payments.length === 0) return new Map();
  const { rows: printed } = await db.query<{ parcel_id: ParcelId; amount_minor: number }>(
    'SELECT parcel_id, amount_minor FROM parcel_cash WHERE order_id = $1',
    [orderId],
  );
  const { rows: parcels } = await db.query<{ doc: Parcel }>(
    `SELECT doc FROM parcel WHERE order_id = $1 AND NOT deleted AND state <> 'cancelled' ORDER BY placed_at, parcel_id`,
    [orderId],
  );
  const prices = new Map(money.order.lines.map((line) => [line.lineNo, line.unitPriceMinor]));
  const known = new Map(printed.map((row) => [row.parcel_id, row.amount_minor]));
  // What carriers have paid out already was collected by parcels whose amounts stand.
  const totalMinor = payments.reduce((sum, payment) => sum + openMinor(payment) + payment.capturedMinor, 0);
  const split = splitCash(
    totalMinor,
    parcels.map(({ doc }) => ({
      parcelId: doc.parcelId,
      worthMinor: doc.lines.reduce(
        (sum, line) =>
          sum + Math.max(0, line.expected - line.cancelled) * Math.max(0, prices.get(line.lineNo) ?? 0),
        0,
      ),
      printedMinor: known.get(doc.parcelId) ?? null,
    })),
  );
  const { currency } = money.order;
  return new Map(
    parcels.map(({ doc }) => [doc.parcelId, { amountMinor: split.get(doc.parcelId) ?? 0, currency }]),
  );
}

/** The amount for a label; asked for again, it is the same. The unit of work must name the company's stream. */
export async function cashForLabel(
  tx: StreamTx,
  orderId: OrderId,
  parcelId: ParcelId,
): Promise<Money | null> {
  const amount = (await cashOfParcels(tx.client, orderId)).get(parcelId);
  if (!amount) return null;
  await tx.client.query(
    'INSERT INTO parcel_cash (parcel_id, order_id, amount_minor, currency) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [parcelId, orderId, amount.amountMinor, amount.currency],
  );
  return amount;
}

// Everything that how an order stands is asked of: the order, its boxes and their labels, for many orders at once.
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import { zonesOfCountry } from '../../../shared/domain/mail/country-zones';
import type { Order } from '../../../shared/domain/order/order';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Shipment } from '../../../shared/domain/shipment/shipment';
import type { SpecialFacts } from '../../../shared/domain/special/special-risk';
import type { Queryable } from '../../db/pool';

/** Orders that are not there are left out. */
export async function loadSpecialFacts(
  db: Queryable,
  orderIds: readonly OrderId[],
  nowMs: number,
): Promise<Map<OrderId, SpecialFacts>> {
  if (orderIds.length === 0) return new Map();
  const [orders, parcels, shipments] = await Promise.all([
    db.query<{ doc: Order }>({
      name: 'special-orders',
      text: 'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[]) AND NOT deleted',
      values: [companyStream, orderIds],
    }),
    db.query<{ doc: Parcel }>({
      name: 'special-parcels',
      text: `SELECT doc FROM parcel WHERE order_id = ANY($1::uuid[]) AND NOT deleted
             ORDER BY order_id, (doc->>'boxNumber')::int, parcel_id`,
      values: [orderIds],
    }),
    db.query<{ doc: Shipment }>({
      name: 'special-shipments',
      text: `SELECT doc FROM record WHERE order_id = ANY($1::uuid[]) AND kind = 'shipment' ORDER BY order_id, record_id`,
      values: [orderIds],
    }),
  ]);
  return new Map(
    orders.rows.map(({ doc: order }) => [
      order.orderId,
      {
        order,
        parcels: parcels.rows.flatMap(({ doc }) => (doc.orderId === order.orderId ? doc : [])),
        shipments: shipments.rows.flatMap(({ doc }) => (doc.orderId === order.orderId ? doc : [])),
        nowMs,
        today: dayIn(order.shipTo.countryCode, nowMs),
      },
    ]),
  );
}

/** Today where it goes to; a country of several zones counts by its largest. */
function dayIn(countryCode: string, nowMs: number): string {
  const [timeZone] = zonesOfCountry(countryCode) ?? ['UTC'];
  // Swedish writes a date as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timeZone ?? 'UTC' }).format(nowMs);
}

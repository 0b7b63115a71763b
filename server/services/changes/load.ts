// Fills a change set with what a transaction needs, one statement a kind. Everything is read inside the transaction that
// holds the streams' counters, so nothing read here can change before it commits.
import type { OrderId, Sku, WarehouseId } from '../../../shared/domain/ids';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Queryable } from '../../db/pool';
import type { ChangeSet } from './change-set';

export async function loadParcels(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  parcelIds: readonly string[],
): Promise<void> {
  if (parcelIds.length === 0) return;
  const { rows } = await db.query<{ doc: Parcel }>({
    name: 'load-parcels',
    text: 'SELECT doc FROM parcel WHERE stream_id = $1 AND parcel_id = ANY($2::uuid[]) AND NOT deleted',
    values: [warehouseId, parcelIds],
  });
  for (const { doc } of rows) changes.parcels.set(doc.parcelId, doc);
}

/** Parcels of these orders in every warehouse. */
export async function loadParcelsOfOrders(
  db: Queryable,
  changes: ChangeSet,
  orderIds: readonly string[],
): Promise<void> {
  if (orderIds.length === 0) return;
  const { rows } = await db.query<{ doc: Parcel }>({
    name: 'load-parcels-of-orders',
    text: 'SELECT doc FROM parcel WHERE order_id = ANY($1::uuid[]) AND NOT deleted',
    values: [orderIds],
  });
  for (const { doc } of rows) if (!changes.parcels.has(doc.parcelId)) changes.parcels.set(doc.parcelId, doc);
}

/** Orders with their reservations. */
export async function loadOrders(
  db: Queryable,
  changes: ChangeSet,
  orderIds: readonly string[],
): Promise<void> {
  const missing = orderIds.filter((orderId) => !changes.orders.has(orderId));
  if (missing.length === 0) return;
  const orders = await db.query<{ doc: Order }>({
    name: 'load-orders',
    text: 'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[]) AND NOT deleted',
    values: [companyStream, missing],
  });
  for (const { doc } of orders.rows) changes.orders.set(doc.orderId, doc);
  const reservations = await db.query<{
    stream_id: WarehouseId;
    order_id: OrderId;
    line_no: number;
    sku: Sku;
    location_id: string;
    quantity: number;
    in_parcels: number;
  }>({
    name: 'load-reservations',
    text: `SELECT stream_id, order_id, line_no, sku, location_id, quantity, in_parcels
           FROM reservation WHERE order_id = ANY($1::uuid[])`,
    values: [missing],
  });
  for (const row of reservations.rows) {
    const list = changes.reservations.get(row.order_id) ?? [];
    changes.reservations.set(row.order_id, list);
    list.push({
      warehouseId: row.stream_id,
      orderId: row.order_id,
      lineNo: row.line_no,
      sku: row.sku,
      locationId: row.location_id,
      quantity: row.quantity,
      inParcels: row.in_parcels,
    });
  }
}

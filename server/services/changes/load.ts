// Fills a change set with what a transaction needs, one statement a kind. Everything is read inside the transaction that
// holds the streams' counters, so nothing read here can change before it commits.
import type { OrderId, Sku, WarehouseId } from '../../../shared/domain/ids';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Purchase } from '../../../shared/domain/purchasing/purchase';
import type { Tour } from '../../../shared/domain/tour/tour';
import type { Transfer } from '../../../shared/domain/transfer/transfer';
import type { Task } from '../../../shared/sync/documents';
import { listOnce } from '../../db/planned-once';
import type { Queryable } from '../../db/pool';
import type { ChangeSet } from './change-set';
import { loadStockHolds } from './stock-holds';

export async function loadParcels(
  db: Queryable,
  changes: Pick<ChangeSet, 'parcels'>,
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

export async function loadTours(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  tourIds: readonly string[],
): Promise<void> {
  if (tourIds.length === 0) return;
  const { rows } = await db.query<{ doc: Tour }>({
    name: 'load-tours',
    text: 'SELECT doc FROM tour WHERE stream_id = $1 AND tour_id = ANY($2::uuid[]) AND NOT deleted',
    values: [warehouseId, tourIds],
  });
  for (const { doc } of rows) changes.tours.set(doc.tourId, doc);
}

/** Orders to suppliers of one warehouse, also those that are over. */
export async function loadPurchases(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  purchaseIds: readonly string[],
): Promise<void> {
  if (purchaseIds.length === 0) return;
  const { rows } = await db.query<{ doc: Purchase }>({
    name: 'load-purchases',
    text: 'SELECT doc FROM purchase WHERE stream_id = $1 AND purchase_id = ANY($2::uuid[])',
    values: [warehouseId, purchaseIds],
  });
  for (const { doc } of rows) changes.purchases.set(doc.purchaseId, doc);
}

/** Transfers of the company, also those that are over. */
export async function loadTransfers(
  db: Queryable,
  changes: ChangeSet,
  transferIds: readonly string[],
): Promise<void> {
  if (transferIds.length === 0) return;
  const { rows } = await db.query<{ doc: Transfer }>({
    name: 'load-transfers',
    text: 'SELECT doc FROM stock_transfer WHERE stream_id = $1 AND transfer_id = ANY($2::uuid[])',
    values: [companyStream, transferIds],
  });
  for (const { doc } of rows) changes.transfers.set(doc.transferId, doc);
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

/** Tours that go on with the totes of these. */
export async function loadToursBehind(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  tourIds: readonly string[],
): Promise<void> {
  if (tourIds.length === 0) return;
  const { rows } = await db.query<{ doc: Tour }>({
    name: 'tours-behind',
    text: `SELECT doc FROM tour WHERE stream_id = $1 AND state = 'planned' AND doc->>'after' = ANY($2::text[]) AND NOT deleted`,
    values: [warehouseId, tourIds],
  });
  for (const { doc } of rows) if (!changes.tours.has(doc.tourId)) changes.tours.set(doc.tourId, doc);
}

type OrderRow = { doc: Order };
type ReservationRow = {
  stream_id: WarehouseId;
  order_id: OrderId;
  line_no: number;
  sku: Sku;
  location_id: string;
  quantity: number;
  in_parcels: number;
};
const reservationColumns = 'stream_id, order_id, line_no, sku, location_id, quantity, in_parcels';

/** Orders with their reservations, and with what they keep without being given it. */
export async function loadOrders(
  db: Queryable,
  changes: ChangeSet,
  orderIds: readonly string[],
): Promise<void> {
  const missing = orderIds.filter((orderId) => !changes.orders.has(orderId));
  if (missing.length === 0) return;
  const [orders, reservations] = await Promise.all([
    db.query<OrderRow>({
      name: 'load-orders',
      text: `SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY(${listOnce('$2', 'uuid')}) AND NOT deleted`,
      values: [companyStream, missing],
    }),
    db.query<ReservationRow>({
      name: 'load-reservations',
      text: `SELECT ${reservationColumns} FROM reservation WHERE order_id = ANY(${listOnce('$1', 'uuid')})`,
      values: [missing],
    }),
    loadStockHolds(db, changes, missing),
  ]);
  addOrders(changes, orders.rows, reservations.rows);
}

/** The orders that parcels of a warehouse are of, with their reservations, without knowing the parcels first. */
export async function loadOrdersOfParcels(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  parcelIds: readonly string[],
): Promise<void> {
  if (parcelIds.length === 0) return;
  // A list and not a join: the planner then takes the index whatever the tables' sizes.
  const ordersOf = (warehouse: string, parcels: string): string =>
    `= ANY(ARRAY(SELECT order_id FROM parcel WHERE stream_id = ${warehouse} AND parcel_id = ANY(${listOnce(parcels, 'uuid')}) AND NOT deleted))`;
  const [orders, reservations] = await Promise.all([
    db.query<OrderRow>({
      name: 'load-orders-of-parcels',
      text: `SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id ${ordersOf('$2', '$3')} AND NOT deleted`,
      values: [companyStream, warehouseId, parcelIds],
    }),
    db.query<ReservationRow>({
      name: 'load-reservations-of-parcels',
      text: `SELECT ${reservationColumns} FROM reservation WHERE order_id ${ordersOf('$1', '$2')}`,
      values: [warehouseId, parcelIds],
    }),
  ]);
  addOrders(changes, orders.rows, reservations.rows);
}

function addOrders(
  changes: ChangeSet,
  orders: readonly OrderRow[],
  reservations: readonly ReservationRow[],
): void {
  for (const { doc } of orders) changes.orders.set(doc.orderId, doc);
  for (const row of reservations) {
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

/** Tasks of one warehouse by id; those of any other are not found. */
export async function loadTasks(
  db: Queryable,
  warehouseId: WarehouseId,
  taskIds: readonly string[],
): Promise<Task[]> {
  if (taskIds.length === 0) return [];
  const { rows } = await db.query<{ doc: Task }>({
    name: 'tasks-by-id',
    text: 'SELECT doc FROM task WHERE stream_id = $1 AND task_id = ANY($2::uuid[]) AND NOT deleted',
    values: [warehouseId, taskIds],
  });
  return rows.map(({ doc }) => doc);
}

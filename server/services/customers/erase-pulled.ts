// Takes a person out of what stations pull: orders, boxes and tasks become the same documents with their mark instead of
// them, at a new place of their stream, so that every bench hears of it as of any change.
import { type ErasedPerson, withoutPerson } from '../../../shared/domain/customer/erased';
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Task } from '../../../shared/sync/documents';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { warehousesOf } from '../allocation/allocate-orders';
import type { Pool } from '../../db/pool';
import { newChangeSet } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { storeChanges } from '../changes/store';
import type { PersonFile } from './erased-person';

/** Stations wait for the transaction, so it stays short. */
const ordersAtOnce = 100;

export type PulledTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

export async function erasePulled(tools: PulledTools, { orderIds, person }: PersonFile): Promise<void> {
  const warehouseIds = await warehousesOf(tools.pool);
  for (let from = 0; from < orderIds.length; from += ordersAtOnce) {
    const some = orderIds.slice(from, from + ordersAtOnce);
    await tools.writer.submit([companyStream, ...warehouseIds], (tx) => eraseOrders(tools, tx, some, person));
  }
}

async function eraseOrders(
  { now, newId }: PulledTools,
  tx: StreamTx,
  orderIds: readonly string[],
  person: ErasedPerson,
): Promise<void> {
  const changes = newChangeSet(now().toISOString(), newId);
  await loadOrders(tx.client, changes, orderIds);
  await loadParcelsOfOrders(tx.client, changes, orderIds);
  for (const [orderId, order] of changes.orders) {
    const erased = withoutPerson(order, person, true) as Order;
    if (isSame(erased, order)) continue;
    changes.orders.set(orderId, erased);
    changes.touchedOrders.add(orderId);
  }
  for (const [parcelId, parcel] of changes.parcels) {
    const erased = withoutPerson(parcel, person, true) as Parcel;
    if (isSame(erased, parcel)) continue;
    changes.parcels.set(parcelId, erased);
    changes.touchedParcels.add(parcelId);
  }
  const tasks = await tx.client.query<{ stream_id: WarehouseId; doc: Task }>(
    'SELECT stream_id, doc FROM task WHERE order_id = ANY($1::uuid[]) AND NOT deleted',
    [orderIds],
  );
  for (const { stream_id: warehouseId, doc } of tasks.rows) {
    const task = withoutPerson(doc, person, true) as Task;
    if (!isSame(task, doc)) changes.tasks.push({ warehouseId, task });
  }
  await storeChanges(tx, changes);
  await tx.client.query(
    `UPDATE sales_order SET customer_name = doc #>> '{customer,name}' WHERE stream_id = $1 AND order_id = ANY($2::uuid[])`,
    [companyStream, orderIds],
  );
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

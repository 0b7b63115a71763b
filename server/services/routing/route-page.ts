// Why an order ships from where it does, with where everything is.
import type { RoutePage } from '../../../shared/contract/routing';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Place } from '../../../shared/domain/routing/distance';
import { nodePolicyOf } from '../../../shared/domain/routing/policy';
import type { DirectoryEntry } from '../../../shared/sync/documents';
import type { Queryable } from '../../db/pool';
import { placeOf } from './gazetteer';
import { loadRoutes } from './order-routes';
import { loadPolicy } from './policy';

/** Null: there is no such order. */
export async function routePage(db: Queryable, orderId: OrderId): Promise<RoutePage | null> {
  const orders = await db.query<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = $2 AND NOT deleted',
    [companyStream, orderId],
  );
  const order = orders.rows[0]?.doc;
  if (!order) return null;
  const { rows } = await db.query<{ doc: Extract<DirectoryEntry, { kind: 'warehouse' }> }>(
    `SELECT doc FROM directory WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted ORDER BY entry_id`,
    [companyStream],
  );
  const { policy } = await loadPolicy(db);
  const route = (await loadRoutes(db, [orderId])).get(orderId);
  return {
    ...(route ?? { decidedAt: null, route: null, override: null }),
    destination: onlyPlace(placeOf(order.shipTo)),
    nodes: rows.map(({ doc: { warehouse } }) => ({
      nodeId: warehouse.warehouseId,
      name: warehouse.name,
      place: onlyPlace(nodePolicyOf(policy, warehouse.warehouseId).place ?? placeOf(warehouse.address)),
    })),
  };
}

const onlyPlace = (place: Place | null): Place | null =>
  place && { latitude: place.latitude, longitude: place.longitude };

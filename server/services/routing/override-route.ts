// A person says where an order ships from (or takes that back). What it holds and no parcel counts on yet is given back
// and chosen anew; what is in a parcel stays there, because a bench may have it in hand.
import type { OrderRoute, RouteOverride } from '../../../shared/contract/routing';
import type { OrderId, WarehouseId } from '../../../shared/domain/ids';
import { companyStream } from '../../../shared/domain/ids';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { allocateOrders, warehousesOf } from '../allocation/allocate-orders';
import { headOfficeCause, newChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { storeChanges } from '../changes/store';
import { giveBackUnits } from './give-back-units';
import { loadRoutes, saveOverride } from './order-routes';

export type OverrideTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };
export type OverrideAnswer =
  | { ok: true; route: OrderRoute }
  | { ok: false; refusal: 'order-unknown' | 'route-settled' }
  | { ok: false; refusal: 'warehouse-unknown'; warehouseId: WarehouseId; known: WarehouseId[] };

export async function overrideRoute(
  tools: OverrideTools,
  orderId: OrderId,
  override: RouteOverride | null,
): Promise<OverrideAnswer> {
  const warehouseIds = await warehousesOf(tools.pool);
  const unknown = override?.warehouseIds.find((warehouseId) => !warehouseIds.includes(warehouseId));
  if (unknown !== undefined) {
    return { ok: false, refusal: 'warehouse-unknown', warehouseId: unknown, known: warehouseIds };
  }
  return tools.writer.submit([companyStream, ...warehouseIds], async (tx): Promise<OverrideAnswer> => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    await loadOrders(tx.client, changes, [orderId]);
    const given = giveBackUnits(changes, orderId, headOfficeCause(changes));
    if (given !== 'given-back') return { ok: false, refusal: given };
    await saveOverride(tx.client, orderId, override);
    // What it gives back must be in the database before it is chosen anew.
    await storeChanges(tx, changes);
    const again = newChangeSet(changes.at, tools.newId);
    await allocateOrders(tx.client, again, [orderId], warehouseIds);
    await storeChanges(tx, again);
    const route = (await loadRoutes(tx.client, [orderId])).get(orderId);
    return { ok: true, route: route ?? { decidedAt: null, route: null, override } };
  });
}

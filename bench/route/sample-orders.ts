// The sample company's own orders, one after the other, each routed as head office does: real addresses, policy, boxes and
// tariffs that rise with weight and volume, out of the stock the company began with.
import { companyStream, type LocationId, type Sku, type WarehouseId } from '../../shared/domain/ids';
import type { Order } from '../../shared/domain/order/order';
import type { WantedLine } from '../../shared/domain/stock/allocate';
import { warehousesOf } from '../../server/services/allocation/allocate-orders';
import { type OpenStock, takeFrom } from '../../server/services/allocation/availability';
import { loadRoutingFacts } from '../../server/services/routing/load-facts';
import { routeOrder } from '../../server/services/routing/route-order';
import type { Pool } from '../../server/db/pool';
import { openSyncCompany } from '../sync/company';

export type RoutedSample = {
  orders: number;
  /** Of one decision with its explanation. */
  milliseconds: number[];
  /** Decisions that weighed every possibility. */
  proven: number;
};

export async function routeSample(seed: number, note: (line: string) => void): Promise<RoutedSample> {
  const company = await openSyncCompany(seed, note);
  try {
    const orders = await placedOrders(company.pool);
    const warehouseIds = await warehousesOf(company.pool);
    const skus = [...new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
    const stock = await onHand(company.pool, warehouseIds, skus);
    const facts = await loadRoutingFacts(
      company.pool,
      warehouseIds,
      skus,
      new Date().toISOString(),
      orders.map(({ shipTo }) => shipTo),
    );
    const found: RoutedSample = { orders: orders.length, milliseconds: [], proven: 0 };
    for (const order of orders) {
      const wanted: WantedLine[] = order.lines.map(({ lineNo, sku, ordered }) => ({
        lineNo,
        sku,
        quantity: ordered,
      }));
      const startedMs = performance.now();
      const { allocations, route } = routeOrder(facts, order, wanted, stock, null);
      found.milliseconds.push(performance.now() - startedMs);
      if (route.decision.proven) found.proven += 1;
      for (const { warehouseId, lines } of allocations)
        for (const { sku, sources } of lines) takeFrom(stock, warehouseId, sku, sources);
    }
    return found;
  } finally {
    await company.end();
  }
}

/** In the order in which they were placed. */
async function placedOrders(pool: Pool): Promise<Order[]> {
  const { rows } = await pool.query<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE stream_id = $1 AND NOT deleted ORDER BY placed_at, order_id',
    [companyStream],
  );
  return rows.map(({ doc }) => doc);
}

/** What lies in the bins, whatever is promised of it. */
async function onHand(
  pool: Pool,
  warehouseIds: readonly WarehouseId[],
  skus: readonly Sku[],
): Promise<OpenStock> {
  const { rows } = await pool.query<{
    stream_id: WarehouseId;
    sku: Sku;
    location_id: LocationId;
    on_hand: number;
  }>(
    `SELECT l.stream_id, l.sku, l.location_id, l.on_hand FROM stock_level l
     JOIN location p ON p.stream_id = l.stream_id AND p.location_id = l.location_id AND p.kind = 'bin'
     WHERE l.stream_id = ANY($1::text[]) AND l.sku = ANY($2::text[]) ORDER BY p.walk_order, l.location_id`,
    [warehouseIds, skus],
  );
  const stock: OpenStock = new Map();
  for (const row of rows) {
    const bySku = stock.get(row.stream_id) ?? new Map();
    stock.set(row.stream_id, bySku);
    bySku.set(row.sku, [
      ...(bySku.get(row.sku) ?? []),
      { locationId: row.location_id, available: row.on_hand },
    ]);
  }
  return stock;
}

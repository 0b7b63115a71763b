// Why an order ships from where it does, and what a person said instead: one row an order, the newest choice.
import type { OrderRoute, RouteOverride, RouteRecord } from '../../../shared/contract/routing';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

export async function loadRoutes(
  db: Queryable,
  orderIds: readonly OrderId[],
): Promise<Map<string, OrderRoute>> {
  const { rows } = await db.query<{
    order_id: string;
    decided_at: string | null;
    doc: RouteRecord | null;
    override: RouteOverride | null;
  }>({
    name: 'order-routes',
    text: 'SELECT order_id, decided_at, doc, override FROM order_route WHERE stream_id = $1 AND order_id = ANY($2::uuid[])',
    values: [companyStream, orderIds],
  });
  return new Map(
    rows.map((row) => [
      row.order_id,
      {
        decidedAt: row.decided_at === null ? null : new Date(row.decided_at).toISOString(),
        route: row.doc,
        override: row.override,
      },
    ]),
  );
}

export async function saveRoutes(
  db: Queryable,
  at: string,
  routes: ReadonlyMap<OrderId, RouteRecord>,
): Promise<void> {
  if (routes.size === 0) return;
  await db.query({
    name: 'save-order-routes',
    text: `INSERT INTO order_route (stream_id, order_id, decided_at, doc)
           SELECT $1, order_id, $2, doc FROM unnest($3::uuid[], $4::jsonb[]) AS r (order_id, doc)
           ON CONFLICT (stream_id, order_id) DO UPDATE SET decided_at = excluded.decided_at, doc = excluded.doc`,
    values: [
      companyStream,
      at,
      [...routes.keys()],
      [...routes.values()].map((route) => JSON.stringify(route)),
    ],
  });
}

/** Null takes it back. */
export async function saveOverride(
  db: Queryable,
  orderId: OrderId,
  override: RouteOverride | null,
): Promise<void> {
  await db.query(
    `INSERT INTO order_route (stream_id, order_id, override) VALUES ($1, $2, $3)
     ON CONFLICT (stream_id, order_id) DO UPDATE SET override = excluded.override`,
    [companyStream, orderId, override === null ? null : JSON.stringify(override)],
  );
}

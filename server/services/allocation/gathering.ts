// Complete orders wait a while for others, where the company set so, to be planned together before their parcels are made.
// Not the orders of VIPs, not those that a rule puts first, not what a bench has begun, and not shortly before a pick-up.
import { companyStream, type OrderId, type WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { gatherFor } from '../../../shared/domain/routing/gather';
import type { RoutingPolicy } from '../../../shared/domain/routing/policy';
import { applyRules } from '../../../shared/domain/routing/rules';
import type { Carrier } from '../../../shared/domain/shipping/carrier';
import type { Queryable } from '../../db/pool';
import { later } from '../../jobs/outbox';
import { localTime } from '../routing/load-facts';

export type Gatherer = { order: Order; warehouseIds: readonly WarehouseId[]; isBegun: boolean };

/** @returns the orders whose parcels are made now; the others are remembered with when theirs are */
export async function notGathering(
  db: Queryable,
  at: string,
  orders: readonly Gatherer[],
  { policy, carriers }: { policy: RoutingPolicy; carriers: readonly Carrier[] },
): Promise<Set<OrderId>> {
  const all = new Set(orders.map(({ order }) => order.orderId));
  if (policy.gatherMinutes === 0) return all;
  const [known, zones] = await Promise.all([releaseTimes(db, [...all]), timeZones(db)]);
  const waiting = new Map<OrderId, string>();
  for (const { order, warehouseIds, isBegun } of orders) {
    const set = known.get(order.orderId);
    if (set !== undefined) {
      if (set > at) all.delete(order.orderId);
      continue;
    }
    const { comesFirst } = applyRules(
      policy,
      {
        countryCode: order.shipTo.countryCode,
        channelId: order.channelId,
        isVip: order.priority === 'vip',
        skus: order.lines.map(({ sku }) => sku),
      },
      [],
    );
    if (isBegun || comesFirst || order.priority === 'vip') continue;
    const cutOffs = carriers.flatMap(({ services }) => services.map(({ cutOff }) => cutOff));
    const minutes = Math.min(
      ...warehouseIds.map((id) =>
        gatherFor(localTime(at, zones.get(id) ?? 'UTC'), policy.gatherMinutes, cutOffs),
      ),
    );
    if (minutes <= 0) continue;
    waiting.set(order.orderId, new Date(Date.parse(at) + minutes * 60_000).toISOString());
    all.delete(order.orderId);
  }
  await remember(db, waiting);
  if (known.size > 0)
    await db.query('DELETE FROM gathering_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[])', [
      companyStream,
      [...all],
    ]);
  return all;
}

async function releaseTimes(db: Queryable, orderIds: readonly OrderId[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ order_id: string; release_at: string }>({
    name: 'gathering-of-orders',
    text: 'SELECT order_id, release_at FROM gathering_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[])',
    values: [companyStream, orderIds],
  });
  return new Map(rows.map((row) => [row.order_id, new Date(row.release_at).toISOString()]));
}

async function timeZones(db: Queryable): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; zone: string }>({
    name: 'time-zones',
    text: `SELECT doc->'warehouse'->>'warehouseId' AS id, doc->'warehouse'->>'timeZone' AS zone FROM directory
           WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted`,
    values: [companyStream],
  });
  return new Map(rows.map((row) => [row.id, row.zone]));
}

async function remember(db: Queryable, waiting: ReadonlyMap<OrderId, string>): Promise<void> {
  if (waiting.size === 0) return;
  await db.query(
    `INSERT INTO gathering_order (stream_id, order_id, release_at)
     SELECT $1, order_id, release_at FROM unnest($2::uuid[], $3::timestamptz[]) AS r (order_id, release_at) ON CONFLICT DO NOTHING`,
    [companyStream, [...waiting.keys()], [...waiting.values()]],
  );
}

const wokenAtOnce = 500;

/** Sends those whose time is over to be made into parcels. @returns how many */
export async function wakeGathered(db: Queryable, at: string, newId: () => string): Promise<number> {
  const { rows } = await db.query<{ order_id: OrderId }>(
    `UPDATE gathering_order SET woken_at = $1 WHERE (stream_id, order_id) IN (
       SELECT stream_id, order_id FROM gathering_order WHERE woken_at IS NULL AND release_at <= $1
       ORDER BY release_at LIMIT ${wokenAtOnce} FOR UPDATE SKIP LOCKED)
     RETURNING order_id`,
    [at],
  );
  await later(
    db,
    rows.map(({ order_id: orderId }) => ({
      topic: 'allocate',
      key: `order ${orderId}`,
      payload: { kind: 'order', orderId },
    })),
    newId,
  );
  return rows.length;
}

/** A person lets them go before their time. @returns how many were waiting */
export async function endGathering(
  db: Queryable,
  at: string,
  orderIds: readonly OrderId[] | null,
): Promise<number> {
  const { rowCount } = await db.query(
    `UPDATE gathering_order SET release_at = $1 WHERE woken_at IS NULL AND ($2::uuid[] IS NULL OR order_id = ANY($2))`,
    [at, orderIds],
  );
  return rowCount ?? 0;
}

export async function countGathering(db: Queryable): Promise<{ orders: number; nextAt: string | null }> {
  const { rows } = await db.query<{ orders: number; next_at: string | null }>(
    'SELECT count(*)::int AS orders, min(release_at) AS next_at FROM gathering_order WHERE woken_at IS NULL',
  );
  const next = rows[0]?.next_at ?? null;
  return { orders: rows[0]?.orders ?? 0, nextAt: next === null ? null : new Date(next).toISOString() };
}

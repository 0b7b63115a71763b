// Counts that are due become tasks of the warehouse's benches, once a day by themselves and when somebody asks. Classes are
// worked out anew before: what moved much value lately is counted more often.
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import {
  type AbcClass,
  classesByValue,
  type CountPlace,
  type CountPolicy,
  dueCounts,
} from '../../../shared/domain/stock/count-policy';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { addTask, newChangeSet } from '../changes/change-set';
import { jsonRows } from '../changes/json-rows';
import { storeChanges } from '../changes/store';
import { localTime } from '../routing/load-facts';
import { timeZoneOf } from '../tours/load-jobs';
import { loadPolicy } from './count-policy';

export type CountTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/** Value moved is looked at so far back. */
const movedDays = 90;

export type NamedPlace = CountPlace & { name: string };

/** Places that hold goods and that nobody is asked to count already. */
export async function countPlaces(db: Queryable, warehouseId: WarehouseId): Promise<NamedPlace[]> {
  const { rows } = await db.query<{
    location_id: string;
    sku: string;
    name: string;
    class: AbcClass | null;
    counted_ms: number | null;
    walk_order: number;
  }>(
    `SELECT l.location_id, l.sku, p.doc->>'name' AS name, k.class, b.walk_order,
       (SELECT extract(epoch FROM max(c.at)) * 1000 FROM stock_count c WHERE c.stream_id = $1 AND c.sku = l.sku
          AND c.location_id = l.location_id AND c.state IN ('booked', 'approval', 'superseded'))::float8 AS counted_ms
     FROM stock_level l
     JOIN location b ON b.stream_id = $1 AND b.location_id = l.location_id AND b.kind IN ('bin', 'quarantine') AND b.location_id <> 'quarantine'
     JOIN product p ON p.stream_id = $2 AND p.sku = l.sku
     LEFT JOIN count_class k ON k.stream_id = $1 AND k.sku = l.sku
     WHERE l.stream_id = $1 AND l.on_hand <> 0
       AND NOT EXISTS (SELECT 1 FROM task t WHERE t.stream_id = $1 AND t.state = 'open' AND t.kind IN ('count-bin', 'count-again', 'count-cycle')
         AND t.doc->'values'->>'sku' = l.sku AND t.doc->'values'->>'location' = l.location_id)`,
    [warehouseId, companyStream],
  );
  return rows.map((row) => ({
    locationId: row.location_id,
    sku: row.sku,
    name: row.name,
    class: row.class ?? 'C',
    countedMs: row.counted_ms,
    walkOrder: row.walk_order,
  }));
}

/** @returns how many were handed out; null where nobody has set rules */
export async function handOutCounts(tools: CountTools, warehouseId: WarehouseId): Promise<number | null> {
  return tools.writer.submit([warehouseId], async (tx) => {
    const policy = await loadPolicy(tx.client, warehouseId);
    if (!policy) return null;
    await classify(tx.client, warehouseId, policy, tools.now());
    const { rows } = await tx.client.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM task WHERE stream_id = $1 AND state = 'open' AND kind = 'count-cycle'`,
      [warehouseId],
    );
    const most = policy.mostADay - (rows[0]?.open ?? 0);
    const places = await countPlaces(tx.client, warehouseId);
    const due = dueCounts(places, policy, tools.now().getTime(), most);
    if (due.length === 0) return 0;
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    for (const { locationId, sku, name, class: abc } of due)
      addTask(
        changes,
        warehouseId,
        { kind: 'count-cycle', values: { location: locationId, sku, name, class: abc, reason: 'cycle' } },
        { orderId: null, parcelId: null, opId: null },
      );
    await storeChanges(tx, changes);
    return due.length;
  });
}

/** Every warehouse with rules, once a day of its own, whichever process is the first. */
export async function handOutDueCounts(tools: CountTools): Promise<void> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId }>('SELECT stream_id FROM count_policy');
  for (const { stream_id: warehouseId } of rows) {
    const { date } = localTime(tools.now().toISOString(), await timeZoneOf(tools.pool, warehouseId));
    const claimed = await tools.pool.query(
      'UPDATE count_policy SET handed_on = $2 WHERE stream_id = $1 AND handed_on IS DISTINCT FROM $2::date',
      [warehouseId, date],
    );
    if (claimed.rowCount === 1) await handOutCounts(tools, warehouseId);
  }
}

/** Units that left to customers at what they cost, or at their price where nobody has told a cost. */
async function classify(
  db: Queryable,
  warehouseId: WarehouseId,
  policy: CountPolicy,
  now: Date,
): Promise<void> {
  const { rows } = await db.query<{ sku: string; value: number }>(
    `SELECT m.sku, sum(m.quantity * coalesce(
         (SELECT c.cost_minor FROM product_cost c WHERE c.stream_id = $2 AND c.sku = m.sku ORDER BY c.from_day DESC LIMIT 1),
         (SELECT (p.doc->'price'->>'amountMinor')::bigint FROM product p WHERE p.stream_id = $2 AND p.sku = m.sku), 1))::float8 AS value
     FROM stock_move m WHERE m.stream_id = $1 AND m.to_location = $3 AND m.at > $4::timestamptz - make_interval(days => $5) GROUP BY m.sku`,
    [warehouseId, companyStream, outsideLocations.customer, now.toISOString(), movedDays],
  );
  const classes = classesByValue(rows, policy);
  await db.query('DELETE FROM count_class WHERE stream_id = $1', [warehouseId]);
  await db.query(
    `INSERT INTO count_class (stream_id, sku, class)
     SELECT * FROM json_to_recordset($1) AS r (stream_id text, sku text, class text)`,
    [jsonRows([...classes].map(([sku, abc]) => ({ stream_id: warehouseId, sku, class: abc })))],
  );
}

// Runs of reorder and what the newest one proposes, as they are kept. A run replaces what was proposed before.
import type { ReorderRun } from '../../../shared/contract/reorder';
import { companyStream } from '../../../shared/domain/ids';
import type { PlannedOrder } from '../../../shared/domain/reorder/plan-supplier';
import type { SkuTransfer } from '../../../shared/domain/reorder/plan-sku';
import type { Pool, Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';

const keptRuns = 60;

type Row = Omit<ReorderRun, 'startedAt' | 'endedAt'> & { startedAt: Date; endedAt: Date | null };

export async function readReorderRun(db: Queryable, runId: string | null): Promise<ReorderRun | null> {
  const { rows } = await db.query<Row>(
    `SELECT run_id AS "runId", cause, state, items, done, lines, started_at AS "startedAt", ended_at AS "endedAt" FROM reorder_run
     WHERE stream_id = $1 AND ($2::uuid IS NULL OR run_id = $2) ORDER BY started_at DESC, run_id DESC LIMIT 1`,
    [companyStream, runId],
  );
  const row = rows[0];
  return row
    ? {
        ...row,
        startedAt: new Date(row.startedAt).toISOString(),
        endedAt: row.endedAt && new Date(row.endedAt).toISOString(),
      }
    : null;
}

/** What still runs has lost its process: one run goes on at a time. */
export async function beginReorderRun(
  db: Queryable,
  runId: string,
  cause: ReorderRun['cause'],
  at: string,
): Promise<void> {
  await db.query(
    `UPDATE reorder_run SET state = 'failed', ended_at = $2, failure = 'not ended' WHERE stream_id = $1 AND state = 'running'`,
    [companyStream, at],
  );
  await db.query(
    `INSERT INTO reorder_run (stream_id, run_id, cause, state, started_at) VALUES ($1, $2, $3, 'running', $4)`,
    [companyStream, runId, cause, at],
  );
  await db.query(
    `DELETE FROM reorder_run WHERE stream_id = $1 AND run_id NOT IN (
       SELECT run_id FROM reorder_run WHERE stream_id = $1 ORDER BY started_at DESC, run_id DESC LIMIT ${keptRuns})`,
    [companyStream],
  );
}

export async function noteReorderRun(
  db: Queryable,
  runId: string,
  { items, done }: { items: number; done: number },
): Promise<void> {
  await db.query('UPDATE reorder_run SET items = $3, done = $4 WHERE stream_id = $1 AND run_id = $2', [
    companyStream,
    runId,
    items,
    done,
  ]);
}

export async function endReorderRun(
  db: Queryable,
  runId: string,
  state: ReorderRun['state'],
  at: string,
  failure: string | null = null,
): Promise<void> {
  await db.query(
    `UPDATE reorder_run SET state = $3, ended_at = $4, failure = $5 WHERE stream_id = $1 AND run_id = $2 AND state = 'running'`,
    [companyStream, runId, state, at, failure],
  );
}

export type ReorderPoint = { sku: string; warehouse_id: string; supplier_id: string; point: number };
type Proposed = {
  orders: readonly PlannedOrder[];
  transfers: readonly SkuTransfer[];
  points: readonly ReorderPoint[];
  /** What is proposed of other suppliers stands. */
  only: readonly string[] | null;
};

export async function storeProposals(
  pool: Pool,
  runId: string,
  { orders, transfers, points, only }: Proposed,
): Promise<void> {
  const lines = orders.flatMap((order) =>
    order.lines.map(({ sku, units, unitCostMinor, ...doc }, place) => ({
      supplier_id: order.supplierId,
      warehouse_id: order.site,
      place,
      sku,
      units,
      unit_cost_minor: unitCostMinor,
      doc,
    })),
  );
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const ofThese = [companyStream, only];
    await client.query(
      'DELETE FROM reorder_line WHERE stream_id = $1 AND ($2::uuid[] IS NULL OR supplier_id = ANY($2))',
      ofThese,
    );
    await client.query(
      `DELETE FROM reorder_transfer WHERE stream_id = $1 AND ($2::uuid[] IS NULL OR sku IN (
         SELECT sku FROM supplied_item WHERE stream_id = $1 AND supplier_id = ANY($2)))`,
      ofThese,
    );
    await client.query(
      'DELETE FROM reorder_point WHERE stream_id = $1 AND ($2::uuid[] IS NULL OR supplier_id = ANY($2))',
      ofThese,
    );
    await client.query(
      `INSERT INTO reorder_point (stream_id, sku, warehouse_id, supplier_id, point)
       SELECT $1, * FROM json_to_recordset($2) AS r (sku text, warehouse_id text, supplier_id uuid, point int)
       ON CONFLICT (stream_id, sku, warehouse_id) DO UPDATE SET supplier_id = excluded.supplier_id, point = excluded.point`,
      [companyStream, jsonRows(points)],
    );
    await client.query(
      `INSERT INTO reorder_line (stream_id, supplier_id, warehouse_id, place, sku, units, unit_cost_minor, doc)
       SELECT $1, * FROM json_to_recordset($2) AS r (supplier_id uuid, warehouse_id text, place int, sku text, units int, unit_cost_minor bigint, doc jsonb)`,
      [companyStream, jsonRows(lines)],
    );
    await client.query(
      `INSERT INTO reorder_transfer (stream_id, sku, from_warehouse, to_warehouse, units)
       SELECT $1, sku, "from", "to", units FROM json_to_recordset($2) AS r (sku text, "from" text, "to" text, units int)`,
      [companyStream, jsonRows(transfers)],
    );
    await client.query('UPDATE reorder_run SET lines = $3 WHERE stream_id = $1 AND run_id = $2', [
      companyStream,
      runId,
      lines.length,
    ]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw cause;
  } finally {
    client.release();
  }
}

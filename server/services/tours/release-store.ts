// Plans of releases as they are kept; the newest few stay.
import type { Release } from '../../../shared/contract/floor';
import type { WarehouseId } from '../../../shared/domain/ids';
import {
  type ReleasePlan,
  releasePlanSchema,
  type ReleaseWish,
  releaseWishSchema,
} from '../../../shared/domain/tour/release-plan';
import type { Queryable } from '../../db/pool';

const keptPlans = 50;
const columns = 'plan_id, stream_id, state, progress, wish, doc, tours, started_at, ended_at';

type Row = {
  plan_id: string;
  stream_id: WarehouseId;
  state: Release['state'];
  progress: number;
  wish: unknown;
  doc: unknown;
  tours: number | null;
  started_at: string;
  ended_at: string | null;
};

const asRelease = (row: Row): Release => ({
  planId: row.plan_id,
  warehouseId: row.stream_id,
  state: row.state,
  progress: row.progress,
  wish: releaseWishSchema.parse(row.wish),
  plan: row.doc === null ? null : releasePlanSchema.parse(row.doc),
  tours: row.tours,
  startedAt: new Date(row.started_at).toISOString(),
  endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
});

export async function beginRelease(
  db: Queryable,
  {
    planId,
    warehouseId,
    wish,
    at,
  }: { planId: string; warehouseId: WarehouseId; wish: ReleaseWish; at: string },
): Promise<void> {
  await db.query(
    `INSERT INTO release_plan (plan_id, stream_id, state, wish, started_at) VALUES ($1, $2, 'planning', $3, $4)`,
    [planId, warehouseId, JSON.stringify(wish), at],
  );
  await db.query(
    `DELETE FROM release_plan WHERE stream_id = $1 AND plan_id NOT IN (
       SELECT plan_id FROM release_plan WHERE stream_id = $1 ORDER BY started_at DESC LIMIT ${keptPlans})`,
    [warehouseId],
  );
}

export async function noteRelease(
  db: Queryable,
  planId: string,
  plan: ReleasePlan,
  progress: number,
): Promise<void> {
  await db.query(
    `UPDATE release_plan SET doc = $2, progress = $3 WHERE plan_id = $1 AND state = 'planning'`,
    [planId, JSON.stringify(plan), progress],
  );
}

/** @returns whether it was in the state it had to be in */
export async function moveRelease(
  db: Queryable,
  planId: string,
  from: Release['state'],
  to: Release['state'],
  at: string,
  more: { plan?: ReleasePlan | null; tours?: number; failure?: string } = {},
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE release_plan SET state = $3, ended_at = $4, progress = CASE WHEN $3 = 'ready' THEN 1 ELSE progress END,
       doc = coalesce($5, doc), tours = coalesce($6, tours), failure = $7
     WHERE plan_id = $1 AND state = $2`,
    [
      planId,
      from,
      to,
      at,
      more.plan ? JSON.stringify(more.plan) : null,
      more.tours ?? null,
      more.failure ?? null,
    ],
  );
  return rowCount === 1;
}

export async function readRelease(db: Queryable, planId: string): Promise<Release | null> {
  const { rows } = await db.query<Row>(`SELECT ${columns} FROM release_plan WHERE plan_id = $1`, [planId]);
  return rows[0] ? asRelease(rows[0]) : null;
}

export async function newestRelease(db: Queryable, warehouseId: WarehouseId): Promise<Release | null> {
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM release_plan WHERE stream_id = $1 ORDER BY started_at DESC LIMIT 1`,
    [warehouseId],
  );
  return rows[0] ? asRelease(rows[0]) : null;
}

/** Their process is gone. */
export async function endOldReleases(db: Queryable, before: string, at: string): Promise<void> {
  await db.query(
    `UPDATE release_plan SET state = 'failed', ended_at = $2, failure = 'not ended' WHERE state = 'planning' AND started_at < $1`,
    [before, at],
  );
}

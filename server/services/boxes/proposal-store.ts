// Proposals of box sizes as they are kept; the newest few stay.
import type { BoxProposal } from '../../../shared/contract/boxes';
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

const keptProposals = 36;
const columns = 'proposal_id, stream_id, state, progress, wish, doc, started_at, ended_at';

type Row = {
  proposal_id: string;
  stream_id: WarehouseId;
  state: BoxProposal['state'];
  progress: number;
  wish: { days: number };
  doc: BoxProposal['study'];
  started_at: string;
  ended_at: string | null;
};

const asProposal = (row: Row): BoxProposal => ({
  proposalId: row.proposal_id,
  warehouseId: row.stream_id,
  state: row.state,
  progress: row.progress,
  days: row.wish.days,
  study: row.doc,
  startedAt: new Date(row.started_at).toISOString(),
  endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
});

export async function beginProposal(
  db: Queryable,
  proposalId: string,
  warehouseId: WarehouseId,
  days: number,
  at: string,
): Promise<void> {
  await db.query(
    `INSERT INTO box_proposal (proposal_id, stream_id, state, wish, started_at) VALUES ($1, $2, 'looking', $3, $4)`,
    [proposalId, warehouseId, JSON.stringify({ days }), at],
  );
  await db.query(
    `DELETE FROM box_proposal WHERE stream_id = $1 AND proposal_id NOT IN (
       SELECT proposal_id FROM box_proposal WHERE stream_id = $1 ORDER BY started_at DESC LIMIT ${keptProposals})`,
    [warehouseId],
  );
}

export async function noteProposal(
  db: Queryable,
  proposalId: string,
  study: BoxProposal['study'],
  progress: number,
): Promise<void> {
  await db.query(
    `UPDATE box_proposal SET doc = coalesce($2, doc), progress = $3 WHERE proposal_id = $1 AND state = 'looking'`,
    [proposalId, study === null ? null : JSON.stringify(study), progress],
  );
}

/** @returns whether it was in the state it had to be in */
export async function moveProposal(
  db: Queryable,
  proposalId: string,
  from: BoxProposal['state'],
  to: BoxProposal['state'],
  at: string,
  more: { study?: BoxProposal['study']; failure?: string } = {},
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE box_proposal SET state = $3, ended_at = $4, progress = CASE WHEN $3 = 'ready' THEN 1 ELSE progress END,
       doc = coalesce($5, doc), failure = $6 WHERE proposal_id = $1 AND state = $2`,
    [proposalId, from, to, at, more.study ? JSON.stringify(more.study) : null, more.failure ?? null],
  );
  return rowCount === 1;
}

export async function readProposal(db: Queryable, proposalId: string): Promise<BoxProposal | null> {
  const { rows } = await db.query<Row>(`SELECT ${columns} FROM box_proposal WHERE proposal_id = $1`, [
    proposalId,
  ]);
  return rows[0] ? asProposal(rows[0]) : null;
}

export async function newestProposal(db: Queryable, warehouseId: WarehouseId): Promise<BoxProposal | null> {
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM box_proposal WHERE stream_id = $1 ORDER BY started_at DESC LIMIT 1`,
    [warehouseId],
  );
  return rows[0] ? asProposal(rows[0]) : null;
}

/** Their process is gone. */
export async function endOldProposals(db: Queryable, before: string, at: string): Promise<void> {
  await db.query(
    `UPDATE box_proposal SET state = 'failed', ended_at = $2, failure = 'not ended' WHERE state = 'looking' AND started_at < $1`,
    [before, at],
  );
}

/** Warehouses that pack enough to be looked at, and were not for so many days. */
export async function warehousesDue(
  db: Queryable,
  days: number,
  leastSealed: number,
  at: string,
): Promise<WarehouseId[]> {
  const { rows } = await db.query<{ stream_id: WarehouseId }>(
    `SELECT u.stream_id FROM box_use u
     WHERE u.at > $3::timestamptz - make_interval(days => $1) AND NOT EXISTS (
       SELECT 1 FROM box_proposal p WHERE p.stream_id = u.stream_id AND p.started_at > $3::timestamptz - make_interval(days => $1))
     GROUP BY u.stream_id HAVING count(*) >= $2 ORDER BY u.stream_id`,
    [days, leastSealed, at],
  );
  return rows.map((row) => row.stream_id);
}

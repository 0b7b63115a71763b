// Head office may have lost its newest history without being told: the database failed over to a copy that was behind.
// Its stations know what it does not then, and the first that shows so begins a new life of every stream, as a restore
// does: stations pull anew and send again what is missing. Must never do so for a station that is behind itself.
import type { Pool, Queryable } from '../../db/pool';
import { isInHistory, readMark } from '../../db/stream-eras';
import type { StreamWriter } from '../../db/stream-writer';
import { closeOldNumbers } from './number-ranges';

/** What a station has had from head office. */
export type Known = {
  /** The last of its ops that head office confirmed. */
  received: number;
  /** By stream, the life, the highest number it has seen, and the mark it was given with that. */
  knows: Readonly<Record<string, { epoch: string; seq: number; mark?: string | undefined }>>;
};

export type LostHistoryTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/**
 * @param lastOp the last op of the station that is stored here
 * @returns whether a new life began
 */
export async function noticeLostHistory(
  tools: LostHistoryTools,
  known: Known,
  lastOp: number,
): Promise<boolean> {
  if (!(await knowsMore(tools.pool, known, lastOp))) return false;
  const { rows } = await tools.pool.query<{ stream_id: string }>('SELECT stream_id FROM stream');
  return tools.writer.submit(
    rows.map((row) => row.stream_id),
    async (tx) => {
      // Behind the counters: another greeting may have begun it meanwhile.
      if (!(await knowsMore(tx.client, known, lastOp))) return false;
      await beginNewLife(tx.client, tools.newId, tools.now(), null);
      return true;
    },
  );
}

/** Another life's numbers say nothing about this one. */
async function knowsMore(db: Queryable, { received, knows }: Known, lastOp: number): Promise<boolean> {
  const { rows } = await db.query<{ stream_id: string; epoch: string; era: string | null; seq: number }>({
    name: 'lives-of-streams',
    text: 'SELECT stream_id, epoch, era, seq FROM stream WHERE stream_id = ANY($1::text[])',
    values: [Object.keys(knows)],
  });
  const same = rows.filter((row) => knows[row.stream_id]?.epoch === row.epoch);
  if (same.length > 0 && received > lastOp) return true;
  for (const row of same) {
    const { seq = 0, mark } = knows[row.stream_id] ?? {};
    if (seq > row.seq) return true;
    const given = readMark(mark);
    if (given && !(await isInHistory(db, row.stream_id, row, given))) return true;
  }
  return false;
}

/** @param dataOf when the data was the newest there was; null: when a station was last seen */
export async function beginNewLife(
  db: Queryable,
  newId: () => string,
  now: Date,
  dataOf: string | null,
): Promise<void> {
  const { rows } = await db.query<{ stream_id: string }>('SELECT stream_id FROM stream ORDER BY stream_id');
  await db.query(
    `UPDATE stream SET epoch = n.epoch, restored_at = $3,
       data_of = coalesce($4, (SELECT max(last_seen_at) FROM station), $3)
     FROM unnest($1::text[], $2::uuid[]) AS n (stream_id, epoch) WHERE stream.stream_id = n.stream_id`,
    [rows.map((row) => row.stream_id), rows.map(newId), now.toISOString(), dataOf],
  );
  await closeOldNumbers(db);
}

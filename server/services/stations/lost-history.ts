// Head office may have lost its newest history without being told: the database failed over to a copy that was behind.
// Its stations know what it does not then, and the first that shows so begins a new life of every stream, as a restore
// does: stations pull anew and send again what is missing. Must never do so for a station that is behind itself.
import type { Pool, Queryable } from '../../db/pool';
import { eraOfNumber, isInHistory, readMark } from '../../db/stream-eras';
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
  const told = Object.entries(knows).map(([stream, { mark, ...life }]) => ({
    stream,
    ...life,
    mark: readMark(mark),
  }));
  const { rows } = await db.query<{
    stream: string;
    epoch: string;
    era: string | null;
    seq: number;
    era_then: string | null;
  }>({
    name: 'lives-of-streams',
    text: `SELECT stream_id AS stream, epoch, era, seq, ${eraOfNumber('told.mark_seq')} AS era_then
           FROM unnest($1::text[], $2::bigint[]) AS told (stream_id, mark_seq) JOIN stream USING (stream_id)`,
    values: [told.map(({ stream }) => stream), told.map(({ mark }) => mark?.seq ?? null)],
  });
  const lives = new Map(rows.map((row) => [row.stream, row]));
  const same = told.flatMap((each) => {
    const life = lives.get(each.stream);
    return life?.epoch === each.epoch ? [{ ...each, life }] : [];
  });
  return (
    (same.length > 0 && received > lastOp) ||
    same.some(({ seq, mark, life }) => seq > life.seq || (mark && !isInHistory(life, mark, life.era_then)))
  );
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

// Reads the history of every stream in its own order, once: the place reached and what is written because of it are one
// transaction. A stream's numbers are locked until commit, so nothing appears behind a place that was passed.
// Must never do anything outside the database: effects go into the outbox.
import type { Client, Pool, Queryable } from '../db/pool';
import { benchesFirst } from './benches-first';
import { type Watcher, watchHistory } from './history-watch';
import { type JobLoop, startJob } from './job-loop';

export type HistoryEvent = {
  streamId: string;
  seq: number;
  /** `order`, `parcel`, or the kind of a record. */
  aggregate: string;
  aggregateId: string;
  orderId: string | null;
  type: string;
  body: Record<string, unknown>;
  at: string;
  actor: string | null;
  stationId: string | null;
};

export type FollowerOptions = {
  pool: Pool;
  /** Its place is kept under this name. */
  name: string;
  /** Types of events it is told of; others are passed over. Null: every one. */
  types: readonly string[] | null;
  /** Movements of stock are told too, at their own numbers: `aggregate` is `stock-move`, `type` what caused it. */
  withMoves?: boolean;
  /** False passes over everything: nobody wants to know. Asked before each turn. */
  isWanted?: (db: Queryable) => Promise<boolean>;
  /** Writes with `client` only; called again with the same events when it throws. */
  react: (client: Client, events: readonly HistoryEvent[]) => Promise<void>;
  /** Asked before each round: whether it waits, because something that matters more needs the database. */
  isHeldOff?: () => Promise<boolean>;
  /** Whether a new follower reads from the beginning of the company; otherwise from where the streams stand. */
  fromStart?: boolean;
  idleMs?: number;
  /** Numbers of a stream passed in one transaction. */
  atOnce?: number;
  onFailure: (cause: unknown, name: string) => void;
};

export function startFollower(options: FollowerOptions): JobLoop {
  const { pool, name, types, withMoves = false, isWanted = always, idleMs = 500, onFailure } = options;
  const history = watchHistory(pool);
  const { patiently } = benchesFirst(pool);
  const watcher: Watcher = {
    name,
    types,
    withMoves,
    isWanted,
    idleMs,
    nudge: () => job.nudge(),
    onFailure,
  };
  const round = async (): Promise<boolean> => {
    let news = history.newsFor(watcher);
    if (news.length === 0 || (await options.isHeldOff?.())) return false;
    if (news.some(({ seq }) => seq === null)) {
      await begin(pool, name, options.fromStart ?? false);
      await history.look();
      news = history.newsFor(watcher);
    }
    let more = false;
    for (const { streamId } of news) {
      const place = await patiently(() => follow(options, streamId));
      if (!place) continue;
      history.passed(name, streamId, place.seq);
      more ||= place.seq < place.end;
    }
    return more;
  };
  const job = startJob({ name: `follow ${name}`, round, idleMs, onFailure });
  history.join(watcher);
  return {
    nudge: () => history.nudge(watcher),
    drain: async () => {
      await history.look();
      await job.drain();
    },
    stop: async () => {
      await job.stop();
      await history.leave(watcher);
    },
  };
}

const always = (): Promise<boolean> => Promise.resolve(true);

/** Streams that came since are followed too. */
async function begin(pool: Pool, name: string, fromStart: boolean): Promise<void> {
  await pool.query({
    name: 'follower-begin',
    // A warehouse that comes later is followed from its first number.
    text: `INSERT INTO follower (name, stream_id, seq)
           SELECT $1, s.stream_id, CASE WHEN $2 OR EXISTS (SELECT 1 FROM follower f WHERE f.name = $1) THEN 0 ELSE s.seq END
           FROM stream s WHERE NOT EXISTS (SELECT 1 FROM follower f WHERE f.name = $1 AND f.stream_id = s.stream_id)
           ON CONFLICT DO NOTHING`,
    values: [name, fromStart],
  });
}

/** @returns its place now and where the stream ends; null while another process follows under the same name */
async function follow(
  options: FollowerOptions,
  streamId: string,
): Promise<{ seq: number; end: number } | null> {
  const { pool, name, types, react, withMoves = false, atOnce = 2000 } = options;
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Whatever acts on what is written here waits for its own commit, which takes this one along; lost before that, it is
    // read and written again.
    await client.query('BEGIN; SET LOCAL synchronous_commit = off');
    // Another server process may follow under the same name: one of them at a time.
    const place = await client.query<{ seq: number; end: number }>({
      name: 'follower-place',
      text: `SELECT f.seq, s.seq AS "end" FROM follower f JOIN stream s USING (stream_id)
             WHERE f.name = $1 AND f.stream_id = $2 FOR UPDATE OF f SKIP LOCKED`,
      values: [name, streamId],
    });
    const [here] = place.rows;
    if (!here || here.seq >= here.end) {
      await client.query('ROLLBACK');
      return here ?? null;
    }
    const upTo = Math.min(here.end, here.seq + atOnce);
    const isWanted = (await options.isWanted?.(client)) ?? true;
    const { rows } = await client.query<HistoryEvent>({
      name: 'follower-events',
      text: `SELECT stream_id AS "streamId", seq, aggregate, aggregate_id AS "aggregateId", order_id AS "orderId", type, body, at, actor, station_id AS "stationId"
             FROM event WHERE stream_id = $1 AND seq > $2 AND seq <= $3 AND ($4::text[] IS NULL OR type = ANY($4::text[])) ORDER BY seq`,
      values: [streamId, here.seq, upTo, isWanted ? types : []],
    });
    const moves = isWanted && withMoves ? await movesOf(client, streamId, here.seq, upTo) : [];
    const told = moves.length === 0 ? rows : [...rows, ...moves].sort((a, b) => a.seq - b.seq);
    if (told.length > 0) await react(client, told);
    await client.query({
      name: 'follower-passed',
      text: 'UPDATE follower SET seq = $3 WHERE name = $1 AND stream_id = $2',
      values: [name, streamId, upTo],
    });
    await client.query('COMMIT');
    return { seq: upTo, end: here.end };
  } catch (cause) {
    await client.query('ROLLBACK').catch((error: unknown) => {
      broken = error instanceof Error ? error : new Error(String(error));
    });
    throw cause;
  } finally {
    client.release(broken);
  }
}

async function movesOf(
  client: Client,
  streamId: string,
  after: number,
  upTo: number,
): Promise<HistoryEvent[]> {
  const { rows } = await client.query<HistoryEvent>({
    name: 'follower-moves',
    text: `SELECT stream_id AS "streamId", seq, 'stock-move' AS aggregate, coalesce(op_id::text, '') AS "aggregateId", NULL AS "orderId", cause AS type,
             jsonb_build_object('sku', sku, 'from', from_location, 'to', to_location, 'quantity', quantity) AS body,
             at, NULL AS actor, NULL AS "stationId"
           FROM stock_move WHERE stream_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq`,
    values: [streamId, after, upTo],
  });
  return rows;
}

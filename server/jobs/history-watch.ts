// Which followers of a database have something to read, looked up once for all of them: each looking through every event by
// itself cost head office more than the work of its benches. Knows numbers and types only; a follower reads the rest itself.
// Places are read from the database at every look, so that another process under the same name, or a commit that was lost
// with the power, is noticed. Must never pass over an event that a follower asked for.
import type { Pool, Queryable } from '../db/pool';
import { isSoft, soft } from '../db/soft-commit';
import { createSharedLook, type Joiner, onePerPool, type SharedLook } from './shared-look';

export type Watcher = Joiner & {
  /** Its place is kept under this name. */
  name: string;
  /** Types of events it is told of; null: every one. */
  types: readonly string[] | null;
  withMoves: boolean;
  /** False passes over everything. */
  isWanted: (db: Queryable) => Promise<boolean>;
};

/** A stream that has, or may have, something for a follower. `seq`: its place there; null where it does not follow yet. */
export type News = { streamId: string; seq: number | null };

export type HistoryWatch = SharedLook<Watcher> & {
  /** As of the last look. */
  newsFor: (watcher: Watcher) => News[];
  /** Its place is at least this one now. */
  passed: (name: string, streamId: string, seq: number) => void;
};

/** The one watch of this pool. */
export const watchHistory = onePerPool(createWatch);

/** What a stream carried since it was first looked at. */
type Stream = {
  end: number;
  /** Of what stands up to this number, nothing is known. */
  from: number;
  /** The newest number of each type. */
  latest: Map<string, number>;
};

type Place = { name: string; streamId: string; seq: number };

/** So many numbers are looked through at once when a process starts; a follower that is further behind reads them itself. */
const furthestBack = 20_000;

/** Movements of stock, among the types of events. */
const anyMove = 'stock-move';

function createWatch(pool: Pool): HistoryWatch {
  const streams = new Map<string, Stream>();
  /** By name and stream. */
  let places = new Map<string, Map<string, number>>();
  const unwanted = new Set<string>();

  const hasNews = ({ name, types, withMoves }: Watcher, { from, latest }: Stream, seq: number): boolean => {
    if (unwanted.has(name)) return false;
    if (types === null || seq < from) return true;
    const isBehind = (type: string): boolean => (latest.get(type) ?? 0) > seq;
    return types.some(isBehind) || (withMoves && isBehind(anyMove));
  };

  const newsFor = (watcher: Watcher): News[] =>
    [...streams].flatMap(([streamId, stream]) => {
      const seq = places.get(watcher.name)?.get(streamId) ?? null;
      return seq === null || (seq < stream.end && hasNews(watcher, stream, seq)) ? [{ streamId, seq }] : [];
    });

  /** Places in streams that went on with nothing for their follower. */
  const quiet = (watchers: ReadonlySet<Watcher>): (Place & { end: number })[] =>
    [...watchers].flatMap((watcher) => {
      const news = new Set(newsFor(watcher).map(({ streamId }) => streamId));
      return [...(places.get(watcher.name) ?? [])].flatMap(([streamId, seq]) => {
        const end = streams.get(streamId)?.end ?? 0;
        return seq < end && !news.has(streamId) ? [{ name: watcher.name, streamId, seq, end }] : [];
      });
    });

  const lookOnce = async (watchers: ReadonlySet<Watcher>): Promise<void> => {
    const found = await readPlaces(
      pool,
      [...watchers].map(({ name }) => name),
    );
    await goOn(pool, streams, found);
    places = new Map();
    for (const { name, streamId, seq } of found.places)
      places.set(name, (places.get(name) ?? new Map<string, number>()).set(streamId, seq));
    unwanted.clear();
    for (const watcher of watchers)
      if (newsFor(watcher).some(({ seq }) => seq !== null) && !(await watcher.isWanted(pool)))
        unwanted.add(watcher.name);
    await passOver(pool, quiet(watchers));
  };

  return {
    ...createSharedLook('watch history', lookOnce, (watcher) => newsFor(watcher).length > 0),
    newsFor,
    passed: (name, streamId, seq) => {
      const of = places.get(name);
      if (of && (of.get(streamId) ?? -1) < seq) of.set(streamId, seq);
    },
  };
}

type Found = { ends: ReadonlyMap<string, number>; places: readonly Place[] };

async function readPlaces(pool: Pool, names: readonly string[]): Promise<Found> {
  const { rows } = await pool.query<{ streamId: string; end: number; name: string | null; seq: number }>({
    name: 'history-places',
    text: `SELECT s.stream_id AS "streamId", s.seq AS "end", f.name, f.seq
           FROM stream s LEFT JOIN follower f ON f.stream_id = s.stream_id AND f.name = ANY($1::text[])
           ORDER BY s.stream_id`,
    values: [names],
  });
  return {
    ends: new Map(rows.map(({ streamId, end }) => [streamId, end])),
    places: rows.flatMap(({ streamId, name, seq }) => (name === null ? [] : [{ name, streamId, seq }])),
  };
}

/** Takes in what the streams carried up to where they end now. */
async function goOn(pool: Pool, streams: Map<string, Stream>, { ends, places }: Found): Promise<void> {
  for (const streamId of streams.keys()) if (!ends.has(streamId)) streams.delete(streamId);
  for (const [streamId, end] of ends) {
    const known = streams.get(streamId);
    // Numbers that went back are another life of the database.
    if (known && end >= known.end) continue;
    const reached = places.filter((place) => place.streamId === streamId).map(({ seq }) => seq);
    const from = Math.max(Math.min(end, ...reached), end - furthestBack);
    streams.set(streamId, { end: from, from, latest: new Map() });
  }
  const longer = [...streams].filter(([streamId, { end }]) => end < (ends.get(streamId) ?? 0));
  if (longer.length === 0) return;
  const { rows } = await pool.query<{ streamId: string; type: string; seq: number }>({
    name: 'history-types',
    text: `WITH grown AS MATERIALIZED (SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS g (stream_id, after, up_to))
           SELECT g.stream_id AS "streamId", t.type, t.seq FROM grown g CROSS JOIN LATERAL (
             SELECT type, max(seq) AS seq FROM event
             WHERE stream_id = g.stream_id AND seq > g.after AND seq <= g.up_to GROUP BY type) t
           UNION ALL
           SELECT g.stream_id, '${anyMove}', t.seq FROM grown g CROSS JOIN LATERAL (
             SELECT seq FROM stock_move
             WHERE stream_id = g.stream_id AND seq > g.after AND seq <= g.up_to ORDER BY seq DESC LIMIT 1) t`,
    values: [
      longer.map(([streamId]) => streamId),
      longer.map(([, { end }]) => end),
      longer.map(([streamId]) => ends.get(streamId)),
    ],
  });
  for (const { streamId, type, seq } of rows) streams.get(streamId)?.latest.set(type, seq);
  for (const [streamId, stream] of longer) stream.end = ends.get(streamId) ?? stream.end;
}

async function passOver(pool: Pool, quiet: readonly (Place & { end: number })[]): Promise<void> {
  if (quiet.length === 0) return;
  await pool.query({
    name: 'history-quiet',
    // Nothing was done, so nothing is lost when it is passed over again: its commit waits for no disk.
    text: `WITH ${soft},
           due AS MATERIALIZED (
             SELECT f.name, f.stream_id, q.up_to FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS q (name, stream_id, seq, up_to)
             JOIN follower f USING (name, stream_id) WHERE f.seq = q.seq FOR UPDATE OF f SKIP LOCKED
           )
           UPDATE follower f SET seq = due.up_to FROM due, soft
           WHERE ${isSoft} AND f.name = due.name AND f.stream_id = due.stream_id`,
    values: [
      quiet.map(({ name }) => name),
      quiet.map(({ streamId }) => streamId),
      quiet.map(({ seq }) => seq),
      quiet.map(({ end }) => end),
    ],
  });
}

// The only way anything is written to a stream (law 7). One loop takes all waiting work, locks the counters of the
// streams it touches in a fixed order, runs each unit in turn, and commits once: sequence numbers have no gaps and are
// never visible out of order. A unit that throws is run again alone, so it fails only itself; units must therefore
// change nothing but the database.
import { DatabaseFailure } from './database-failure';
import { type Client, type Pool, withTransaction } from './pool';

export type Change = {
  streamId: string;
  collection: string;
  seq: number;
  /** As pulled: the document with its seq; `_deleted` when it is gone. */
  document: Record<string, unknown>;
  /** Only this station may see it; null is everyone of the stream. */
  stationId: string | null;
  /** Only stations of these warehouses may see it; null is everyone. */
  warehouseIds: readonly string[] | null;
};

export type StreamTx = {
  client: Client;
  /** The next sequence number of a stream that the unit named. */
  nextSeq: (streamId: string) => number;
  /** Announces a stored document to the live streams once it is committed. */
  announce: (change: Change) => void;
};

export type Batch = { streamId: string; changes: readonly Change[]; epoch: string; seq: number };
/** `null` batch: another process wrote, or the stream began again; pull. */
export type BatchListener = (streamId: string, batch: Batch | null) => void;

export type StreamWriter = {
  /** Runs in order of submission; resolves after commit with what `run` returned. */
  submit: <T>(streams: readonly string[], run: (tx: StreamTx) => Promise<T>) => Promise<T>;
  /** Called after each commit, in commit order, with what changed on any stream. */
  subscribe: (listener: BatchListener) => () => void;
  /** Finishes what is waiting and takes no more. */
  stop: () => Promise<void>;
};

type Unit = {
  streams: readonly string[];
  run: (tx: StreamTx) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (cause: unknown) => void;
};

type Counter = { streamId: string; epoch: string; seq: number };
type Moved = { counter: Counter; from: number };

const groupLimit = 128;

export function createStreamWriter(pool: Pool, options: { pollMs?: number } = {}): StreamWriter {
  const waiting: Unit[] = [];
  const listeners = new Set<BatchListener>();
  const seen = new Map<string, number>();
  let running: Promise<void> | null = null;
  let stopped = false;

  const publish = (moved: readonly Moved[], changes: readonly Change[]): void => {
    for (const { counter, from } of moved) {
      const own = changes.filter((change) => change.streamId === counter.streamId);
      const before = seen.get(counter.streamId);
      seen.set(counter.streamId, counter.seq);
      // Somebody else wrote between: what we announce would leave a hole, so everyone pulls instead.
      const foreign = before !== undefined && before !== from;
      if (own.length === 0 && !foreign) continue;
      const batch = foreign
        ? null
        : { streamId: counter.streamId, changes: own, epoch: counter.epoch, seq: counter.seq };
      for (const listener of listeners) listener(counter.streamId, batch);
    }
  };

  const runGroup = async (units: readonly Unit[]): Promise<void> => {
    const streams = [...new Set(units.flatMap((unit) => unit.streams))].sort();
    const done = await withTransaction(pool, async (client) => {
      const counters = await lockCounters(client, streams);
      const start = new Map([...counters].map(([id, counter]) => [id, counter.seq]));
      const changes: Change[] = [];
      const results: unknown[] = [];
      for (const unit of units) {
        const tx: StreamTx = {
          client,
          announce: (change) => changes.push(change),
          nextSeq: (streamId) => {
            const counter = counters.get(streamId);
            if (!counter || !unit.streams.includes(streamId))
              throw new Error(`a unit wrote to ${streamId} without naming it`);
            counter.seq += 1;
            return counter.seq;
          },
        };
        results.push(await unit.run(tx));
      }
      const moved = [...counters.values()]
        .map((counter) => ({ counter, from: start.get(counter.streamId) ?? 0 }))
        .filter(({ counter, from }) => counter.seq !== from);
      if (moved.length > 0) {
        await client.query(
          'UPDATE stream SET seq = m.seq FROM unnest($1::text[], $2::bigint[]) AS m (stream_id, seq) WHERE stream.stream_id = m.stream_id',
          [moved.map(({ counter }) => counter.streamId), moved.map(({ counter }) => counter.seq)],
        );
      }
      return { results, moved, changes };
    });
    publish(done.moved, done.changes);
    units.forEach((unit, index) => unit.resolve(done.results[index]));
  };

  const loop = async (): Promise<void> => {
    while (waiting.length > 0) {
      const units = waiting.splice(0, groupLimit);
      try {
        await runGroup(units);
      } catch (cause) {
        if (units.length === 1) {
          units[0]?.reject(cause);
          continue;
        }
        for (const unit of units) await runGroup([unit]).catch((alone: unknown) => unit.reject(alone));
      }
    }
    running = null;
  };

  const poll = setInterval(() => {
    if (running || listeners.size === 0) return;
    void pool
      .query<{ stream_id: string; seq: number }>('SELECT stream_id, seq FROM stream')
      .then(({ rows }) => {
        if (running) return;
        for (const { stream_id: streamId, seq } of rows) {
          const known = seen.get(streamId);
          seen.set(streamId, seq);
          if (known === undefined || known === seq) continue;
          for (const listener of listeners) listener(streamId, null);
        }
      })
      .catch(() => undefined);
  }, options.pollMs ?? 100);
  poll.unref();

  return {
    submit: (streams, run) =>
      new Promise((resolve, reject) => {
        if (stopped) {
          reject(
            new DatabaseFailure(
              'database-unreachable',
              'Head office is stopping; send this again when it is back.',
            ),
          );
          return;
        }
        waiting.push({ streams, run, resolve: resolve as (value: unknown) => void, reject });
        // A turn of the event loop lets requests that arrived together share one commit.
        running ??= new Promise<void>((next) => setImmediate(next)).then(loop);
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      stopped = true;
      clearInterval(poll);
      while (running) await running;
    },
  };
}

async function lockCounters(client: Client, streams: readonly string[]): Promise<Map<string, Counter>> {
  const { rows } = await client.query<{ stream_id: string; epoch: string; seq: number }>(
    'SELECT stream_id, epoch, seq FROM stream WHERE stream_id = ANY($1) ORDER BY stream_id FOR UPDATE',
    [streams],
  );
  const counters = new Map(
    rows.map((row) => [row.stream_id, { streamId: row.stream_id, epoch: row.epoch, seq: row.seq }]),
  );
  const missing = streams.find((streamId) => !counters.has(streamId));
  if (missing) throw new Error(`there is no stream ${missing}`);
  return counters;
}

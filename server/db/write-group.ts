// One group of units in one transaction: locks the counters of all its streams in a fixed order, runs the units in turn,
// stores the counters and commits. Says exactly what became of it, because "was it committed?" has three answers, and
// guessing wrong does a unit twice or forgets it.
import { type Client, type Pool, takeConnection } from './pool';
import { isConnectionLoss, isInFailedTransaction } from './postgres-error';
import { beginEras } from './stream-eras';

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

export type Work = {
  streams: readonly string[];
  /** Reads that are sent right behind the lock, without waiting for its answer; `run` gets what they gave. */
  read?: ((client: Client) => Promise<unknown>) | undefined;
  run: (tx: StreamTx, read: unknown) => Promise<unknown>;
};

/** Where a stream stood before the group and stands after it. */
export type Moved = {
  streamId: string;
  epoch: string;
  from: number;
  seq: number;
  /** The era of `from`, and that of `seq` (stream-eras.ts). */
  eraBefore: string | null;
  era: string | null;
};

export type GroupOutcome =
  | { kind: 'committed'; results: unknown[]; moved: Moved[]; changes: Change[] }
  /** Nothing was stored, because this unit threw. */
  | { kind: 'unit-failed'; index: number; cause: unknown }
  /** Nothing was stored, because a unit hid that a statement of it failed; which one shows when it runs alone. */
  | { kind: 'hidden-failure'; cause: Error }
  /** Nothing was stored, for a reason that is no unit's own. */
  | { kind: 'failed'; cause: unknown }
  /** The connection broke on the word COMMIT: `wasCommitted` knows. */
  | { kind: 'unknown'; committed: GroupOutcome; cause: unknown };

/** Who writes and the number of the group, never used twice. */
export type Mark = { writerId: string; groupNo: number };

type Counter = { epoch: string; era: string | null; from: number; seq: number };

class UnitFailed extends Error {
  constructor(
    readonly index: number,
    override readonly cause: unknown,
  ) {
    super('a unit failed');
  }
}

export async function writeGroup(pool: Pool, units: readonly Work[], mark: Mark): Promise<GroupOutcome> {
  const streams = streamsOf(units);
  let client: Client;
  try {
    client = await takeConnection(pool);
  } catch (cause) {
    return { kind: 'failed', cause };
  }
  let broken: Error | undefined;
  try {
    const beginning = begin(client, streams);
    // Only the first unit's reads may go ahead: the others must see what the units before them wrote.
    const first = units[0]?.read?.(client);
    first?.catch(() => undefined);
    const counters = await beginning;
    const changes: Change[] = [];
    const results: unknown[] = [];
    for (const [index, unit] of units.entries())
      results.push(await runUnit(client, unit, index, counters, changes, index === 0 ? first : undefined));
    const counted = movedOf(counters);
    const eras = beginEras(client, counted);
    const moved = counted.map((each) => ({ ...each, era: eras.begun.get(each.streamId) ?? each.era }));
    const committed: GroupOutcome = { kind: 'committed', results, moved, changes };
    try {
      await storeAndCommit(client, [eras.stored, storeCounters(client, moved, streams, mark)]);
      eras.committed();
      return committed;
    } catch (cause) {
      if (isHiddenFailure(cause)) throw cause;
      broken = asError(cause);
      return isConnectionLoss(cause) ? { kind: 'unknown', committed, cause } : { kind: 'failed', cause };
    }
  } catch (cause) {
    await client.query('ROLLBACK').catch((error: unknown) => {
      broken = asError(error);
    });
    if (isHiddenFailure(cause))
      return {
        kind: 'hidden-failure',
        cause: new Error('a unit hid that a statement of it failed', { cause }),
      };
    return cause instanceof UnitFailed
      ? { kind: 'unit-failed', index: cause.index, cause: cause.cause }
      : { kind: 'failed', cause };
  } finally {
    client.release(broken);
  }
}

/**
 * Was the group of this mark committed? Waits until the old transaction is over on the server's side too.
 * @throws when the database cannot be asked
 */
export async function wasCommitted(pool: Pool, units: readonly Work[], mark: Mark): Promise<boolean> {
  // Writing the row, not reading it: a transaction that still holds it must end first.
  const { rows } = await pool.query<{ group_no: number }>(
    `INSERT INTO writer_mark AS known (stream_id, writer_id, group_no) VALUES ($1, $2, 0)
     ON CONFLICT (stream_id, writer_id) DO UPDATE SET at = now() RETURNING known.group_no`,
    [streamsOf(units)[0], mark.writerId],
  );
  return rows[0]?.group_no === mark.groupNo;
}

/** In one order for everybody, so that two groups never wait for each other. */
export function streamsOf(units: readonly Work[]): string[] {
  return [...new Set(units.flatMap((unit) => unit.streams))].sort();
}

async function runUnit(
  client: Client,
  unit: Work,
  index: number,
  counters: ReadonlyMap<string, Counter>,
  changes: Change[],
  reading: Promise<unknown> | undefined,
): Promise<unknown> {
  try {
    const missing = unit.streams.find((streamId) => !counters.has(streamId));
    if (missing !== undefined) throw new Error(`there is no stream ${missing}`);
    const tx: StreamTx = {
      client,
      announce: (change) => changes.push(change),
      nextSeq: (streamId) => {
        const counter = unit.streams.includes(streamId) ? counters.get(streamId) : undefined;
        if (!counter) throw new Error(`a unit wrote to ${streamId} without naming it`);
        counter.seq += 1;
        return counter.seq;
      },
    };
    return await unit.run(tx, await (reading ?? unit.read?.(client)));
  } catch (cause) {
    throw new UnitFailed(index, cause);
  }
}

/** Both statements are on their way at once; the second is answered only when the first held. */
async function begin(client: Client, streams: readonly string[]): Promise<Map<string, Counter>> {
  const beginning = client.query({ name: 'begin', text: 'BEGIN' });
  const [, counters] = await Promise.all([beginning, lockCounters(client, streams)]);
  return counters;
}

async function lockCounters(client: Client, streams: readonly string[]): Promise<Map<string, Counter>> {
  const { rows } = await client.query<{ stream_id: string; epoch: string; era: string | null; seq: number }>({
    name: 'lock-counters',
    text: 'SELECT stream_id, epoch, era, seq FROM stream WHERE stream_id = ANY($1) ORDER BY stream_id FOR NO KEY UPDATE',
    values: [streams],
  });
  return new Map(rows.map(({ stream_id, epoch, era, seq }) => [stream_id, { epoch, era, from: seq, seq }]));
}

/** PostgreSQL takes nothing more of a transaction in which a statement failed. */
function isHiddenFailure(cause: unknown): boolean {
  return isInFailedTransaction(cause instanceof UnitFailed ? cause.cause : cause);
}

function movedOf(counters: ReadonlyMap<string, Counter>): Moved[] {
  return [...counters]
    .filter(([, { from, seq }]) => seq !== from)
    .map(([streamId, { epoch, era, from, seq }]) => ({ streamId, epoch, from, seq, eraBefore: era, era }));
}

/**
 * All are on their way at once. When one fails the last takes the transaction back, so waiting for all of them leaves the
 * connection clean.
 */
async function storeAndCommit(client: Client, storing: readonly Promise<unknown>[]): Promise<void> {
  for (const each of await Promise.allSettled([...storing, client.query('COMMIT')]))
    if (each.status === 'rejected') throw each.reason;
}

async function storeCounters(
  client: Client,
  moved: readonly Moved[],
  streams: readonly string[],
  { writerId, groupNo }: Mark,
): Promise<void> {
  await client.query({
    name: 'store-counters',
    text: `WITH moved AS (
             UPDATE stream SET seq = m.seq FROM unnest($1::text[], $2::bigint[]) AS m (stream_id, seq)
             WHERE stream.stream_id = m.stream_id
           )
           INSERT INTO writer_mark (stream_id, writer_id, group_no) VALUES ($3, $4, $5)
           ON CONFLICT (stream_id, writer_id) DO UPDATE SET group_no = excluded.group_no, at = excluded.at`,
    values: [
      moved.map(({ streamId }) => streamId),
      moved.map(({ seq }) => seq),
      streams[0],
      writerId,
      groupNo,
    ],
  });
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

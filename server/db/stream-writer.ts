// The only way anything is written to a stream (law 7). What waits for the same streams shares one transaction, so that
// many small works cost one commit; sequence numbers have no gaps and are never visible out of order. A unit that throws
// fails only itself. Units may run more than once before they are committed, so they must change nothing but the database.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCommitNews, type BatchListener } from './commit-news';
import { DatabaseFailure } from './database-failure';
import { pipelinedPool } from './pipelined-pool';
import type { Client, Pool } from './pool';
import { isConnectionLoss, isWorthRetrying } from './postgres-error';
import { takeGroup } from './waiting-units';
import {
  type GroupOutcome,
  type Mark,
  streamsOf,
  type StreamTx,
  wasCommitted,
  type Work,
  writeGroup,
} from './write-group';

export type { Batch, BatchListener } from './commit-news';
export type { Change, StreamTx } from './write-group';

export type StreamWriter = {
  /**
   * Runs in order of submission on each of the named streams; resolves after commit with what `run` returned.
   * @throws what `run` throws; DatabaseFailure when the database is away or head office is stopping
   */
  submit: <T>(streams: readonly string[], run: (tx: StreamTx) => Promise<T>) => Promise<T>;
  /** The same for a unit that begins with reads: they are on their way together with the lock. */
  submitRead: <R, T>(
    streams: readonly string[],
    read: (client: Client) => Promise<R>,
    run: (tx: StreamTx, read: R) => Promise<T>,
  ) => Promise<T>;
  /** Called after each commit, in the order of each stream, with what changed on it; before `submit` resolves. */
  subscribe: (listener: BatchListener) => () => void;
  /** Finishes what is waiting and takes no more. */
  stop: () => Promise<void>;
};

export type StreamWriterOptions = {
  /** How often other processes' commits are looked for. */
  pollMs?: number;
  /** Told when a listener throws or the counters cannot be looked at; nothing is lost by either. */
  onTrouble?: (cause: unknown) => void;
  /** A connection that nobody used broke; it is opened again by itself. */
  onLostConnection?: (cause: Error) => void;
};

type Unit = Work & {
  resolve: (value: unknown) => void;
  reject: (cause: unknown) => void;
};

const unitsAtOnce = 128;
/** Groups of different streams that run side by side; the other connections are for readers. */
const groupsAtOnce = 4;
const attempts = 5;
/** How long an unknown outcome is asked for before its callers are told that nobody knows. */
const askingPatienceMs = 30_000;

/** Writes to the database of `pool` over connections of its own. */
export function createStreamWriter(database: Pool, options: StreamWriterOptions = {}): StreamWriter {
  const pool = pipelinedPool(database, options.onLostConnection);
  const waiting: Unit[] = [];
  const busy = new Set<string>();
  const writerId = randomUUID();
  const trouble = options.onTrouble ?? (() => undefined);
  const news = createCommitNews(pool, busy, { pollMs: options.pollMs ?? 100, onTrouble: trouble });
  let groupNo = 0;
  let groups = 0;
  let stopped = false;
  let isWoken = false;
  let onIdle: (() => void) | null = null;

  const attempt = async (units: readonly Unit[]): Promise<Exclude<GroupOutcome, { kind: 'unknown' }>> => {
    for (let turn = 1; ; turn += 1) {
      groupNo += 1;
      const mark = { writerId, groupNo };
      const outcome = await settled(pool, units, mark, await writeGroup(pool, units, mark));
      if (outcome.kind === 'committed' || turn >= attempts || !isPassing(outcome.cause)) return outcome;
      await sleep(isConnectionLoss(outcome.cause) ? 50 * 2 ** turn : 2 ** turn);
    }
  };

  const perform = async (units: readonly Unit[]): Promise<void> => {
    if (units.length === 0) return;
    const outcome = await attempt(units);
    if (outcome.kind === 'committed') {
      news.publish(outcome.moved, outcome.changes);
      units.forEach((unit, index) => unit.resolve(outcome.results[index]));
    } else if (outcome.kind === 'hidden-failure' && units.length > 1) {
      for (const unit of units) await perform([unit]);
    } else if (outcome.kind !== 'unit-failed' || units.length === 1 || isPassing(outcome.cause)) {
      for (const unit of units) unit.reject(outcome.cause);
    } else {
      await perform(units.slice(0, outcome.index));
      await perform(units.slice(outcome.index, outcome.index + 1));
      await perform(units.slice(outcome.index + 1));
    }
  };

  const start = (units: readonly Unit[]): void => {
    const streams = streamsOf(units);
    for (const streamId of streams) busy.add(streamId);
    news.expect(streams);
    groups += 1;
    void perform(units)
      .catch((cause: unknown) => {
        for (const unit of units) unit.reject(cause);
      })
      .finally(() => {
        for (const streamId of streams) busy.delete(streamId);
        groups -= 1;
        advance();
      });
  };

  const advance = (): void => {
    while (groups < groupsAtOnce) {
      const units = takeGroup(waiting, busy, unitsAtOnce);
      if (units.length === 0) break;
      start(units);
    }
    if (groups === 0 && waiting.length === 0) onIdle?.();
  };

  const enqueue = (work: Work): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (stopped) {
        const words = 'Head office is stopping; send this again when it is back.';
        reject(new DatabaseFailure('head-office-stopping', words));
        return;
      }
      if (work.streams.length === 0) {
        reject(new Error('a unit must name its streams'));
        return;
      }
      waiting.push({ ...work, resolve, reject });
      if (isWoken) return;
      isWoken = true;
      // A turn of the event loop lets requests that arrived together share one commit.
      setImmediate(() => {
        isWoken = false;
        advance();
      });
    });

  return {
    submit: <T>(streams: readonly string[], run: (tx: StreamTx) => Promise<T>) =>
      enqueue({ streams, run }) as Promise<T>,
    submitRead: <R, T>(
      streams: readonly string[],
      read: (client: Client) => Promise<R>,
      run: (tx: StreamTx, read: R) => Promise<T>,
    ) => enqueue({ streams, read, run: run as Work['run'] }) as Promise<T>,
    subscribe: news.subscribe,
    stop: async () => {
      stopped = true;
      if (groups > 0 || waiting.length > 0) await new Promise<void>((resolve) => (onIdle = resolve));
      await news.stop();
      await pool.end();
    },
  };
}

function isPassing(cause: unknown): boolean {
  return (
    isWorthRetrying(cause) || isConnectionLoss(cause) || isConnectionLoss((cause as Error | null)?.cause)
  );
}

/** Turns "nobody knows" into what the database says once it can be asked again. */
async function settled(
  pool: Pool,
  units: readonly Unit[],
  mark: Mark,
  outcome: GroupOutcome,
): Promise<Exclude<GroupOutcome, { kind: 'unknown' }>> {
  if (outcome.kind !== 'unknown') return outcome;
  const untilMs = Date.now() + askingPatienceMs;
  for (;;) {
    try {
      const isTaken = await wasCommitted(pool, units, mark);
      return isTaken
        ? (outcome.committed as Exclude<GroupOutcome, { kind: 'unknown' }>)
        : { kind: 'failed', cause: outcome.cause };
    } catch (cause) {
      if (Date.now() > untilMs) {
        const words =
          'The database went away while it was storing this. Send it again when it is back; what was stored is not stored twice.';
        return {
          kind: 'failed',
          cause: new DatabaseFailure('outcome-unknown', words, {}, { cause: String(cause) }),
        };
      }
      await sleep(200);
    }
  }
}

// Effects that leave the database (a request to a carrier, a channel, a mail server) wait here, stored in the same
// transaction as what caused them, and are performed at least once. Rows of one key are performed in the order in which
// they came. What was performed, with its answer, and what was given up stays to be looked at.
// Must never hold a transaction open while it waits for somebody else's server.
import type { Pool, Queryable } from '../db/pool';
import { isSoft, soft } from '../db/soft-commit';
import { storableJson } from '../services/changes/json-rows';
import { benchesFirst } from './benches-first';
import { type JobLoop, startJob } from './job-loop';
import { type Reactor, watchOutbox } from './outbox-watch';

export type LaterWork = {
  /** Which reaction performs it: `push-stock`, `buy-label`. */
  topic: string;
  /** Works of one topic and key are done one after the other: an order, a SKU of a channel. */
  key: string;
  payload: object;
  /** ISO instant before which it is not tried; at once when left out. */
  availableAt?: string;
  /** Whether it is left out when the same key already waits untried: its performer reads the newest state itself. */
  coalesce?: boolean;
};

/** Call it inside the transaction whose effect it is. `newId` must rise (uuid v7): it is the order of a key. */
export async function later(db: Queryable, works: readonly LaterWork[], newId: () => string): Promise<void> {
  if (works.length === 0) return;
  await db.query({
    name: 'outbox-later',
    text: `INSERT INTO outbox (id, topic, key, payload, available_at)
           SELECT r.id, r.topic, r.key, r.payload, coalesce(r.available_at, now())
           FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::timestamptz[], $6::boolean[])
             AS r (id, topic, key, payload, available_at, coalesce_key)
           WHERE NOT r.coalesce_key OR NOT EXISTS (
             SELECT 1 FROM outbox o WHERE o.topic = r.topic AND o.key = r.key AND o.attempts = 0 AND o.done_at IS NULL)`,
    values: [
      works.map(() => newId()),
      works.map(({ topic }) => topic),
      works.map(({ key }) => key),
      works.map(({ payload }) => storableJson(payload)),
      works.map(({ availableAt }) => availableAt ?? null),
      works.map(({ coalesce }) => coalesce ?? false),
    ],
  });
}

/** Not now: the other side said when (429 with Retry-After), or it is known to be away. */
export class TryLater extends Error {
  override readonly name = 'TryLater';
  constructor(
    message: string,
    /** Milliseconds from now. */
    readonly pauseMs: number,
  ) {
    super(message);
  }
}

/** Trying again cannot help: a person has to look. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

export type Performed<Payload> = {
  id: string;
  key: string;
  payload: Payload;
  /** 1 the first time; the one before may have had its effect although it failed here. */
  attempt: number;
};

export type ReactionOptions<Payload> = {
  pool: Pool;
  topic: string;
  /**
   * Must be idempotent: it is called again when it throws, and when this process dies behind its effect.
   * @returns what the other side answered, in a few words, for the record
   */
  perform: (work: Performed<Payload>) => Promise<string>;
  now: () => Date;
  /** Pause of an idle reaction. */
  idleMs?: number;
  /** Works of different keys under way at once. */
  atOnce?: number;
  /** How long one try may take before another process may try too. */
  patienceMs?: number;
  mostAttempts?: number;
  onFailure: (cause: unknown, name: string) => void;
};

const longestPauseMs = 3_600_000;

/** 1 s, 2 s, 4 s ... an hour. */
export function pauseAfter(attempt: number): number {
  return Math.min(longestPauseMs, 1000 * 2 ** Math.min(attempt - 1, 20));
}

type Row<Payload> = Omit<Performed<Payload>, 'attempt'> & { attempts: number };

export function startReaction<Payload extends object>(options: ReactionOptions<Payload>): JobLoop {
  const { pool, topic, now, atOnce = 4, patienceMs = 60_000, idleMs = 500, onFailure } = options;
  const outbox = watchOutbox(pool);
  const { patiently } = benchesFirst(pool);
  /** Somebody waits until nothing is left: the database is asked, whatever the last look said. */
  let draining = 0;
  const round = async (): Promise<boolean> => {
    if (draining === 0 && !outbox.isDue(topic)) return false;
    return draining > 0 ? someWorks() : patiently(someWorks);
  };
  const someWorks = async (): Promise<boolean> => {
    const looks = outbox.looks();
    const rows = await claim<Payload>(pool, topic, now(), atOnce, patienceMs);
    if (rows.length === 0) outbox.isDone(topic, looks);
    await Promise.all(rows.map((row) => perform(options, row)));
    // What is behind these on their keys may go now.
    return rows.length > 0;
  };
  const job = startJob({ name: topic, round, idleMs, onFailure });
  const reactor: Reactor = { topic, now, idleMs, nudge: job.nudge, onFailure };
  outbox.join(reactor);
  return {
    nudge: () => outbox.nudge(reactor),
    drain: async () => {
      draining += 1;
      await job.drain().finally(() => {
        draining -= 1;
      });
    },
    stop: async () => {
      await job.stop();
      await outbox.leave(reactor);
    },
  };
}

/** The oldest open work of each key, put off for as long as a try may take. */
async function claim<Payload>(
  pool: Pool,
  topic: string,
  at: Date,
  most: number,
  patienceMs: number,
): Promise<Row<Payload>[]> {
  const { rows } = await pool.query<Row<Payload>>({
    name: 'outbox-claim',
    text: `UPDATE outbox SET attempts = attempts + 1, tried_at = $2, available_at = $3
           WHERE id IN (
             SELECT o.id FROM outbox o
             WHERE o.topic = $1 AND o.done_at IS NULL AND o.available_at <= $2
               AND NOT EXISTS (
                 SELECT 1 FROM outbox e WHERE e.topic = o.topic AND e.key = o.key AND e.id < o.id AND e.done_at IS NULL)
             ORDER BY o.available_at, o.id LIMIT $4 FOR UPDATE SKIP LOCKED)
           RETURNING id, key, payload, attempts`,
    values: [topic, at.toISOString(), new Date(at.getTime() + patienceMs).toISOString(), most],
  });
  return rows;
}

async function perform<Payload extends object>(
  { pool, topic, perform: act, now, mostAttempts = 60, onFailure }: ReactionOptions<Payload>,
  { id, key, payload, attempts }: Row<Payload>,
): Promise<void> {
  try {
    const answer = await act({ id, key, payload, attempt: attempts });
    await pool.query({
      name: 'outbox-done',
      // Waits for no disk: lost, it is a work whose first try may have had its effect, which is what a second try is for.
      text: `WITH ${soft}
             UPDATE outbox SET done_at = $2, answer = $3, error = NULL FROM soft WHERE id = $1 AND ${isSoft}`,
      values: [id, now().toISOString(), answer.slice(0, 1000)],
    });
  } catch (cause) {
    const isOver = cause instanceof GiveUp || attempts >= mostAttempts;
    const pauseMs = cause instanceof TryLater ? cause.pauseMs : pauseAfter(attempts);
    await pool.query(
      `UPDATE outbox SET error = $2, available_at = $3, done_at = $4, gave_up_at = $4 WHERE id = $1 AND done_at IS NULL`,
      [
        id,
        (cause instanceof Error ? cause.message : String(cause)).slice(0, 1000),
        new Date(now().getTime() + pauseMs).toISOString(),
        isOver ? now().toISOString() : null,
      ],
    );
    if (!(cause instanceof TryLater)) onFailure(cause, `${topic} ${key}`);
  }
}

/** @returns rows removed: what was done or given up that long ago */
export async function forgetOldWork(db: Queryable, before: string): Promise<number> {
  const { rowCount } = await db.query('DELETE FROM outbox WHERE done_at < $1', [before]);
  return rowCount ?? 0;
}

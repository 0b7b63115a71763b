// What is learned from history: events are written down as they happen, and what they change is worked out and told a little later.
// Both are one transaction's work and its outbox, so that a stop between them loses nothing and tells nothing twice.
import type { Client, Pool } from '../db/pool';
import { type FollowerOptions, type HistoryEvent, startFollower } from './follow-events';
import type { JobLoop } from './job-loop';
import { later, type LaterWork, type ReactionOptions, startReaction } from './outbox';

export type LearnerTools = {
  pool: Pool;
  now: () => Date;
  newId: () => string;
  idleMs: number;
  onFailure: (cause: unknown, name: string) => void;
};

export type Telling = Pick<ReactionOptions<never>, 'topic' | 'perform'>;

/** @param perform works out what waits under this topic; @returns what was told, in a few words */
export function telling<Payload>(topic: string, perform: (payload: Payload) => Promise<string>): Telling {
  return { topic, perform: ({ payload }) => perform(payload) };
}

/** @param note writes what one stream's events say, with `client` only; @returns what is to be worked out because of it */
export function startLearner(
  { pool, now, newId, idleMs, onFailure }: LearnerTools,
  {
    note,
    tellings,
    ...follower
  }: Pick<FollowerOptions, 'name' | 'types' | 'fromStart'> & {
    note: (client: Client, streamId: string, events: readonly HistoryEvent[]) => Promise<LaterWork[]>;
    tellings: readonly Telling[];
  },
): JobLoop[] {
  return [
    startFollower({
      pool,
      ...follower,
      react: async (client, events) => {
        const [first] = events;
        if (first) await later(client, await note(client, first.streamId, events), newId);
      },
      idleMs,
      onFailure,
    }),
    ...tellings.map(({ topic, perform }) =>
      startReaction<never>({ pool, topic, perform, now, idleMs, onFailure }),
    ),
  ];
}

/** So much later, once for all that wait by then. */
export function soon(now: () => Date, afterMs: number): Pick<LaterWork, 'availableAt' | 'coalesce'> {
  return { availableAt: new Date(now().getTime() + afterMs).toISOString(), coalesce: afterMs > 0 };
}

// Which topics of the outbox have work that is due, asked once for all reactions of a database.
import type { Pool } from '../db/pool';
import { createSharedLook, type Joiner, onePerPool, type SharedLook } from './shared-look';

export type Reactor = Joiner & { topic: string; now: () => Date };

export type OutboxWatch = SharedLook<Reactor> & {
  /** As of the last look. */
  isDue: (topic: string) => boolean;
  /** How many looks there were. */
  looks: () => number;
  /** Nothing of it could be taken on, by somebody who began when there had been so many looks. */
  isDone: (topic: string, looks: number) => void;
};

/** The one watch of this pool. */
export const watchOutbox = onePerPool((pool: Pool): OutboxWatch => {
  let due = new Set<string>();
  let looks = 0;
  const isDue = (topic: string): boolean => due.has(topic);
  const look = createSharedLook<Reactor>(
    'watch outbox',
    async (reactors) => {
      const latest = Math.max(...[...reactors].map(({ now }) => now().getTime()));
      if (!Number.isFinite(latest)) return;
      const { rows } = await pool.query<{ topic: string }>({
        name: 'outbox-due',
        text: `SELECT t.topic FROM unnest($1::text[]) AS t (topic)
               WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.topic = t.topic AND o.done_at IS NULL AND o.available_at <= $2)`,
        values: [[...reactors].map(({ topic }) => topic), new Date(latest).toISOString()],
      });
      due = new Set(rows.map(({ topic }) => topic));
      looks += 1;
    },
    ({ topic }) => isDue(topic),
  );
  return {
    ...look,
    isDue,
    looks: () => looks,
    isDone: (topic, since) => {
      if (since === looks) due.delete(topic);
    },
  };
});

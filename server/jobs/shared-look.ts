// One look at the database for many jobs that would each ask it the same, twice a second, all day. Jobs join and leave; whoever
// has something to do after a look is nudged.
import { type JobLoop, startJob } from './job-loop';

export type Joiner = {
  /** Its wish for the pause between two looks; the shortest one holds. */
  idleMs: number;
  /** It has something to do. */
  nudge: () => void;
  onFailure: (cause: unknown, name: string) => void;
};

export type SharedLook<J extends Joiner> = {
  join: (joiner: J) => void;
  leave: (joiner: J) => Promise<void>;
  /** Looks soon, and nudges this one if it has something to do. */
  nudge: (joiner: J) => void;
  /** Resolves when a look that began after this call has ended. */
  look: () => Promise<void>;
};

/** @param lookOnce never runs twice at a time */
export function createSharedLook<J extends Joiner>(
  name: string,
  lookOnce: (joiners: ReadonlySet<J>) => Promise<void>,
  hasWork: (joiner: J) => boolean,
): SharedLook<J> {
  /** When each is nudged next without having asked, if it has something to do; monotonic milliseconds. */
  const joiners = new Map<J, number>();
  /** Who asked to be nudged, and not before the look under way. */
  const asking = new Set<J>();
  let loop: JobLoop | null = null;
  let underWay: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  const look = (): Promise<void> => {
    next ??= underWay
      .catch(() => undefined)
      .then(() => {
        next = null;
        underWay = lookOnce(new Set(joiners.keys()));
        return underWay;
      });
    return next;
  };

  const round = async (): Promise<boolean> => {
    const asked = [...asking];
    asking.clear();
    try {
      await look();
    } catch (cause) {
      for (const joiner of asked) asking.add(joiner);
      throw cause;
    }
    const nowMs = performance.now();
    for (const [joiner, dueMs] of joiners) {
      if (dueMs > nowMs && !asked.includes(joiner)) continue;
      // Half of its pause: looks come at other moments too, and it must not miss its own by a hair.
      joiners.set(joiner, nowMs + joiner.idleMs / 2);
      if (hasWork(joiner)) joiner.nudge();
    }
    return false;
  };

  return {
    join: (joiner) => {
      joiners.set(joiner, 0);
      loop ??= startJob({
        name,
        round,
        idleMs: () => Math.min(...[...joiners.keys()].map(({ idleMs }) => idleMs)),
        onFailure: joiner.onFailure,
      });
      asking.add(joiner);
      loop.nudge();
    },
    leave: async (joiner) => {
      joiners.delete(joiner);
      asking.delete(joiner);
      if (joiners.size > 0) return;
      const ended = loop?.stop();
      loop = null;
      await ended;
    },
    nudge: (joiner) => {
      if (!joiners.has(joiner)) return;
      asking.add(joiner);
      loop?.nudge();
    },
    look,
  };
}

/** One of each pool. */
export function onePerPool<P extends object, T>(create: (pool: P) => T): (pool: P) => T {
  const known = new WeakMap<P, T>();
  return (pool) => {
    if (!known.has(pool)) known.set(pool, create(pool));
    return known.get(pool) as T;
  };
}

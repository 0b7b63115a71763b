// So many tries in a time, by key: a bucket of `most` that fills again evenly within `withinMs`. A quick burst passes, a
// flood does not. Forgets keys whose bucket is full. A clock that goes back gives nothing and takes nothing.
export type RateLimit = {
  /** False when the key has used its tries. */
  take: (key: string) => boolean;
  /** A try that turned out well does not count. */
  giveBack: (key: string) => void;
  /** How the key stands, without taking anything. */
  stateOf: (key: string) => RateState;
};

export type RateState = {
  most: number;
  left: number;
  /** Milliseconds until a try is left again; 0 when one is. */
  waitMs: number;
  /** Milliseconds until all are. */
  fullMs: number;
};

const sweepAbove = 1_000;

export function createRateLimit(
  most: number,
  withinMs: number,
  nowMs: () => number = () => performance.now(),
): RateLimit {
  /** Tries used, as of a moment; they are given back with time. */
  const used = new Map<string, { tries: number; atMs: number }>();
  let sweepAt = sweepAbove;
  const usedBy = (key: string, now: number): number => {
    const entry = used.get(key);
    if (!entry) return 0;
    entry.atMs = Math.min(entry.atMs, now);
    return Math.max(0, entry.tries - ((now - entry.atMs) * most) / withinMs);
  };
  const sweep = (now: number): void => {
    for (const key of used.keys()) if (usedBy(key, now) === 0) used.delete(key);
    sweepAt = Math.max(sweepAbove, used.size * 2);
  };
  return {
    take: (key) => {
      const now = nowMs();
      if (used.size > sweepAt) sweep(now);
      const tries = usedBy(key, now) + 1;
      if (tries > most) return false;
      used.set(key, { tries, atMs: now });
      return true;
    },
    giveBack: (key) => {
      const entry = used.get(key);
      if (entry) entry.tries = Math.max(0, entry.tries - 1);
    },
    stateOf: (key) => {
      const tries = usedBy(key, nowMs());
      const msPerTry = withinMs / most;
      return {
        most,
        left: Math.max(0, Math.floor(most - tries)),
        waitMs: Math.max(0, (tries + 1 - most) * msPerTry),
        fullMs: tries * msPerTry,
      };
    },
  };
}

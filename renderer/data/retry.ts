// How long to wait before asking head office again: longer each time, never all stations at the same moment.
// A wait ends early when head office has been heard again, and at once when the station stops; one that head office asked
// for itself (Retry-After) ends no earlier than it said.

export type Waiting = {
  /** Resolves after a while, or earlier when `wake` is called or the signal aborts. */
  wait: (attempt: number, signal: AbortSignal, atLeastMs?: number) => Promise<void>;
  /** Head office was heard: everybody who waits tries now. */
  wake: () => void;
};

const firstMs = 500;
const longestMs = 30_000;
/** Longer than this nobody is kept away by one answer. */
const longestAskedMs = 60_000;

/** @param random 0 to 1; the wait is 50 to 100 % of the doubling step, or 100 to 150 % of what head office asks for */
export function createWaiting(random: () => number = Math.random): Waiting {
  const sleepers = new Set<() => void>();
  return {
    wait: (attempt, signal, atLeastMs = 0) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const stepMs = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
        const end = (): void => {
          clearTimeout(timer);
          sleepers.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const share = random();
        const waitMs = Math.max(
          stepMs * (0.5 + share / 2),
          Math.min(atLeastMs, longestAskedMs) * (1 + share / 2),
        );
        const timer = setTimeout(end, waitMs);
        if (atLeastMs === 0) sleepers.add(end);
        signal.addEventListener('abort', end, { once: true });
      }),
    wake: () => {
      for (const end of sleepers) end();
    },
  };
}

// The order in which this window wrote documents, by a number of its own that no clock touches: what "changed since"
// means (a clock that goes back must not hide a write). Pure bookkeeping; keeps ids, never documents.

export type LocalNumbers = {
  next: () => number;
  /** The document's newest number, or 0 when it has none. */
  of: (id: string) => number;
  /** Gives each id the next number, in order; returns the last one given. */
  give: (ids: readonly string[]) => number;
  /** Restores what was read from the disk; later calls win over earlier ones. */
  restore: (id: string, number: number) => void;
  startAt: (next: number) => void;
  forget: (id: string) => void;
  /** Ids with a number above `after` and below `before`, ascending, at most `limit`. */
  since: (after: number, limit: number, before?: number) => string[];
  size: () => number;
};

/** Superseded entries are swept out when they outnumber the others. */
const sweepAtLeast = 1000;

export function createLocalNumbers(): LocalNumbers {
  const newest = new Map<string, number>();
  let ids: string[] = [];
  let numbers: number[] = [];
  let next = 1;

  const sweep = (): void => {
    if (ids.length < sweepAtLeast || ids.length < 2 * newest.size) return;
    const live = [...ids.keys()].filter((at) => newest.get(ids[at] as string) === numbers[at]);
    ids = live.map((at) => ids[at] as string);
    numbers = live.map((at) => numbers[at] as number);
  };
  const put = (id: string, number: number): void => {
    newest.set(id, number);
    ids.push(id);
    numbers.push(number);
  };
  const firstAbove = (after: number): number => {
    let low = 0;
    let high = numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((numbers[middle] as number) > after) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  return {
    next: () => next,
    of: (id) => newest.get(id) ?? 0,
    give: (given) => {
      for (const id of given) {
        put(id, next);
        next += 1;
      }
      sweep();
      return next - 1;
    },
    restore: (id, number) => {
      put(id, number);
      next = Math.max(next, number + 1);
    },
    startAt: (at) => {
      next = Math.max(next, at);
    },
    forget: (id) => {
      newest.delete(id);
    },
    since: (after, limit, before = Number.POSITIVE_INFINITY) => {
      const found: string[] = [];
      for (let at = firstAbove(after); at < ids.length && found.length < limit; at += 1) {
        const id = ids[at] as string;
        if ((numbers[at] as number) >= before) break;
        if (newest.get(id) === numbers[at]) found.push(id);
      }
      return found;
    },
    size: () => newest.size,
  };
}

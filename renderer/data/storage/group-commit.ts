// One piece of work after the other, each with everything that waits by then: a busy disk gets few, large transactions.
// Knows nothing of documents. Must never leave a caller without an answer.

export type Waiter<Work, Answer> = Work & {
  resolve: (answer: Answer) => void;
  reject: (cause: unknown) => void;
};

export type GroupCommit<Work, Answer> = {
  add: (work: Work) => Promise<Answer>;
  /** Resolves when nothing waits and nothing runs. */
  settled: () => Promise<void>;
};

/** `commit` answers each waiter itself; what it throws is the answer of all that have none. */
export function createGroupCommit<Work extends object, Answer>(
  sizeOf: (work: Work) => number,
  largest: number,
  commit: (group: readonly Waiter<Work, Answer>[]) => Promise<void>,
): GroupCommit<Work, Answer> {
  let waiting: Waiter<Work, Answer>[] = [];
  let draining: Promise<void> | null = null;

  const take = (): Waiter<Work, Answer>[] => {
    let size = 0;
    let taken = 0;
    for (const each of waiting) {
      if (taken > 0 && size + sizeOf(each) > largest) break;
      size += sizeOf(each);
      taken += 1;
    }
    const group = waiting.slice(0, taken);
    waiting = waiting.slice(taken);
    return group;
  };

  const drain = async (): Promise<void> => {
    // Calls made in the same turn share a transaction from the first on.
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = take();
      try {
        await commit(group);
      } catch (cause) {
        for (const each of group) each.reject(cause);
      }
    }
    draining = null;
  };

  return {
    add: (work) =>
      new Promise<Answer>((resolve, reject) => {
        waiting.push({ ...work, resolve, reject });
        draining ??= drain();
      }),
    settled: async () => {
      await draining;
    },
  };
}

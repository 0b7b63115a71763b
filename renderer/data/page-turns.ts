// Pages of documents are stored one after the other, with a pause for whatever a person did in between: a new station pulls
// two dozen lists at once, and all their pages in one window would hold up a scan for half a second.

export type PageTurns<K> = {
  /** Resolves when it is this one's turn to store a page of so many documents. */
  begin: (key: K, documents: number) => Promise<void>;
  /** Its page is stored. */
  end: (key: K) => void;
};

/** The engine does not say that a last page is stored: so long a page is waited for at most. */
const patienceMs = (documents: number): number => 5 + documents / 5;

export function createPageTurns<K>(): PageTurns<K> {
  type Turn = { key: K; documents: number; begin: () => void };
  const waiting: Turn[] = [];
  let holder: { key: K; timer: ReturnType<typeof setTimeout> } | null = null;
  let isBusy = false;

  const give = ({ key, documents, begin }: Turn): void => {
    isBusy = true;
    holder = { key, timer: setTimeout(() => end(key), patienceMs(documents)) };
    begin();
  };

  const end = (key: K): void => {
    if (holder === null || holder.key !== key) return;
    clearTimeout(holder.timer);
    holder = null;
    const next = waiting.shift();
    // One task later, so that keys and clicks come first.
    if (next) setTimeout(() => give(next), 0);
    else isBusy = false;
  };

  return {
    begin: (key, documents) => {
      if (documents === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const turn = { key, documents, begin: resolve };
        if (isBusy) waiting.push(turn);
        else give(turn);
      });
    },
    end,
  };
}

// Tells listeners of this process what was committed, each stream in its order. What another process wrote is known only
// by its counter having moved: then listeners are told to pull, and so they are whenever continuity cannot be proven.
// Between two batches of a stream nothing is ever missing.
import type { Pool } from './pool';
import type { Change, Moved } from './write-group';

export type Batch = {
  streamId: string;
  changes: readonly Change[];
  epoch: string;
  era: string | null;
  seq: number;
};
/** `null` batch: another process wrote, or the stream began again; pull. */
export type BatchListener = (streamId: string, batch: Batch | null) => void;

export type CommitNews = {
  subscribe: (listener: BatchListener) => () => void;
  /** A group of these streams is about to run: what the counters say from now on may be its own doing. */
  expect: (streams: readonly string[]) => void;
  publish: (moved: readonly Moved[], changes: readonly Change[]) => void;
  stop: () => Promise<void>;
};

type Seen = { epoch: string; era: string | null; seq: number };

/** @param busy streams that groups of this process hold; these are left to `publish` */
export function createCommitNews(
  pool: Pool,
  busy: ReadonlySet<string>,
  options: { pollMs: number; onTrouble: (cause: unknown) => void },
): CommitNews {
  const listeners = new Set<BatchListener>();
  const seen = new Map<string, Seen>();
  /** Streams whose counters this poll may see half-way through a commit of ours. */
  const unsure = new Set<string>();
  let polling: Promise<void> | null = null;

  const tell = (streamId: string, batch: Batch | null): void => {
    for (const listener of listeners) {
      try {
        listener(streamId, batch);
      } catch (cause) {
        options.onTrouble(cause);
      }
    }
  };

  const look = async (): Promise<void> => {
    unsure.clear();
    for (const streamId of busy) unsure.add(streamId);
    const { rows } = await pool.query<{ stream_id: string; epoch: string; era: string | null; seq: number }>(
      'SELECT stream_id, epoch, era, seq FROM stream',
    );
    for (const { stream_id: streamId, epoch, era, seq } of rows) {
      const known = seen.get(streamId);
      if (unsure.has(streamId) || (known && isSame(known, { epoch, era, seq }))) continue;
      seen.set(streamId, { epoch, era, seq });
      // The first look included: somebody may have pulled before it.
      tell(streamId, null);
    }
  };

  const timer = setInterval(() => {
    if (polling || listeners.size === 0) return;
    polling = look()
      .catch(options.onTrouble)
      .finally(() => {
        polling = null;
      });
  }, options.pollMs);
  timer.unref();

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    expect: (streams) => {
      for (const streamId of streams) unsure.add(streamId);
    },
    publish: (moved, changes) => {
      for (const { streamId, epoch, from, seq, eraBefore, era } of moved) {
        const before = seen.get(streamId) ?? { epoch, era: null, seq: 0 };
        seen.set(streamId, { epoch, era, seq });
        // Somebody else wrote between, or may have before we first looked, or the database went back to an older state: what
        // we announce would leave a hole.
        if (!isSame(before, { epoch, era: eraBefore, seq: from })) {
          tell(streamId, null);
          continue;
        }
        const own = changes.filter((change) => change.streamId === streamId);
        if (own.length > 0) tell(streamId, { streamId, changes: own, epoch, era, seq });
      }
    },
    stop: async () => {
      clearInterval(timer);
      await polling;
    },
  };
}

function isSame(a: Seen, b: Seen): boolean {
  return a.epoch === b.epoch && a.era === b.era && a.seq === b.seq;
}

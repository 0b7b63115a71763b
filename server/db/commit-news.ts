// Tells listeners of this process what was committed, each stream in its order. What another process wrote is known only
// by its counter having moved: then listeners are told to pull, and so they are whenever continuity cannot be proven.
// Between two batches of a stream nothing is ever missing.
import type { Pool } from './pool';
import type { Change, Moved } from './write-group';

export type Batch = { streamId: string; changes: readonly Change[]; epoch: string; seq: number };
/** `null` batch: another process wrote, or the stream began again; pull. */
export type BatchListener = (streamId: string, batch: Batch | null) => void;

export type CommitNews = {
  subscribe: (listener: BatchListener) => () => void;
  /** A group of these streams is about to run: what the counters say from now on may be its own doing. */
  expect: (streams: readonly string[]) => void;
  publish: (moved: readonly Moved[], changes: readonly Change[]) => void;
  stop: () => Promise<void>;
};

type Seen = { epoch: string; seq: number };

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
    const { rows } = await pool.query<{ stream_id: string; epoch: string; seq: number }>(
      'SELECT stream_id, epoch, seq FROM stream',
    );
    for (const { stream_id: streamId, epoch, seq } of rows) {
      const known = seen.get(streamId);
      if (unsure.has(streamId) || (known?.epoch === epoch && known.seq === seq)) continue;
      seen.set(streamId, { epoch, seq });
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
      for (const { streamId, epoch, from, seq } of moved) {
        const before = seen.get(streamId) ?? { epoch, seq: 0 };
        seen.set(streamId, { epoch, seq });
        // Somebody else wrote between, or may have before we first looked: what we announce would leave a hole.
        if (before.epoch !== epoch || before.seq !== from) {
          tell(streamId, null);
          continue;
        }
        const own = changes.filter((change) => change.streamId === streamId);
        if (own.length > 0) tell(streamId, { streamId, changes: own, epoch, seq });
      }
    },
    stop: async () => {
      clearInterval(timer);
      await polling;
    },
  };
}

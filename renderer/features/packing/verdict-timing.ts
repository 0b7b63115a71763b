// How long a scan took from its last key to the painted verdict, for every scan.
// Entries named `scan-verdict` stand in the browser's own performance timeline; the status strip shows p50 and p99.
import { createStore, type StoreApi } from 'zustand/vanilla';

export type VerdictTimings = {
  store: StoreApi<{ count: number; p50Ms: number | null; p99Ms: number | null }>;
  /** Call when the verdict has been handed to the screen; measures when it has been painted. */
  painted: (fromEpochMs: number) => void;
};

export const verdictMeasure = 'scan-verdict';
const remembered = 1000;
const keptEntries = 10_000;

export function createVerdictTimings(): VerdictTimings {
  const store = createStore<{ count: number; p50Ms: number | null; p99Ms: number | null }>(() => ({
    count: 0,
    p50Ms: null,
    p99Ms: null,
  }));
  const recent: number[] = [];
  const waiting: number[] = [];
  // A message posted in the frame callback is delivered after that frame's paint.
  const channel = new MessageChannel();
  channel.port1.addEventListener('message', () => {
    const endMs = performance.now();
    for (const fromMs of waiting.splice(0)) record(fromMs, endMs);
  });
  channel.port1.start();

  const record = (fromMs: number, endMs: number): void => {
    const { count } = store.getState();
    if (count % keptEntries === keptEntries - 1) performance.clearMeasures(verdictMeasure);
    performance.measure(verdictMeasure, { start: Math.max(0, fromMs), end: endMs });
    recent.push(endMs - fromMs);
    if (recent.length > remembered) recent.shift();
    const sorted = [...recent].sort((a, b) => a - b);
    store.setState({ count: count + 1, p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) });
  };

  return {
    store,
    painted: (fromEpochMs) => {
      const fromMs = fromEpochMs - performance.timeOrigin;
      requestAnimationFrame(() => {
        waiting.push(fromMs);
        channel.port2.postMessage(null);
      });
    },
  };
}

/** Nearest rank: the smallest value that at least this share of all is not above. */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

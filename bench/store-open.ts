// A start with a large local store, and single durable writes to it: on the journal storage, with stock Dexie beside it.
import { atMost, type Bench, type Figures, percentile, spread } from './bench';
import type { LargeStore } from './store/page';
import { openStoreWindow } from './store/window';

const opens = 6;
const writes = 1000;

export const bench: Bench = {
  name: 'store-open',
  about:
    'A collection of n orders in a real Electron window: opening it until the first document is read (median of six starts), then 1,000 durable single writes and reads. Stock Dexie (strict) beside it.',
  defaultN: 100_000,
  run: async ({ options, note }) => {
    const window = await openStoreWindow();
    try {
      note(`the journal storage with ${options.n} documents`);
      const journal = figuresOf(await window.ask('largeStore', 'journal', options.n, opens, writes));
      note(`Dexie with ${options.n} documents`);
      const dexie = figuresOf(await window.ask('largeStore', 'dexie', options.n, opens, writes));
      return {
        data: 'generated orders of about 450 bytes',
        n: options.n,
        figures: journal,
        peers: { dexie },
        bars: {
          openMs: atMost(journal['openMs'] ?? Number.NaN, 1500),
          writeP99Ms: atMost(journal['writeP99Ms'] ?? Number.NaN, 10),
        },
      };
    } finally {
      await window.close();
    }
  },
};

function figuresOf(store: LargeStore): Figures {
  return {
    openMs: percentile(store.openMs, 0.5),
    openMaxMs: Math.max(...store.openMs),
    insertsPerSecond: store.insertsPerSecond,
    heapMiB: store.heapMiB,
    newestFiftyMs: percentile(store.newestListMs, 0.5),
    ...spread('write', store.writeMs),
    ...spread('read', store.readMs),
  };
}

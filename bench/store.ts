// RxDB's published performance suite in a real Electron renderer, on the journal storage and on stock Dexie, both with
// strict durability, beside the figures RxDB publishes for its premium IndexedDB storage.
import { atMost, type Bar, type Bench, type Figures, percentile } from './bench';
import { openStoreWindow } from './store/window';

/** rxdb.info/rx-storage-performance.html, premium IndexedDB in a browser, on their machine. Milliseconds. */
const published = {
  'time-to-first-insert': 5.8,
  'insert-documents-500': 11.0,
  'find-by-ids-3000': 92.3,
  'serial-inserts-50': 21.2,
  'serial-find-by-id-50': 8.2,
  'find-by-query': 64,
  'find-by-query-parallel-4': 44.9,
  '4x-count': 19.3,
} as const;

/** Serial inserts wait for the disk, which theirs need not: they publish with relaxed durability. */
const allowance: Partial<Record<keyof typeof published, number>> = { 'serial-inserts-50': 2 };

const figureName = (row: string): string =>
  `${row.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase()).replace(/^4x/, 'fourTimes')}Ms`;

const named = (rows: Record<string, number>): Figures =>
  Object.fromEntries(Object.entries(rows).map(([row, ms]) => [figureName(row), ms]));

export const bench: Bench = {
  name: 'store',
  about:
    "RxDB's published performance suite in a real Electron window on the journal storage and on stock Dexie (both strict), n runs each, beside bare durable IndexedDB writes in the same window. Bars: the figures published for the premium IndexedDB storage.",
  defaultN: 40,
  run: async ({ options, note }) => {
    const window = await openStoreWindow();
    try {
      note('bare durable writes');
      const raw = await window.ask('rawRounds', options.n, 50);
      const throughDexie = await window.ask('dexieRounds', options.n, 50);
      note(`the suite on the journal storage, ${options.n} runs`);
      const journal = await window.ask('suite', 'journal', options.n);
      note(`the suite on Dexie, ${options.n} runs`);
      const dexie = await window.ask('suite', 'dexie', options.n);
      // The suite keeps the quickest twentieth of its runs, so the floor does too.
      const floorMs = percentile(raw, 0.05);
      const bars: Record<string, Bar> = {};
      for (const [row, ms] of Object.entries(published)) {
        const limit = ms * (allowance[row as keyof typeof published] ?? 1);
        bars[figureName(row)] = atMost(journal[row] ?? Number.NaN, limit);
      }
      return {
        data: "the suite's own documents",
        n: options.n,
        figures: {
          ...named(journal),
          serialInsertsToFloor: (journal['serial-inserts-50'] ?? Number.NaN) / floorMs,
        },
        peers: {
          dexie: named(dexie),
          premiumIndexedDbPublished: named(published),
          rawStrictWrite: { fiftySerialMs: floorMs, fiftySerialP50Ms: percentile(raw, 0.5) },
          dexieStrictWrite: {
            fiftySerialMs: percentile(throughDexie, 0.05),
            fiftySerialP50Ms: percentile(throughDexie, 0.5),
          },
        },
        bars,
      };
    } finally {
      await window.close();
    }
  },
};

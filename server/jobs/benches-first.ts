// Benches come first. While stations send what people did, work that only follows from it (figures, books, mails) is done one
// piece at a time and rests as long as it worked, so that a packer never waits for a chart. When nobody sends, it all runs at once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../db/pool';
import { onePerPool } from './shared-look';

export type BenchesFirst = {
  /** Work that a person at a bench waits for. */
  now: <T>(work: () => Promise<T>) => Promise<T>;
  /** Work that can wait a few seconds, never longer than the pieces before it take. */
  patiently: <T>(work: () => Promise<T>) => Promise<T>;
};

const longestRestMs = 500;

/** The one of this database. */
export const benchesFirst = onePerPool((_pool: Pool) => createBenchesFirst());

export function createBenchesFirst(): BenchesFirst {
  let sending = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const rest = async (sinceMs: number): Promise<void> => {
    if (sending > 0) await sleep(Math.min(longestRestMs, performance.now() - sinceMs));
  };

  return {
    now: async (work) => {
      sending += 1;
      try {
        return await work();
      } finally {
        sending -= 1;
      }
    },
    patiently: (work) => {
      if (sending === 0) return work();
      const done = turn.then(async () => {
        const beganMs = performance.now();
        const piece = work();
        return { piece, rested: piece.catch(() => undefined).then(() => rest(beganMs)) };
      });
      turn = done.then(({ rested }) => rested);
      return done.then(({ piece }) => piece);
    },
  };
}

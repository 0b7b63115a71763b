// Benches come first. While stations send what people did, work that only follows from it (figures, books, mails) is done one
// piece at a time and rests several times as long as it worked, so that a packer never waits for a chart. When nobody sends,
// it all runs at once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../db/pool';
import { onePerPool } from './shared-look';

export type BenchesFirst = {
  /** Work that a person at a bench waits for. */
  now: <T>(work: () => Promise<T>) => Promise<T>;
  /** Work that can wait a few seconds, never longer than the pieces before it take. */
  patiently: <T>(work: () => Promise<T>) => Promise<T>;
};

/** Without a pause between what benches send, a fifth of the time is left for what follows from it. */
const restForWork = 4;
const longestRestMs = 2_000;
/** A piece that takes longer waits for somebody else's server: others go on beside it. */
const longestTurnMs = 250;

/** The one of this database. */
export const benchesFirst = onePerPool((_pool: Pool) => createBenchesFirst());

export function createBenchesFirst(): BenchesFirst {
  let sending = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const rest = async (sinceMs: number): Promise<void> => {
    const workedMs = performance.now() - sinceMs;
    if (sending > 0) await sleep(Math.min(longestRestMs, restForWork * workedMs));
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
        return { piece, rested: turnOf(piece).then(() => rest(beganMs)) };
      });
      turn = done.then(({ rested }) => rested);
      return done.then(({ piece }) => piece);
    },
  };
}

/** Resolves when the piece has ended, however it did, or has had its turn. */
function turnOf(piece: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, longestTurnMs);
    const end = (): void => {
      clearTimeout(patience);
      resolve();
    };
    piece.then(end, end);
  });
}

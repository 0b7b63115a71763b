// A second place of ops in memory, as the window sees it: the port of kept-ops.ts. The real one is in main/services and
// is met in e2e/.
import type { OpEnvelope } from '../../shared/sync/op';
import { type KeptOps, mostKeptOps } from './kept-ops';

export type FakeKeptOps = KeptOps & {
  /** What is kept, by number. */
  ops: () => OpEnvelope[];
  /** Requests fail with this code until it is null again. */
  fail: (code: string | null) => void;
  noted: () => number;
  /** Somebody reaches into the files. */
  change: (stationSeq: number, change: (op: OpEnvelope) => OpEnvelope) => void;
};

export function createFakeKeptOps(): FakeKeptOps {
  const ops = new Map<number, OpEnvelope>();
  let maxStationSeq = 0;
  let expect = 1;
  let failing: string | null = null;

  const asked = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (failing !== null) throw { code: failing, values: {}, errorId: null };
  };
  const take = (given: readonly OpEnvelope[]): void => {
    for (const op of given) {
      if (op.stationSeq <= maxStationSeq) continue;
      ops.set(op.stationSeq, structuredClone(op));
    }
    maxStationSeq = Math.max(maxStationSeq, ...given.map((op) => op.stationSeq));
  };
  const sorted = (): OpEnvelope[] => [...ops.values()].sort((a, b) => a.stationSeq - b.stationSeq);

  return {
    ops: sorted,
    noted: () => expect,
    change: (stationSeq, change) => {
      const op = ops.get(stationSeq);
      if (op) ops.set(stationSeq, change(op));
    },
    fail: (code) => {
      failing = code;
    },
    state: async () => {
      await asked();
      return { maxStationSeq, expect, damaged: 0 };
    },
    read: async (from) => {
      await asked();
      return sorted()
        .filter((op) => op.stationSeq >= from)
        .slice(0, mostKeptOps);
    },
    keep: async (given) => {
      await asked();
      take(given);
      return maxStationSeq;
    },
    renumber: async (from, given) => {
      await asked();
      for (const number of ops.keys()) if (number >= from) ops.delete(number);
      take(given);
      return maxStationSeq;
    },
    received: async (heard) => {
      await asked();
      expect = heard;
    },
  };
}

// The second place of this station's ops, as the window sees it: files that main keeps and that outlive the database of
// the window. A port: every method rejects with a failure of the contract when main or its disk does not do its part.
import { mostKeptOps, type WaybillBridge } from '../../shared/contract/window';
import type { StationId } from '../../shared/domain/ids';
import type { OpEnvelope } from '../../shared/sync/op';

export type KeptState = {
  /** Highest number kept; 0 when there is none. */
  maxStationSeq: number;
  /** Head office has every op below it, as far as was noted. */
  expect: number;
  /** Places in the files that could not be read. */
  damaged: number;
};

export type KeptOps = {
  state: () => Promise<KeptState>;
  /** Ops from a number on, in order; at most `mostKeptOps`. */
  read: (from: number) => Promise<OpEnvelope[]>;
  /** Resolves when they are on disk, with the highest number kept. */
  keep: (ops: readonly OpEnvelope[]) => Promise<number>;
  /** The ops that had the numbers `from` and up have new ones. */
  renumber: (from: number, ops: readonly OpEnvelope[]) => Promise<number>;
  received: (expect: number) => Promise<void>;
};

export { mostKeptOps };

export function keptOpsOf(bridge: Pick<WaybillBridge, 'request'>, stationId: StationId): KeptOps {
  return {
    state: () => bridge.request('ops:kept', { stationId }),
    read: async (from) =>
      (await bridge.request('ops:read-kept', { stationId, from, limit: mostKeptOps })).ops,
    keep: async (ops) => (await bridge.request('ops:keep', { stationId, ops: [...ops] })).maxStationSeq,
    renumber: async (from, ops) =>
      (await bridge.request('ops:renumber-kept', { stationId, from, ops: [...ops] })).maxStationSeq,
    received: async (expect) => {
      await bridge.request('ops:received', { stationId, expect });
    },
  };
}

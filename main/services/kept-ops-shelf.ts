// The second places of this computer, one folder a station identity: a PC that is enrolled anew begins one of its own,
// and the ops of the one before stay where they are.
import { join } from 'node:path';
import type { StationId } from '../../shared/domain/ids';
import { type KeptOps, openKeptOps } from './kept-ops';

export type KeptOpsShelf = {
  /** Opened when it is first asked for. Throws the failures of `openKeptOps`, and tries anew the next time. */
  of: (stationId: StationId) => Promise<KeptOps>;
  close: () => Promise<void>;
};

export function createKeptOpsShelf(folder: string, nowMs: () => number): KeptOpsShelf {
  const opened = new Map<StationId, Promise<KeptOps>>();
  return {
    of: (stationId) => {
      const known = opened.get(stationId);
      if (known) return known;
      const opening = openKeptOps({ folder: join(folder, stationId), nowMs });
      opened.set(stationId, opening);
      opening.catch(() => opened.delete(stationId));
      return opening;
    },
    close: async () => {
      for (const opening of opened.values()) await (await opening.catch(() => null))?.close();
    },
  };
}

// RxDB's push replication of the ops: it only wakes the uplink, which sends by our own numbers. Its bookkeeping keeps a
// copy of every op it ever saw, so it is begun anew from time to time, at the newest op.
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import { rest } from './rest';
import type { Store } from './store';
import type { StoredOp } from './stored';
import type { Uplink } from './uplink';

export type Push = {
  /** Throws the bookkeeping away and goes on behind the newest op. Loses nothing: the uplink knows what is unsent. */
  renew: (newestStationSeq: number) => Promise<void>;
  stop: () => Promise<void>;
};

type PushCheckpoint = { id: string; lwt: number };

/** Rows go out one handler call after the other anyway; this bounds what is held in memory. */
const batchSize = 200;

export function startPush(store: Store, uplink: Uplink, onBug: (cause: unknown) => void): Push {
  const begin = (initialCheckpoint: PushCheckpoint | null): RxReplicationState<StoredOp, PushCheckpoint> => {
    const state = replicateRxCollection<StoredOp, PushCheckpoint>({
      collection: store.ops,
      replicationIdentifier: 'push ops',
      live: true,
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      push: {
        batchSize,
        waitBeforePersist: rest,
        ...(initialCheckpoint ? { initialCheckpoint } : {}),
        // Forgetting an old op is our own business.
        modifier: (op: StoredOp & { _deleted?: boolean }) => (op._deleted ? null : op),
        handler: async (rows) => {
          await uplink.until(Math.max(...rows.map((row) => row.newDocumentState.stationSeq)));
          return [];
        },
      },
    });
    state.error$.subscribe(onBug);
    return state;
  };

  let state = begin(null);
  return {
    renew: async (newestStationSeq) => {
      const newest = await newestOp(store, newestStationSeq);
      await state.remove();
      state = begin(newest);
      uplink.kick();
    },
    stop: async () => {
      await state.cancel();
    },
  };
}

async function newestOp(store: Store, stationSeq: number): Promise<PushCheckpoint | null> {
  const [newest] = await store.ops.find({ selector: { stationSeq }, limit: 1 }).exec();
  return newest ? { id: newest.opId, lwt: newest._data._meta.lwt } : null;
}

// How many parcels this bench wants to hold, so that it can go on alone, and what head office lets it hold: zone and most.
// Told to head office with every greeting; noted, so that a restart without the network wants what was wanted before.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WorkChange } from '../../shared/domain/packing/session';
import type { HelloAnswer } from './head-office';
import type { Notes } from './store';

export type WorkBatchState = {
  count: number;
  /** Given back, or logged out: nothing new is taken until somebody takes or logs in. */
  paused: boolean;
  /** What head office said last; null when it was never heard. */
  limits: Pick<HelloAnswer, 'zone' | 'maxParcels'> | null;
};

export type WorkBatch = {
  store: StoreApi<WorkBatchState>;
  /** What the next greeting asks for. */
  wanted: () => number;
  change: (change: WorkChange) => void;
  heard: (limits: Pick<HelloAnswer, 'zone' | 'maxParcels'>) => void;
};

const noteName = 'work-batch';
const usualCount = 30;

export async function openWorkBatch(notes: Notes, report: (cause: unknown) => void): Promise<WorkBatch> {
  const noted = await notes.read(noteName);
  const count = Number(noted?.['count'] ?? usualCount);
  const zone = noted?.['zone'];
  const maxParcels = noted?.['maxParcels'];
  const store = createStore<WorkBatchState>(() => ({
    count: Number.isSafeInteger(count) ? count : usualCount,
    paused: noted?.['paused'] === true,
    limits:
      typeof maxParcels === 'number' ? { zone: typeof zone === 'string' ? zone : null, maxParcels } : null,
  }));
  const set = (values: Partial<WorkBatchState>): void => {
    store.setState(values);
    const { count: now, paused, limits } = store.getState();
    notes.write(noteName, { count: now, paused, ...limits }).catch(report);
  };
  return {
    store,
    wanted: () => {
      const { count: now, paused } = store.getState();
      return paused ? 0 : now;
    },
    change: (change) => {
      if (change.kind === 'take') set({ count: change.count, paused: false });
      else if (store.getState().paused !== (change.kind === 'pause'))
        set({ paused: change.kind === 'pause' });
    },
    heard: ({ zone: at, maxParcels: most }) => {
      const { limits } = store.getState();
      if (limits?.zone !== at || limits.maxParcels !== most) set({ limits: { zone: at, maxParcels: most } });
    },
  };
}

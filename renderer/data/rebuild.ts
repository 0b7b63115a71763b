// After the store was lost: what is being fetched again. Lasts over restarts until the pulled lists are whole once. Numbers
// that the lost store had are not its affair: head office gives a new store new ones (station-rights.ts).
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Notes } from './store';

export type RebuildState = {
  /** Epoch milliseconds at which the loss was found; null when there was none. */
  sinceMs: number | null;
  /** Ops that came back from the second place. */
  ops: number;
  isWhole: boolean;
};

export type Rebuild = {
  store: StoreApi<RebuildState>;
  /** The lists are whole. */
  finish: () => Promise<void>;
};

const noteName = 'rebuild';

export async function openRebuild(
  notes: Notes,
  lost: { ops: number } | null,
  nowMs: () => number,
): Promise<Rebuild> {
  const noted = await notes.read(noteName);
  let state: RebuildState = {
    sinceMs: typeof noted?.['sinceMs'] === 'number' ? noted['sinceMs'] : null,
    ops: Number(noted?.['ops'] ?? 0),
    isWhole: noted === null || noted['isWhole'] === true,
  };
  if (lost) {
    state = { sinceMs: nowMs(), ops: lost.ops, isWhole: false };
    await notes.write(noteName, { ...state });
  }
  // A loss that was made good in an earlier run is no news.
  if (state.isWhole) state = { ...state, sinceMs: null };
  const store = createStore<RebuildState>(() => state);
  return {
    store,
    finish: async () => {
      if (store.getState().isWhole) return;
      await notes.write(noteName, { ...store.getState(), isWhole: true });
      store.setState({ isWhole: true });
    },
  };
}

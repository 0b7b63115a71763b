// After the store was lost: what is being fetched again, and which parcel numbers must not be given meanwhile. Lasts over
// restarts until the pulled lists are whole once. Must never let a parcel number that was used be given again.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KeptOps } from './kept-ops';
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
  /** Parcel numbers of seals of the last 30 days, whether or not their parcels still carry them. */
  usedSsccs: readonly string[];
  /** The lists are whole and the used numbers are written down elsewhere. */
  finish: () => Promise<void>;
};

const noteName = 'rebuild';

export async function openRebuild(
  notes: Notes,
  kept: KeptOps,
  lost: { ops: number } | null,
  nowMs: () => number,
): Promise<Rebuild> {
  const noted = await notes.read(noteName);
  let usedSsccs = readTexts(noted?.['usedSsccs']);
  let state: RebuildState = {
    sinceMs: typeof noted?.['sinceMs'] === 'number' ? noted['sinceMs'] : null,
    ops: Number(noted?.['ops'] ?? 0),
    isWhole: noted === null || noted['isWhole'] === true,
  };
  if (lost) {
    usedSsccs = await sealedSsccs(kept);
    state = { sinceMs: nowMs(), ops: lost.ops, isWhole: false };
    await notes.write(noteName, { ...state, usedSsccs });
  }
  // A loss that was made good in an earlier run is no news.
  if (state.isWhole) state = { ...state, sinceMs: null };
  const store = createStore<RebuildState>(() => state);
  return {
    store,
    usedSsccs,
    finish: async () => {
      if (store.getState().isWhole) return;
      await notes.write(noteName, { ...store.getState(), isWhole: true, usedSsccs: [] });
      store.setState({ isWhole: true });
    },
  };
}

async function sealedSsccs(kept: KeptOps): Promise<string[]> {
  const found = new Set<string>();
  for (let from = 1; ; ) {
    const page = await kept.read(from);
    for (const op of page) {
      const sscc = op.type === 'parcel.seal' ? op.body['sscc'] : null;
      if (typeof sscc === 'string') found.add(sscc);
    }
    const last = page.at(-1);
    if (last === undefined) return [...found];
    from = last.stationSeq + 1;
  }
}

function readTexts(found: unknown): string[] {
  return Array.isArray(found) ? found.filter((each): each is string => typeof each === 'string') : [];
}

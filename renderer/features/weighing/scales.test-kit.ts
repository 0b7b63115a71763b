// A scale at the port of a bench: what it says is what a test puts on it.
import { createStore } from 'zustand/vanilla';
import type { WeighedNow } from '../../../shared/contract/window';
import type { ScaleAct, ScaleActOutcome, ScaleReading } from '../../../shared/domain/weighing/reading';
import type { Scales, ScalesState } from './scales';

export type FakeScales = Pick<Scales, 'store' | 'act' | 'onReading'> & {
  /** In grams; null is a load that moves. */
  weigh: (grams: number | null, part?: Partial<ScaleReading>) => void;
  unplug: () => void;
  acts: ScaleAct[];
  outcome: ScaleActOutcome;
};

export function createFakeScales(scaleId = 'Bench scale'): FakeScales {
  const store = createStore<ScalesState>(() => ({ heard: null }));
  const listeners = new Set<(weighed: WeighedNow) => void>();
  const fake: FakeScales = {
    store,
    acts: [],
    outcome: 'done',
    act: async (act) => {
      fake.acts.push(act);
      return fake.outcome;
    },
    onReading: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    weigh: (grams, part = {}) => {
      const reading: ScaleReading = {
        milligrams: grams === null ? null : grams * 1000,
        isStable: grams !== null,
        condition: grams === null ? 'moving' : 'ok',
        unit: 'g',
        isNet: false,
        atMs: performance.now(),
        ...part,
      };
      store.setState({ heard: { scaleId, name: scaleId, reading } });
      for (const listener of listeners) listener({ scaleId, reading });
    },
    unplug: () => store.setState({ heard: null }),
  };
  return fake;
}

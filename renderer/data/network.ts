// What the status strip says about head office. Facts only: when it last answered, what is still unsent and how old.
// Working offline is normal (law 10); nothing here is an error the operator must act on.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CollectionName } from '../../shared/sync/documents';
import type { HeadOfficeTrouble } from './head-office';

export type NetworkState = {
  headOffice: 'unknown' | 'up' | 'down';
  trouble: HeadOfficeTrouble | null;
  /** Epoch milliseconds since head office is up or down. */
  sinceMs: number;
  unsent: number;
  /** Epoch milliseconds of the oldest op head office has not received. */
  oldestUnsentMs: number | null;
  /** Epoch milliseconds of the newest moment the pulled documents were known to be whole. */
  lastPulledMs: number | null;
  /** Collections that hold a document this station cannot read; they do not move on until it is put right. */
  blocked: Partial<Record<CollectionName, string>>;
  /** This clock against head office's, milliseconds; positive is ahead. */
  skewMs: number | null;
  /** Head office gives this computer no work any more; `replacedBy` is the one in its place. */
  signedOff: { replacedBy: string | null } | null;
};

export type Network = {
  store: StoreApi<NetworkState>;
  heard: () => void;
  failed: (trouble: HeadOfficeTrouble) => void;
  pulled: () => void;
  block: (collection: CollectionName, issue: string | null) => void;
  set: (
    values: Partial<
      Pick<NetworkState, 'unsent' | 'oldestUnsentMs' | 'skewMs' | 'lastPulledMs' | 'signedOff'>
    >,
  ) => void;
};

export function createNetwork(now: () => number): Network {
  const store = createStore<NetworkState>(() => ({
    headOffice: 'unknown',
    trouble: null,
    sinceMs: now(),
    unsent: 0,
    oldestUnsentMs: null,
    lastPulledMs: null,
    blocked: {},
    skewMs: null,
    signedOff: null,
  }));
  return {
    store,
    heard: () => {
      if (store.getState().headOffice === 'up') return;
      store.setState({ headOffice: 'up', trouble: null, sinceMs: now() });
    },
    failed: (trouble) => {
      const state = store.getState();
      if (state.headOffice === 'down' && state.trouble === trouble) return;
      store.setState({
        headOffice: 'down',
        trouble,
        sinceMs: state.headOffice === 'down' ? state.sinceMs : now(),
      });
    },
    pulled: () => store.setState({ lastPulledMs: now() }),
    block: (collection, issue) => {
      const { [collection]: before, ...others } = store.getState().blocked;
      if (before === (issue ?? undefined)) return;
      store.setState({ blocked: issue === null ? others : { ...others, [collection]: issue } });
    },
    set: (values) => store.setState(values),
  };
}

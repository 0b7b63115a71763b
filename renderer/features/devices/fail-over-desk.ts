// Which label printer stands in for another, as main tells it, and whether it may: chosen on the page of devices.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WaybillBridge } from '../../../shared/contract/window';
import { type FailOverState, nextChoice, usualFailOver } from '../../../shared/label/fail-over';

export type FailOverDesk = {
  store: StoreApi<FailOverState & { isUnsaved: boolean }>;
  /** The next choice: off, or after how long. */
  next: () => void;
  /** Asks main how it stands. */
  refresh: () => Promise<void>;
  close: () => void;
};

export function openFailOverDesk(
  bridge: Pick<WaybillBridge, 'request' | 'on'>,
  report: (cause: unknown) => void,
): FailOverDesk {
  const store = createStore<FailOverState & { isUnsaved: boolean }>(() => ({
    ...usualFailOver,
    isPossible: false,
    diversions: [],
    isUnsaved: false,
  }));
  let asking: Promise<void> = Promise.resolve();
  const choose = async (): Promise<void> => {
    try {
      const state = await bridge.request('print:set-fail-over', nextChoice(store.getState()));
      store.setState({ ...state, isUnsaved: false });
    } catch (cause) {
      report(cause);
      store.setState({ isUnsaved: true });
    }
  };
  const refresh = async (): Promise<void> => {
    try {
      store.setState(await bridge.request('print:fail-over', null));
    } catch (cause) {
      report(cause);
    }
  };
  const close = bridge.on('print:fail-over-changed', (state) => store.setState(state));
  void refresh();
  return {
    store,
    next: () => {
      asking = asking.then(() => choose());
    },
    refresh,
    close,
  };
}

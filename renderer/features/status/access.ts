// What stands between this station and head office, as main knows it: certificates and keys are its business.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AccessTrouble, WaybillBridge } from '../../../shared/contract/window';

export type Access = { store: StoreApi<{ trouble: AccessTrouble }>; close: () => void };

export function openAccess(
  bridge: Pick<WaybillBridge, 'request' | 'on'>,
  report: (cause: unknown) => void,
): Access {
  const store = createStore<{ trouble: AccessTrouble }>(() => ({ trouble: null }));
  let isTold = false;
  const close = bridge.on('access:changed', (access) => {
    isTold = true;
    store.setState(access);
  });
  bridge.request('station:access', null).then((access) => {
    // What was told meanwhile is newer.
    if (!isTold) store.setState(access);
  }, report);
  return { store, close };
}

// Scanner, printer and scale as main reports them, and whether this window is the one that hears the keyboard.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeviceStatus, WaybillBridge } from '../../../shared/contract/window';

export type DevicesState = { devices: readonly DeviceStatus[]; focused: boolean };

export type Devices = { store: StoreApi<DevicesState>; close: () => void };

export async function openDevices(
  bridge: Pick<WaybillBridge, 'request' | 'on'>,
  report: (cause: unknown) => void,
): Promise<Devices> {
  const store = createStore<DevicesState>(() => ({ devices: [], focused: true }));
  const stops = [
    bridge.on('devices:changed', (devices) => store.setState({ devices })),
    bridge.on('window:focus', ({ focused }) => store.setState({ focused })),
  ];
  try {
    store.setState({ devices: await bridge.request('devices:list', null) });
  } catch (cause) {
    report(cause);
  }
  return {
    store,
    close: () => {
      for (const stop of stops) stop();
    },
  };
}

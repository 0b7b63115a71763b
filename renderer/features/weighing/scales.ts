// What the scales of this station say, as main tells it. A scale that is not heard says nothing: its last weight must never stand
// as if it were of now.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeviceStatus, WaybillBridge, WeighedNow } from '../../../shared/contract/window';
import type { ScaleAct, ScaleActOutcome, ScaleReading } from '../../../shared/domain/weighing/reading';
import type { Devices } from '../status/devices';

export type Weighing = {
  scaleId: string;
  name: string;
  /** Null: it is heard and has not said a weight yet. */
  reading: ScaleReading | null;
};

export type ScalesState = {
  /** The scale of this bench: the first that is heard; null while none is. */
  heard: Weighing | null;
};

export type Scales = {
  store: StoreApi<ScalesState>;
  /** Each reading once, in order. */
  onReading: (listener: (weighed: WeighedNow) => void) => () => void;
  /** `unanswered` where there is no scale that is heard. */
  act: (act: ScaleAct) => Promise<ScaleActOutcome>;
  close: () => void;
};

/** Of a side of the bench that no scale stands at. */
export const noScales: Pick<Scales, 'store'> = { store: createStore<ScalesState>(() => ({ heard: null })) };

export function openScales(
  bridge: Pick<WaybillBridge, 'request' | 'on'>,
  devices: Pick<Devices, 'store'>,
): Scales {
  const readings = new Map<string, ScaleReading>();
  const listeners = new Set<(weighed: WeighedNow) => void>();

  const heardNow = (known: readonly DeviceStatus[]): Weighing | null => {
    const scale = known.find(({ kind, state }) => kind === 'scale' && state === 'ready');
    return scale ? { scaleId: scale.id, name: scale.name, reading: readings.get(scale.id) ?? null } : null;
  };

  const store = createStore<ScalesState>(() => ({ heard: heardNow(devices.store.getState().devices) }));
  const stops = [
    devices.store.subscribe(({ devices: known }) => {
      for (const { kind, id, state } of known) if (kind === 'scale' && state !== 'ready') readings.delete(id);
      store.setState({ heard: heardNow(known) });
    }),
    bridge.on('scale:weighed', (weighed) => {
      readings.set(weighed.scaleId, weighed.reading);
      const heard = heardNow(devices.store.getState().devices);
      store.setState({ heard });
      if (heard?.scaleId === weighed.scaleId) for (const listener of listeners) listener(weighed);
    }),
  ];
  return {
    store,
    onReading: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    act: async (act) => {
      const { heard } = store.getState();
      return heard ? bridge.request('scale:act', { scaleId: heard.scaleId, act }) : 'unanswered';
    },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}

// What the scales of this station say, as main tells it, for one side of the bench each. A scale that is not heard says nothing: its
// last weight must never stand as if it were of now.
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
  /** The scale of this side of the bench: the first of its scales that is heard; null while none is. */
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

/** Which scales stand at a side, and news of it. */
export type ScalesHere = {
  isHere: (scaleId: string) => boolean;
  /** Calls when scales may have changed sides; returns how to stop. */
  onMoved: (listener: () => void) => () => void;
};

export function openScales(
  bridge: Pick<WaybillBridge, 'request' | 'on'>,
  devices: Pick<Devices, 'store'>,
  { isHere, onMoved }: ScalesHere,
): Scales {
  const readings = new Map<string, ScaleReading>();
  const listeners = new Set<(weighed: WeighedNow) => void>();

  const heardNow = (known: readonly DeviceStatus[]): Weighing | null => {
    const scale = known.find(({ kind, state, id }) => kind === 'scale' && state === 'ready' && isHere(id));
    return scale ? { scaleId: scale.id, name: scale.name, reading: readings.get(scale.id) ?? null } : null;
  };

  const store = createStore<ScalesState>(() => ({ heard: heardNow(devices.store.getState().devices) }));
  const stops = [
    devices.store.subscribe(({ devices: known }) => {
      for (const { kind, id, state } of known) if (kind === 'scale' && state !== 'ready') readings.delete(id);
      store.setState({ heard: heardNow(known) });
    }),
    onMoved(() => store.setState({ heard: heardNow(devices.store.getState().devices) })),
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

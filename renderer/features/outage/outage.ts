// How the parts this bench leans on stand, since when, and what follows for every action (shared/domain/outage).
// Looks by itself; says nothing it has not been told: what nobody has asked is unknown, what is not there is none.
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Action,
  type ActionVerdict,
  type Condition,
  conditionsOf,
  partNames,
  type PartName,
  type PartState,
  verdictOn,
} from '../../../shared/domain/outage/outage';
import { mayPack } from '../../../shared/domain/parcel/lease';
import type { LeaseClock } from '../../data/lease-clock';
import type { Network } from '../../data/network';
import type { ParcelBook } from '../../data/parcels';
import type { StationRights } from '../../data/station-rights';
import type { StoreHealth } from '../../data/store-health';
import type { Devices } from '../status/devices';

export type Part = {
  state: PartState /** Epoch milliseconds; null when there is nothing to be since. */;
  sinceMs: number | null;
};

export type OutageState = {
  parts: Readonly<Record<PartName, Part>>;
  holding: ReadonlySet<Condition>;
  /** Numbers for labels that are left here. */
  numbersLeft: number;
};

export type Outage = {
  store: StoreApi<OutageState>;
  close: () => void;
};

export type OutagePorts = {
  network: Pick<Network, 'store'>;
  devices: Pick<Devices, 'store'>;
  rights: Pick<StationRights, 'left'>;
  leases: Pick<LeaseClock, 'latestMs'>;
  health: Pick<StoreHealth, 'store'>;
  book: Pick<ParcelBook, 'toPack'>;
  now: () => number;
  everyMs?: number;
};

export function openOutage(ports: OutagePorts): Outage {
  const since = new Map<PartName, { state: PartState; sinceMs: number }>();

  const look = (): OutageState => {
    const { headOffice, sinceMs } = ports.network.store.getState();
    const numbersLeft = ports.rights.left().sscc;
    const states: Record<PartName, PartState> = {
      'head-office': headOffice,
      carrier: numbersLeft > 0 ? 'up' : 'down',
      ...deviceStates(ports.devices),
      records: ports.health.store.getState().trouble === null ? 'up' : 'down',
    };
    const toPack = ports.book.toPack();
    const headOfficeMs = ports.leases.latestMs();
    const areLeasesOver = toPack.length > 0 && toPack.every((parcel) => !mayPack(parcel, headOfficeMs));
    const partOf = (name: PartName): Part => {
      const state = states[name];
      if (state === 'none' || state === 'unknown') {
        since.delete(name);
        return { state, sinceMs: null };
      }
      if (name === 'head-office') return { state, sinceMs };
      const known = since.get(name);
      const entry = known?.state === state ? known : { state, sinceMs: ports.now() };
      since.set(name, entry);
      return { state, sinceMs: entry.sinceMs };
    };
    return {
      parts: Object.fromEntries(partNames.map((name) => [name, partOf(name)])) as Record<PartName, Part>,
      holding: conditionsOf({ parts: states, areLeasesOver }),
      numbersLeft,
    };
  };

  const store = createStore<OutageState>(look);
  const update = (): void => {
    const before = store.getState();
    const after = look();
    if (written(before) !== written(after)) store.setState(after);
  };
  const timer = setInterval(update, ports.everyMs ?? 2_000);
  const stops = [
    ports.network.store.subscribe(update),
    ports.devices.store.subscribe(update),
    ports.health.store.subscribe(update),
  ];
  return {
    store,
    close: () => {
      clearInterval(timer);
      for (const stop of stops) stop();
    },
  };
}

export function verdictNow(state: OutageState, action: Action): ActionVerdict {
  return verdictOn(action, state.holding);
}

function written({ parts, holding, numbersLeft }: OutageState): string {
  return JSON.stringify([parts, [...holding], numbersLeft]);
}

/** A scanner that types is heard while the window has the keyboard; one with a line of its own always is. */
function deviceStates(devices: Pick<Devices, 'store'>): Record<'printer' | 'scanner' | 'scale', PartState> {
  const { devices: known, focused } = devices.store.getState();
  const scannerReady = known.some(({ kind, state }) => kind === 'scanner' && state === 'ready');
  const stateOf = (kind: 'printer' | 'scale'): PartState => {
    const all = known.filter((each) => each.kind === kind);
    const device = all.find(({ state }) => state === 'ready') ?? all[0];
    if (!device) return 'none';
    if (device.state === 'ready') return 'up';
    return device.state === 'unknown' ? 'unknown' : 'down';
  };
  return {
    printer: stateOf('printer'),
    scanner: focused || scannerReady ? 'up' : 'down',
    scale: stateOf('scale'),
  };
}

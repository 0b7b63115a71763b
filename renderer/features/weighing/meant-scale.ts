// Which scale somebody means who has to show one: the only one that is heard, or the one whose load changed last.
import type { WaybillBridge } from '../../../shared/contract/window';
import type { MeantScale } from '../sides/bench-sides';
import type { Devices } from '../status/devices';

export type ScalePointing = { meant: () => MeantScale; close: () => void };

/** A change below this is no load that was put on or taken off. */
const loadMilligrams = 20_000;

export function watchMeantScale(
  bridge: Pick<WaybillBridge, 'on'>,
  devices: Pick<Devices, 'store'>,
): ScalePointing {
  const loads = new Map<string, number>();
  let changed: string | null = null;
  const close = bridge.on('scale:weighed', ({ scaleId, reading: { milligrams, isStable, condition } }) => {
    if (milligrams === null || !isStable || condition !== 'ok') return;
    const before = loads.get(scaleId);
    if (before !== undefined && Math.abs(milligrams - before) < loadMilligrams) return;
    loads.set(scaleId, milligrams);
    // What lies on it when it is first heard was put there by nobody who points.
    if (before !== undefined) changed = scaleId;
  });
  return {
    meant: () => {
      const heard = devices.store
        .getState()
        .devices.filter(({ kind, state }) => kind === 'scale' && state === 'ready')
        .map(({ id }) => id);
      const [only] = heard;
      if (only === undefined) return 'none';
      if (heard.length === 1) return { scaleId: only };
      return changed !== null && heard.includes(changed) ? { scaleId: changed } : 'several';
    },
    close,
  };
}

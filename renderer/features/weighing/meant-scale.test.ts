import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeviceStatus, WaybillBridge, WeighedNow } from '../../../shared/contract/window';
import type { DevicesState } from '../status/devices';
import { watchMeantScale } from './meant-scale';

const scale = (id: string, state: DeviceStatus['state'] = 'ready'): DeviceStatus => ({
  kind: 'scale',
  id,
  name: id,
  state,
  reason: null,
});

function play(...devices: DeviceStatus[]) {
  const store = createStore<DevicesState>(() => ({ devices, focused: true }));
  let tell: (payload: WeighedNow) => void = () => undefined;
  const bridge = {
    on: (_name: string, listener: (payload: WeighedNow) => void) => {
      tell = listener;
      return () => undefined;
    },
  } as unknown as Pick<WaybillBridge, 'on'>;
  const { meant } = watchMeantScale(bridge, { store });
  const weigh = (scaleId: string, grams: number, isStable = true): void =>
    tell({
      scaleId,
      reading: {
        milligrams: grams * 1000,
        isStable,
        condition: isStable ? 'ok' : 'moving',
        unit: 'g',
        isNet: false,
        atMs: 1,
      },
    });
  return { store, meant, weigh };
}

describe('the scale somebody means', () => {
  it('is the only one that is heard', () => {
    const { store, meant } = play(scale('S1'), scale('S2', 'absent'));
    expect(meant()).toEqual({ scaleId: 'S1' });
    store.setState({ devices: [scale('S1', 'absent')] });
    expect(meant()).toBe('none');
  });

  it('is, of several, the one that something was put on or taken off last', () => {
    const { store, meant, weigh } = play(scale('S1'), scale('S2'));
    expect(meant()).toBe('several');
    weigh('S1', 400);
    weigh('S2', 0);
    expect(meant(), 'what lay there is nobody\u2019s sign').toBe('several');
    weigh('S2', 3);
    weigh('S2', 900, false);
    expect(meant(), 'draught, and a load that moves').toBe('several');
    weigh('S2', 900);
    expect(meant()).toEqual({ scaleId: 'S2' });
    weigh('S1', 0);
    expect(meant()).toEqual({ scaleId: 'S1' });
    store.setState({ devices: [scale('S1', 'absent'), scale('S2'), scale('S3')] });
    expect(meant()).toBe('several');
  });
});

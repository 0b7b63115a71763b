import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeviceStatus, WaybillBridge, WeighedNow } from '../../../shared/contract/window';
import type { DevicesState } from '../status/devices';
import { openScales } from './scales';

const scale = (state: DeviceStatus['state'], id = 'S1'): DeviceStatus => ({
  kind: 'scale',
  id,
  name: 'Bench scale',
  state,
  reason: null,
});
const weighed = (grams: number, scaleId = 'S1'): WeighedNow => ({
  scaleId,
  reading: { milligrams: grams * 1000, isStable: true, condition: 'ok', unit: 'kg', isNet: false, atMs: 1 },
});

function play() {
  const devices = createStore<DevicesState>(() => ({ devices: [scale('unknown')], focused: true }));
  const asked: unknown[] = [];
  let tell: (payload: WeighedNow) => void = () => undefined;
  const bridge = {
    on: (_name: string, listener: (payload: WeighedNow) => void) => {
      tell = listener;
      return () => undefined;
    },
    request: async (name: string, input: unknown) => {
      asked.push([name, input]);
      return 'done';
    },
  } as unknown as WaybillBridge;
  const away = createStore<{ ids: readonly string[] }>(() => ({ ids: [] }));
  const scales = openScales(
    bridge,
    { store: devices },
    { isHere: (id) => !away.getState().ids.includes(id), onMoved: away.subscribe },
  );
  const grams = () => {
    const { heard } = scales.store.getState();
    return heard && (heard.reading?.milligrams ?? 0) / 1000;
  };
  return { devices, scales, away, asked, tell: (each: WeighedNow) => tell(each), grams };
}

describe('scales of a station', () => {
  it('say nothing until one is heard, and forget their weight when it is not any more', () => {
    const { devices, scales, tell, grams } = play();
    tell(weighed(100));
    expect(scales.store.getState().heard).toBeNull();
    devices.setState({ devices: [scale('ready')] });
    expect(grams()).toBe(100);
    tell(weighed(250));
    expect(grams()).toBe(250);
    devices.setState({ devices: [scale('absent')] });
    expect(scales.store.getState().heard).toBeNull();
    devices.setState({ devices: [scale('ready')] });
    expect(scales.store.getState().heard?.reading).toBeNull();
  });

  it('are one: the first that is heard', () => {
    const { devices, tell, scales, grams } = play();
    const told: string[] = [];
    scales.onReading(({ scaleId }) => told.push(scaleId));
    devices.setState({ devices: [scale('absent'), scale('ready', 'S2'), scale('ready', 'S3')] });
    tell(weighed(5, 'S3'));
    tell(weighed(7, 'S2'));
    expect(grams()).toBe(7);
    expect(told).toEqual(['S2']);
  });

  it('are those of this side of the bench: one that goes to the other side is not heard here', async () => {
    const { devices, tell, scales, away, grams, asked } = play();
    const told: string[] = [];
    scales.onReading(({ scaleId }) => told.push(scaleId));
    devices.setState({ devices: [scale('ready'), scale('ready', 'S2')] });
    tell(weighed(5));
    tell(weighed(7, 'S2'));
    expect(grams()).toBe(5);
    away.setState({ ids: ['S1'] });
    expect(grams()).toBe(7);
    tell(weighed(6));
    tell(weighed(8, 'S2'));
    expect(told).toEqual(['S1', 'S2']);
    expect(await scales.act('zero')).toBe('done');
    expect(asked).toEqual([['scale:act', { scaleId: 'S2', act: 'zero' }]]);
    away.setState({ ids: ['S1', 'S2'] });
    expect(scales.store.getState().heard).toBeNull();
    away.setState({ ids: ['S2'] });
    expect(grams(), 'its weight of now').toBe(6);
  });

  it('are zeroed only when one is heard', async () => {
    const { devices, scales, asked } = play();
    expect(await scales.act('zero')).toBe('unanswered');
    devices.setState({ devices: [scale('ready')] });
    expect(await scales.act('tare')).toBe('done');
    expect(asked).toEqual([['scale:act', { scaleId: 'S1', act: 'tare' }]]);
  });
});

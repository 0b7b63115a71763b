import { describe, expect, it } from 'vitest';
import type { DeviceStatus, WeighedNow } from '../../shared/contract/window';
import type { ScaleReading } from '../../shared/domain/weighing/reading';
import en from '../../shared/text/en.json' with { type: 'json' };
import tr from '../../shared/text/tr.json' with { type: 'json' };
import { scaleTroubles } from '../devices/scale/scale-line';
import { createScales, scaleAt, scaleOf, scaleSettingsSchema } from './scales';

const settings = scaleSettingsSchema.parse({ name: 'Bench', path: '/dev/ttyUSB0', protocol: 'toledo-8217' });

describe('scales of the settings', () => {
  it('need a name, a path and what they speak; the rest is as they leave the factory', () => {
    expect(scaleOf(settings)).toEqual({
      scaleId: 'Bench',
      name: 'Bench',
      path: '/dev/ttyUSB0',
      protocol: 'toledo-8217',
      baudRate: 9_600,
      dataBits: 7,
      parity: 'even',
      unit: 'kg',
    });
    const own = { ...settings, protocol: 'mt-sics', baudRate: 4_800, parity: 'odd', unit: 'lb' };
    expect(scaleOf(scaleSettingsSchema.parse(own))).toMatchObject({
      baudRate: 4_800,
      dataBits: 8,
      parity: 'odd',
      unit: 'lb',
    });
    for (const wrong of [{ protocol: 'adam' }, { path: '' }, { unit: 'stone' }, { colour: 'red' }])
      expect(scaleSettingsSchema.safeParse({ ...settings, ...wrong }).success).toBe(false);
  });

  it.each([
    ['mt-sics:/dev/ttyUSB0', { protocol: 'mt-sics', path: '/dev/ttyUSB0', baudRate: 9_600 }],
    ['nci:COM3@4800', { protocol: 'nci', path: 'COM3', baudRate: 4_800 }],
    ['/dev/ttyUSB0', null],
    ['adam:/dev/ttyUSB0', null],
    ['nci:COM3@1', null],
    ['', null],
  ])('at start: %j', (place, want) => {
    const scale = scaleAt(place);
    if (want === null) expect(scale).toBeNull();
    else expect(scale).toMatchObject(want);
  });
});

describe('what a scale says', () => {
  const play = () => {
    const told: DeviceStatus[][] = [];
    const weighed: WeighedNow[] = [];
    const scales = createScales([scaleOf(settings)], {
      monotonicMs: () => 5_000,
      onWeighed: (each) => weighed.push(each),
      onChange: (all) => told.push(all),
    });
    return { scales, told, weighed };
  };

  it('is passed on by our own clock', () => {
    const { scales, weighed } = play();
    const reading: ScaleReading = {
      milligrams: 12_000,
      isStable: true,
      condition: 'ok',
      unit: 'kg',
      isNet: false,
      atMs: 3,
    };
    scales.heard({ scaleId: 'Bench', reading });
    expect(weighed).toEqual([{ scaleId: 'Bench', reading: { ...reading, atMs: 5_000 } }]);
  });

  it('is shown with how it is, in words for every trouble', () => {
    const { scales, told } = play();
    expect(scales.list()).toEqual([
      { kind: 'scale', id: 'Bench', name: 'Bench', state: 'unknown', reason: null },
    ]);
    for (const trouble of [null, null, ...scaleTroubles]) scales.learn({ scaleId: 'Bench', trouble });
    expect(told.map(([device]) => [device?.state, device?.reason])).toEqual([
      ['ready', null],
      ['absent', 'scale-not-there'],
      ['attention', 'scale-no-rights'],
      ['attention', 'scale-taken'],
      ['attention', 'scale-failing'],
      ['absent', 'scale-silent'],
      ['attention', 'scale-garbled'],
      ['attention', 'scale-hid-no-rights'],
      ['attention', 'serial-missing'],
      ['absent', 'device-host-down'],
    ]);
    scales.learn({ scaleId: 'hid:0922:8003:S1', name: 'M10', trouble: null });
    expect(scales.list().map(({ name }) => name)).toEqual(['Bench', 'M10']);
    for (const words of [en, tr])
      expect(scaleTroubles.filter((trouble) => !Object.hasOwn(words, `device.${trouble}`))).toEqual([]);
  });
});

// What is made of HID scales, with the binding's part played: no computer that runs tests has such a scale in it.
import { EventEmitter } from 'node:events';
import type { Device } from 'node-hid';
import { afterEach, describe, expect, it } from 'vitest';
import { createScaleModel } from '../../../e2e/rigs/scale/scale-model';
import { hidReportOf } from '../../../e2e/rigs/scale/scale-speech';
import type { HidDriver } from '../hid-devices';
import type { ScaleState } from './scale-line';
import { createScaleLines } from './scale-lines';
import { shown } from './speaking.test-kit';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const dymo: Device = {
  vendorId: 0x0922,
  productId: 0x8003,
  path: '/dev/hidraw-of-a-test',
  serialNumber: 'S1',
  product: 'M10',
  release: 1,
  interface: 0,
  usagePage: 0x8d,
  usage: 0x20,
};
const scaleId = 'hid:0922:8003:S1';

/** `deaf`: takes the order to zero and does nothing. */
class Plugged extends EventEmitter {
  model = createScaleModel();
  isDeaf = false;
  close = async (): Promise<void> => undefined;
  write = async (report: number[]): Promise<number> => {
    if (report[0] === 2 && report[1] === 2 && !this.isDeaf) this.model.zero();
    this.send();
    return report.length;
  };
  send = (): boolean => this.emit('data', hidReportOf(this.model.shown()));
}

function play(options: { cannotOpen?: boolean } = {}) {
  const plugged: Plugged[] = [];
  const driver: HidDriver = {
    devicesAsync: async () => [{ ...dymo, usagePage: 0x8c, usage: 2, path: '/dev/another' }, dymo],
    HIDAsync: {
      open: async () => {
        if (options.cannotOpen) throw new Error('cannot open device');
        const device = new Plugged();
        plugged.push(device);
        return device;
      },
    },
  };
  const weights: string[] = [];
  const states: ScaleState[] = [];
  const lines = createScaleLines(
    {
      reading: ({ reading }) => weights.push(shown({ kind: 'weight', weight: reading })),
      state: (state) => states.push(state),
    },
    undefined,
    async () => driver,
  );
  closing.push(lines.close);
  return { plugged, weights, states, lines };
}

const patiently = { timeout: 10_000, interval: 20 };

describe('HID scales', () => {
  it('are found among other devices, heard, missed when they are gone, and found again', async () => {
    const { plugged, weights, states } = play();
    await expect.poll(() => plugged.length, patiently).toBe(1);
    plugged[0]?.model.load(420);
    plugged[0]?.send();
    plugged[0]?.emit('data', Uint8Array.from([1, 0, 0]));
    plugged[0]?.emit('error', new Error('could not read from HID device'));
    await expect.poll(() => plugged.length, patiently).toBe(2);
    plugged[1]?.send();
    expect(weights).toEqual(['420 g', '0 g']);
    expect(states).toEqual([
      { scaleId, name: 'M10', trouble: null },
      { scaleId, name: 'M10', trouble: 'scale-not-there' },
      { scaleId, name: 'M10', trouble: null },
    ]);
  });

  it('are zeroed where they do it, and say so where they only take the order', async () => {
    const { plugged, lines } = play();
    await expect.poll(() => plugged.length, patiently).toBe(1);
    const [scale] = plugged;
    scale?.model.load(30);
    expect(await lines.act({ scaleId, act: 'zero' })).toBe('done');
    scale?.model.load(50);
    if (scale) scale.isDeaf = true;
    expect(await lines.act({ scaleId, act: 'zero' })).toBe('unanswered');
    expect(await lines.act({ scaleId, act: 'tare' })).toBe('unable');
    expect(await lines.act({ scaleId: 'another', act: 'zero' })).toBe('unanswered');
  });

  it('that stay the same are told again only now and then', async () => {
    const { plugged, weights } = play();
    await expect.poll(() => plugged.length, patiently).toBe(1);
    for (let times = 0; times < 50; times += 1) plugged[0]?.send();
    expect(weights).toEqual(['0 g']);
  });

  it('that somebody else holds say so', async () => {
    const { states } = play({ cannotOpen: true });
    await expect.poll(() => states.length, patiently).toBeGreaterThan(0);
    expect(states[0]).toEqual({ scaleId, name: 'M10', trouble: 'scale-taken' });
  });
});

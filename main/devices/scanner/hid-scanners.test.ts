// What is made of HID devices, with the binding's part played: no computer that runs tests has such a scanner in it.
import { EventEmitter } from 'node:events';
import type { Device } from 'node-hid';
import { afterEach, describe, expect, it } from 'vitest';
import type { HidDriver } from '../hid-devices';
import { listenToHidScanners } from './hid-scanners';
import type { ScannerState } from './scanner-line';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const voyager: Device = {
  vendorId: 0x0c2e,
  productId: 0x0b61,
  path: '/dev/hidraw-of-a-test',
  serialNumber: 'S1',
  product: 'Voyager',
  release: 1,
  interface: 0,
  usagePage: 0x8c,
  usage: 2,
};
const others: Device[] = [
  // Its second collection, a keyboard, and a scale.
  { ...voyager, usagePage: 0xff8c, usage: 1 },
  { ...voyager, vendorId: 1, usagePage: 1, usage: 6 },
  { ...voyager, vendorId: 2, usagePage: 0x8d, usage: 1 },
];

class Plugged extends EventEmitter {
  close = async (): Promise<void> => undefined;
  write = async (report: number[]): Promise<number> => report.length;
}

function play(options: { refusals?: number } = {}) {
  const plugged: Plugged[] = [];
  let refusals = options.refusals ?? 0;
  const driver: HidDriver = {
    devicesAsync: async () => [...others, voyager],
    HIDAsync: {
      open: async () => {
        if (refusals > 0) {
          refusals -= 1;
          throw new Error('cannot open device');
        }
        const device = new Plugged();
        plugged.push(device);
        return device;
      },
    },
  };
  const scans: string[] = [];
  const states: ScannerState[] = [];
  const scanners = listenToHidScanners(
    {
      scan: ({ source, bytes }) => scans.push(`${source} ${Buffer.from(bytes).toString('latin1')}`),
      state: (state) => states.push(state),
    },
    async () => driver,
  );
  closing.push(scanners.close);
  return { plugged, scans, states };
}

const patiently = { timeout: 10_000, interval: 20 };
const eightBytes = Uint8Array.from([2, 8, ...Buffer.from(']E496385074'), ...new Uint8Array(51)]);

describe('HID scanners', () => {
  it('are found among other devices, heard, missed when they are gone, and found again', async () => {
    const { plugged, scans, states } = play();
    await expect.poll(() => plugged.length, patiently).toBe(1);
    plugged[0]?.emit('data', eightBytes);
    expect(scans).toEqual(['hid ]E496385074']);
    plugged[0]?.emit('error', new Error('could not read from HID device'));
    await expect.poll(() => plugged.length, patiently).toBe(2);
    plugged[0]?.emit('error', new Error('again'));
    plugged[1]?.emit('data', eightBytes);
    expect(scans).toHaveLength(2);
    const scannerId = 'hid:0c2e:0b61:S1';
    expect(states).toEqual([
      { scannerId, name: 'Voyager', trouble: null },
      { scannerId, name: 'Voyager', trouble: 'scanner-not-there' },
      { scannerId, name: 'Voyager', trouble: null },
    ]);
  });

  it('that cannot be opened yet are tried again', async () => {
    const { plugged, states } = play({ refusals: 1 });
    await expect.poll(() => plugged.length, patiently).toBe(1);
    expect(states.map(({ trouble }) => trouble)).toEqual(['scanner-taken', null]);
  });

  it('are none where the system cannot list them', async () => {
    const told: unknown[] = [];
    const { close } = listenToHidScanners(
      { scan: (scan) => told.push(scan), state: (state) => told.push(state) },
      async () => {
        throw new Error('libusb-1.0.so.0: cannot open shared object file');
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await close();
    expect(told).toEqual([]);
  });
});

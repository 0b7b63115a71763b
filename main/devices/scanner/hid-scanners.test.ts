// What is made of HID devices, with the binding's part played: no computer that runs tests has such a scanner in it.
import { EventEmitter } from 'node:events';
import type { Device } from 'node-hid';
import { afterEach, describe, expect, it } from 'vitest';
import type { HidDriver } from '../hid-devices';
import { listenToHidScanners, speakingOtherwise } from './hid-scanners';
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

function play(options: { refusals?: number; listed?: Device[] } = {}) {
  const plugged: Plugged[] = [];
  let refusals = options.refusals ?? 0;
  const driver: HidDriver = {
    devicesAsync: async () => options.listed ?? [...others, voyager],
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

  it.each([
    ['hid-library-missing', 'ERR_DLOPEN_FAILED', 'libusb-1.0.so.0: cannot open shared object file'],
    ['hid-missing', 'MODULE_NOT_FOUND', "Cannot find module 'node-hid'"],
  ])(
    'are none where the system cannot list them, and it is said what is missing: %s',
    async (trouble, code, message) => {
      const told: unknown[] = [];
      const { close } = listenToHidScanners(
        { scan: (scan) => told.push(scan), state: (state) => told.push(state) },
        async () => {
          throw Object.assign(new Error(message), { code });
        },
      );
      await expect.poll(() => told, patiently).toEqual([{ scannerId: 'hid', name: 'USB', trouble }]);
      await close();
    },
  );

  it('that speak only their maker\u2019s way are told of until they are set right; those that type are not', async () => {
    const snapi: Device = {
      ...voyager,
      vendorId: 0x05e0,
      productId: 0x1900,
      usagePage: 0xff45,
      usage: 0x4b00,
    };
    const parts = { product: 'DS2208', path: '/dev/hidraw-of-a-zebra' };
    const own = { ...snapi, ...parts };
    const typing = { ...own, productId: 0x1200, usagePage: 1, usage: 6 };
    expect(speakingOtherwise([voyager, ...others, { ...voyager, usagePage: 0xff8c, usage: 1 }])).toEqual([]);
    expect(speakingOtherwise([{ ...typing, usagePage: 1, usage: 2 }, typing])).toEqual([]);
    expect(speakingOtherwise([own, { ...own, usage: 1 }])).toEqual([own]);
    const listed = [own, voyager];
    const { plugged, states } = play({ listed });
    await expect.poll(() => plugged.length, patiently).toBe(1);
    const scannerId = 'hid:05e0:1900:S1';
    expect(states).toEqual([
      { scannerId, name: 'DS2208', trouble: 'scanner-other-mode' },
      { scannerId: 'hid:0c2e:0b61:S1', name: 'Voyager', trouble: null },
    ]);
    // Its booklet's code makes another device of it.
    listed[0] = { ...own, productId: 0x1300, usagePage: 0x8c, usage: 2 };
    plugged[0]?.emit('error', new Error('could not read from HID device'));
    await expect.poll(() => plugged.length, patiently).toBe(3);
    expect(states).toContainEqual({ scannerId, trouble: null, isForgotten: true });
    expect(states).toContainEqual({ scannerId: 'hid:05e0:1300:S1', name: 'DS2208', trouble: null });
    expect(states.filter(({ trouble }) => trouble === 'scanner-other-mode')).toHaveLength(1);
  });
});

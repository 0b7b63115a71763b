// HID point-of-sale scanners: found by what they are, without any setting, when they are plugged in. Listing devices disturbs
// those that run, so it is done at the start and when something comes or goes, never while all is well.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Device } from 'node-hid';
import { createHidFraming } from './hid-frames';
import type { LineScan, ScannerState } from './scanner-line';
import { watchFolder } from './watch-folder';

/** The part of node-hid that matters here. */
export type HidDriver = {
  devicesAsync: () => Promise<Device[]>;
  HIDAsync: { open: (path: string) => Promise<HidDevice> };
};
export type HidDevice = {
  on(name: 'data', listener: (report: Uint8Array) => void): unknown;
  on(name: 'error', listener: (cause: unknown) => void): unknown;
  close: () => Promise<void>;
};

export type HidScanners = { close: () => Promise<void> };

const barcodeScanner = { usagePage: 0x8c, usage: 2 };
const settleMs = 300;
/** A device appears before it may be opened. */
const openAgainMs = 1_500;
const openTries = 5;
const lookEveryMs = 10_000;

export function listenToHidScanners(
  say: { scan: (scan: LineScan) => void; state: (state: ScannerState) => void },
  driverOf: () => Promise<HidDriver> = async () => import('node-hid'),
): HidScanners {
  const open = new Map<string, HidDevice>();
  let isClosed = false;
  let looking: NodeJS.Timeout | undefined;

  const lookSoon = (ms: number, triesLeft: number): void => {
    clearTimeout(looking);
    if (!isClosed) looking = setTimeout(() => void look(triesLeft), ms);
  };

  const look = async (triesLeft: number): Promise<void> => {
    const driver = await driverOf().catch(() => null);
    // Without the system's library there are no such scanners; everything else goes on.
    const found = await driver?.devicesAsync().catch(() => null);
    if (!driver || !found || isClosed) return;
    let isOneShut = false;
    for (const device of found.filter(isScanner)) {
      const scannerId = idOf(device);
      if (open.has(scannerId) || !(await listen(driver, device, scannerId)))
        isOneShut ||= !open.has(scannerId);
    }
    if (isOneShut && triesLeft > 0) lookSoon(openAgainMs, triesLeft - 1);
  };

  const listen = async (driver: HidDriver, device: Device, scannerId: string): Promise<boolean> => {
    const name = (device.product ?? '').slice(0, 60);
    const path = device.path ?? '';
    let opened: HidDevice;
    try {
      opened = await driver.HIDAsync.open(path);
    } catch {
      say.state({ scannerId, name, trouble: (await mayOpen(path)) ? 'scanner-taken' : 'hid-no-rights' });
      return false;
    }
    if (isClosed) {
      await opened.close().catch(() => undefined);
      return false;
    }
    open.set(scannerId, opened);
    const framing = createHidFraming();
    opened.on('data', (report) => {
      const bytes = framing.take(report, performance.now());
      if (bytes) say.scan({ scannerId, source: 'hid', bytes, complete: true });
    });
    // An unplugged device says so only by failing; it has no end of its own.
    opened.on('error', () => {
      if (open.get(scannerId) !== opened) return;
      open.delete(scannerId);
      framing.drop();
      opened.close().catch(() => undefined);
      say.state({ scannerId, name, trouble: 'scanner-not-there' });
      lookSoon(openAgainMs, openTries);
    });
    say.state({ scannerId, name, trouble: null });
    return true;
  };

  const stop = watchNodes(() => lookSoon(settleMs, openTries));
  lookSoon(0, openTries);
  return {
    close: async () => {
      isClosed = true;
      stop();
      clearTimeout(looking);
      const devices = [...open.values()];
      open.clear();
      await Promise.all(devices.map((device) => device.close().catch(() => undefined)));
    },
  };
}

function isScanner({ usagePage, usage, path }: Device): boolean {
  return usagePage === barcodeScanner.usagePage && usage === barcodeScanner.usage && path !== undefined;
}

/** The same device wherever it is plugged in, where it has a serial number. */
function idOf({ vendorId, productId, serialNumber, path }: Device): string {
  const hex = (number: number): string => number.toString(16).padStart(4, '0');
  return `hid:${hex(vendorId)}:${hex(productId)}:${serialNumber || (path ?? '')}`.slice(0, 120);
}

async function mayOpen(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    (cause: unknown) => (cause as NodeJS.ErrnoException).code !== 'EACCES',
  );
}

/** Where there are no nodes to watch, time alone brings the next look. */
function watchNodes(onChange: () => void): () => void {
  const stop = watchFolder('/dev', (name) => name.startsWith('hidraw'), onChange);
  if (stop) return stop;
  const timer = setInterval(onChange, lookEveryMs);
  return () => clearInterval(timer);
}

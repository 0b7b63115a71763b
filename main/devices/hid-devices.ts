// HID devices of one kind: found by what they are, without any setting, when they are plugged in. Listing devices disturbs those
// that run, so it is done at the start and when something comes or goes, never while all is well.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Device } from 'node-hid';
import { watchFolder } from './watch-folder';

/** The part of node-hid that matters here. */
export type HidDriver = {
  devicesAsync: () => Promise<Device[]>;
  HIDAsync: { open: (path: string) => Promise<HidDevice> };
};
export type HidDevice = {
  on(name: 'data', listener: (report: Uint8Array) => void): unknown;
  on(name: 'error', listener: (cause: unknown) => void): unknown;
  write: (report: number[]) => Promise<number>;
  close: () => Promise<void>;
};

export type HidTrouble = 'not-there' | 'no-rights' | 'taken';

export type HidFound = {
  /** Of the same device the same wherever it is plugged in, where it has a serial number. */
  id: string;
  /** What it calls itself. */
  name: string;
};

/** Why no HID device at all can be listed: the system's library is not there, or the program's own module is not. */
export type HidLack = 'no-library' | 'no-module';

export type HidHooks = {
  isMeant: (device: Device) => boolean;
  /** It was opened: what takes its reports from now on. */
  onOpen: (found: HidFound, device: HidDevice) => { take: (report: Uint8Array) => void; gone: () => void };
  /** Null: it is heard. */
  onTrouble: (found: HidFound, trouble: HidTrouble | null) => void;
  /** Every HID device there is, whenever they were listed. */
  onListed?: (devices: readonly Device[]) => void;
  /** They cannot be listed here; whatever is no HID device goes on. */
  onLack?: (lack: HidLack) => void;
};

export type HidDevices = { close: () => Promise<void> };
export type DriverOf = () => Promise<HidDriver>;

export const hidDriver: DriverOf = async () => import('node-hid');

const settleMs = 300;
/** A device appears before it may be opened. */
const openAgainMs = 1_500;
const openTries = 5;
const lookEveryMs = 10_000;

export function listenToHidDevices(
  { isMeant, onOpen, onTrouble, onListed, onLack }: HidHooks,
  driverOf: DriverOf = hidDriver,
): HidDevices {
  const open = new Map<string, HidDevice>();
  let isClosed = false;
  let looking: NodeJS.Timeout | undefined;

  const lookSoon = (ms: number, triesLeft: number): void => {
    clearTimeout(looking);
    if (!isClosed) looking = setTimeout(() => void look(triesLeft), ms);
  };

  const look = async (triesLeft: number): Promise<void> => {
    let driver: HidDriver;
    let listed: Device[];
    try {
      driver = await driverOf();
      listed = await driver.devicesAsync();
    } catch (cause) {
      if (!isClosed) onLack?.(lackOf(cause));
      return;
    }
    if (isClosed) return;
    onListed?.(listed);
    let isOneShut = false;
    for (const device of listed.filter((each) => each.path !== undefined && isMeant(each))) {
      const id = idOf(device);
      if (open.has(id) || !(await listen(driver, device, id))) isOneShut ||= !open.has(id);
    }
    if (isOneShut && triesLeft > 0) lookSoon(openAgainMs, triesLeft - 1);
  };

  const listen = async (driver: HidDriver, device: Device, id: string): Promise<boolean> => {
    const found = { id, name: (device.product ?? '').slice(0, 60) };
    const path = device.path ?? '';
    let opened: HidDevice;
    try {
      opened = await driver.HIDAsync.open(path);
    } catch {
      onTrouble(found, (await mayOpen(path)) ? 'taken' : 'no-rights');
      return false;
    }
    if (isClosed) {
      await opened.close().catch(() => undefined);
      return false;
    }
    open.set(id, opened);
    const listener = onOpen(found, opened);
    opened.on('data', listener.take);
    // An unplugged device says so only by failing; it has no end of its own.
    opened.on('error', () => {
      if (open.get(id) !== opened) return;
      open.delete(id);
      listener.gone();
      opened.close().catch(() => undefined);
      onTrouble(found, 'not-there');
      lookSoon(openAgainMs, openTries);
    });
    onTrouble(found, null);
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

/** The binding is read at its first call: a library that it needs is named then (`ERR_DLOPEN_FAILED`). */
function lackOf(cause: unknown): HidLack {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code === 'ERR_DLOPEN_FAILED' && /lib(usb|udev)/.test(message) ? 'no-library' : 'no-module';
}

export function idOf({ vendorId, productId, serialNumber, path }: Device): string {
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

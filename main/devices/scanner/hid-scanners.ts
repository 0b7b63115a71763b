// HID point-of-sale scanners: which of the HID devices they are, and their reports as scans; and scanners that were set to another way
// of speaking, of which nothing is heard.
import type { Device } from 'node-hid';
import {
  type DriverOf,
  type HidDevices,
  type HidLack,
  type HidTrouble,
  idOf,
  listenToHidDevices,
} from '../hid-devices';
import { createHidFraming } from './hid-frames';
import type { LineScan, ScannerState } from './scanner-line';

const barcodeScanner = { usagePage: 0x8c, usage: 2 };

const troubles: Record<HidTrouble, NonNullable<ScannerState['trouble']>> = {
  'not-there': 'scanner-not-there',
  'no-rights': 'hid-no-rights',
  taken: 'scanner-taken',
};

const lacks: Record<HidLack, NonNullable<ScannerState['trouble']>> = {
  'no-library': 'hid-library-missing',
  'no-module': 'hid-missing',
};
/** Stands for all of them where none can be listed. */
const allOfThem = 'hid';

/** Honeywell, Youjie, Zebra, Datalogic. */
const scannerMakers = [0x0c2e, 0x23d0, 0x05e0, 0x05f9];
const keyboard = { usagePage: 1, usage: 6 };
const scalePage = 0x8d;

/** Of these makers, and neither point-of-sale, nor typing, nor a scale: nothing that it reads arrives. */
export function speakingOtherwise(devices: readonly Device[]): Device[] {
  const parts = new Map<string, Device[]>();
  for (const device of devices.filter(({ vendorId }) => scannerMakers.includes(vendorId))) {
    const whole = `${device.vendorId} ${device.productId} ${device.serialNumber ?? ''}`;
    parts.set(whole, [...(parts.get(whole) ?? []), device]);
  }
  return [...parts.values()].flatMap(([first, ...others]) => {
    const isHeard = [first, ...others].some(
      (part) =>
        part &&
        ((part.usagePage === barcodeScanner.usagePage && part.usage === barcodeScanner.usage) ||
          (part.usagePage === keyboard.usagePage && part.usage === keyboard.usage) ||
          part.usagePage === scalePage),
    );
    return first && !isHeard ? [first] : [];
  });
}

export function listenToHidScanners(
  say: { scan: (scan: LineScan) => void; state: (state: ScannerState) => void },
  driverOf?: DriverOf,
): HidDevices {
  let otherwise = new Set<string>();
  const tellOtherwise = (devices: readonly Device[]): void => {
    const found = new Map(speakingOtherwise(devices).map((device) => [idOf(device), device]));
    for (const [scannerId, { product = '' }] of found)
      if (!otherwise.has(scannerId))
        say.state({ scannerId, name: product.slice(0, 60), trouble: 'scanner-other-mode' });
    // Set right, it is another device to the system.
    for (const scannerId of otherwise)
      if (!found.has(scannerId)) say.state({ scannerId, trouble: null, isForgotten: true });
    otherwise = new Set(found.keys());
  };
  return listenToHidDevices(
    {
      isMeant: ({ usagePage, usage }) =>
        usagePage === barcodeScanner.usagePage && usage === barcodeScanner.usage,
      onOpen: ({ id }) => {
        const framing = createHidFraming();
        return {
          take: (report) => {
            const bytes = framing.take(report, performance.now());
            if (bytes) say.scan({ scannerId: id, source: 'hid', bytes, complete: true });
          },
          gone: framing.drop,
        };
      },
      onTrouble: ({ id, name }, trouble) =>
        say.state({ scannerId: id, name, trouble: trouble && troubles[trouble] }),
      onListed: tellOtherwise,
      onLack: (lack) => say.state({ scannerId: allOfThem, name: 'USB', trouble: lacks[lack] }),
    },
    driverOf,
  );
}

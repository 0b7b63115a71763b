// HID point-of-sale scanners: which of the HID devices they are, and their reports as scans.
import { type DriverOf, type HidDevices, listenToHidDevices, type HidTrouble } from '../hid-devices';
import { createHidFraming } from './hid-frames';
import type { LineScan, ScannerState } from './scanner-line';

const barcodeScanner = { usagePage: 0x8c, usage: 2 };

const troubles: Record<HidTrouble, NonNullable<ScannerState['trouble']>> = {
  'not-there': 'scanner-not-there',
  'no-rights': 'hid-no-rights',
  taken: 'scanner-taken',
};

export function listenToHidScanners(
  say: { scan: (scan: LineScan) => void; state: (state: ScannerState) => void },
  driverOf?: DriverOf,
): HidDevices {
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
    },
    driverOf,
  );
}

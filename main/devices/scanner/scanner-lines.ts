// The scanners of this station that have a line of their own: serial ones as it is told of them, HID ones as they are found.
import { listenToHidScanners } from './hid-scanners';
import type { LineScan, ScannerState, SerialScanner } from './scanner-line';
import { listenToSerialScanner } from './serial-scanner';

export type ScannerLines = {
  /** From now on these; one that is the same as before is left as it is. */
  listenTo: (scanners: readonly SerialScanner[]) => void;
  close: () => Promise<void>;
};

export function createScannerLines(say: {
  scan: (scan: LineScan) => void;
  state: (state: ScannerState) => void;
}): ScannerLines {
  const open = new Map<string, { as: string; close: () => Promise<void> }>();
  const found = listenToHidScanners(say);
  return {
    listenTo: (scanners) => {
      const wanted = new Map(scanners.map((scanner) => [scanner.scannerId, scanner]));
      for (const [scannerId, line] of open) {
        const scanner = wanted.get(scannerId);
        if (scanner && JSON.stringify(scanner) === line.as) continue;
        open.delete(scannerId);
        void line.close();
      }
      for (const [scannerId, scanner] of wanted) {
        if (open.has(scannerId)) continue;
        const { close } = listenToSerialScanner(scanner, {
          onFrame: ({ bytes, complete }) => say.scan({ scannerId, source: 'serial', bytes, complete }),
          onTrouble: (trouble) => say.state({ scannerId, trouble }),
        });
        open.set(scannerId, { as: JSON.stringify(scanner), close });
      }
    },
    close: async () => {
      const lines = [...open.values()];
      open.clear();
      await Promise.all([found, ...lines].map(({ close }) => close()));
    },
  };
}

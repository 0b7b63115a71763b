// The scanners of this station that have a line of their own: what the settings say of them, what they say as scan events, and
// how they are. A scanner that types is the keyboard's (devices/scanner/attach-wedge).
import { z } from 'zod';
import type { ScanEvent } from '../../shared/barcode/scan';
import type { ScannerHabits } from '../../shared/barcode/scanner/habits';
import type { DeviceStatus } from '../../shared/contract/window';
import { createRepeatWindow } from '../devices/scanner/repeat-window';
import { scanOfBytes } from '../devices/scanner/scan-of-bytes';
import {
  type LineScan,
  type ScannerState,
  type SerialScanner,
  serialScannerSchema,
} from '../devices/scanner/scanner-line';

/** One scanner in station.json; only name and path are needed. */
export const scannerSettingsSchema = z
  .object({
    name: z.string().min(1).max(60),
    path: serialScannerSchema.shape.path,
    baudRate: serialScannerSchema.shape.baudRate.default(9_600),
    quietMs: serialScannerSchema.shape.quietMs.default(60),
  })
  .strict();
export type ScannerSettings = z.infer<typeof scannerSettingsSchema>;

export type Scanner = SerialScanner & { name: string };

/** A scanner is known by its name. */
export function scannerOf({ name, ...line }: ScannerSettings): Scanner {
  return { ...line, scannerId: name, name };
}

/** A scanner given at start as `PATH` or `PATH@BAUD`; null when that is neither. */
export function scannerAt(place: string): Scanner | null {
  const [, path, baud] = /^(.+?)(?:@(\d+))?$/.exec(place) ?? [];
  const settings = scannerSettingsSchema.safeParse({
    name: 'Scanner',
    path,
    ...(baud === undefined ? {} : { baudRate: Number(baud) }),
  });
  return settings.success ? { ...scannerOf(settings.data), name: '' } : null;
}

export type Scanners = {
  heard: (scan: LineScan) => void;
  learn: (state: ScannerState) => void;
  list: () => DeviceStatus[];
};

export function createScanners(
  scanners: readonly Scanner[],
  options: {
    newId: () => string;
    /** Monotonic milliseconds. */
    monotonicMs: () => number;
    /** Milliseconds since 1970. */
    wallMs: () => number;
    /** What was learned of a scanner; null when nothing was. */
    habitsOf: (deviceId: string) => ScannerHabits | null;
    onScan: (scan: ScanEvent) => void;
    onChange: (all: DeviceStatus[]) => void;
  },
): Scanners {
  const known = new Map<string, string>(scanners.map(({ scannerId, name }) => [scannerId, name]));
  const troubles = new Map<string, ScannerState['trouble']>();
  const repeats = createRepeatWindow();
  const list = (): DeviceStatus[] =>
    [...known].map(([scannerId, name]) => {
      const trouble = troubles.get(scannerId);
      return { kind: 'scanner', id: scannerId, name, state: stateOf(trouble), reason: trouble ?? null };
    });
  return {
    heard: ({ scannerId, source, bytes, complete }) => {
      const scan = scanOfBytes(bytes, options.habitsOf(scannerId));
      if (scan.text === '') return;
      options.onScan({
        scanId: options.newId(),
        at: new Date(options.wallMs()).toISOString(),
        source,
        deviceId: scannerId,
        ...scan,
        complete,
        repeat: repeats.isRepeat({ deviceId: scannerId, text: scan.text, atMs: options.monotonicMs() }),
        timing: null,
      });
    },
    learn: ({ scannerId, name, trouble, isForgotten }) => {
      if (isForgotten) {
        known.delete(scannerId);
        troubles.delete(scannerId);
        options.onChange(list());
        return;
      }
      // One that nobody named is known once it was found, also while it is away.
      if (!known.has(scannerId)) known.set(scannerId, name ?? '');
      troubles.set(scannerId, trouble);
      options.onChange(list());
    },
    list,
  };
}

/** Nothing has been heard of it yet: it is neither there nor away. */
function stateOf(trouble: ScannerState['trouble'] | undefined): DeviceStatus['state'] {
  if (trouble === undefined) return 'unknown';
  if (trouble === null) return 'ready';
  return trouble === 'scanner-not-there' || trouble === 'device-host-down' ? 'absent' : 'attention';
}

// What a scanner with a line of its own is to the rest of main: where it is plugged in, what it says, how it is.
import { z } from 'zod';
import { baudRateSchema, serialPathSchema } from '../serial-line';

export const serialScannerSchema = z.object({
  scannerId: z.string().min(1).max(120),
  path: serialPathSchema,
  baudRate: baudRateSchema,
  /** Milliseconds of silence behind which a scan is over that nothing ended. */
  quietMs: z.int().min(10).max(2_000),
});
export type SerialScanner = z.infer<typeof serialScannerSchema>;

/** Why a scanner is not heard (words: `device.REASON`). */
export const scannerTroubles = [
  'scanner-not-there',
  'scanner-no-rights',
  'scanner-taken',
  'scanner-failing',
  'scanner-other-mode',
  'hid-no-rights',
  'hid-library-missing',
  'hid-missing',
  'serial-missing',
  'device-host-down',
] as const;

export const scannerStateSchema = z.object({
  scannerId: z.string().min(1).max(120),
  /** What it calls itself, of one that no setting names. */
  name: z.string().max(60).optional(),
  /** Null: it is heard. */
  trouble: z.enum(scannerTroubles).nullable(),
  /** It is no scanner of this station any more: nothing is said of it. */
  isForgotten: z.boolean().optional(),
});
export type ScannerState = z.infer<typeof scannerStateSchema>;

export const lineScanSchema = z.object({
  scannerId: z.string().min(1).max(120),
  source: z.enum(['hid', 'serial']),
  bytes: z.instanceof(Uint8Array),
  complete: z.boolean(),
});
export type LineScan = z.infer<typeof lineScanSchema>;

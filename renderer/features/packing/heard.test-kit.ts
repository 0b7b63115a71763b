// Scans as the bus hands them on.
import { meaningOf } from '../../../shared/barcode/meaning';
import type { ScanEvent } from '../../../shared/barcode/scan';
import type { BusScan } from '../../input/scan-bus';

let scans = 0;

function scanOf(text: string, over: Partial<ScanEvent> = {}): ScanEvent {
  scans += 1;
  return {
    scanId: `scan-${scans}`,
    at: new Date().toISOString(),
    source: 'wedge',
    deviceId: 'test',
    raw: text,
    aim: null,
    text,
    complete: true,
    repeat: false,
    timing: null,
    ...over,
  };
}

/** A scan as the bus hands it on. */
export function heardOf(text: string, over: Partial<ScanEvent> = {}): BusScan {
  const scan = scanOf(text, over);
  return { scan, meaning: meaningOf(scan) };
}

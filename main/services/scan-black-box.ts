// The last scans of this station as they came, for finding out what a scanner does. In memory only, and without what
// opens doors: a badge is kept as a badge, not as its code.
import { maskedBadge, type ScanEvent } from '../../shared/barcode/scan';
import { readOwnCode } from '../../shared/barcode/own-code';

export const mostHeardScans = 200;

export type ScanBlackBox = {
  add: (scan: ScanEvent) => void;
  /** Newest first. */
  list: () => ScanEvent[];
  find: (scanId: string) => ScanEvent | null;
};

export function createScanBlackBox(): ScanBlackBox {
  let heard: ScanEvent[] = [];
  return {
    add: (scan) => {
      heard = [withoutBadge(scan), ...heard].slice(0, mostHeardScans);
    },
    list: () => [...heard],
    find: (scanId) => heard.find((scan) => scan.scanId === scanId) ?? null,
  };
}

function withoutBadge(scan: ScanEvent): ScanEvent {
  const own = readOwnCode(scan.text);
  return own.is !== 'other' && own.kind === 'badge' ? { ...scan, raw: maskedBadge, text: maskedBadge } : scan;
}

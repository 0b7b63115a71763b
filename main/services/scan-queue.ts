// Keeps scans until the page can take them: while it loads, and while it comes back after a crash. Nothing scanned is
// dropped, and nothing overtakes.
import type { ScanEvent } from '../../shared/barcode/scan';

export type ScanQueue = {
  take: (scan: ScanEvent) => void;
  /** The page takes scans from now on; those kept are given to it first. */
  ready: () => void;
  /** The page is gone or loading: keep what comes. */
  away: () => void;
};

export function createScanQueue(give: (scan: ScanEvent) => void): ScanQueue {
  let kept: ScanEvent[] = [];
  let isReady = false;
  return {
    take: (scan) => {
      if (isReady) give(scan);
      else kept.push(scan);
    },
    ready: () => {
      isReady = true;
      const waiting = kept;
      kept = [];
      for (const scan of waiting) give(scan);
    },
    away: () => {
      isReady = false;
    },
  };
}

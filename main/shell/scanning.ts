// Joins the window's keys to the wedge decoder, and the decoder and the scanners with a line of their own to the page.
import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import type { ScanEvent } from '../../shared/barcode/scan';
import type { WindowRequests } from '../../shared/contract/window';
import { attachWedge, type Wedge } from '../devices/scanner/attach-wedge';
import type { Handlers } from '../ipc/router';
import type { TellWindow } from '../ipc/window-port';
import { createScanQueue } from '../services/scan-queue';

export type Scanning = {
  /** A scan from elsewhere than the keyboard. */
  take: (scan: ScanEvent) => void;
  listenTo: (window: BrowserWindow) => void;
  handlers: Pick<Handlers<WindowRequests>, 'scans:ready' | 'input:attention'>;
};

export function startScanning(tellWindow: TellWindow): Scanning {
  const queue = createScanQueue((scan) => tellWindow('scan', scan));
  let wedge: Wedge | null = null;
  return {
    take: queue.take,
    listenTo: (window) => {
      const { webContents } = window;
      const listening = attachWedge(
        {
          on: (name, listener) => webContents.on(name, listener),
          sendInputEvent: (event) => webContents.sendInputEvent(event),
          isDestroyed: () => webContents.isDestroyed(),
        },
        {
          onScan: queue.take,
          newId: randomUUID,
          monotonicMs: () => performance.now(),
          wallMs: () => Date.now(),
          originMs: performance.timeOrigin,
        },
      );
      wedge = listening;
      window.on('blur', listening.leave);
      webContents.on('did-start-navigation', (_event, _url, isInPlace, isMainFrame) => {
        if (!isMainFrame || isInPlace) return;
        listening.attend('station');
        queue.away();
      });
    },
    handlers: {
      'scans:ready': async () => {
        queue.ready();
        return null;
      },
      'input:attention': async ({ attention }) => {
        wedge?.attend(attention);
        return null;
      },
    },
  };
}

// Joins the window's keys to the wedge decoder, and the decoder to the page.
import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import { attachWedge } from '../devices/scanner/attach-wedge';
import type { TellWindow } from '../ipc/window-port';
import { createScanQueue } from '../services/scan-queue';

export type Scanning = {
  listenTo: (window: BrowserWindow) => void;
  handlers: {
    'scans:ready': () => Promise<null>;
    'input:editable': (input: { editable: boolean }) => Promise<null>;
  };
};

/** Keys that mean something on every screen, whatever has the keyboard. */
const everywhere = /^(F\d{1,2}|Enter|Escape)$/;

export function startScanning(tellWindow: TellWindow): Scanning {
  const queue = createScanQueue((scan) => tellWindow('scan', scan));
  let editable = false;
  return {
    listenTo: (window) => {
      const { webContents } = window;
      webContents.on('did-start-navigation', (_event, _url, isInPlace, isMainFrame) => {
        if (!isMainFrame || isInPlace) return;
        editable = false;
        queue.away();
      });
      attachWedge(
        {
          on: (name, listener) =>
            webContents.on(name, (event, input) => {
              let swallowed = false;
              listener(
                {
                  preventDefault: () => {
                    swallowed = true;
                    event.preventDefault();
                  },
                },
                input,
              );
              if (swallowed || input.type !== 'keyDown' || input.isAutoRepeat || !everywhere.test(input.key))
                return;
              const { key, control, shift, alt } = input;
              tellWindow('key', { key, control, shift, alt });
            }),
          insertText: (text) => webContents.insertText(text),
          isDestroyed: () => webContents.isDestroyed(),
        },
        {
          onScan: queue.take,
          isEditable: () => editable,
          newId: randomUUID,
          monotonicMs: () => performance.now(),
          wallMs: () => Date.now(),
        },
      );
    },
    handlers: {
      'scans:ready': () => {
        queue.ready();
        return Promise.resolve(null);
      },
      'input:editable': (input) => {
        editable = input.editable;
        return Promise.resolve(null);
      },
    },
  };
}

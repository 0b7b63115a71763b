// Joins the window's keys to the wedge decoder, and the decoder and the scanners with a line of their own to the page; what
// was learned of a scanner is used from then on.
import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import type { ScanEvent } from '../../shared/barcode/scan';
import type { WindowRequests } from '../../shared/contract/window';
import { attachWedge, type Wedge } from '../devices/scanner/attach-wedge';
import type { Handlers } from '../ipc/router';
import type { TellWindow } from '../ipc/window-port';
import { defaultWedgeSettings, wedgeSettingsOf } from '../devices/scanner/wedge-decoder';
import { learnFromKeys, learnFromLine } from '../services/learn-scanner';
import { createScanBlackBox } from '../services/scan-black-box';
import { createScanQueue } from '../services/scan-queue';
import { keyboardId, type ScannerHabitsBook } from '../services/scanner-habits';

export type Scanning = {
  /** A scan from elsewhere than the keyboard. */
  take: (scan: ScanEvent) => void;
  listenTo: (window: BrowserWindow) => void;
  handlers: Pick<
    Handlers<WindowRequests>,
    | 'scans:ready'
    | 'scans:heard'
    | 'input:attention'
    | 'scanners:learned'
    | 'scanners:set-up'
    | 'scanners:learn'
    | 'scanners:keep'
  >;
};

export function startScanning(tellWindow: TellWindow, habits: ScannerHabitsBook): Scanning {
  const queue = createScanQueue((scan) => tellWindow('scan', scan));
  const blackBox = createScanBlackBox();
  let wedge: Wedge | null = null;
  const take = (scan: ScanEvent): void => {
    blackBox.add(scan);
    queue.take(scan);
  };
  const settings = (): typeof defaultWedgeSettings => {
    const learned = habits.of(keyboardId);
    return learned ? wedgeSettingsOf(learned) : defaultWedgeSettings;
  };
  return {
    take,
    listenTo: (window) => {
      const { webContents } = window;
      const listening = attachWedge(
        {
          on: (name, listener) => webContents.on(name, listener),
          sendInputEvent: (event) => webContents.sendInputEvent(event),
          isDestroyed: () => webContents.isDestroyed(),
        },
        {
          onScan: take,
          newId: randomUUID,
          monotonicMs: () => performance.now(),
          wallMs: () => Date.now(),
          originMs: performance.timeOrigin,
          settings: settings(),
        },
      );
      wedge = listening;
      window.on('blur', listening.leave);
      webContents.on('did-start-navigation', (_event, _url, isInPlace, isMainFrame) => {
        if (!isMainFrame || isInPlace) return;
        listening.attend('station');
        listening.learn(false);
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
      'scans:heard': async () => blackBox.list(),
      'scanners:learned': async () => habits.all(),
      'scanners:set-up': async ({ open }) => {
        wedge?.learn(open);
        return null;
      },
      'scanners:learn': async ({ scanId }) => {
        const scan = blackBox.find(scanId);
        const keys = wedge?.keysOf(scanId) ?? null;
        if (!scan || scan.source === 'manual' || (scan.source === 'wedge' && !keys))
          return { ok: false, why: 'gone', wrong: [] };
        const learning = keys ? learnFromKeys(keys, scan) : learnFromLine(scan);
        if (learning.ok) return { ...learning, deviceId: scan.deviceId };
        return { ok: false, why: learning.why, wrong: learning.why === 'garbled' ? [...learning.wrong] : [] };
      },
      'scanners:keep': async ({ deviceId, habits: kept }) => {
        await habits.put(deviceId, kept);
        if (deviceId === keyboardId) wedge?.listenLike(settings());
        return null;
      },
    },
  };
}

// Listens to the window's keys before the page does and turns a scanner's into scan events. Knows the window only by
// shape, so it runs without Electron. Must stay cheap: it runs for every key, before anything is shown.
import type { ScanEvent } from '../../../shared/barcode/scan';
import {
  defaultWedgeSettings,
  emptyWedge,
  wedgeKey,
  type WedgeAnswer,
  type WedgeScan,
  type WedgeSettings,
  wedgeSilence,
} from './wedge-decoder';

/** The part of Electron's `Input` that matters here. */
export type KeyInput = {
  type: string;
  code: string;
  shift: boolean;
  control: boolean;
  alt: boolean;
  meta: boolean;
  isAutoRepeat: boolean;
};

/** The part of Electron's `WebContents` that matters here. */
export type KeySource = {
  on: (
    name: 'before-input-event',
    listener: (event: { preventDefault: () => void }, input: KeyInput) => void,
  ) => unknown;
  insertText: (text: string) => Promise<void>;
  isDestroyed: () => boolean;
};

export type WedgeOptions = {
  onScan: (scan: ScanEvent) => void;
  /** True while a field of the page has the keyboard. */
  isEditable: () => boolean;
  newId: () => string;
  /** Milliseconds, monotonic. */
  monotonicMs: () => number;
  /** Milliseconds since 1970. */
  wallMs: () => number;
  settings?: WedgeSettings;
};

export function attachWedge(keys: KeySource, options: WedgeOptions): void {
  const settings = options.settings ?? defaultWedgeSettings;
  let state = emptyWedge;
  let wake: NodeJS.Timeout | undefined;

  const follow = (answer: WedgeAnswer): void => {
    if (answer.typed !== '' && !keys.isDestroyed()) void keys.insertText(answer.typed);
    if (answer.scan) options.onScan(scanEvent(answer.scan, options));
    clearTimeout(wake);
    if (answer.wakeAtMs === null) return;
    wake = setTimeout(
      () => {
        const [next, later] = wedgeSilence(state, options.monotonicMs(), settings);
        state = next;
        follow(later);
      },
      Math.max(1, answer.wakeAtMs - options.monotonicMs()),
    );
  };

  keys.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' && input.type !== 'keyUp') return;
    if (input.meta) return;
    const { type, code, shift, control, alt, isAutoRepeat } = input;
    const timeMs = options.monotonicMs();
    const [next, answer] = wedgeKey(
      state,
      { type, code, shift, control, alt, isAutoRepeat, timeMs, editable: options.isEditable() },
      settings,
    );
    state = next;
    if (answer.swallow) event.preventDefault();
    follow(answer);
  });
}

function scanEvent(scan: WedgeScan, options: WedgeOptions): ScanEvent {
  const wallMs = options.wallMs();
  return {
    scanId: options.newId(),
    at: new Date(wallMs).toISOString(),
    source: scan.source,
    deviceId: 'keyboard',
    raw: scan.raw,
    aim: scan.aim,
    text: scan.text,
    complete: scan.complete,
    repeat: scan.repeat,
    timing: {
      keys: scan.keys,
      medianGapMs: scan.medianGapMs,
      maxGapMs: scan.maxGapMs,
      lastKeyEpochMs: wallMs - (options.monotonicMs() - scan.lastKeyMs),
    },
  };
}

// Listens to a window's keys before the page does and turns a scanner's into scan events. Knows the window only by
// shape, so it runs without Electron. Must stay cheap: it runs for every key, before anything is shown.
import type { ScanEvent } from '../../../shared/barcode/scan';
import type { WedgeKey } from './key-reading';
import { createListeningClock } from './listening-clock';
import { createRepeatWindow } from './repeat-window';
import {
  type Attention,
  createWedgeDecoder,
  defaultWedgeSettings,
  learningWedgeSettings,
  type WedgeEffect,
  type WedgeSettings,
} from './wedge-decoder';
import type { WedgeScan } from './wedge-scan';

/** The part of Electron's `Input` that matters here. */
export type KeyInput = {
  type: string;
  code: string;
  key: string;
  shift: boolean;
  control: boolean;
  alt: boolean;
  meta: boolean;
  isAutoRepeat: boolean;
};

type GivenKey = { type: 'char' | 'keyDown' | 'keyUp'; keyCode: string };

/** The part of Electron's `WebContents` that matters here. */
export type KeySource = {
  on: (
    name: 'before-input-event',
    listener: (event: { preventDefault: () => void }, input: KeyInput) => void,
  ) => unknown;
  sendInputEvent: (event: GivenKey) => void;
  isDestroyed: () => boolean;
};

export type WedgeOptions = {
  onScan: (scan: ScanEvent) => void;
  newId: () => string;
  /** Milliseconds, monotonic. */
  monotonicMs: () => number;
  /** Milliseconds since 1970. */
  wallMs: () => number;
  /** The wall clock when the monotonic one began; the page measures from its own beginning in the same way. */
  originMs: number;
  settings?: WedgeSettings;
  repeatWindowMs?: number;
};

export type Wedge = {
  /** What the page is doing now; see `Attention`. */
  attend: (attention: Attention) => void;
  /** The window lost the keyboard. */
  leave: () => void;
  /** Listens in this way from now on; what is being heard ends as it is. */
  listenLike: (settings: WedgeSettings) => void;
  /**
   * While a scanner is learned, slow ones are heard too and the keys of a scan are kept. Otherwise none are: a person
   * types PINs here.
   */
  learn: (isLearning: boolean) => void;
  /** The keys of the last scan heard while learning, if it is this one. */
  keysOf: (scanId: string) => readonly WedgeKey[] | null;
};

/** More than any symbol takes, with the ups and the shifts. */
const mostKeys = 20_000;

export function attachWedge(keys: KeySource, options: WedgeOptions): Wedge {
  let settings = options.settings ?? defaultWedgeSettings;
  let decoder = createWedgeDecoder(settings);
  let attention: Attention = 'station';
  let isLearning = false;
  let recent: WedgeKey[] = [];
  let learned: { scanId: string; keys: readonly WedgeKey[] } | null = null;
  const repeats = createRepeatWindow(options.repeatWindowMs);
  const clock = createListeningClock(options.monotonicMs);
  let givingBack = false;
  let owed: WedgeKey[] = [];
  let waking: NodeJS.Timeout | undefined;

  const follow = (effects: readonly WedgeEffect[]): void => {
    for (const effect of effects) {
      if (effect.do === 'scan') tell(effect.scan);
      else owed.push(...effect.keys);
    }
    clearTimeout(waking);
    const due = decoder.deadlineMs();
    if (due === null) {
      clock.stop();
      return;
    }
    clock.start();
    const wake = (): void => {
      follow(decoder.tick(clock.nowMs()));
      giveBack();
    };
    waking = setTimeout(wake, Math.max(1, Math.ceil(due - clock.nowMs())));
  };

  const tell = (scan: WedgeScan): void => {
    if (scan.text === '') return;
    const { firstKeyMs, lastKeyMs: heardMs, ...timing } = scan.timing;
    const lastKeyMs = heardMs + clock.missedMs();
    const scanId = options.newId();
    if (isLearning && scan.source === 'wedge')
      learned = { scanId, keys: recent.filter(({ timeMs }) => timeMs >= firstKeyMs) };
    recent = [];
    options.onScan({
      scanId,
      at: new Date(options.wallMs()).toISOString(),
      source: scan.source,
      deviceId: 'keyboard',
      raw: scan.raw.slice(0, longestText),
      aim: scan.aim,
      text: scan.text.slice(0, longestText),
      complete: scan.complete,
      repeat:
        scan.source === 'wedge' &&
        repeats.isRepeat({ deviceId: 'keyboard', text: scan.text, atMs: lastKeyMs }),
      timing: { ...timing, lastKeyEpochMs: options.originMs + lastKeyMs },
    });
  };

  /** In the order typed, through the same door as the keys themselves, so that none overtakes. */
  const giveBack = (): void => {
    const typed = owed;
    owed = [];
    if (keys.isDestroyed()) return;
    givingBack = true;
    try {
      for (const key of typed) for (const event of eventsOf(key)) keys.sendInputEvent(event);
    } finally {
      givingBack = false;
    }
  };

  keys.on('before-input-event', (event, input) => {
    if (givingBack || (input.type !== 'keyDown' && input.type !== 'keyUp')) return;
    const { type, code, key, shift, control, alt, meta, isAutoRepeat } = input;
    const timeMs = clock.nowMs();
    const pressed: WedgeKey = {
      type,
      code,
      key,
      shift,
      control,
      alt,
      meta,
      autoRepeat: isAutoRepeat,
      timeMs,
    };
    if (isLearning && recent.length < mostKeys) recent.push(pressed);
    const answer = decoder.key(pressed);
    if (!answer.pass) event.preventDefault();
    follow(answer.effects);
    // A key that passes comes behind what was held. One that is kept still has its character on the way: Chromium drops
    // it only while no other key goes down.
    if (answer.pass) giveBack();
    else if (owed.length > 0) setImmediate(giveBack);
  });

  const leave = (): void => {
    follow(decoder.leave());
    giveBack();
  };

  const begin = (): void => {
    leave();
    decoder = createWedgeDecoder(isLearning ? learningWedgeSettings : settings);
    decoder.attend(attention);
  };

  return {
    attend: (next) => {
      attention = next;
      decoder.attend(next);
    },
    leave,
    listenLike: (next) => {
      settings = next;
      begin();
    },
    learn: (next) => {
      if (next === isLearning) return;
      isLearning = next;
      recent = [];
      learned = null;
      begin();
    },
    keysOf: (scanId) => (learned?.scanId === scanId ? learned.keys : null),
  };
}

/** Longest text of a scan event (shared/barcode/scan.ts). */
const longestText = 4000;

const namesOfKeys: Readonly<Record<string, string>> = {
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
};

/**
 * A character needs its keyDown first: Chromium drops characters behind a key that was kept, until the next key goes
 * down. What a dead key or an input method was about to make cannot be given back.
 */
function eventsOf(key: WedgeKey): GivenKey[] {
  if (key.control || key.key === 'Dead' || key.key === 'Process') return [];
  const isCharacter = [...key.key].length === 1;
  const keyCode = key.code === 'Space' ? 'Space' : (namesOfKeys[key.key] ?? key.key);
  const typed: GivenKey[] = isCharacter ? [{ type: 'char', keyCode: key.key }] : [];
  return [{ type: 'keyDown', keyCode }, ...typed, { type: 'keyUp', keyCode }];
}

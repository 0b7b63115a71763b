// Tells a scanner's keys from a person's, and reads what the scanner said. Pure: time comes in with the keys.
// A scanner types fast and ends with Enter or Tab; a person types slowly. Keys that may be a scanner's are kept from
// the page until that is clear, so no character of a scan ever reaches a field, and Enter of a scan presses no button.
// Gaps of real scanners: 1 to 19 ms a key; people: 60 ms and more. The median decides, so one stall does not.
import { controlCharacter, usCharacter } from './us-keys';

export type WedgeKey = {
  type: 'keyDown' | 'keyUp';
  /** Physical key, as KeyboardEvent.code names it. */
  code: string;
  shift: boolean;
  control: boolean;
  alt: boolean;
  /** Monotonic milliseconds. */
  timeMs: number;
  /** The key repeats because it is held down. */
  isAutoRepeat: boolean;
  /** A field of the page has the keyboard: what a person types belongs there. */
  editable: boolean;
};

export type WedgeSettings = {
  /** Median gap up to which keys are a scanner's. */
  burstGapMs: number;
  /** Silence that ends a scan without a suffix. */
  endOfScanMs: number;
  /** In a field, how long a key is held back until it is clear whose it is. */
  judgeMs: number;
  minLength: number;
  /** The same text from this scanner within this time counts once. */
  repeatMs: number;
};

export const defaultWedgeSettings: WedgeSettings = {
  burstGapMs: 50,
  endOfScanMs: 200,
  judgeMs: 60,
  minLength: 3,
  repeatMs: 300,
};

export type WedgeScan = {
  source: 'wedge' | 'manual';
  raw: string;
  aim: string | null;
  text: string;
  complete: boolean;
  repeat: boolean;
  keys: number;
  medianGapMs: number;
  maxGapMs: number;
  /** Monotonic milliseconds of the last key that belongs to it. */
  lastKeyMs: number;
};

/** What to do about one key, or after some silence. */
export type WedgeAnswer = {
  /** The page must not see this key. */
  swallow: boolean;
  /** Characters that turned out to be a person's after all: type them into the focused field. */
  typed: string;
  scan: WedgeScan | null;
  /** Ask again (`wedgeSilence`) at this time; null when nothing is pending. */
  wakeAtMs: number | null;
};

type Stroke = { character: string; timeMs: number };

export type WedgeState = {
  strokes: readonly Stroke[];
  editable: boolean;
  altDigits: string;
  lastScan: { text: string; timeMs: number } | null;
  /** Until then a further line end belongs to the scan before it (CR LF). */
  endUntilMs: number;
};

export const emptyWedge: WedgeState = {
  strokes: [],
  editable: false,
  altDigits: '',
  lastScan: null,
  endUntilMs: 0,
};

const slowTypingMs = 10_000;
const crlfMs = 40;
const ends = new Set(['Enter', 'NumpadEnter', 'Tab']);

export function wedgeKey(
  state: WedgeState,
  key: WedgeKey,
  settings: WedgeSettings,
): [WedgeState, WedgeAnswer] {
  if (key.type === 'keyUp') return altReleased(state, key);
  if (key.alt && /^Numpad\d$/.test(key.code)) {
    return [{ ...state, altDigits: state.altDigits + key.code.slice(-1) }, swallow(state, settings)];
  }
  if (ends.has(key.code) && !key.control && !key.alt) return lineEnd(state, key, settings);
  const pending = state.strokes.length > 0;
  if (key.control && !key.alt) {
    const character = controlCharacter(key.code);
    // Ctrl+] is a group separator wherever it comes; other control keys are a person's unless a scan is under way.
    if (character === null || (!pending && character !== '\u001d' && character !== '\u0002'))
      return [state, pass(state, settings)];
    return take(state, key, character, settings);
  }
  if (key.alt) return [state, pass(state, settings)];
  const character = usCharacter(key.code, key.shift);
  if (character === null) return [state, pass(state, settings)];
  // A held key is a person's; so is a space with nothing before it: it presses the focused button.
  if (key.isAutoRepeat && key.editable) return [state, pass(state, settings)];
  if (character === ' ' && !pending && !key.editable) return [state, pass(state, settings)];
  return take(state, key, character, settings);
}

/** Call when `wakeAtMs` has come without another key. */
export function wedgeSilence(
  state: WedgeState,
  nowMs: number,
  settings: WedgeSettings,
): [WedgeState, WedgeAnswer] {
  const last = state.strokes.at(-1);
  if (!last) return [state, quiet];
  const silentMs = nowMs - last.timeMs;
  const burst = isBurst(state.strokes, settings);
  if (burst && silentMs >= settings.endOfScanMs) {
    const [next, scan] = finish(state, state.strokes, false, settings);
    return [next, { ...quiet, scan }];
  }
  if (state.editable && !burst && silentMs >= settings.judgeMs) {
    return [
      { ...state, strokes: [] },
      { ...quiet, typed: textOf(state.strokes) },
    ];
  }
  if (silentMs >= slowTypingMs) return [{ ...state, strokes: [] }, quiet];
  return [state, { ...quiet, wakeAtMs: wakeAt(state, settings) }];
}

function take(
  state: WedgeState,
  key: WedgeKey,
  character: string,
  settings: WedgeSettings,
): [WedgeState, WedgeAnswer] {
  const last = state.strokes.at(-1);
  const stroke: Stroke = { character, timeMs: key.timeMs };
  const apart = last !== undefined && key.timeMs - last.timeMs > settings.judgeMs;
  // In a field a slow key ends what was held back before it: that was a person's.
  if (key.editable && apart && !isBurst(state.strokes, settings)) {
    const next = { ...state, editable: true, strokes: [stroke] };
    return [next, { ...swallow(next, settings), typed: textOf(state.strokes) }];
  }
  const next = { ...state, editable: key.editable, strokes: [...state.strokes, stroke] };
  return [next, swallow(next, settings)];
}

function lineEnd(state: WedgeState, key: WedgeKey, settings: WedgeSettings): [WedgeState, WedgeAnswer] {
  if (state.strokes.length === 0) {
    const isSecondEnd = key.timeMs <= state.endUntilMs;
    return [state, { ...quiet, swallow: isSecondEnd }];
  }
  const burst = trailingBurst(state.strokes, settings);
  const ended = { ...state, endUntilMs: key.timeMs + crlfMs };
  if (burst) {
    const before = state.strokes.slice(0, state.strokes.length - burst.length);
    const [next, scan] = finish(ended, burst, true, settings);
    return [next, { ...quiet, swallow: true, scan, typed: key.editable ? textOf(before) : '' }];
  }
  if (key.editable)
    return [
      { ...state, strokes: [] },
      { ...quiet, typed: textOf(state.strokes) },
    ];
  if (key.code === 'Tab') return [{ ...state, strokes: [] }, quiet];
  // Typed by hand with nothing to type into, then Enter: an unreadable code, read out by a person.
  const [next, scan] = finish(ended, state.strokes, true, settings);
  return [next, { ...quiet, swallow: true, scan: scan && { ...scan, source: 'manual' } }];
}

function finish(
  state: WedgeState,
  strokes: readonly Stroke[],
  complete: boolean,
  settings: WedgeSettings,
): [WedgeState, WedgeScan | null] {
  const raw = textOf(strokes);
  const body = withoutFrame(raw);
  const aim = /^\][A-Za-z][0-9A-Za-z]/.exec(body)?.[0] ?? null;
  const text = aim === null ? body : body.slice(aim.length);
  const lastKeyMs = strokes.at(-1)?.timeMs ?? 0;
  const cleared: WedgeState = { ...state, strokes: [], altDigits: '' };
  if (text === '') return [cleared, null];
  const before = state.lastScan;
  const repeat = before !== null && before.text === text && lastKeyMs - before.timeMs <= settings.repeatMs;
  const gaps = gapsOf(strokes);
  const scan: WedgeScan = {
    source: 'wedge',
    raw,
    aim,
    text,
    complete,
    repeat,
    keys: strokes.length,
    medianGapMs: median(gaps),
    maxGapMs: Math.max(0, ...gaps),
    lastKeyMs,
  };
  return [{ ...cleared, lastScan: { text, timeMs: lastKeyMs } }, scan];
}

const startOfText = '\u0002';
const endsOfText = '\u0003\r\n\t';

function withoutFrame(raw: string): string {
  let end = raw.length;
  while (end > 0 && endsOfText.includes(raw.charAt(end - 1))) end -= 1;
  return raw.slice(raw.startsWith(startOfText) ? startOfText.length : 0, end);
}

/** The scanner's keys at the end of what is pending, after anything a person typed before them. */
function trailingBurst(strokes: readonly Stroke[], settings: WedgeSettings): readonly Stroke[] | null {
  if (isBurst(strokes, settings) && Math.max(0, ...gapsOf(strokes)) <= settings.endOfScanMs) return strokes;
  let start = strokes.length - 1;
  while (
    start > 0 &&
    (strokes[start]?.timeMs ?? 0) - (strokes[start - 1]?.timeMs ?? 0) <= settings.endOfScanMs
  )
    start -= 1;
  const tail = strokes.slice(start);
  return isBurst(tail, settings) ? tail : null;
}

function isBurst(strokes: readonly Stroke[], settings: WedgeSettings): boolean {
  return strokes.length >= settings.minLength && median(gapsOf(strokes)) <= settings.burstGapMs;
}

/** Alt held while digits were typed on the number pad: one character by its code, as Windows has it (029 is GS). */
function altReleased(state: WedgeState, key: WedgeKey): [WedgeState, WedgeAnswer] {
  if (!key.code.startsWith('Alt') || state.altDigits === '') return [state, quiet];
  const code = Number(state.altDigits);
  const cleared = { ...state, altDigits: '' };
  if (code < 1 || code > 255) return [cleared, quiet];
  const stroke: Stroke = { character: String.fromCharCode(code), timeMs: key.timeMs };
  return [{ ...cleared, strokes: [...state.strokes, stroke] }, quiet];
}

const quiet: WedgeAnswer = { swallow: false, typed: '', scan: null, wakeAtMs: null };

function swallow(state: WedgeState, settings: WedgeSettings): WedgeAnswer {
  return { ...quiet, swallow: true, wakeAtMs: wakeAt(state, settings) };
}

function pass(state: WedgeState, settings: WedgeSettings): WedgeAnswer {
  return { ...quiet, wakeAtMs: wakeAt(state, settings) };
}

function wakeAt(state: WedgeState, settings: WedgeSettings): number | null {
  const last = state.strokes.at(-1);
  if (!last) return null;
  if (isBurst(state.strokes, settings)) return last.timeMs + settings.endOfScanMs;
  return last.timeMs + (state.editable ? settings.judgeMs : slowTypingMs);
}

function textOf(strokes: readonly Stroke[]): string {
  return strokes.map((stroke) => stroke.character).join('');
}

function gapsOf(strokes: readonly Stroke[]): number[] {
  return strokes.slice(1).map((stroke, index) => stroke.timeMs - (strokes[index]?.timeMs ?? stroke.timeMs));
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

// Tells a scanner that types from a person who types, by speed, and turns a burst of keys into one scan.
// Pure: keys and time go in; "keep this key from the page", scans and keys to give back come out.
// Never lets the end of a scan press a button, never leaves characters of a scan in a field, and never keeps a
// person's keys: what was held and turns out to be typed is given back in order.
import type { ScannerHabits } from '../../../shared/barcode/scanner/habits';
import { type KeyMeaning, readKey, type WedgeKey, type WedgeReading } from './key-reading';
import { gapsOf, lowerMedian, median, type Typed, type WedgeScan, wedgeScanOf } from './wedge-scan';

/**
 * What the page is doing: `station` swallows characters (a person types a code blind and ends it with Enter), `page`
 * lets them through until a burst is certain, `field` holds each key just long enough to be judged, then gives it back.
 */
export type Attention = 'station' | 'page' | 'field';

export type WedgeSettings = {
  reading: WedgeReading;
  /** A burst's keys come closer together than this, by median. */
  gapMs: number;
  /** Silence that ends a scan without a suffix. */
  endMs: number;
  /** Silence allowed inside a scan once the scanner is known to end its scans with a suffix. */
  patienceMs: number;
  /** Shorter bursts are not scans. */
  minLength: number;
  /** Keys no person presses, sent by the scanner before its data: W3C names, or `Control+KeyB` for STX. */
  prefixes: readonly string[];
  /** What the scanners that type here do to codes; null while none was learned. */
  habits: ScannerHabits | null;
};

export const defaultWedgeSettings: WedgeSettings = {
  reading: 'position',
  gapMs: 50,
  endMs: 150,
  patienceMs: 500,
  minLength: 3,
  prefixes: [...Array.from({ length: 12 }, (_, n) => `F${13 + n}`), 'Control+KeyB'],
  habits: null,
};

/** Slower than any scanner that types: how closely a scan is listened for while one is being learned. */
const slowestGapMs = 150;

/** While a scanner is learned nothing is known of it, and its gaps may be long. */
export const learningWedgeSettings: WedgeSettings = {
  ...defaultWedgeSettings,
  gapMs: slowestGapMs,
  endMs: 2 * slowestGapMs,
};

/** How to listen to a scanner that was learned. */
export function wedgeSettingsOf(habits: ScannerHabits): WedgeSettings {
  const gapMs = Math.min(
    slowestGapMs,
    Math.max(defaultWedgeSettings.gapMs, 1.5 * (habits.gaps?.medianMs ?? 0)),
  );
  return {
    ...defaultWedgeSettings,
    reading: habits.reading,
    gapMs,
    endMs: Math.max(defaultWedgeSettings.endMs, 2 * gapMs),
    habits,
  };
}

export type WedgeEffect =
  | { do: 'scan'; scan: WedgeScan }
  /** Give these to the page: a person typed them. */
  | { do: 'give-back'; keys: WedgeKey[] };

export type WedgeAnswer = {
  /** True: the page gets this key as it is, after the effects. False: it is kept from the page. */
  pass: boolean;
  effects: WedgeEffect[];
};

export type WedgeDecoder = {
  key: (key: WedgeKey) => WedgeAnswer;
  /** When to call `tick`; null while nothing is held. */
  deadlineMs: () => number | null;
  tick: (timeMs: number) => WedgeEffect[];
  attend: (attention: Attention) => void;
  /** The window lost the keyboard: a scan that was under way is told as unreadable, its end went elsewhere. */
  leave: () => WedgeEffect[];
};

type Held = Typed & { key: WedgeKey; passed: boolean };

/** A suffix that comes this long after its scan was given up is still a suffix, not a person's Enter. */
const lateSuffixMs = 1000;
/** Scans with a suffix in a row after which one is waited for. */
const suffixesToLearn = 2;
/** A person may think this long between two keys of a code typed by hand. */
const handPauseMs = 10_000;
const groupSeparator = '\u001d';
/** Stands for a key that is no character: such a scan is not read as something else. */
const unreadable = '\ufffd';

const pass: WedgeAnswer = { pass: true, effects: [] };
const keep: WedgeAnswer = { pass: false, effects: [] };

export function createWedgeDecoder(settings: WedgeSettings = defaultWedgeSettings): WedgeDecoder {
  let attention: Attention = 'station';
  let held: Held[] = [];
  let byHand: Typed[] = [];
  let prefix = '';
  let altDigits = '';
  let heardScan = false;
  let endedInSilence = false;
  let suffixesSeen = settings.habits?.endsItself ? suffixesToLearn : 0;
  let endedAtMs = Number.NEGATIVE_INFINITY;
  let gaveUpAtMs = Number.NEGATIVE_INFINITY;
  let givenBackMs = Number.NEGATIVE_INFINITY;
  /** Keys that went down unseen by the page must come up unseen. */
  const kept = new Set<string>();

  const lastMs = (): number => held.at(-1)?.timeMs ?? Number.NEGATIVE_INFINITY;
  const isFast = (): boolean => median(gapsOf(held)) <= settings.gapMs;
  const isScan = (): boolean =>
    prefix === '' ? held.length >= settings.minLength && isFast() : held.length > 0;
  /** This key comes as fast behind the last one as only a scanner's does. */
  const isUnderWay = (key: WedgeKey): boolean =>
    prefix !== '' || (held.length > 0 && isFast() && key.timeMs - lastMs() <= settings.gapMs);

  /**
   * The scanner here ends its scans with a suffix. On the station it is believed to until one ended in silence: nothing waits
   * to be seen there, and a busy computer tears a scan that is not waited for.
   */
  const knowsSuffix = (): boolean =>
    suffixesSeen >= suffixesToLearn || (attention === 'station' && !endedInSilence);
  /** How long a key by itself may be the first of a scan. In a field a person waits for it: only where there are scans. */
  const loneMs = (): number => (attention === 'station' || heardScan ? settings.endMs : settings.gapMs);

  const deadlineMs = (): number | null => {
    if (held.length === 0) return null;
    if (prefix !== '') return lastMs() + settings.patienceMs;
    if (held.length === 1) return lastMs() + loneMs();
    return lastMs() + (knowsSuffix() && isFast() ? settings.patienceMs : settings.endMs);
  };

  const forget = (): void => {
    held = [];
    prefix = '';
    altDigits = '';
  };

  const endScan = (suffix: string, atMs: number): WedgeEffect[] => {
    // Keys just before were given to the page as typed. They may have been this scan's beginning, held up: then its
    // text is not whole, and a text that is not whole must not be taken for another code.
    const first = held[0];
    if (first && prefix === '' && first.timeMs - givenBackMs <= settings.endMs)
      held.unshift({ ...first, character: unreadable });
    const suffixMs = suffix === '' ? null : atMs;
    const scan = wedgeScanOf(held, { source: 'wedge', prefix, suffix, suffixMs }, settings.habits);
    forget();
    byHand = [];
    givenBackMs = Number.NEGATIVE_INFINITY;
    heardScan = true;
    if (suffix === '') {
      if (knowsSuffix()) gaveUpAtMs = atMs;
      suffixesSeen = 0;
      endedInSilence = true;
    } else {
      suffixesSeen += 1;
      endedInSilence = false;
      endedAtMs = atMs;
    }
    return [{ do: 'scan', scan }];
  };

  /** A person typed it. On the station only a lone space is given back: it presses the focused button. */
  const giveBack = (): WedgeEffect[] => {
    const keys = held.filter((one) => !one.passed).map((one) => one.key);
    const isLoneSpace = held.length === 1 && keys[0]?.code === 'Space';
    if (attention === 'station' && !isLoneSpace) {
      const pausedMs = (held[0]?.timeMs ?? 0) - (byHand.at(-1)?.timeMs ?? Number.NEGATIVE_INFINITY);
      const typed = held.map(({ key, character, timeMs }) => ({
        character: key.key.length === 1 ? key.key : character,
        timeMs,
      }));
      byHand = pausedMs > handPauseMs ? typed : [...byHand, ...typed];
      forget();
      return [];
    }
    givenBackMs = lastMs();
    forget();
    return keys.length === 0 ? [] : [{ do: 'give-back', keys }];
  };

  const settle = (atMs: number): WedgeEffect[] => {
    if (held.length > 0) return isScan() ? endScan('', atMs) : giveBack();
    forget();
    return [];
  };

  const hold = (key: WedgeKey, character: string): WedgeAnswer => {
    const effects: WedgeEffect[] = [];
    const typed = { character, timeMs: key.timeMs };
    // On the station nothing waits to be seen, so silence alone decides; elsewhere a slow key frees what was held.
    if (attention !== 'station' && prefix === '' && held.length > 0) {
      const isStray = held.length === 1 && key.timeMs - lastMs() > loneMs();
      const isTyped = held.length > 1 && lowerMedian(gapsOf([...held, typed])) > settings.gapMs;
      if (isStray || isTyped) effects.push(...giveBack());
    }
    const isCertain = prefix !== '' || (held.length >= 2 && isFast());
    const passed = attention === 'page' && !isCertain && held.every((one) => one.passed);
    held.push({ ...typed, key, passed });
    return { pass: passed, effects };
  };

  const endByHand = (key: WedgeKey): WedgeAnswer => {
    const effects = giveBack();
    const typed = byHand;
    byHand = [];
    const isFresh = key.timeMs - (typed.at(-1)?.timeMs ?? Number.NEGATIVE_INFINITY) <= handPauseMs;
    if (key.code === 'Tab' || typed.length < settings.minLength || !isFresh) return { pass: true, effects };
    endedAtMs = key.timeMs;
    const scan = wedgeScanOf(typed, {
      source: 'manual',
      prefix: '',
      suffix: '\r',
      suffixMs: key.timeMs,
    });
    return { pass: false, effects: [...effects, { do: 'scan', scan }] };
  };

  const suffixKey = (key: WedgeKey, character: string): WedgeAnswer => {
    if (held.length > 0) {
      // Shorter than a scan, but no person follows a key this fast with Enter: the tail of a broken one.
      const isTail = attention === 'station' && isUnderWay(key);
      if (isScan() || isTail) return { pass: false, effects: endScan(character, key.timeMs) };
      return attention === 'station' ? endByHand(key) : { pass: true, effects: giveBack() };
    }
    if (prefix !== '') {
      forget();
      return keep;
    }
    if (isSecondEnd(key)) return keep;
    if (key.timeMs - gaveUpAtMs <= lateSuffixMs) {
      gaveUpAtMs = Number.NEGATIVE_INFINITY;
      return keep;
    }
    return attention === 'station' ? endByHand(key) : pass;
  };

  /** CR LF is one end; so is CR sent twice. */
  const isSecondEnd = (key: WedgeKey): boolean => key.timeMs - endedAtMs <= settings.gapMs;

  const humanKey = (key: WedgeKey): WedgeAnswer => {
    if (key.code === settings.habits?.separatorKey && isUnderWay(key)) return hold(key, groupSeparator);
    // No person presses F4 within a twentieth of a second of a scanner's keys: it belongs to the scan.
    if (isUnderWay(key) && held.length > 1) return hold(key, unreadable);
    const effects = settle(key.timeMs);
    byHand = key.code === 'Backspace' ? byHand.slice(0, -1) : [];
    return { pass: true, effects };
  };

  const controlKey = (key: WedgeKey, character: string): WedgeAnswer => {
    const isEnd = character === '\r' || character === '\n' || character === '\t';
    // Also behind a stall: within the silence a scan is given, no person gets a shortcut in.
    const isOfScan = isUnderWay(key) || (held.length > 1 && isFast());
    if (isEnd && (isOfScan || isSecondEnd(key))) return suffixKey(key, character);
    // FNC1 in first place arrives as Ctrl+] before anything else; as a shortcut nobody has it.
    if (isOfScan || character === groupSeparator) return hold(key, character);
    return { pass: true, effects: settle(key.timeMs) };
  };

  const keyDown = (key: WedgeKey, meaning: KeyMeaning): WedgeAnswer => {
    switch (meaning.is) {
      case 'modifier':
        return isUnderWay(key) && key.code.startsWith('Alt') ? keep : pass;
      case 'alt-digit':
        altDigits += meaning.digit;
        return keep;
      case 'data':
        // The system itself waits for what follows such a key; held back, the accent would be lost.
        if (attention === 'field' && held.length === 0 && (key.key === 'Dead' || key.key === 'Process')) {
          givenBackMs = key.timeMs;
          return pass;
        }
        return hold(key, meaning.character);
      case 'suffix':
        return suffixKey(key, meaning.character);
      case 'control':
        return controlKey(key, meaning.character);
      case 'human':
        return humanKey(key);
      default: {
        const never: never = meaning;
        throw new Error(`unexpected key ${JSON.stringify(never)}`);
      }
    }
  };

  /** Alt was let go behind digits of the number pad: one character by its number, 029 is GS. */
  const altUp = (key: WedgeKey): WedgeAnswer => {
    const number = Number(altDigits);
    altDigits = '';
    const character = number > 0 && number < 0xd800 ? String.fromCharCode(number) : unreadable;
    const typed: WedgeKey = { ...key, type: 'keyDown', code: '', key: character, alt: false };
    const answer = /^[\r\n\t]$/.test(character) ? suffixKey(typed, character) : hold(typed, character);
    return { ...answer, pass: false };
  };

  const keyUp = (key: WedgeKey): WedgeAnswer => {
    const wasKept = kept.delete(key.code);
    if (key.code.startsWith('Alt') && altDigits !== '') return altUp(key);
    return wasKept ? keep : pass;
  };

  const isPrefix = (key: WedgeKey): boolean =>
    settings.prefixes.includes(key.control ? `Control+${key.code}` : key.code);

  const keyPressed = (key: WedgeKey): WedgeAnswer => {
    const meaning = readKey(key, settings.reading);
    if (key.autoRepeat) {
      // Scanners never repeat a key; a key the page did not see go down is not seen repeating.
      const stays = kept.has(key.code) && (attention === 'station' || meaning.is !== 'data');
      return { pass: !stays, effects: settle(key.timeMs) };
    }
    if (isPrefix(key) && !isUnderWay(key)) {
      const effects = settle(key.timeMs);
      prefix = key.control ? '\u0002' : key.code;
      return { pass: false, effects };
    }
    return keyDown(key, meaning);
  };

  return {
    key: (key) => {
      if (key.type === 'keyUp') return keyUp(key);
      const due = deadlineMs();
      const before = due !== null && key.timeMs >= due ? settle(due) : [];
      const answer = keyPressed(key);
      if (answer.pass) kept.delete(key.code);
      else kept.add(key.code);
      return { pass: answer.pass, effects: [...before, ...answer.effects] };
    },
    deadlineMs,
    tick: (timeMs) => {
      const due = deadlineMs();
      return due !== null && timeMs >= due ? settle(due) : [];
    },
    attend: (next) => {
      attention = next;
    },
    leave: () => {
      kept.clear();
      byHand = [];
      const cut = held.at(-1);
      if (cut && isScan()) held.push({ ...cut, character: unreadable });
      return settle(lastMs());
    },
  };
}

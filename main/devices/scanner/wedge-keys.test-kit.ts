// Keys as a scanner and as a person press them, and a decoder played through them with time.
import { keyOf, codes, type LayoutName, layouts } from './layouts.test-kit';
import type { WedgeKey } from './key-reading';
import {
  type Attention,
  createWedgeDecoder,
  defaultWedgeSettings,
  type WedgeSettings,
} from './wedge-decoder';
import type { WedgeScan } from './wedge-scan';

export type Press = Omit<WedgeKey, 'timeMs'> & { afterMs: number };

export type Scanner = {
  layout: LayoutName;
  capsLock: boolean;
  /** How GS is sent. */
  gs: 'control' | 'alt-029';
};
export const usScanner: Scanner = { layout: 'us', capsLock: false, gs: 'control' };

const plain = { shift: false, control: false, alt: false };

/** Any key by its name, pressed by a person. */
export function press(code: string, afterMs: number, more: Partial<Press> = {}): Press {
  return { type: 'keyDown', code, key: code, ...plain, afterMs, ...more };
}

/** The keys a scanner set to an American keyboard sends for these characters (ASCII and GS). */
export function scanned(text: string, scanner: Scanner, gapMs: (at: number) => number): Press[] {
  const { layout, capsLock } = scanner;
  return Array.from(text).flatMap((character, at): Press[] => {
    const afterMs = gapMs(at);
    if (character === '\u001d' && scanner.gs === 'alt-029') return alt029(afterMs);
    if (character === '\u001d') return stroke('BracketRight', false, afterMs, { control: true });
    if (character === ' ') return stroke('Space', false, afterMs, {});
    const shift = !layouts.us[0].includes(character);
    const code = codes[layouts.us[shift ? 1 : 0].indexOf(character)];
    if (code === undefined) throw new Error(`no key for ${JSON.stringify(character)}`);
    return stroke(code, shift, afterMs, {});
  });

  function stroke(code: string, shift: boolean, afterMs: number, more: Partial<Press>): Press[] {
    const key = keyOf(layout, code, shift, capsLock);
    const down: Press = { type: 'keyDown', code, key, ...plain, shift, afterMs, ...more };
    const keys: Press[] = [down, { ...down, type: 'keyUp', afterMs: 0 }];
    return shift ? [press('ShiftLeft', 0, { key: 'Shift', shift: true }), ...keys] : keys;
  }
}

function alt029(afterMs: number): Press[] {
  const down = press('AltLeft', 0, { key: 'Alt', alt: true });
  const digits = ['0', '2', '9'].map((digit, at) =>
    press(`Numpad${digit}`, at === 0 ? afterMs : 0, { key: digit, alt: true }),
  );
  return [down, ...digits, press('AltLeft', 0, { type: 'keyUp', key: 'Alt' })];
}

export const suffixes = {
  cr: (gapMs: number): Press[] => [press('Enter', gapMs)],
  'cr lf': (gapMs: number): Press[] => [
    press('Enter', gapMs),
    press('KeyJ', gapMs, { key: 'j', control: true }),
  ],
  'cr cr': (gapMs: number): Press[] => [press('Enter', gapMs), press('Enter', gapMs)],
  'control m': (gapMs: number): Press[] => [press('KeyM', gapMs, { key: 'm', control: true })],
  'number pad': (gapMs: number): Press[] => [press('NumpadEnter', gapMs, { key: 'Enter' })],
  tab: (gapMs: number): Press[] => [press('Tab', gapMs)],
  none: (): Press[] => [],
} as const;
export type Suffix = keyof typeof suffixes;

/** A person types this text on that layout. */
export function typed(text: string, layout: LayoutName, gapMs: (at: number) => number): Press[] {
  return Array.from(text).map((character, at) => {
    const shift = !layouts[layout][0].includes(character) && character !== ' ';
    const code = character === ' ' ? 'Space' : codes[layouts[layout][shift ? 1 : 0].indexOf(character)];
    return press(code ?? '', gapMs(at), { key: character, shift });
  });
}

export type Played = {
  scans: WedgeScan[];
  /** What reached the page, in order: keys that went through and keys that were given back. */
  page: string[];
};

/** Plays keys as main does, waking where the decoder asks to be woken. */
export function play(
  presses: readonly Press[],
  options: { attention?: Attention; settings?: Partial<WedgeSettings>; silenceMs?: number } = {},
): Played {
  const decoder = createWedgeDecoder({ ...defaultWedgeSettings, ...options.settings });
  decoder.attend(options.attention ?? 'station');
  const played: Played = { scans: [], page: [] };
  let nowMs = 10_000;
  const follow = (effects: ReturnType<typeof decoder.tick>): void => {
    for (const effect of effects) {
      if (effect.do === 'scan') played.scans.push(effect.scan);
      else played.page.push(...effect.keys.map((key) => key.key));
    }
  };
  const wakeUntil = (untilMs: number): void => {
    for (let due = decoder.deadlineMs(); due !== null && due < untilMs; due = decoder.deadlineMs()) {
      follow(decoder.tick(due));
    }
  };
  for (const { afterMs, ...key } of presses) {
    wakeUntil(nowMs + afterMs);
    nowMs += afterMs;
    const answer = decoder.key({ ...key, timeMs: nowMs });
    follow(answer.effects);
    const isModifier = /^(?:Shift|Alt|Control)/.test(key.code);
    if (answer.pass && key.type === 'keyDown' && !isModifier) played.page.push(key.key);
  }
  wakeUntil(nowMs + (options.silenceMs ?? 20_000));
  return played;
}

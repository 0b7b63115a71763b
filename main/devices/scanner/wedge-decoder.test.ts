import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultWedgeSettings as settings,
  emptyWedge,
  type WedgeAnswer,
  type WedgeKey,
  wedgeKey,
  type WedgeScan,
  wedgeSilence,
} from './wedge-decoder';
import { usCharacter } from './us-keys';

const codes = [
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
  ...Array.from('0123456789', (digit) => `Digit${digit}`),
  'Minus',
  'Equal',
  'BracketLeft',
  'BracketRight',
  'Backslash',
  'Semicolon',
  'Quote',
  'Comma',
  'Period',
  'Slash',
  'Backquote',
  'Space',
];
const strokeOf = new Map<string, { code: string; shift: boolean }>();
for (const code of codes) {
  for (const shift of [false, true]) {
    const character = usCharacter(code, shift);
    if (character !== null && !strokeOf.has(character)) strokeOf.set(character, { code, shift });
  }
}
strokeOf.set('\u001d', { code: 'BracketRight', shift: false });

type Step = Partial<WedgeKey> & { code: string; gapMs: number };

const keysOf = (text: string, gapMs: number | ((index: number) => number)): Step[] =>
  Array.from(text, (character, index) => {
    const stroke = strokeOf.get(character);
    if (!stroke) throw new Error(`no key for ${JSON.stringify(character)}`);
    return {
      ...stroke,
      control: character === '\u001d',
      gapMs: typeof gapMs === 'number' ? gapMs : gapMs(index),
    };
  });
const enter = (gapMs = 2): Step => ({ code: 'Enter', gapMs });

/** Plays keys as main would, waking up where the decoder asks to be woken. */
const play = (steps: readonly Step[], options: { editable?: boolean; silenceMs?: number } = {}) => {
  let state = emptyWedge;
  let nowMs = 1000;
  let wakeAtMs: number | null = null;
  const scans: WedgeScan[] = [];
  let typed = '';
  const seen: string[] = [];
  const follow = (answer: WedgeAnswer): void => {
    typed += answer.typed;
    if (answer.scan) scans.push(answer.scan);
    wakeAtMs = answer.wakeAtMs;
  };
  const wakeUntil = (untilMs: number): void => {
    while (wakeAtMs !== null && wakeAtMs <= untilMs) {
      const at: number = wakeAtMs;
      const [next, answer] = wedgeSilence(state, at, settings);
      state = next;
      follow(answer);
    }
  };
  for (const { gapMs, ...step } of steps) {
    wakeUntil(nowMs + gapMs);
    nowMs += gapMs;
    const key: WedgeKey = {
      type: 'keyDown',
      shift: false,
      control: false,
      alt: false,
      isAutoRepeat: false,
      editable: options.editable ?? false,
      timeMs: nowMs,
      ...step,
    };
    const [next, answer] = wedgeKey(state, key, settings);
    state = next;
    if (!answer.swallow) seen.push(step.code);
    follow(answer);
  }
  wakeUntil(nowMs + (options.silenceMs ?? 1000));
  return { scans, typed, seen };
};

describe('the wedge decoder', () => {
  it('reads a scan by physical keys and lets nothing of it through', () => {
    const { scans, seen } = play([...keysOf(']d2010950110153000310Lot-1/A_b\u001d17260531', 2), enter()]);
    expect(scans).toMatchObject([
      {
        source: 'wedge',
        aim: ']d2',
        text: '010950110153000310Lot-1/A_b\u001d17260531',
        complete: true,
        repeat: false,
      },
    ]);
    expect(seen).toEqual([]);
  });

  it("is not shaken by stalls, as long as the median is a scanner's", () => {
    const text = fc
      .string({ unit: fc.constantFrom(...strokeOf.keys()), minLength: 3, maxLength: 60 })
      .filter((value) => !' ]\u001d'.includes(value.charAt(0)));
    fc.assert(
      fc.property(
        text,
        fc.array(fc.integer({ min: 1, max: 19 }), { minLength: 60, maxLength: 60 }),
        fc.nat({ max: 59 }),
        fc.integer({ min: 20, max: 150 }),
        (value, gaps, at, stall) => {
          const { scans, seen } = play([
            ...keysOf(value, (index) => (index === at && value.length > 6 ? stall : (gaps[index] ?? 1))),
            enter(5),
          ]);
          expect(scans.map((scan) => scan.raw)).toEqual([value]);
          expect(seen).toEqual([]);
        },
      ),
    );
  });

  it('takes the end of a scan without a suffix from silence, and says that it guessed', () => {
    expect(play(keysOf('4006381333931', 5)).scans).toMatchObject([
      { text: '4006381333931', complete: false },
    ]);
  });

  it('counts CR LF as one end', () => {
    const { scans, seen } = play([...keysOf('4006381333931', 3), enter(), { code: 'Enter', gapMs: 3 }]);
    expect(scans).toHaveLength(1);
    expect(seen).toEqual([]);
  });

  it('shows a repeat within the window and counts a later one', () => {
    const twice = (apartMs: number) =>
      play([
        ...keysOf('4006381333931', 2),
        enter(),
        ...keysOf('4006381333931', 2).map((step, index) =>
          index === 0 ? { ...step, gapMs: apartMs } : step,
        ),
        enter(),
      ]);
    expect(twice(100).scans.map((scan) => scan.repeat)).toEqual([false, true]);
    expect(twice(900).scans.map((scan) => scan.repeat)).toEqual([false, false]);
  });

  it('takes a code typed by hand, ended with Enter, as typed by hand', () => {
    expect(play([...keysOf('536365', 180), enter(300)]).scans).toMatchObject([
      { source: 'manual', text: '536365' },
    ]);
  });

  it('takes the scan out of what a person was typing', () => {
    const { scans, typed } = play(
      [
        ...keysOf('ab', 200),
        ...keysOf('4006381333931', 2).map((step, index) => (index === 0 ? { ...step, gapMs: 400 } : step)),
        enter(),
      ],
      { editable: true },
    );
    expect(scans).toMatchObject([{ text: '4006381333931' }]);
    expect(typed).toBe('ab');
  });

  it('gives a person in a field every key back, in order, and no scan', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('abcXYZ019-./')),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        text,
        fc.array(fc.integer({ min: 61, max: 400 }), { minLength: 20, maxLength: 20 }),
        (value, gaps) => {
          const { scans, typed } = play(
            keysOf(value, (index) => gaps[index] ?? 100),
            { editable: true },
          );
          expect(typed).toBe(value);
          expect(scans).toEqual([]);
        },
      ),
    );
  });

  it('leaves function keys, Escape, Enter alone, shortcuts and the space bar to the page', () => {
    const { scans, seen } = play([
      { code: 'F1', gapMs: 10 },
      { code: 'Escape', gapMs: 10 },
      { code: 'Enter', gapMs: 500 },
      { code: 'KeyK', control: true, gapMs: 500 },
      { code: 'Space', gapMs: 500 },
    ]);
    expect(seen).toEqual(['F1', 'Escape', 'Enter', 'KeyK', 'Space']);
    expect(scans).toEqual([]);
  });

  it('reads Alt and number-pad digits as one character', () => {
    const alt: Step[] = ['Numpad0', 'Numpad2', 'Numpad9'].map((code) => ({ code, alt: true, gapMs: 2 }));
    const { scans } = play([
      ...keysOf('10ABC', 2),
      ...alt,
      { code: 'AltLeft', type: 'keyUp', gapMs: 2 },
      ...keysOf('21X', 2),
      enter(),
    ]);
    expect(scans).toMatchObject([{ text: '10ABC\u001d21X' }]);
  });
});

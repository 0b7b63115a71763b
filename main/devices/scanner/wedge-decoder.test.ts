import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutNames, layouts } from './layouts.test-kit';
import type { Attention } from './wedge-decoder';
import {
  play,
  press,
  type Scanner,
  scanned,
  type Suffix,
  suffixes,
  typed,
  usScanner,
} from './wedge-keys.test-kit';

const ean = '4006381333931';
const fast = (): number => 2;
const attentions: readonly Attention[] = ['station', 'page', 'field'];
const characters = `${layouts.us[0]}${layouts.us[1]}\u001d`;
const runs = { numRuns: 400 };

const texts = fc.string({ unit: fc.constantFrom(...characters), minLength: 4, maxLength: 60 });
/** Gaps of real scanners: 1 to 19 ms a key. */
const gapLists = fc.array(fc.integer({ min: 1, max: 19 }), { minLength: 60, maxLength: 60 });
const scanners = fc.record({
  layout: fc.constantFrom(...layoutNames),
  capsLock: fc.boolean(),
  gs: fc.constantFrom('control' as const, 'alt-029' as const),
});
const suffixNames = fc.constantFrom<Suffix>('cr', 'cr lf', 'cr cr', 'control m', 'number pad', 'tab', 'none');

const stalled = (
  text: string,
  scanner: Scanner,
  gaps: readonly number[],
  at: readonly [number, number][],
) => {
  const stallAt = new Map(at);
  const keys = scanned(text, scanner, (index) => stallAt.get(index) ?? gaps[index] ?? 1);
  return [...keys, ...suffixes.cr(3)];
};

/** A text that says what it is to the decoder: an identifier in front is taken off, and told apart. */
const splitAim = (text: string): { aim: string | null; text: string } => {
  const aim = /^\][A-Za-z][0-9A-Za-z]/.exec(text)?.[0] ?? null;
  return { aim, text: aim === null ? text : text.slice(3) };
};

describe('a scanner that types', () => {
  it.each(layoutNames)('is read right under the layout %s, with CapsLock on and off', (layout) => {
    const data = ']d2010950110153000310Lot-1/A_b\u001d17260531';
    for (const capsLock of [false, true]) {
      const { scans, page } = play([
        ...scanned(data, { layout, capsLock, gs: 'control' }, fast),
        ...suffixes.cr(2),
      ]);
      expect(scans).toMatchObject([
        { source: 'wedge', aim: ']d2', text: data.slice(3), raw: `${data}\r`, complete: true },
      ]);
      expect(page).toEqual([]);
    }
  });

  it('is heard whole and once, under any layout, with any suffix, whatever has the keyboard', () => {
    fc.assert(
      fc.property(
        texts,
        scanners,
        suffixNames,
        gapLists,
        fc.constantFrom<Attention>('station', 'field'),
        (text, scanner, suffix, gaps, attention) => {
          // A dead key in front goes to the system in a field, see the decoder.
          fc.pre(attention === 'station' || !/^[`'"^~=+\-[{]/.test(text));
          const keys = [...scanned(text, scanner, (at) => gaps[at] ?? 1), ...suffixes[suffix](gaps[0] ?? 1)];
          const { scans, page } = play(keys, { attention });
          expect(scans).toHaveLength(1);
          expect(scans[0]).toMatchObject({ ...splitAim(text), complete: suffix !== 'none' });
          expect(page).toEqual([]);
        },
      ),
      runs,
    );
  });

  it('is not shaken by stalls: the median decides', () => {
    const stalls = fc.array(fc.tuple(fc.integer({ min: 1, max: 59 }), fc.integer({ min: 51, max: 149 })), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...characters), minLength: 8, maxLength: 60 }),
        scanners,
        gapLists,
        stalls,
        (text, scanner, gaps, at) => {
          const { scans, page } = play(stalled(text, scanner, gaps, at));
          expect(scans.map((scan) => scan.raw)).toEqual([`${text}\r`]);
          expect(page).toEqual([]);
        },
      ),
      runs,
    );
  });

  it('may be lost to a field by stalls at its very beginning, but is then never taken for another code', () => {
    const early = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 51, max: 149 })), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...characters), minLength: 8, maxLength: 60 }),
        scanners,
        gapLists,
        early,
        fc.constantFrom<Attention>('field', 'page'),
        (text, scanner, gaps, at, attention) => {
          fc.pre(!/^[`'"^~=+\-[{]/.test(text));
          const { scans } = play(stalled(text, scanner, gaps, at), { attention });
          for (const scan of scans) {
            if (scan.raw !== `${text}\r`) expect(scan.text).toContain('\ufffd');
          }
        },
      ),
      runs,
    );
  });

  it('may stall behind its first key in a field, once it is known to work here', () => {
    const scan = [...scanned(ean, usScanner, fast), ...suffixes.cr(2)];
    const heldUp = [
      ...scanned(ean, usScanner, (at) => (at === 0 ? 800 : at === 1 ? 120 : 2)),
      ...suffixes.cr(2),
    ];
    const { scans, page } = play([...scan, ...scan, ...heldUp], { attention: 'field' });
    expect(scans.map((one) => one.text)).toEqual([ean, ean, ean]);
    expect(page).toEqual([]);
    const byPerson = typed('merhaba dünya', 'tr-q', (at) => (at === 0 ? 800 : 95));
    expect(play([...scan, ...scan, ...byPerson], { attention: 'field' })).toMatchObject({
      page: Array.from('merhaba dünya'),
    });
  });

  it('is waited for longer once it is known to send a suffix', () => {
    const heldUp = [...scanned(ean, usScanner, (at) => (at === 6 ? 400 : 2)), ...suffixes.cr(2)];
    const learned = [...scanned(ean, usScanner, fast), ...suffixes.cr(2)];
    expect(play([...learned, ...learned, ...heldUp]).scans.map((scan) => scan.text)).toEqual([ean, ean, ean]);
    expect(play(heldUp, { attention: 'page' }).scans.map((scan) => scan.complete)).toEqual([false, true]);
    // On the station it is believed to send one, until a scan ended in silence.
    expect(play(heldUp).scans.map((scan) => scan.complete)).toEqual([true]);
    const silent = [...scanned(ean, usScanner, fast), press('ShiftLeft', 2_000, { type: 'keyUp' })];
    expect(play([...silent, ...heldUp]).scans.map((scan) => scan.complete)).toEqual([false, false, true]);
  });

  it('presses no button with a suffix that comes late', () => {
    const learned = [...scanned(ean, usScanner, fast), ...suffixes.cr(2)];
    const late = [...scanned(ean, usScanner, fast), press('Enter', 900)];
    const { scans, page } = play([...learned, ...learned, ...late]);
    expect(scans.map((scan) => scan.complete)).toEqual([true, true, false]);
    expect(page).toEqual([]);
  });

  it('presses no button with the tail of a broken scan', () => {
    const { scans, page } = play([...scanned('31', usScanner, fast), ...suffixes.cr(2)]);
    expect(scans).toMatchObject([{ text: '31' }]);
    expect(page).toEqual([]);
  });

  it('is certain from the first key when it sends a prefix', () => {
    for (const first of [press('F13', 0), press('KeyB', 0, { key: 'b', control: true })]) {
      const slow = scanned('A1', usScanner, () => 90);
      const { scans, page } = play([first, ...slow, ...suffixes.cr(90)], { attention: 'field' });
      expect(scans).toMatchObject([{ text: 'A1', complete: true }]);
      expect(page).toEqual([]);
    }
  });

  it('is read by characters when it was programmed for this layout', () => {
    const keys = scanned('Lot-1/A', usScanner, fast);
    const { scans } = play([...keys, ...suffixes.cr(2)], { settings: { reading: 'character' } });
    expect(scans).toMatchObject([{ text: 'Lot-1/A' }]);
  });

  it('gives two scans close together as two', () => {
    const one = [...scanned(ean, usScanner, fast), ...suffixes['cr lf'](2)];
    expect(play([...one, ...one, ...one]).scans.map((scan) => scan.text)).toEqual([ean, ean, ean]);
  });

  it('is refused as unreadable when the window loses the keyboard in its middle, and when it sends a strange key', () => {
    const strange = [...scanned('4006', usScanner, fast), press('F8', 2), ...scanned('381', usScanner, fast)];
    const { scans, page } = play([...strange, ...suffixes.cr(2)]);
    expect(scans).toMatchObject([{ text: '4006\ufffd381' }]);
    expect(page).toEqual([]);
  });

  it('tells its timing', () => {
    const { scans } = play([...scanned('12345', usScanner, (at) => (at === 3 ? 30 : 4)), ...suffixes.cr(4)]);
    expect(scans[0]?.timing).toEqual({
      keys: 5,
      medianGapMs: 4,
      maxGapMs: 30,
      firstKeyMs: 10_004,
      lastKeyMs: 10_050,
    });
  });
});

describe('a person who types', () => {
  const slow = fc.array(fc.integer({ min: 61, max: 400 }), { minLength: 30, maxLength: 30 });

  it('in a field gets every key, in order, on any layout, and makes no scan', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...layoutNames),
        fc.array(fc.nat(93), { minLength: 1, maxLength: 30 }),
        slow,
        fc.constantFrom<Attention>('field', 'page'),
        (layout, places, gaps, attention) => {
          const all = `${layouts[layout][0]}${layouts[layout][1]}`.replaceAll('†', '');
          const text = places.map((place) => all[place % all.length]).join('');
          const { scans, page } = play(
            typed(text, layout, (at) => gaps[at] ?? 100),
            { attention },
          );
          expect(page.join('')).toBe(text);
          expect(scans).toEqual([]);
        },
      ),
      runs,
    );
  });

  it('rolls over two keys without losing one', () => {
    const { scans, page } = play(
      typed('merhaba', 'tr-q', (at) => (at % 2 === 1 ? 25 : 130)),
      { attention: 'field' },
    );
    expect(page.join('')).toBe('merhaba');
    expect(scans).toEqual([]);
  });

  it('keeps what was typed before a scan that comes in the middle, and what comes after', () => {
    fc.assert(
      fc.property(slow, gapLists, fc.integer({ min: 160, max: 900 }), (pauses, gaps, beforeMs) => {
        const scan = scanned(ean, usScanner, (at) => (at === 0 ? beforeMs : (gaps[at] ?? 1)));
        const { scans, page } = play(
          [
            ...typed('şu', 'tr-q', (at) => pauses[at] ?? 100),
            ...scan,
            ...suffixes.cr(2),
            ...typed('ça', 'tr-q', (at) => 200 + (pauses[at] ?? 100)),
          ],
          { attention: 'field' },
        );
        expect(scans.map((one) => one.text)).toEqual([ean]);
        expect(page.join('')).toBe('şuça');
      }),
      runs,
    );
  });

  it('keeps function keys, Escape, Enter, Tab, arrows, shortcuts and the space bar', () => {
    const keys = [
      press('F1', 300),
      press('Escape', 300),
      press('Enter', 300),
      press('Tab', 300),
      press('Tab', 300, { shift: true }),
      press('ArrowDown', 300),
      press('KeyK', 300, { key: 'k', control: true }),
      press('KeyF', 300, { key: 'f', alt: true }),
      press('Space', 300, { key: ' ' }),
    ];
    for (const attention of attentions) {
      const { scans, page } = play(keys, { attention });
      expect(page).toEqual(keys.map((key) => key.key));
      expect(scans).toEqual([]);
    }
  });

  it('on the station presses no letters into the page, and ends a code typed by hand with Enter', () => {
    const byHand = typed('536365', 'tr-q', () => 250);
    expect(play([...byHand, press('Enter', 400)])).toMatchObject({
      page: [],
      scans: [{ source: 'manual', text: '536365', complete: true, aim: null }],
    });
    const corrected = [...byHand, press('Backspace', 300), ...typed('7', 'tr-q', () => 250)];
    expect(play([...corrected, press('Enter', 400)]).scans).toMatchObject([{ text: '536367' }]);
  });

  it('acknowledges with Enter when what was typed is no code, or long ago', () => {
    expect(play([...typed('ab', 'us', () => 250), press('Enter', 300)]).page).toEqual(['Enter']);
    expect(play([...typed('abcd', 'us', () => 250), press('Enter', 11_000)]).page).toEqual(['Enter']);
    expect(play([...typed('abcd', 'us', () => 250), press('F2', 200), press('Enter', 300)]).page).toEqual([
      'F2',
      'Enter',
    ]);
  });

  it('holds a key down without it becoming a scan', () => {
    const repeats = Array.from({ length: 20 }, () => press('KeyA', 33, { key: 'a', autoRepeat: true }));
    for (const attention of attentions) {
      const { scans, page } = play([press('KeyA', 0, { key: 'a' }), ...repeats], { attention });
      expect(scans).toEqual([]);
      expect(page).toHaveLength(attention === 'station' ? 0 : 21);
    }
  });

  it('composes an accent in a field: the dead key goes straight to the system', () => {
    const { page } = play([press('BracketLeft', 200, { key: 'Dead' }), press('KeyE', 200, { key: 'ê' })], {
      attention: 'field',
    });
    expect(page).toEqual(['Dead', 'ê']);
  });
});

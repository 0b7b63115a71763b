import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupSeparator } from '../gs1/element-strings';
import { meaningOf } from '../meaning';
import { withoutIdentifier } from '../scan';
import { type ScannerHabits, swapCase, withoutHabits } from './habits';
import { type Heard, learnHabits } from './learn';
import { dataOf, setUpCodes } from './set-up-code';

/** What a scanner of these settings sends for a GS1 symbol. */
type Settings = {
  prefix: string;
  suffix: string;
  identifier: '' | ']d2' | ']C1';
  isPrefixFirst: boolean;
  separator: string;
  /** It sends the FNC1 that opens the symbol too. */
  opens: boolean;
  swapsCase: boolean;
};

function sent(data: string, settings: Settings): string {
  const { prefix, suffix, identifier, isPrefixFirst, separator, opens, swapsCase } = settings;
  const before = isPrefixFirst ? prefix + identifier : identifier + prefix;
  const opening = opens ? groupSeparator : '';
  const whole = (before + opening + data + suffix).replaceAll(groupSeparator, separator);
  return swapsCase ? swapCase(whole) : whole;
}

const heardOf = (text: string, more: Partial<Heard> = {}): Heard => ({
  readings: [{ reading: 'position', sent: text }],
  otherKeys: [],
  endsItself: true,
  gaps: null,
  ...more,
});

const settingsOf: fc.Arbitrary<Settings> = fc.record({
  prefix: fc.constantFrom('', 'A', '~', '>>', 'SCN:', '*'),
  suffix: fc.constantFrom('', '!', '#END', '\\'),
  identifier: fc.constantFrom('', ']d2', ']C1'),
  isPrefixFirst: fc.boolean(),
  separator: fc.constantFrom(groupSeparator, '', '#', '<GS>', '{GS}', '|', '~029'),
  opens: fc.boolean(),
  swapsCase: fc.boolean(),
});

const gs1 = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9+/-]{1,20}$/), fc.stringMatching(/^[A-Za-z0-9+/-]{1,20}$/))
  .map(([lot, serial]) => `010950110153000310${lot}${groupSeparator}21${serial}`);

describe('a scanner is learned from one scan', () => {
  it('whatever it puts around the data and sends for the separator; then it is read as a scanner that is right', () => {
    fc.assert(
      fc.property(fc.constantFrom(...setUpCodes), settingsOf, gs1, (code, settings, data) => {
        const learning = learnHabits(heardOf(sent(dataOf(code), settings)));
        if (!learning.ok) throw new Error(JSON.stringify(learning));
        expect(learning.code).toBe(code.id);
        expect(learning.habits).toMatchObject({
          swapsCase: settings.swapsCase,
          sendsIdentifier: settings.identifier !== '',
        });
        const plain = withoutIdentifier(withoutHabits(sent(data, settings), learning.habits));
        const opened = plain.text.startsWith(groupSeparator) ? plain.text.slice(1) : plain.text;
        expect(plain.aim).toBe(settings.identifier || null);
        expect(opened).toBe(settings.separator === '' ? data.replaceAll(groupSeparator, '') : data);
        if (settings.separator !== '')
          expect(meaningOf(plain)).toMatchObject({ kind: 'item', code: '09501101530003' });
      }),
      { numRuns: 2_000 },
    );
  });

  it('by the reading that is right, where keys can be read in two ways', () => {
    const [code] = setUpCodes;
    if (!code) throw new Error('no code');
    const readings = [
      { reading: 'position' as const, sent: dataOf(code).replaceAll('Z', 'Y') },
      { reading: 'character' as const, sent: dataOf(code) },
    ];
    expect(learnHabits(heardOf('', { readings }))).toMatchObject({
      ok: true,
      habits: { reading: 'character' },
    });
  });

  it('by a key that stands for the separator', () => {
    const [code] = setUpCodes;
    const text = dataOf(code as never).replace(groupSeparator, '\ufffd');
    expect(learnHabits(heardOf(text, { otherKeys: ['F8'] }))).toMatchObject({
      ok: true,
      habits: { separatorKey: 'F8', separator: groupSeparator },
    });
    expect(learnHabits(heardOf(text))).toMatchObject({ ok: false });
  });
});

describe('what cannot be learned', () => {
  it('is another code, and nothing is concluded from it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const learning = learnHabits(heardOf(text));
        expect(learning.ok).toBe(false);
      }),
    );
    expect(learnHabits(heardOf('4006381333931'))).toEqual({ ok: false, why: 'other-code' });
    expect(learnHabits(heardOf('', { readings: [] }))).toEqual({ ok: false, why: 'other-code' });
  });

  it('is our code with wrong signs: those are told', () => {
    const [code] = setUpCodes;
    const german = dataOf(code as never)
      .replaceAll(/[yzYZ]/g, (letter) => ({ y: 'z', z: 'y', Y: 'Z', Z: 'Y' })[letter] ?? letter)
      .replace('-', 'ß');
    const learning = learnHabits(heardOf(`]d2${german}`));
    if (learning.ok || learning.why !== 'garbled') throw new Error(JSON.stringify(learning));
    expect(learning.wrong).toContainEqual({ holds: 'Y', heard: 'Z' });
    expect(learning.wrong).toContainEqual({ holds: '-', heard: 'ß' });
    expect(learning.wrong).toHaveLength(5);
  });

  it.each(['\u001d', ''])('also where the separator is sent as %j', (separator) => {
    const [code] = setUpCodes;
    const text = dataOf(code as never)
      .replace('A', 'Q')
      .replace(groupSeparator, separator);
    expect(learnHabits(heardOf(text))).toEqual({
      ok: false,
      why: 'garbled',
      wrong: [{ holds: 'A', heard: 'Q' }],
    });
  });
});

describe('habits', () => {
  const plain: ScannerHabits = {
    reading: 'position',
    swapsCase: false,
    prefix: '',
    suffix: '',
    separator: '#',
    separatorKey: null,
    sendsIdentifier: false,
    endsItself: true,
    gaps: null,
  };

  it('leave a code alone that cannot have a separator', () => {
    expect(withoutHabits('PO#1001', plain)).toBe('PO#1001');
    expect(withoutHabits(']A0#12', { ...plain, sendsIdentifier: true })).toBe(']A0#12');
    expect(withoutHabits(']C110A#21B', { ...plain, sendsIdentifier: true })).toBe(
      `]C110A${groupSeparator}21B`,
    );
  });

  it('miss no prefix that another scanner does not send', () => {
    expect(withoutHabits('4006381333931', { ...plain, prefix: 'X', suffix: 'Y' })).toBe('4006381333931');
  });
});

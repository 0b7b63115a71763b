import { describe, expect, it } from 'vitest';
import { groupSeparator } from '../../shared/barcode/gs1/element-strings';
import { type ScannerHabits } from '../../shared/barcode/scanner/habits';
import { dataOf, setUpCodes } from '../../shared/barcode/scanner/set-up-code';
import type { WedgeKey } from '../devices/scanner/key-reading';
import { codes, keyOf, layouts, type LayoutName } from '../devices/scanner/layouts.test-kit';
import { wedgeSettingsOf } from '../devices/scanner/wedge-decoder';
import {
  play,
  press,
  type Press,
  scanned,
  suffixes,
  usScanner,
} from '../devices/scanner/wedge-keys.test-kit';
import { learnFromKeys, learnFromLine } from './learn-scanner';

const [square, bars] = setUpCodes.map(dataOf) as [string, string];
const lot = `010950110153000310Lot-1/A_b${groupSeparator}17260531`;

/** Keys with their times, as main keeps them. */
function timed(presses: readonly Press[]): WedgeKey[] {
  let nowMs = 5_000;
  return presses.map(({ afterMs, ...key }) => ({ ...key, timeMs: (nowMs += afterMs) }));
}

const heardWell = {
  complete: true,
  timing: { keys: 100, medianGapMs: 2, maxGapMs: 5, lastKeyEpochMs: 0 },
};

const learned = (presses: readonly Press[]): ScannerHabits => {
  const learning = learnFromKeys(timed(presses), heardWell);
  if (!learning.ok) throw new Error(JSON.stringify(learning));
  return learning.habits;
};

/** The keys of a scanner that was set to this computer's own layout: AltGr for what is on no plain key. */
function scannedAs(text: string, layout: LayoutName): Press[] {
  return Array.from(text).flatMap((character): Press[] => {
    if (character === groupSeparator) return scanned(character, usScanner, () => 2);
    for (const shift of [false, true]) {
      const at = layouts[layout][shift ? 1 : 0].indexOf(character);
      const code = codes[at];
      if (at >= 0 && code) return [press(code, 2, { key: keyOf(layout, code, shift, false), shift })];
    }
    return [
      press(character === ' ' ? 'Space' : 'KeyQ', 2, {
        key: character,
        ...(character === ' ' ? {} : { control: true, alt: true }),
      }),
    ];
  });
}

describe('a scanner that types', () => {
  const names = Object.keys(layouts) as LayoutName[];

  it.each(names.flatMap((layout) => [false, true].map((capsLock) => ({ layout, capsLock }))))(
    'as an American keyboard is read right on $layout (CapsLock: $capsLock) after one scan',
    ({ layout, capsLock }) => {
      for (const gs of ['control', 'alt-029'] as const) {
        const scanner = { layout, capsLock, gs };
        const habits = learned([...scanned(square, scanner, () => 2), ...suffixes.cr(2)]);
        expect(habits).toMatchObject({ reading: 'position', swapsCase: false, separator: groupSeparator });
        const { scans } = play([...scanned(lot, scanner, () => 2), ...suffixes.cr(2)], {
          settings: wedgeSettingsOf(habits),
        });
        expect(scans.map(({ text }) => text)).toEqual([lot]);
      }
    },
  );

  it.each(['tr-q', 'tr-f', 'fr', 'de'] satisfies LayoutName[])(
    'as a keyboard of %s on such a computer is read by characters',
    (layout) => {
      const habits = learned([...scannedAs(square, layout), ...suffixes.cr(2)]);
      expect(habits.reading).toBe('character');
      const { scans } = play([...scannedAs(lot, layout), ...suffixes.cr(2)], {
        settings: wedgeSettingsOf(habits),
      });
      expect(scans.map(({ text }) => text)).toEqual([lot]);
    },
  );

  it('with F8 for the separator, a sign in front and no end is read right', () => {
    const keys = (text: string): Press[] =>
      ['*', ...text].flatMap((sign) =>
        sign === groupSeparator ? [press('F8', 2)] : scanned(sign, usScanner, () => 2),
      );
    const habits = learned(keys(bars));
    expect(habits).toMatchObject({ prefix: '*', separatorKey: 'F8' });
    expect(play(keys(lot), { settings: wedgeSettingsOf(habits) }).scans.map(({ text }) => text)).toEqual([
      lot,
    ]);
  });

  it('slowly is heard as one scan', () => {
    const slow = (text: string): Press[] => [...scanned(text, usScanner, () => 90), ...suffixes.cr(90)];
    expect(play(slow(lot)).scans.map(({ text }) => text)).not.toEqual([lot]);
    const learning = learnFromKeys(timed(slow(square)), {
      complete: true,
      timing: { keys: 100, medianGapMs: 90, maxGapMs: 95, lastKeyEpochMs: 0 },
    });
    if (!learning.ok) throw new Error(JSON.stringify(learning));
    const { scans } = play(slow(lot), { settings: wedgeSettingsOf(learning.habits) });
    expect(scans.map(({ text }) => text)).toEqual([lot]);
  });

  it('of another country says which signs are wrong', () => {
    // Set to German: its Y and Z stand in each other's place, whatever this computer's layout makes of them.
    const swapped = square.replaceAll(
      /[yzYZ]/g,
      (letter) => ({ y: 'z', z: 'y', Y: 'Z', Z: 'Y' })[letter] ?? '',
    );
    const learning = learnFromKeys(timed(scanned(swapped, usScanner, () => 2)), heardWell);
    expect(learning).toMatchObject({ ok: false, why: 'garbled' });
  });

  it('says nothing when its keys are gone', () => {
    expect(learnFromKeys([], heardWell)).toEqual({ ok: false, why: 'other-code' });
  });
});

it('a scanner with a line is learned from its bytes', () => {
  const raw = `]d2${square.replace(groupSeparator, '<GS>')}`;
  expect(learnFromLine({ raw, complete: false })).toMatchObject({
    ok: true,
    habits: { separator: '<GS>', sendsIdentifier: true, endsItself: false, gaps: null },
  });
});

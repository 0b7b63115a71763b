// A second reader of the same rules, made by others: what bwip-js would draw we read, and what it refuses to draw we refuse.
// It does not look at company prefixes, and its list of packages has APE and AT as one word.
import bwipJs from 'bwip-js/node';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holds } from '../../domain/property.test-kit';
import { withCheckDigit } from '../check-digit';
import type { ContentRule } from './content-rules';
import { type Component, entryOf } from './dictionary';
import { readBracketed } from './element-strings';
import { syntaxDictionary } from './syntax-dictionary';

const ais = syntaxDictionary.map((line) => line.split(/[ -]/, 1)[0] ?? '');
const characters = { N: '0123456789', X: '019AZaz-_/.%', Y: '019AZ-/#', Z: '019AZaz-_' } as const;

/** Values that follow a rule: without them hardly anything that is right would be tried. */
const right: Partial<Record<ContentRule, readonly string[]>> = {
  couponcode: ['012345612345611110123', '0123456123456111101239000'.concat('0')],
  couponposoffer: ['001234561234560123456'],
  csumalpha: ['1987654Ad4X4bL5ttr2310c2K', '12345_ABCDEFGHIJKLMCP'],
  hh: ['00', '23'],
  hhmi: ['0000', '2359'],
  hyphen: ['-'],
  iban: ['GB98MIDL07009312345678', 'BE71096123456769'],
  iso3166: ['792', '826'],
  iso3166999: ['792', '999'],
  iso3166alpha2: ['TR', 'GB'],
  iso4217: ['949', '978'],
  iso5218: ['0', '9'],
  mediatype: ['01', '80'],
  mi: ['00', '59'],
  packagetype: ['CT', 'PX'],
  pcenc: ['A%20B', 'Can'],
  pieceoftotal: ['0102', '0202'],
  posinseqslash: ['1/3', '3/3'],
  ss: ['00', '59'],
  winding: ['0', '9'],
  yesno: ['0', '1'],
  yymmd0: ['260531', '260200', '240229'],
  yymmdd: ['260531', '240229'],
  yyyymmdd: ['20260531'],
};

function dataOf({ characters: set, shortest, longest, rules }: Component): fc.Arbitrary<string> {
  const values = rules.flatMap((rule) => right[rule] ?? []);
  if (values.length > 0) return fc.constantFrom(...values);
  const any = fc.string({
    unit: fc.constantFrom(...characters[set]),
    minLength: shortest,
    maxLength: longest,
  });
  if (rules.includes('zero')) return fc.constant('0');
  return rules.includes('csum') ? any.map((text) => withCheckDigit(text.slice(0, -1))) : any;
}

const field = fc.constantFrom(...ais).chain((ai) => {
  const components = entryOf(ai)?.components ?? [];
  const whole = fc.tuple(...components.map(dataOf)).map((parts) => parts.join(''));
  const spoilt = fc
    .tuple(whole, fc.nat(), fc.constantFrom(...'0189AZ-'))
    .map(([text, at, sign]) => text.slice(0, at % text.length) + sign + text.slice((at % text.length) + 1));
  return fc.oneof(whole, spoilt).map((value) => ({ ai, value }));
});

it('agrees with bwip-js on what a field may hold', () => {
  holds(
    fc.property(field, ({ ai, value }) => {
      const reading = readBracketed(`(${ai})${value}`);
      if (!reading.ok && (reading.rule === 'gcppos1' || reading.rule === 'gcppos2')) return;
      if (ai === '7041' && ['APE', 'AT'].includes(value)) return;
      expect({ ai, value, ok: reading.ok }).toEqual({ ai, value, ok: isDrawn(`(${ai})${value}`) });
    }),
    { runs: 400 },
  );
});

function isDrawn(text: string): boolean {
  try {
    bwipJs.raw({ bcid: 'gs1datamatrix', text });
    return true;
  } catch (cause) {
    // What a field needs beside it is not asked here.
    return cause instanceof Error && cause.message.includes('GS1missingAIs');
  }
}

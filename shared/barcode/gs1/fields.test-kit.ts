// Fields made from the GS1 Syntax Dictionary: any identifier with data that follows all of its rules.
import fc from 'fast-check';
import { withCheckDigit } from '../check-digit';
import type { ContentRule } from './content-rules';
import { type Component, entryOf } from './dictionary';
import type { Gs1Element } from './element-strings';
import { syntaxDictionary } from './syntax-dictionary';

/** The first identifier of every line. */
export const ais = syntaxDictionary.map((line) => line.split(/[ -]/, 1)[0] ?? '');
const characters = { N: '0123456789', X: '019AZaz-_/.%', Y: '019AZ-/#', Z: '019AZaz-_' } as const;

/** Values that follow a rule: without them hardly anything that is right would be tried. */
const right: Partial<Record<ContentRule, readonly string[]>> = {
  couponcode: ['012345612345611110123', '0123456123456111101239000'.concat('0')],
  couponposoffer: ['001234561234560123456'],
  csumalpha: ['1987654Ad4X4bL5ttr2310c2K', '12345_ABCDEFGHIJKLMCP'],
  hh: ['00', '23'],
  hhmi: ['0000', '2359'],
  hyphen: ['-'],
  importeridx: ['-', '7', 'A', 'z', '_'],
  iban: ['GB98MIDL07009312345678', 'BE71096123456769'],
  iso3166: ['792', '826'],
  iso3166999: ['792', '999'],
  iso3166alpha2: ['TR', 'GB'],
  iso4217: ['949', '978'],
  iso5218: ['0', '9'],
  latitude: ['0000000000', '0900000000', '1800000000'],
  longitude: ['0000000000', '2154321987', '3600000000'],
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

/** Data of a part of an identifier's value. */
export function dataOf({ characters: set, shortest, longest, rules }: Component): fc.Arbitrary<string> {
  const values = rules.flatMap((rule) => right[rule] ?? []);
  if (values.length > 0) return fc.constantFrom(...values);
  const any = fc.string({
    unit: fc.constantFrom(...characters[set]),
    minLength: shortest,
    maxLength: longest,
  });
  if (rules.includes('zero')) return fc.constant('0');
  const begun = any.map((text) => beginning(rules, text, longest));
  return rules.includes('csum') ? begun.map((text) => withCheckDigit(text.slice(0, -1))) : begun;
}

const someCompany = '9501101';

/** Some rules ask how data begins: with somebody's prefix, or with no zero. */
function beginning(rules: readonly ContentRule[], text: string, longest: number): string {
  const before = rules.includes('gcppos2') ? 1 : 0;
  if (before === 1 || rules.includes('gcppos1'))
    return `${text.slice(0, before).padEnd(before, '1')}${someCompany}${text.slice(before + someCompany.length)}`.slice(
      0,
      longest,
    );
  return rules.includes('nozeroprefix')
    ? text.replace(/^0+(?=.)/, (zeros) => '7'.repeat(zeros.length))
    : text;
}

/** The whole value of an identifier. */
export function valueOf(ai: string): fc.Arbitrary<string> {
  const components = entryOf(ai)?.components ?? [];
  return fc.tuple(...components.map(dataOf)).map((parts) => parts.join(''));
}

export const rightElement: fc.Arbitrary<Gs1Element> = fc
  .constantFrom(...ais)
  .chain((ai) => valueOf(ai).map((value) => ({ ai, value })));

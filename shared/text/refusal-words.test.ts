// Law 9: every refusal says what to do next, in English and Turkish, with its tone.
import { describe, expect, it } from 'vitest';
import { refusalCodes, refusalTones, tones } from '../domain/refusal';
import { refusalValues } from '../domain/refusal-values.test-kit';
import en from './en.json';
import tr from './tr.json';

const languages: [language: string, words: Readonly<Record<string, string>>][] = [
  ['en', en],
  ['tr', tr],
];
const longestTitle = 42;
const longestNext = 64;

/** Values as a bench would give them. */
const sample: Readonly<Record<string, string>> = {
  lot: 'L2609A',
  planned: 'L2601B',
  date: '2026-09-30',
  number: '536365',
  place: '2',
  count: '6',
  numbers: '536365, 536366',
  other: '536370',
  name: 'White metal lantern',
  sku: '71053',
  code: '5012345678900',
  quantity: '3',
  limit: '2',
  left: '2',
  lineNo: '4',
  reason: 'address',
  fence: '1',
  document: 'W1-2026-000123',
  location: 'A-04-2',
  counted: '12',
  now: '2',
  what: '2 × White metal lantern',
  minutes: '5',
  hours: '72',
  tracking: 'TF000012345',
  until: '2026-03-04',
  position: '3',
  tote: 'T12',
  right: 'T14',
  expected: 'Blue polkadot cup',
  before: '12',
  bin: 'A-04-2',
  tour: '17',
  part: 'A-04-2',
  names: 'A-01..A-20',
  from: '0',
  to: '24000',
  column: 'at_mm',
  value: 'twelve',
  line: '4',
};

const placeholdersOf = (words: string): string[] =>
  [...new Set(words.match(/\{\w+/g) ?? [])].map((found) => found.slice(1)).sort();
const filled = (words: string): string =>
  words.replace(/\{(\w+)\}/g, (_whole, name: string) => sample[name] ?? `{${name}}`);

const cases = languages.flatMap(([language, words]) =>
  refusalCodes.map((code) => ({
    language,
    code,
    title: words[`refusal.${code}.title`] ?? '',
    next: words[`refusal.${code}.next`] ?? '',
  })),
);

describe('law 9: every refusal says what to do next', () => {
  it.each(refusalCodes)('%s has a tone that is not go', (code) => {
    expect(tones).toContain(refusalTones[code]);
    expect(refusalTones[code]).not.toBe('go');
  });

  it.each(cases)('$language $code: a short title and one sentence of what to do', ({ title, next }) => {
    expect(title).not.toBe('');
    expect(next).not.toBe('');
    expect(filled(title)).not.toMatch(/[{}]|[.!]$/);
    expect(filled(next)).not.toMatch(/[{}]/);
    expect(next).toMatch(/[^.]\.$/);
    expect(next.slice(0, -1)).not.toMatch(/\.\s/);
    expect(title.length).toBeLessThanOrEqual(longestTitle);
    expect(next.length).toBeLessThanOrEqual(longestNext);
  });

  it.each(cases)(
    '$language $code: uses only values that every refusal of it carries',
    ({ code, title, next }) => {
      expect(refusalValues[code]).toEqual(expect.arrayContaining(placeholdersOf(`${title} ${next}`)));
    },
  );

  it.each(languages)('%s has no words for a refusal that is not there', (_language, words) => {
    const known = refusalCodes.flatMap((code) => [`refusal.${code}.next`, `refusal.${code}.title`]);
    expect(
      Object.keys(words)
        .filter((key) => key.startsWith('refusal.'))
        .sort(),
    ).toEqual(known.sort());
  });

  it('says the same in both languages: what English names, Turkish names', () => {
    for (const code of refusalCodes) {
      const named = languages.map(([, words]) =>
        placeholdersOf(`${words[`refusal.${code}.title`]} ${words[`refusal.${code}.next`]}`),
      );
      expect(named[1], code).toEqual(named[0]);
    }
  });

  it('is written in Turkish in Turkish: no sentence is the English one', () => {
    for (const code of refusalCodes) {
      for (const part of ['title', 'next'] as const)
        expect(languages[1]?.[1][`refusal.${code}.${part}`]).not.toBe(
          languages[0]?.[1][`refusal.${code}.${part}`],
        );
    }
  });
});

// Law 9 for imports: every reason and every error says what is wrong and what to do, in both languages.
import { describe, expect, it } from 'vitest';
import { quarantineReasons } from '../domain/channel/online-retail-row';
import en from './en.json';
import tr from './tr.json';

const english: Readonly<Record<string, string>> = en;
const turkish: Readonly<Record<string, string>> = tr;

const placeholdersOf = (words: string): string[] => [...new Set(words.match(/\{\w+/g) ?? [])].sort();
const keys = [
  ...quarantineReasons.map((reason) => `quarantine.${reason}`),
  ...Object.keys(en).filter((key) => key.startsWith('error.import-')),
];

describe('words about imports', () => {
  it.each(keys)('%s is said in both languages with the same values', (key) => {
    expect(english[key] ?? '').not.toBe('');
    expect(turkish[key] ?? '').not.toBe('');
    expect(turkish[key]).not.toBe(english[key]);
    expect(placeholdersOf(turkish[key] ?? '')).toEqual(placeholdersOf(english[key] ?? ''));
  });

  it('has no words for a reason that is not there', () => {
    const known = new Set<string>(quarantineReasons.map((reason) => `quarantine.${reason}`));
    const said = [...Object.keys(en), ...Object.keys(tr)].filter((key) => key.startsWith('quarantine.'));
    expect(said.filter((key) => !known.has(key))).toEqual([]);
  });
});

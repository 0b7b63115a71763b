// Law 9 for requests: every code says what is wrong and what to do, in both languages.
import { describe, expect, it } from 'vitest';
import en from '../../shared/text/en.json';
import tr from '../../shared/text/tr.json';
import { refuse, refusedBy, requestCodes, type RequestCode } from './refused';

const english: Readonly<Record<string, string>> = en;
const turkish: Readonly<Record<string, string>> = tr;
const placeholdersOf = (words: string): string[] => [...new Set(words.match(/\{\w+/g) ?? [])].sort();

describe('law 9: a refused request says what to do', () => {
  it.each(Object.keys(requestCodes) as RequestCode[])('%s has words in both languages', (code) => {
    const [one, other] = [english[`error.${code}`] ?? '', turkish[`error.${code}`] ?? ''];
    expect(one).not.toBe('');
    expect(other).not.toBe('');
    expect(placeholdersOf(other)).toEqual(placeholdersOf(one));
    expect(refuse(code).message).toBe(one);
  });

  it('puts values into the sentence, and takes the words of a rule from the rule', () => {
    expect(refuse('sku-unknown', { lineNo: 2, sku: 'MUG' }).message).toContain(
      'Line 2 names the product “MUG”',
    );
    const byRule = refusedBy({
      code: 'more-than-open',
      values: { number: '1', sku: 'MUG', quantity: 3, limit: 1 },
    });
    expect(byRule).toMatchObject({
      status: 409,
      code: 'more-than-open',
      message: 'Only 1 still open. Enter 1 or less.',
    });
  });
});

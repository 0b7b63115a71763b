import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { tagKeyOf, tagsWith } from './tag';

describe('a tag', () => {
  it.each([
    ['  Press  Kit ', 'press-kit'],
    ['KIRMIZI', 'kirmizi'],
    ['kırmızı', 'kirmizi'],
    ['İndirim', 'indirim'],
    ['Şölen/ÇAĞRI', 'şölen-çağri'],
    ['—', null],
    ['a'.repeat(60), 'a'.repeat(40)],
  ])('%j is known as %j', (written, key) => {
    expect(tagKeyOf(written)).toBe(key);
  });

  it('written as its key is itself', () => {
    holds(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (written) => {
        const key = tagKeyOf(written);
        if (key !== null) expect(tagKeyOf(key)).toBe(key);
      }),
    );
  });

  it('is there once, in order', () => {
    expect(tagsWith(['b'], ['a', 'b'], ['c'])).toEqual(['a', 'b']);
  });
});

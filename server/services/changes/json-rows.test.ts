import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonRows, storableJson } from './json-rows';

describe('rows as one JSON parameter', () => {
  it('replaces NUL and half surrogate pairs, and nothing else', () => {
    expect(JSON.parse(storableJson('a\u0000b'))).toBe('a\ufffdb');
    expect(JSON.parse(storableJson('a\ud800b'))).toBe('a\ufffdb');
    expect(JSON.parse(storableJson('a\udfffb'))).toBe('a\ufffdb');
    expect(JSON.parse(storableJson('smile \u{1f600}'))).toBe('smile \u{1f600}');
    expect(JSON.parse(storableJson('backslash \\u0000 in words'))).toBe('backslash \\u0000 in words');
    expect(JSON.parse(storableJson('\\\u0000'))).toBe('\\\ufffd');
  });

  it('is the same rows for any well-formed text without NUL', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }) })), (rows) => {
        const sound = rows.map(({ text }) => ({ text: text.replaceAll('\u0000', '') }));
        expect(JSON.parse(jsonRows(sound))).toEqual(sound);
      }),
    );
  });

  it('never leaves what PostgreSQL refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const stored = JSON.parse(storableJson(text)) as string;
        expect(stored.includes('\u0000')).toBe(false);
        expect(() => encodeURIComponent(stored)).not.toThrow();
      }),
    );
  });
});

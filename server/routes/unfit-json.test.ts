import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUnfit } from './unfit-json';

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

describe('JSON that no request has', () => {
  it('is named by the way to it', () => {
    expect(findUnfit({ lines: [{ name: 'a' }, { name: 'b\0' }] }, true)).toEqual({
      place: ['lines', '1', 'name'],
      what: 'text',
    });
    const wide = Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`f${n}`, 1]));
    expect(findUnfit({ a: wide }, true)).toEqual({ place: ['a'], what: 'too-wide' });
    expect(findUnfit(Object.values(wide), true)).toBeNull();
    expect(findUnfit({ note: '\ud800x' }, true)).toEqual({ place: ['note'], what: 'text' });
    expect(findUnfit({ 'a\0': 1 }, true)).toEqual({ place: ['?'], what: 'text' });
    expect(findUnfit(nested(20), true)).toBeNull();
    expect(findUnfit(nested(21), true)?.what).toBe('too-deep');
    // However deep: it is not looked at to its end.
    expect(findUnfit(JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)), true)?.what).toBe('too-deep');
  });

  it('may hold any text where facts are told, but is not nested without end', () => {
    expect(findUnfit({ text: '\0\udfff' }, false)).toBeNull();
    expect(findUnfit({ body: nested(25) }, false)?.what).toBe('too-deep');
  });

  it('property: whatever people type passes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(findUnfit({ text, list: [text] }, true)).toBeNull();
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitOf, hasValidCheckDigit, withCheckDigit } from './check-digit';
import { isFromRange, nthSscc, readSscc, ssccOf, ssccRangeSchema, ssccSchema, ssccsIn } from './sscc';

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

describe('check digit', () => {
  // Published examples: GTIN-13 of the GS1 manual, a GTIN-8, a GTIN-14, an SSCC, a GLN.
  it.each(['6291041500213', '96385074', '10614141000415', '106141412345678908', '4000001000005'])(
    'holds on %s',
    (number) => {
      expect(hasValidCheckDigit(number)).toBe(true);
      expect(withCheckDigit(number.slice(0, -1))).toBe(number);
    },
  );

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(digits(7, 17), fc.nat(), fc.integer({ min: 1, max: 9 }), (body, place, shift) => {
        const number = withCheckDigit(body);
        const at = place % number.length;
        const wrong = String((Number(number[at]) + shift) % 10);
        return !hasValidCheckDigit(number.slice(0, at) + wrong + number.slice(at + 1));
      }),
    );
  });

  it('refuses what is not digits', () => {
    expect(() => checkDigitOf('12a')).toThrow(RangeError);
    expect(() => checkDigitOf('')).toThrow(RangeError);
    expect(hasValidCheckDigit('')).toBe(false);
    expect(hasValidCheckDigit('0')).toBe(false);
    expect(hasValidCheckDigit('١٢٣٤٥٦٧٠')).toBe(false);
  });
});

describe('SSCC', () => {
  it('is built from extension digit, company prefix and serial', () => {
    expect(ssccOf('10614141', 234567890)).toBe('106141412345678908');
    expect(ssccOf('38690000', 12345)).toBe('386900000000123453');
    expect(() => ssccOf('10614141', 1_000_000_000)).toThrow(RangeError);
    expect(() => ssccOf('1', 0)).toThrow();
  });

  it('is read back from a scan, with or without its application identifier', () => {
    expect(readSscc('00106141412345678908')).toEqual({ ok: true, sscc: '106141412345678908' });
    expect(readSscc('106141412345678908')).toEqual({ ok: true, sscc: '106141412345678908' });
    expect(readSscc('106141412345678907')).toEqual({ ok: false, why: 'check-digit' });
    expect(readSscc('10614141234567890')).toEqual({ ok: false, why: 'not-18-digits' });
    expect(readSscc('01106141412345678908')).toEqual({ ok: false, why: 'not-18-digits' });
    expect(ssccSchema.safeParse('106141412345678907').success).toBe(false);
  });

  it('gives every number of a range once and none outside it', () => {
    const range = { prefix: '38690000', from: 40, to: 44 };
    const all = [0, 1, 2, 3, 4].map((n) => nthSscc(range, n));
    expect(new Set(all).size).toBe(ssccsIn(range));
    expect(all.every((sscc) => sscc !== null && isFromRange(range, sscc))).toBe(true);
    expect([nthSscc(range, 5), nthSscc(range, -1), nthSscc(range, 0.5)]).toEqual([null, null, null]);
    expect(isFromRange(range, ssccOf('38690000', 45))).toBe(false);
    expect(isFromRange(range, ssccOf('38690001', 41))).toBe(false);
  });

  it('refuses ranges that end before they begin or do not fit', () => {
    const good = (range: unknown) => ssccRangeSchema.safeParse(range).success;
    expect(good({ prefix: '38690000', from: 0, to: 999_999_999 })).toBe(true);
    expect(good({ prefix: '38690000', from: 0, to: 1_000_000_000 })).toBe(false);
    expect(good({ prefix: '38690000', from: 5, to: 4 })).toBe(false);
    expect(good({ prefix: '386', from: 0, to: 1 })).toBe(false);
  });

  it('survives building and reading for any prefix and serial', () => {
    fc.assert(
      fc.property(digits(5, 13), fc.nat(), (prefix, number) => {
        const sscc = ssccOf(prefix, number % 10 ** Math.min(9, 17 - prefix.length));
        return ssccSchema.safeParse(sscc).success && readSscc(`00${sscc}`).ok;
      }),
    );
  });
});

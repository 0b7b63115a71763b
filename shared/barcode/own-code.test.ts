import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../domain/property.test-kit';
import { maxOwnCodePayload, ownCode, ownCodeKinds, readOwnCode } from './own-code';

const kinds = fc.constantFrom(...ownCodeKinds);
const payloads = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNOPQRSTUVWXYZ'), minLength: 1, maxLength: 12 }),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((text) => text.length <= maxOwnCodePayload),
);
const signs = '0123456789ABCDEFGHJKLMNOPQRSTUVWXYZ';

describe('own codes', () => {
  it.each([
    ['command', 'SEAL', 'WBCSEALQ'],
    ['tote', '12', 'WBT120'],
    ['order', '536365', 'WBO536365O'],
    ['location', 'A-04-2', 'WBLAZ004Z02G'],
    ['order', 'TR/İ-1', null],
  ] as const)('%s %s is printed as %s and read back', (kind, payload, printed) => {
    const code = ownCode(kind, payload);
    if (printed !== null) expect(code).toBe(printed);
    expect(code).toMatch(/^[0-9A-HJ-Z]+$/);
    expect(readOwnCode(code)).toEqual({ is: 'own', kind, payload });
  });

  it('carries any payload, in signs every keyboard layout leaves alone', () => {
    holds(
      fc.property(kinds, payloads, (kind, payload) => {
        const code = ownCode(kind, payload);
        expect(code).toMatch(/^WB[CBTOXLRSPM][0-9A-HJ-Z]+$/);
        expect(readOwnCode(code)).toEqual({ is: 'own', kind, payload });
      }),
    );
  });

  it('never takes one wrong sign for another code', () => {
    holds(
      fc.property(kinds, payloads, fc.nat(), fc.constantFrom(...signs), (kind, payload, place, sign) => {
        const code = ownCode(kind, payload);
        const at = place % code.length;
        const wrong = code.slice(0, at) + sign + code.slice(at + 1);
        if (wrong !== code) expect(readOwnCode(wrong).is).not.toBe('own');
      }),
    );
  });

  it('never takes two swapped signs, next to each other or one apart, for another code', () => {
    holds(
      fc.property(kinds, payloads, fc.nat(), fc.constantFrom(1, 2), (kind, payload, place, distance) => {
        const code = ownCode(kind, payload);
        const at = place % (code.length - distance);
        const swapped = [...code];
        [swapped[at], swapped[at + distance]] = [swapped[at + distance] ?? '', swapped[at] ?? ''];
        if (swapped.join('') !== code) expect(readOwnCode(swapped.join('')).is).not.toBe('own');
      }),
    );
  });

  it.each(['85123A', 'WHITE', '4006381333931', '', 'WB', 'WBC', 'wbcSEAL1', 'WBIX12', 'WBC-SEAL'])(
    'leaves %j to others',
    (text) => {
      expect(readOwnCode(text)).toEqual({ is: 'other' });
    },
  );

  it('says which of ours a spoilt code was meant to be', () => {
    expect(readOwnCode('WBCSEAL2')).toEqual({ is: 'misread', kind: 'command' });
  });

  it('refuses a payload that is empty or too long', () => {
    expect(() => ownCode('tote', '')).toThrow(RangeError);
    expect(() => ownCode('tote', 'A'.repeat(maxOwnCodePayload + 1))).toThrow(RangeError);
  });
});

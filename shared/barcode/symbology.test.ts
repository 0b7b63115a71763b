import { describe, expect, it } from 'vitest';
import { gtinVerdictOf } from './gtin';
import { symbologyName } from './symbology';

describe('names of symbologies', () => {
  it.each([
    [']E0', 'EAN-13/UPC'],
    [']E4', 'EAN-8'],
    [']C0', 'Code 128'],
    [']C1', 'GS1-128'],
    [']d2', 'GS1 DataMatrix'],
    [']I1', 'Interleaved 2 of 5'],
    [']y9', null],
    [null, null],
  ])('%s is %s', (aim, name) => {
    expect(symbologyName(aim)).toBe(name);
  });
});

describe('what a code looks like as a GTIN', () => {
  it.each([
    ['5012345678900', null, 'valid'],
    ['05012345678900', null, 'valid'],
    ['2000000000015', null, 'in-store'],
    ['5012345678901', null, 'wrong-check-digit'],
    ['5012345678901', ']E0', 'wrong-check-digit'],
    ['12345', null, 'not-a-gtin'],
    ['ABC', null, 'not-a-gtin'],
  ] as const)('%s with %s is %s', (text, aim, verdict) => {
    expect(gtinVerdictOf(text, aim)).toBe(verdict);
  });
});

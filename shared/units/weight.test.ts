import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramsOf, milligramsOf, mostMilligrams, weightUnits } from './weight';

describe('a weight as a scale says it', () => {
  it.each([
    ['1.234', 'kg', 0, 1_234_000],
    ['100.00', 'g', 0, 100_000],
    ['-0.250', 'kg', 0, -250_000],
    ['+5', 'g', 0, 5_000],
    ['.5', 'g', 0, 500],
    ['5.', 'g', 0, 5_000],
    ['1', 'lb', 0, 453_592],
    ['100', 'lb', 0, 45_359_237],
    ['48', 'lb', -1, 2_177_243],
    ['1', 'oz', 0, 28_350],
    ['16', 'oz', 0, 453_592],
    ['645.2', 'oz', 0, 18_291_112],
    ['1', 'ozt', 0, 31_103],
    ['7000', 'gr', 0, 453_592],
    ['20', 'dwt', 0, 31_103],
    ['5', 'ct', 0, 1_000],
    ['1', 't', 0, 1_000_000_000],
    ['1', 'ton', 0, 907_184_740],
    ['0.0005', 'g', 0, 1],
    ['0', 'g', 127, 0],
    ['-0.0', 'kg', 0, 0],
    ['12345', 'mg', -128, null],
    ['1', 'kg', 127, null],
    ['1001', 'kg', 0, null],
    ['', 'g', 0, null],
    ['.', 'g', 0, null],
    ['1,5', 'g', 0, null],
    ['1e3', 'g', 0, null],
    ['0x10', 'g', 0, null],
    ['9'.repeat(400), 'mg', 0, null],
  ] as const)('%s %s with exponent %i is %s mg', (text, unit, exponent, want) => {
    expect(milligramsOf(text, unit, exponent)).toBe(want);
  });

  it('is the same however the point is written, and never out of bounds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom(...weightUnits),
        (number, decimals, unit) => {
          const padded = String(number).padStart(decimals + 1, '0');
          const text = `${padded.slice(0, padded.length - decimals)}.${padded.slice(padded.length - decimals)}`;
          const milligrams = milligramsOf(text, unit);
          expect(milligrams).toBe(milligramsOf(String(number), unit, -decimals));
          if (milligrams === null) return;
          expect(Number.isInteger(milligrams)).toBe(true);
          expect(milligrams).toBeLessThanOrEqual(mostMilligrams);
          expect(milligramsOf(`-${text}`, unit)).toBe(-milligrams || 0);
        },
      ),
    );
  });

  it('is whole grams by the nearest', () => {
    expect([1_499, 1_500, -1_500, -499, 0].map(gramsOf)).toEqual([1, 2, -2, 0, 0]);
  });
});

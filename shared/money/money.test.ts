import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorDigitsOf, moneySchema, parseDecimal, splitByWeights, sumMoney } from './money';

describe('minor units (ISO 4217)', () => {
  it.each([
    ['GBP', 2],
    ['TRY', 2],
    ['EUR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['ISK', 0],
    ['CLP', 0],
    ['VND', 0],
    ['XAF', 0],
    ['XOF', 0],
    ['XPF', 0],
    ['PYG', 0],
    ['RWF', 0],
    ['UGX', 0],
    ['KMF', 0],
    ['GNF', 0],
    ['DJF', 0],
    ['BIF', 0],
    ['VUV', 0],
    ['BHD', 3],
    ['IQD', 3],
    ['JOD', 3],
    ['KWD', 3],
    ['LYD', 3],
    ['OMR', 3],
    ['TND', 3],
  ])('%s has %i', (currency, digits) => {
    expect(minorDigitsOf(currency)).toBe(digits);
  });
});

/** The same reading with exact whole numbers: text -> digits -> halves away from zero. */
function oracle(text: string, digits: number): bigint {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const scale = 10n ** BigInt(fraction.length);
  const value = BigInt(whole + fraction) * 10n ** BigInt(digits);
  const rounded = (2n * value + scale) / (2n * scale);
  return negative ? -rounded : rounded;
}

const decimal = fc
  .tuple(
    fc.boolean(),
    fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 999_999_999_999 })),
    fc.option(fc.stringMatching(/^\d{1,9}$/), { nil: null }),
  )
  .map(
    ([negative, whole, fraction]) =>
      `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`,
  );

describe('reading a decimal', () => {
  it.each([
    ['2.55', 'GBP', 255],
    ['-11062.06', 'GBP', -1106206],
    ['0', 'GBP', 0],
    ['7', 'TRY', 700],
    ['  1.5 ', 'TRY', 150],
    ['0.005', 'GBP', 1],
    ['0.0049', 'GBP', 0],
    ['-0.005', 'GBP', -1],
    ['1.994', 'GBP', 199],
    ['1.995', 'GBP', 200],
    ['1.5', 'JPY', 2],
    ['1.0005', 'BHD', 1001],
    ['007.10', 'GBP', 710],
    ['999999999999.99', 'GBP', 99999999999999],
  ])('%s %s is %i', (text, currency, minor) => {
    expect(parseDecimal(text, currency)).toBe(minor);
  });

  it.each([
    '',
    '-',
    '.',
    '1.',
    '.5',
    '1,5',
    '1.2.3',
    '1e3',
    '+1',
    '- 1',
    '0x10',
    '١',
    '1 000',
    'NaN',
    '1234567890123',
    '1.0000000001',
  ])('%o is not such a number', (text) => {
    expect(parseDecimal(text, 'GBP')).toBeNull();
  });

  it('never gives minus zero', () => {
    expect(Object.is(parseDecimal('-0.001', 'GBP'), 0)).toBe(true);
    expect(Object.is(parseDecimal('-0', 'JPY'), 0)).toBe(true);
  });

  it('is exact, halves away from zero, in every number of digits', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom('JPY', 'GBP', 'TND'), (text, currency) => {
        expect(BigInt(parseDecimal(text, currency) ?? -1)).toBe(oracle(text, minorDigitsOf(currency)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('adding', () => {
  it('adds one currency', () => {
    const amounts = [255, -100, 0].map((amountMinor) => ({ amountMinor, currency: 'GBP' }));
    expect(sumMoney('GBP', amounts)).toEqual({ amountMinor: 155, currency: 'GBP' });
    expect(sumMoney('TRY', [])).toEqual({ amountMinor: 0, currency: 'TRY' });
  });

  it('of two currencies is a bug', () => {
    expect(() => sumMoney('GBP', [{ amountMinor: 1, currency: 'EUR' }])).toThrow('cannot add EUR to GBP');
  });

  it('takes whole minor units only', () => {
    expect(moneySchema.safeParse({ amountMinor: 1.5, currency: 'GBP' }).success).toBe(false);
    expect(moneySchema.safeParse({ amountMinor: 1, currency: 'gbp' }).success).toBe(false);
    expect(moneySchema.safeParse({ amountMinor: Number.MAX_SAFE_INTEGER + 1, currency: 'GBP' }).success).toBe(
      false,
    );
  });
});

const amount = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.maxSafeInteger());
const weight = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 99_999_999_999 }));
const weights = fc.oneof(
  { weight: 9, arbitrary: fc.array(weight, { minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.array(weight, { minLength: 100, maxLength: 400 }) },
);
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

describe('splitting by weights (largest remainder)', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [0, 0], [3, 2]],
    [10, [3, 0, 1], [8, 0, 2]],
    [1, [1, 2], [0, 1]],
    [7, [], []],
    [0, [4, 5], [0, 0]],
  ])('%i by %o is %o', (minor, by, parts) => {
    expect(splitByWeights(minor, by)).toEqual(parts);
  });

  it('adds up exactly, and every part is within one minor unit of its exact share', () => {
    fc.assert(
      fc.property(amount, weights, (minor, by) => {
        const parts = splitByWeights(minor, by);
        expect(parts).toHaveLength(by.length);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(minor));
        const given = by.reduce((sum, one) => sum + BigInt(one), 0n);
        const total = given === 0n ? BigInt(by.length) : given;
        const wrong = parts.filter((part, index) => {
          const share = given === 0n ? 1n : BigInt(by[index] ?? 0);
          const near = magnitude(BigInt(part) * total - BigInt(minor) * share) < total;
          return !near || Object.is(part, -0) || (share === 0n && part !== 0);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes weights that are whole numbers, none below zero', () => {
    for (const wrong of [-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])
      expect(() => splitByWeights(100, [1, wrong])).toThrow('weight');
  });

  it('gives what is heavier no less', () => {
    const few = fc.array(weight, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), few, (minor, by) => {
        const parts = splitByWeights(minor, by);
        for (const [index, one] of by.entries()) {
          for (const [other, another] of by.entries()) {
            if (one > another) expect(parts[index]).toBeGreaterThanOrEqual(parts[other] ?? 0);
          }
        }
      }),
    );
  });
});

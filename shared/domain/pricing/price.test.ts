import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convert, convertParts, type ExchangeRate } from '../../money/convert';
import { readEcbRates } from '../../money/ecb-rates';
import { minorDigitsOf } from '../../money/money';
import { holds } from '../property.test-kit';
import { price } from './price';

const input = fc.record({
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 50 }),
      unitPriceMinor: fc.integer({ min: -5000, max: 99_999 }),
      discountMinor: fc.integer({ min: 0, max: 3000 }),
      taxPpm: fc.constantFrom(0, 10_000, 80_000, 100_000, 200_000, 233_333),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  discountMinor: fc.integer({ min: 0, max: 200_000 }),
  shippingMinor: fc.integer({ min: 0, max: 5000 }),
  taxIncluded: fc.boolean(),
});
const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);

describe('what an order costs', () => {
  it('is the sum of its parts to the minor unit, whatever is in it', () => {
    holds(
      fc.property(input, (asked) => {
        const priced = price(asked);
        for (const name of [
          'goodsMinor',
          'discountMinor',
          'shippingMinor',
          'netMinor',
          'taxMinor',
          'totalMinor',
        ] as const)
          expect(sum(priced.lines.map((line) => line[name])), name).toBe(priced[name]);
        expect(priced.netMinor + priced.taxMinor).toBe(priced.totalMinor);
        expect(sum(priced.taxes.map(({ taxMinor }) => taxMinor))).toBe(priced.taxMinor);
        expect(priced.shippingMinor).toBe(asked.shippingMinor);
        const before = priced.goodsMinor - priced.discountMinor + priced.shippingMinor;
        expect(asked.taxIncluded ? priced.totalMinor : priced.netMinor).toBe(before);
        for (const line of priced.lines) expect(line.discountMinor).toBeGreaterThanOrEqual(0);
      }),
      { runs: 1000 },
    );
  });

  it('is off by less than one minor unit a rate from the exact tax', () => {
    holds(
      fc.property(input, (asked) => {
        const priced = price({
          ...asked,
          lines: asked.lines.map((line) => ({ ...line, unitPriceMinor: Math.abs(line.unitPriceMinor) })),
        });
        for (const { taxPpm, netMinor, taxMinor } of priced.taxes)
          expect(Math.abs((netMinor * taxPpm) / 1e6 - taxMinor)).toBeLessThanOrEqual(0.5 + taxPpm / 1e6);
      }),
    );
  });

  it.each([
    ['tax inside', true, { netMinor: 2083, taxMinor: 417, totalMinor: 2500 }],
    ['tax on top', false, { netMinor: 2500, taxMinor: 500, totalMinor: 3000 }],
  ])('%s: 20 %% of 2 × 10.00 and 5.00 postage', (_name, taxIncluded, expected) => {
    const lines = [{ quantity: 2, unitPriceMinor: 1000, discountMinor: 0, taxPpm: 200_000 }];
    expect(price({ lines, discountMinor: 0, shippingMinor: 500, taxIncluded })).toMatchObject(expected);
  });

  it('spreads 1.00 off over three equal lines: 34, 33, 33', () => {
    const line = { quantity: 1, unitPriceMinor: 1000, discountMinor: 0, taxPpm: 0 };
    const priced = price({
      lines: [line, line, line],
      discountMinor: 100,
      shippingMinor: 0,
      taxIncluded: true,
    });
    expect(priced.lines.map(({ discountMinor }) => discountMinor)).toEqual([34, 33, 33]);
  });
});

const rates: ExchangeRate[] = [
  { base: 'EUR', currency: 'USD', day: '2026-11-26', rate: '1.0800', source: 'ECB' },
  { base: 'EUR', currency: 'USD', day: '2026-11-27', rate: '1.0850', source: 'ECB' },
  { base: 'EUR', currency: 'JPY', day: '2026-11-27', rate: '163.07', source: 'ECB' },
  { base: 'EUR', currency: 'TRY', day: '2026-11-27', rate: '48.1234', source: 'ECB' },
  { base: 'EUR', currency: 'KWD', day: '2026-11-25', rate: '0.33310', source: 'by hand' },
];
const codes = ['EUR', 'USD', 'JPY', 'TRY', 'KWD'];

describe('another currency', () => {
  it.each([
    [10_000, 'EUR', 'USD', '2026-11-27', 10_850, '2026-11-27'],
    [10_000, 'EUR', 'USD', '2026-11-26', 10_800, '2026-11-26'],
    [10_850, 'USD', 'EUR', '2026-12-31', 10_000, '2026-11-27'],
    [10_000, 'EUR', 'JPY', '2026-11-27', 16_307, '2026-11-27'],
    [10_000, 'EUR', 'KWD', '2026-11-27', 33_310, '2026-11-25'],
    [163_07, 'JPY', 'USD', '2026-11-27', 10_850, '2026-11-27'],
    [-1, 'EUR', 'JPY', '2026-11-27', -2, '2026-11-27'],
  ])('%i %s in %s on %s is %i', (minor, from, to, day, expected, rateDay) => {
    expect(convert(minor, from, to, rates, day)).toMatchObject({ amountMinor: expected, day: rateDay });
  });

  it('is not guessed before there was a rate, or without one', () => {
    expect(convert(100, 'EUR', 'USD', rates, '2026-11-25')).toBeNull();
    expect(convert(100, 'EUR', 'GBP', rates, '2026-11-27')).toBeNull();
    expect(convert(100, 'GBP', 'GBP', [], '2026-11-27')).toMatchObject({ amountMinor: 100, day: null });
  });

  it('keeps parts adding up, and comes back within a minor unit of the coarser one', () => {
    holds(
      fc.property(
        fc.array(fc.integer({ min: -100_000, max: 1_000_000 }), { minLength: 1, maxLength: 9 }),
        fc.constantFrom(...codes),
        fc.constantFrom(...codes),
        (parts, from, to) => {
          const day = '2026-11-27';
          const whole = convert(sum(parts), from, to, rates, day);
          const split = convertParts(parts, from, to, rates, day);
          if (!whole || !split) throw new Error('there is a rate');
          expect(sum(split)).toBe(whole.amountMinor);
          const back = convert(whole.amountMinor, to, from, rates, day);
          const one = Math.abs(convert(10 ** 9, to, from, rates, day)?.amountMinor ?? 0) / 10 ** 9;
          expect(Math.abs((back?.amountMinor ?? 0) - sum(parts))).toBeLessThanOrEqual(1 + one);
          expect(minorDigitsOf(from)).toBeLessThan(4);
        },
      ),
    );
  });
});

describe('rates of the European Central Bank', () => {
  it('are read from the daily and the historical CSV', () => {
    expect(readEcbRates('Date, USD, JPY, \n27 November 2026, 1.0850, 163.07, \n')?.rates).toEqual([
      { base: 'EUR', currency: 'USD', day: '2026-11-27', rate: '1.0850', source: 'ECB' },
      { base: 'EUR', currency: 'JPY', day: '2026-11-27', rate: '163.07', source: 'ECB' },
    ]);
    const history = readEcbRates('Date,USD,CYP,\n2026-11-27,1.0850,N/A,\n2026-11-26,-1,N/A,\nnonsense,1,2,');
    expect(history?.rates).toHaveLength(1);
    expect(history?.unread).toEqual(['2026-11-26 USD -1', 'nonsense']);
  });
  it('are read from XML', () => {
    const text = `<?xml version="1.0"?><gesmes:Envelope><Cube><Cube time='2026-11-27'><Cube currency='USD' rate='1.0850'/><Cube currency="TRY" rate="48.1"/></Cube></Cube></gesmes:Envelope>`;
    expect(readEcbRates(text)?.rates.map(({ currency, rate }) => `${currency} ${rate}`)).toEqual([
      'USD 1.0850',
      'TRY 48.1',
    ]);
  });
  it.each(['', 'hello', '<html></html>', 'Date\n2026-11-27'])('%j is no such file', (text) => {
    expect(readEcbRates(text)).toBeNull();
  });
});

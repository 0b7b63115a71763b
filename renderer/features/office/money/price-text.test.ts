import { describe, expect, it } from 'vitest';
import { pricesText, ratesText, readPrices, readRates } from './price-text';

describe('prices as they are typed', () => {
  it('are read from a sheet, in either way of writing amounts, with or without a quantity', () => {
    const text = 'SKU;from;price\nMUG; 1; 4,50\nMUG\t12\t3.90\nLAMP;1.250,00\n\nBOWL,10,7.25\n';
    expect(readPrices(text, 'GBP')).toEqual({
      ok: true,
      value: [
        { sku: 'MUG', fromQuantity: 1, unitPriceMinor: 450 },
        { sku: 'MUG', fromQuantity: 12, unitPriceMinor: 390 },
        { sku: 'LAMP', fromQuantity: 1, unitPriceMinor: 125_000 },
        { sku: 'BOWL', fromQuantity: 10, unitPriceMinor: 725 },
      ],
    });
  });

  it('come back as they were kept', () => {
    const prices = [{ sku: 'MUG' as never, fromQuantity: 12, unitPriceMinor: 390 }];
    expect(readPrices(pricesText({ prices, currency: 'TRY' }), 'TRY')).toEqual({ ok: true, value: prices });
  });

  it.each([
    ['MUG', 1, 'columns'],
    ['MUG; 1; 2; 3', 1, 'columns'],
    ['MUG; 1; 4\n; 1; 4', 2, 'sku'],
    ['MUG; 0; 4', 1, 'quantity'],
    ['MUG; 1; four', 1, 'price'],
    ['MUG; 1; -4', 1, 'price'],
    ['MUG; 1; 4\nMUG; 1; 5', 2, 'twice'],
  ])('%j is wrong in line %i: %s', (text, line, part) =>
    expect(readPrices(text, 'GBP')).toMatchObject({ ok: false, wrong: { line, part } }),
  );
});

describe('tax rates as they are typed', () => {
  it('are read and come back', () => {
    const rates = [
      { countries: ['GB', 'IE'], productTag: 'books', taxPpm: 0 },
      { countries: ['TR'], productTag: null, taxPpm: 200_000 },
      { countries: ['*'], productTag: null, taxPpm: 85_000 },
    ];
    const text = 'gb, ie; books; 0\nTR; *; 20 %\n*; ; 8,5%';
    expect(readRates(text)).toEqual({ ok: true, value: rates });
    expect(readRates(ratesText({ rates }))).toEqual({ ok: true, value: rates });
  });

  it.each([
    ['GB; 20', 'columns'],
    ['Britain; *; 20', 'country'],
    ['GB; *; 120', 'percent'],
    ['GB; *; twenty', 'percent'],
    ['GB; A tag!; 20', 'tag'],
  ])('%j: %s', (text, part) =>
    expect(readRates(text)).toMatchObject({ ok: false, wrong: { line: 1, part } }),
  );
});

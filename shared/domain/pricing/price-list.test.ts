import { describe, expect, it } from 'vitest';
import { priceListSchema, taxOf, taxRuleSchema, unitPrice } from './price-list';

const list = priceListSchema.parse({
  name: 'trade',
  currency: 'GBP',
  prices: [
    { sku: 'MUG', unitPriceMinor: 450 },
    { sku: 'MUG', fromQuantity: 100, unitPriceMinor: 300 },
    { sku: 'MUG', fromQuantity: 10, unitPriceMinor: 400 },
  ],
});
const mug = { sku: 'MUG', price: { amountMinor: 500, currency: 'GBP' } };
const lamp = { sku: 'LAMP', price: { amountMinor: 900, currency: 'GBP' } };

describe('a price', () => {
  it.each([
    [list, mug, 1, 'GBP', 450],
    [list, mug, 10, 'GBP', 400],
    [list, mug, 99, 'GBP', 400],
    [list, mug, 100, 'GBP', 300],
    [list, lamp, 5, 'GBP', 900],
    [null, mug, 1, 'GBP', 500],
    [list, mug, 1, 'EUR', null],
  ])(
    '%# is of the list from its quantity on, else the product’s own, else nobody’s',
    (of, product, quantity, currency, expected) => {
      expect(unitPrice(of, product, quantity, currency)).toBe(expected);
    },
  );
});

describe('a tax', () => {
  const rule = taxRuleSchema.parse({
    name: 'TR',
    taxIncluded: true,
    rates: [
      { countries: ['TR'], productTag: 'book', taxPpm: 0 },
      { countries: ['TR'], taxPpm: 200_000 },
      { countries: ['*'], productTag: 'book', taxPpm: 50_000 },
    ],
  });
  it.each([
    ['TR', ['book'], 0],
    ['TR', [], 200_000],
    ['GB', ['book'], 50_000],
    ['GB', [], 0],
  ])('%s %j: %i', (country, tags, expected) => {
    expect(taxOf(rule, country, tags)).toBe(expected);
  });
  it('is none without a rule', () => {
    expect(taxOf(null, 'TR', [])).toBe(0);
  });
});

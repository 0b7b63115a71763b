import { describe, expect, it } from 'vitest';
import { type CustomsFacts, customsDeclarationSchema, declareCustoms, needsCustoms } from './customs';

const mug = { hsCode: '691200', originCountry: 'TR', description: 'Ceramic mug' };
const facts = (over: Partial<CustomsFacts> = {}): CustomsFacts => ({
  lines: [
    { sku: 'MUG', quantity: 3, unitWeightGrams: 400, unitPriceMinor: 550 },
    { sku: 'LAMP', quantity: 0, unitWeightGrams: 900, unitPriceMinor: 2000 },
  ],
  products: new Map([['MUG', mug]]),
  currency: 'GBP',
  wanted: null,
  convert: (amount, from, to) => (from === to ? amount : to === 'EUR' ? Math.round(amount * 1.2) : null),
  ...over,
});

describe('customs', () => {
  it.each([
    ['GB', 'GB', false],
    ['GB', 'IM', false],
    ['GB', 'JE', true],
    ['DE', 'FR', false],
    ['DE', 'CH', true],
    ['TR', 'DE', true],
  ])('from %s to %s: %s', (from, to, asked) => {
    expect(needsCustoms(from, to)).toBe(asked);
  });

  it('names every line that is in the box, with its weight and value', () => {
    const told = declareCustoms(facts());
    expect(told).toEqual({
      ok: true,
      declaration: {
        contents: 'merchandise',
        nonDelivery: 'return',
        currency: 'GBP',
        lines: [{ ...mug, sku: 'MUG', quantity: 3, netGrams: 1200, valueMinor: 1650 }],
        valueMinor: 1650,
        netGrams: 1200,
      },
    });
    if (told.ok) expect(customsDeclarationSchema.parse(told.declaration)).toEqual(told.declaration);
  });

  it('are told in the currency of the contract', () => {
    expect(declareCustoms(facts({ wanted: 'EUR' }))).toMatchObject({
      declaration: { currency: 'EUR', valueMinor: 1980 },
    });
    expect(declareCustoms(facts({ wanted: 'USD' }))).toEqual({ ok: false, missing: ['rate:USD'] });
  });

  it('say what is missing: data, or a value', () => {
    expect(declareCustoms(facts({ products: new Map() }))).toEqual({ ok: false, missing: ['MUG'] });
    const free = [{ sku: 'MUG', quantity: 1, unitWeightGrams: 1, unitPriceMinor: 0 }];
    expect(declareCustoms(facts({ lines: free }))).toEqual({ ok: false, missing: ['MUG'] });
  });
});

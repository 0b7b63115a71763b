import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { sumsOf } from '../stock/counter-sale';
import { accountOf, byRole } from './books.test-kit';
import { imbalanceOf } from './entry';
import { postCounterSale } from './post-counter';

const same = { accountOf, toBase: (minor: number) => minor };
const sold = {
  country: 'GB',
  totalMinor: 1950,
  method: 'cash',
  taxes: [
    { ppm: 50_000, grossMinor: 1050, taxMinor: 50 },
    { ppm: 200_000, grossMinor: 900, taxMinor: 150 },
  ],
};

describe('a sale over the counter in the books', () => {
  it('is money, revenue and the tax of its receipt, and nobody owes anything', () => {
    const lines = postCounterSale(same, sold);
    expect(byRole(lines)).toEqual({ cash: 1950, revenue: -1750, 'output-vat': -200 });
    expect(lines.flatMap(({ vat }) => (vat ? [vat] : []))).toEqual([
      { country: 'GB', ppm: 50_000, netMinor: 1000 },
      { country: 'GB', ppm: 200_000, netMinor: 750 },
    ]);
    expect(byRole(postCounterSale(same, { ...sold, method: 'card' }))).toMatchObject({
      'psp-clearing': 1950,
    });
  });

  it('given away is no entry', () => {
    expect(postCounterSale(same, { ...sold, totalMinor: 0, taxes: [] })).toEqual([]);
  });

  it('balances in its own currency and in that of the books, whatever the rate', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 50 }),
      unitPriceMinor: fc.integer({ min: 1, max: 100_000 }),
      taxPpm: fc.constantFrom(0, 10_000, 80_000, 200_000),
    });
    holds(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (goods, rate) => {
          const { totalMinor, taxes } = sumsOf(goods);
          const lines = postCounterSale(
            { accountOf, toBase: (minor) => Math.round(minor * rate) },
            { country: 'GB', method: 'cash', totalMinor, taxes },
          );
          expect(imbalanceOf(lines)).toBeNull();
        },
      ),
    );
  });
});

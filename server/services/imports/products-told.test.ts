import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hearProducts } from './products-told';

type Line = [invoice: string, sku: string, name: string, quantity: string, price: string, customer: string];

function told(lines: readonly Line[]) {
  const products = hearProducts();
  for (const line of lines) products.hear(...line);
  return products.list('GBP');
}

describe('what a file tells of its products', () => {
  it('is the name and price of most selling lines', () => {
    expect(
      told([
        ['1', 'A', 'LANTERN', '1', '2.50', ''],
        ['2', 'A', 'LANTERN ', '1', '2.55', ''],
        ['3', 'A', 'lantern?', '1', '2.55', ''],
      ]),
    ).toEqual([{ sku: 'A', name: 'LANTERN', priceMinor: 255 }]);
  });

  it.each<[string, Line]>([
    ['a cancellation', ['C1', 'A', 'x', '-1', '2', '7']],
    ['a stock correction', ['1', 'A', 'found', '-5', '0', '']],
    ['a note without price and customer', ['1', 'A', 'found', '5', '0', '']],
    ['postage', ['1', 'POST', 'POSTAGE', '1', '18', '7']],
    ['no code', ['1', ' ', 'x', '1', '2', '7']],
  ])('is nothing from %s', (_what, line) => {
    expect(told([line])).toEqual([]);
  });

  it('is the code itself where no line has a name, and no price where all are gifts', () => {
    expect(told([['1', 'A', '', '1', '0', '7']])).toEqual([{ sku: 'A', name: 'A', priceMinor: 0 }]);
  });

  it('does not depend on how the lines are mixed', () => {
    const name = fc.constantFrom('ONE', 'TWO');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 30 }), (names) => {
        const lines = names.map((each): Line => ['1', 'A', each, '1', '1', '']);
        const sorted = [...lines].sort((a, b) => (a[2] < b[2] ? -1 : 1));
        expect(told(lines)).toEqual(told(sorted));
        const ones = names.filter((each) => each === 'ONE').length;
        expect(told(lines)[0]?.name).toBe(ones * 2 >= names.length ? 'ONE' : 'TWO');
      }),
    );
  });
});

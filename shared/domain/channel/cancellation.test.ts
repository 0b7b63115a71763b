import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchCancellations, type SoldUnits } from './cancellation';

const sold = (
  key: string,
  quantity: number,
  at: string,
  unitPriceMinor = 100,
  sku = 'A',
): SoldUnits<string> => ({
  key,
  sku,
  quantity,
  at,
  unitPriceMinor,
});

describe('cancellations', () => {
  it.each([
    [
      'the sale of the same quantity',
      [sold('s1', 6, '1'), sold('s2', 4, '2')],
      [sold('c', 6, '9')],
      [['c', 's1', 6]],
      [],
    ],
    [
      'the latest when none fits exactly',
      [sold('s1', 6, '1'), sold('s2', 8, '2')],
      [sold('c', 3, '9')],
      [['c', 's2', 3]],
      [],
    ],
    [
      'the same price before the latest',
      [sold('s1', 6, '1', 90), sold('s2', 8, '2')],
      [sold('c', 3, '9', 90)],
      [['c', 's1', 3]],
      [],
    ],
    [
      'several sales when one is not enough',
      [sold('s1', 2, '1'), sold('s2', 2, '2')],
      [sold('c', 3, '9')],
      [
        ['c', 's2', 2],
        ['c', 's1', 1],
      ],
      [],
    ],
    ['not a later sale', [sold('s1', 6, '5')], [sold('c', 6, '4')], [], [['c', 0]]],
    ['not another product', [sold('s1', 6, '1', 100, 'B')], [sold('c', 6, '4')], [], [['c', 0]]],
    ['not in part', [sold('s1', 5, '1')], [sold('c', 6, '4')], [], [['c', 5]]],
    [
      'earlier cancellations first',
      [sold('s1', 5, '1')],
      [sold('c2', 5, '4'), sold('c1', 5, '3')],
      [['c1', 's1', 5]],
      [['c2', 0]],
    ],
  ])('take %s', (_name, sales, cancels, matches, unmatched) => {
    const result = matchCancellations(cancels, sales);
    expect(result.matches.map((match) => [match.cancel, match.sale, match.quantity])).toEqual(matches);
    expect(result.unmatched.map((left) => [left.cancel, left.found])).toEqual(unmatched);
  });

  it('never take back more than was sold, and take each whole or not at all', () => {
    const units = fc.record({
      sku: fc.constantFrom('A', 'B'),
      quantity: fc.integer({ min: 1, max: 9 }),
      at: fc.integer({ min: 1, max: 9 }).map(String),
      unitPriceMinor: fc.constantFrom(1, 2),
    });
    const keyed = fc
      .array(units, { maxLength: 12 })
      .map((list) => list.map((item, key) => ({ ...item, key })));
    fc.assert(
      fc.property(keyed, keyed, (cancels, sales) => {
        const { matches, unmatched } = matchCancellations(cancels, sales);
        for (const sale of sales) {
          const taken = matches
            .filter((match) => match.sale === sale.key)
            .reduce((sum, match) => sum + match.quantity, 0);
          expect(taken).toBeLessThanOrEqual(sale.quantity);
        }
        for (const cancel of cancels) {
          const own = matches.filter((match) => match.cancel === cancel.key);
          const taken = own.reduce((sum, match) => sum + match.quantity, 0);
          const isUnmatched = unmatched.some((left) => left.cancel === cancel.key);
          expect(taken).toBe(isUnmatched ? 0 : cancel.quantity);
          for (const match of own) {
            const sale = sales[match.sale];
            expect(sale?.sku).toBe(cancel.sku);
            expect((sale?.at ?? '') <= cancel.at).toBe(true);
          }
        }
      }),
    );
  });
});

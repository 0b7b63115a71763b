import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, skuOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import {
  applyMoves,
  isOutside,
  type Levels,
  outsideLocations,
  quarantineLocation,
  type StockMove,
  stockMoveSchema,
  totalsOf,
} from './ledger';

const places = [binOf('A-01-1'), binOf('A-01-2'), quarantineLocation, ...Object.values(outsideLocations)];
const move: fc.Arbitrary<StockMove> = fc.record({
  sku: fc.constantFrom(skuOf('MUG'), skuOf('LAMP')),
  from: fc.constantFrom(...places),
  to: fc.constantFrom(...places),
  quantity: fc.integer({ min: 1, max: 50 }),
  cause: fc.constant('test'),
});

function levelsOf(moves: readonly StockMove[]): Levels {
  const levels: Levels = new Map();
  applyMoves(levels, moves);
  return levels;
}

describe('law 5: stock is a double-entry ledger', () => {
  it('whatever moves, all locations of a product together are zero', () => {
    holds(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        for (const [, at] of levelsOf(moves))
          expect([...at.values()].reduce((sum, units) => sum + units, 0)).toBe(0);
      }),
    );
  });

  it('a level is the sum of what came less what went', () => {
    holds(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const levels = levelsOf(moves);
        for (const sku of ['MUG', 'LAMP']) {
          for (const place of places) {
            const own = moves.filter((one) => one.sku === sku);
            const came = own.filter(({ to }) => to === place).reduce((sum, one) => sum + one.quantity, 0);
            const went = own.filter(({ from }) => from === place).reduce((sum, one) => sum + one.quantity, 0);
            expect(levels.get(sku)?.get(place) ?? 0).toBe(came - went);
          }
        }
      }),
    );
  });

  it('the order of moves and how they are grouped changes nothing', () => {
    holds(
      fc.property(fc.array(move, { maxLength: 30 }), fc.nat({ max: 30 }), (moves, cut) => {
        const levels = levelsOf(moves.slice(cut));
        applyMoves(levels, moves.slice(0, cut));
        expect(levels).toEqual(levelsOf(moves));
      }),
    );
  });

  it('a movement of nothing, or of part of a unit, is none', () => {
    const good = { sku: 'MUG', from: 'A', to: 'B', quantity: 1, cause: 'test' };
    expect(stockMoveSchema.safeParse(good).success).toBe(true);
    for (const quantity of [0, -1, 0.5])
      expect(stockMoveSchema.safeParse({ ...good, quantity }).success).toBe(false);
  });
});

describe('what the levels mean', () => {
  it('on hand is in bins and quarantine; outside counts for nothing; available is what may still be promised', () => {
    const at = new Map<string, number>([
      ['A-01-1', 7],
      ['A-01-2', 3],
      [quarantineLocation, 2],
      [outsideLocations.supplier, -20],
      [outsideLocations.customer, 5],
      [outsideLocations.scrap, 1],
      [outsideLocations.adjustment, 2],
    ]);
    expect(totalsOf(at, 4)).toEqual({ onHand: 12, quarantine: 2, allocated: 4, available: 6 });
    expect(totalsOf(new Map(), 0)).toEqual({ onHand: 0, quarantine: 0, allocated: 0, available: 0 });
  });

  it('supplier, customer, scrap and adjustment are outside; bins and quarantine are not', () => {
    for (const place of ['supplier', 'customer', 'scrap', 'adjustment']) expect(isOutside(place)).toBe(true);
    for (const place of ['A-01-1', 'quarantine', '']) expect(isOutside(place)).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, skuOf } from '../ids.test-kit';
import { benchLocation, isOutside, outsideLocations, type StockMove } from './ledger';
import { type Lot, lotKey, lotOf } from './lot';
import {
  type Contents,
  isUnclear,
  nameLots,
  type PlaceContent,
  recountLots,
  remainderOf,
} from './lot-levels';

const milk = skuOf('MILK');
const bin = binOf('A-01');
const other = binOf('A-02');
const old: Lot = { lot: 'OLD', bestBefore: '2026-12-01' };
const young: Lot = { lot: 'YOUNG', bestBefore: '2027-03-01' };
const move = (quantity: number, lot?: Lot, from = bin, to = other): StockMove => ({
  sku: milk,
  from,
  to,
  quantity,
  cause: 'StockMoved',
  ...(lot ? { lot } : {}),
});
const holding = (onHand: number, ...lots: [Lot, number][]): Contents =>
  new Map([[milk, new Map([[bin, { onHand, lots: lots.map(([lot, units]) => ({ lot, units })) }]])]]);
const told = (moves: readonly StockMove[]): [string, number][] =>
  moves.map(({ lot, quantity }) => [lot?.lot ?? '', quantity]);
const at = (contents: Contents, place: string): PlaceContent =>
  contents.get(milk)?.get(place) ?? { onHand: 0, lots: [] };

describe('lots that nobody named', () => {
  it.each<[string, Contents, number, [string, number][]]>([
    ['one lot and nothing else: it is that one', holding(5, [old, 5]), 2, [['OLD', 2]]],
    ['two lots: nobody knows which', holding(5, [old, 3], [young, 2]), 2, [['', 2]]],
    ['a lot and units of none: nobody knows', holding(5, [old, 3]), 2, [['', 2]]],
    [
      'all that is there: each of them',
      holding(6, [old, 3], [young, 2]),
      6,
      [
        ['OLD', 3],
        ['YOUNG', 2],
        ['', 1],
      ],
    ],
    ['no lot at all', holding(5), 2, [['', 2]]],
    ['fewer units than lots: nobody knows', holding(2, [old, 3]), 2, [['', 2]]],
  ])('%s', (_name, contents, quantity, expected) => {
    expect(told(nameLots(move(quantity), contents))).toEqual(expected);
  });

  it('leave the remainder below zero, which is to be counted', () => {
    const contents = holding(5, [old, 3], [young, 2]);
    nameLots(move(2), contents);
    expect(remainderOf(at(contents, bin))).toBe(-2);
    expect(isUnclear(at(contents, bin))).toBe(true);
    expect(remainderOf(at(contents, other))).toBe(2);
  });

  it('a code without its day is the lot that is there', () => {
    expect(nameLots(move(1, { lot: 'OLD', bestBefore: null }), holding(5, [old, 3], [young, 2]))).toEqual([
      move(1, old),
    ]);
  });

  it('more of a lot than came is a contradiction, and is done all the same', () => {
    const contents = holding(5, [old, 1]);
    expect(told(nameLots(move(2, old), contents))).toEqual([['OLD', 2]]);
    expect(isUnclear(at(contents, bin))).toBe(true);
  });

  it('places without lots are never unclear', () => {
    expect(isUnclear({ onHand: -3, lots: [] })).toBe(false);
  });
});

describe('a count of lots', () => {
  it('says which they are, and not how many', () => {
    const contents = holding(5, [old, 3]);
    const moves = recountLots(contents, { sku: milk, place: bin }, [{ lot: young, units: 4 }]);
    expect(moves.map(({ from, to, quantity, lot }) => [from, to, quantity, lot?.lot ?? ''])).toEqual([
      [bin, 'adjustment', 3, 'OLD'],
      [bin, 'adjustment', 1, ''],
      ['adjustment', bin, 4, 'YOUNG'],
    ]);
    expect(at(contents, bin)).toEqual({
      onHand: 5,
      lots: [
        { lot: old, units: 0 },
        { lot: young, units: 4 },
      ],
    });
    expect(remainderOf(at(contents, bin))).toBe(1);
  });
});

describe('whatever moves', () => {
  const places = [bin, other, benchLocation, outsideLocations.supplier, outsideLocations.customer];
  const act = fc.record({
    from: fc.constantFrom(...places),
    to: fc.constantFrom(...places),
    quantity: fc.integer({ min: 1, max: 9 }),
    lot: fc.option(fc.constantFrom(old, young, { lot: 'OLD', bestBefore: null }), { nil: undefined }),
  });

  it('units stay as many, lots are what the movements sum to, and where there is one lot nothing is unclear', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const contents: Contents = new Map();
        const all: StockMove[] = [];
        for (const { from, to, quantity, lot } of acts) {
          const before = at(contents, from);
          const wasClear = !isUnclear(before);
          const [only, another] = before.lots.filter(({ units }) => units > 0);
          const isOneLot = only !== undefined && !another && remainderOf(before) === 0;
          const isThere = quantity <= before.onHand;
          const named = nameLots(move(quantity, lot, from, to), contents);
          expect(named.reduce((sum, each) => sum + each.quantity, 0)).toBe(quantity);
          // Where it can only be one lot, no movement without a name makes a place unclear.
          if (wasClear && isOneLot && isThere && !lot && !isOutside(from))
            expect(isUnclear(at(contents, from))).toBe(false);
          all.push(...named);
        }
        for (const place of places) {
          const content = at(contents, place);
          const sumOf = (wanted: (each: StockMove) => boolean): number =>
            all
              .filter(wanted)
              .reduce(
                (sum, { from, to, quantity }) =>
                  sum + (to === place ? quantity : 0) - (from === place ? quantity : 0),
                0,
              );
          expect(content.onHand).toBe(sumOf(() => true));
          for (const { lot, units } of content.lots)
            expect(units).toBe(sumOf((each) => each.lot !== undefined && lotKey(each.lot) === lotKey(lot)));
        }
      }),
      { seed: 54, numRuns: 300 },
    );
  });
});

describe('what a code says', () => {
  it.each([
    [
      { lot: 'L1', expiry: '270331' },
      { lot: 'L1', bestBefore: '2027-03-31' },
    ],
    [
      { lot: null, expiry: '280200' },
      { lot: '', bestBefore: '2028-02-29' },
    ],
    [
      { lot: 'L1', expiry: null },
      { lot: 'L1', bestBefore: null },
    ],
    [{ lot: null, expiry: null }, undefined],
    [{ lot: null, expiry: '271301' }, undefined],
    [{ lot: null, expiry: '270231' }, undefined],
  ])('%j', (values, expected) => {
    expect(lotOf(values)).toEqual(expected);
  });
});

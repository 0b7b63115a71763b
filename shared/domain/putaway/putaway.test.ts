import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocationId, Sku, WarehouseId } from '../ids';
import type { Lot } from '../stock/lot';
import { holds } from '../property.test-kit';
import { type PutAwayQuestion, proposePutAway, roomIn } from './propose';
import { replenishmentsOf } from './replenish';
import { type Shelf, shelfSchema, unitsOf, withMove } from './shelf';

const mug = 'MUG' as Sku;
const lamp = 'LAMP' as Sku;
const shelf = (
  name: string,
  more: Partial<Omit<Shelf, 'holds'>> & { holds?: [Sku, number][] } = {},
): Shelf => ({
  locationId: name as LocationId,
  warehouseId: 'W1' as WarehouseId,
  kind: 'pick',
  walkOrder: Number(name.slice(-2)),
  size: null,
  maxGrams: null,
  faces: [],
  asOf: 1,
  seq: 1,
  ...more,
  holds: (more.holds ?? []).map(([sku, units]) => ({ sku, units })),
});
const ask = (more: Partial<PutAwayQuestion> = {}): PutAwayQuestion => ({
  sku: mug,
  quantity: 10,
  product: { size: { lengthMm: 100, widthMm: 100, heightMm: 100 }, weightGrams: 500 },
  isAside: false,
  waiting: [],
  isFast: false,
  ...more,
});
const face = { sku: mug, min: 5, max: 20 };
const box = { lengthMm: 400, widthMm: 300, heightMm: 200 };
const bulk = { kind: 'bulk' } as const;

describe('where units are put, and why', () => {
  it.each([
    [
      'damaged ones lie aside',
      ask({ isAside: true }),
      [shelf('A-01', { faces: [face] })],
      'quarantine 10 quarantine',
    ],
    [
      'an order that waits comes first',
      ask({ waiting: [{ number: '1042', units: 4 }] }),
      [shelf('A-01', { faces: [face] })],
      'bench 4 cross-dock',
    ],
    ['the face has room', ask(), [shelf('A-02', { faces: [face], holds: [[mug, 13]] })], 'A-02 7 face'],
    [
      'the face is full: bulk of the same product',
      ask(),
      [
        shelf('A-01', { faces: [face], holds: [[mug, 20]] }),
        shelf('B-01', bulk),
        shelf('B-02', { ...bulk, holds: [[mug, 4]] }),
      ],
      'B-02 10 bulk-full-face',
    ],
    [
      'the face is full: an empty bulk bin',
      ask(),
      [
        shelf('A-01', { faces: [face], holds: [[mug, 20]] }),
        shelf('B-01', { ...bulk, holds: [[lamp, 4]] }),
        shelf('B-02', bulk),
      ],
      'B-02 10 bulk-empty',
    ],
    [
      'no face: where it lies already',
      ask(),
      [shelf('A-01'), shelf('A-02', { holds: [[mug, 1]] }), shelf('B-01', bulk)],
      'A-02 10 same-item',
    ],
    [
      'what else lies there has taken the room',
      ask(),
      [
        shelf('A-01', {
          holds: [
            [mug, 1],
            [lamp, 1],
          ],
        }),
        shelf('A-02'),
      ],
      'A-02 10 empty-far',
    ],
    [
      'an empty bin near, when orders ask for it',
      ask({ isFast: true }),
      [shelf('A-09'), shelf('A-02')],
      'A-02 10 empty-near',
    ],
    ['an empty bin far, when nobody does', ask(), [shelf('A-02'), shelf('A-09')], 'A-09 10 empty-far'],
    [
      'a face of something else stays free',
      ask(),
      [shelf('A-09', { faces: [{ ...face, sku: lamp }] }), shelf('A-02')],
      'A-02 10 empty-far',
    ],
    [
      'only so many as fit by size',
      ask({ quantity: 50 }),
      [shelf('A-01', { size: box })],
      'A-01 20 empty-far',
    ],
    ['only so many as the shelf bears', ask(), [shelf('A-01', { maxGrams: 1600 })], 'A-01 3 empty-far'],
    ['a bin that is too low', ask(), [shelf('A-01', { size: { ...box, heightMm: 90 } })], 'null 10 none'],
    ['nothing is known', ask(), [], 'null 10 none'],
  ] as const)('%s', (_why, question, shelves, expected) => {
    const { to, quantity, reason } = proposePutAway(question, shelves);
    expect(`${to} ${quantity} ${reason}`).toBe(expected);
  });

  it('counts own moves that head office has not told of', () => {
    const before = shelf('A-01', { faces: [face], holds: [[mug, 18]] });
    const after = withMove(before, { sku: mug, quantity: 2, from: 'receiving', to: 'A-01' });
    expect(unitsOf(after, mug)).toBe(20);
    expect(proposePutAway(ask(), [after]).reason).not.toBe('face');
    expect(withMove(after, { sku: mug, quantity: 20, from: 'A-01', to: 'B-01' }).holds).toEqual([]);
    shelfSchema.parse(after);
  });
});

describe('faces that are filled up', () => {
  it('below the minimum, up to the maximum, out of the bulk bin with the fewest', () => {
    const shelves = [
      shelf('A-01', { faces: [face], holds: [[mug, 4]] }),
      shelf('A-02', { faces: [{ sku: lamp, min: 1, max: 5 }], holds: [[lamp, 1]] }),
      shelf('B-01', { ...bulk, holds: [[mug, 40]] }),
      shelf('B-02', { ...bulk, holds: [[mug, 9]] }),
    ];
    expect(replenishmentsOf(shelves)).toEqual([{ sku: mug, from: 'B-02', to: 'A-01', quantity: 9 }]);
  });

  it('not at the minimum, and not where bulk has none', () => {
    expect(
      replenishmentsOf([
        shelf('A-01', { faces: [face], holds: [[mug, 5]] }),
        shelf('B-01', { ...bulk, holds: [[mug, 9]] }),
      ]),
    ).toEqual([]);
    expect(
      replenishmentsOf([shelf('A-01', { faces: [face] }), shelf('A-02', { holds: [[mug, 9]] })]),
    ).toEqual([]);
  });

  it('goods that go out in turn come out of the bin whose lot is next, a lot a task, and never what may not be sold', () => {
    const shelves = [
      shelf('A-01', { faces: [face] }),
      shelf('A-02', { faces: [face] }),
      shelf('B-01', { ...bulk, holds: [[mug, 3]] }),
      shelf('B-02', { ...bulk, holds: [[mug, 40]] }),
    ];
    const lot = (name: string): Lot => ({ lot: name, bestBefore: null });
    const [first, second] = [lot('L1'), lot('L2')];
    const at = (name: string, quantity: number, of: Lot) => ({
      locationId: name as LocationId,
      quantity,
      lot: of,
    });
    const turn = new Map([[mug as string, [at('B-02', 8, first), at('B-02', 30, second)]]]);
    expect(replenishmentsOf(shelves, turn)).toEqual([
      { sku: mug, from: 'B-02', to: 'A-01', quantity: 8, lot: first },
      { sku: mug, from: 'B-02', to: 'A-02', quantity: 20, lot: second },
    ]);
    // Nothing in bulk may be sold: the fuller picture of the bins does not matter.
    expect(replenishmentsOf(shelves, new Map([[mug as string, []]]))).toEqual([]);
    expect(replenishmentsOf(shelves).map(({ from }) => from)).toEqual(['B-01', 'B-02']);
  });

  it('a bulk bin is given once, however many faces want it', () => {
    const both = replenishmentsOf([
      shelf('A-01', { faces: [face] }),
      shelf('A-02', { faces: [face] }),
      shelf('B-01', { ...bulk, holds: [[mug, 25]] }),
    ]);
    expect(both.map(({ to, quantity }) => [to, quantity])).toEqual([
      ['A-01', 20],
      ['A-02', 5],
    ]);
  });
});

describe('whatever the shelves', () => {
  const some = fc.array(
    fc.record({
      kind: fc.constantFrom('pick' as const, 'bulk' as const),
      walkOrder: fc.integer({ min: 0, max: 20 }),
      maxGrams: fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: null }),
      size: fc.option(fc.constant(box), { nil: null }),
      mugs: fc.integer({ min: 0, max: 30 }),
      lamps: fc.integer({ min: 0, max: 3 }),
      max: fc.integer({ min: 0, max: 25 }),
    }),
    { maxLength: 8 },
  );
  const shelvesOf = (
    all: {
      kind: 'pick' | 'bulk';
      walkOrder: number;
      maxGrams: number | null;
      size: Shelf['size'];
      mugs: number;
      lamps: number;
      max: number;
    }[],
  ): Shelf[] =>
    all.map(({ mugs, lamps, max, ...rest }, at) =>
      shelf(`S-${String(at).padStart(2, '0')}`, {
        ...rest,
        faces: max > 0 ? [{ sku: mug, min: Math.floor(max / 2), max }] : [],
        holds: [
          ...(mugs > 0 ? [[mug, mugs] as [Sku, number]] : []),
          ...(lamps > 0 ? [[lamp, lamps] as [Sku, number]] : []),
        ],
      }),
    );

  it('a proposal is for some of the units, into a bin with room, and following it ends', () => {
    holds(
      fc.property(some, fc.integer({ min: 1, max: 80 }), fc.boolean(), (all, units, isFast) => {
        let shelves = shelvesOf(all);
        let left = units;
        for (let turn = 0; left > 0; turn += 1) {
          expect(turn).toBeLessThan(50);
          const question = ask({ quantity: left, isFast });
          const { to, quantity, reason } = proposePutAway(question, shelves);
          if (to === null) break;
          expect(quantity).toBeGreaterThan(0);
          expect(quantity).toBeLessThanOrEqual(left);
          const chosen = shelves.find(({ locationId }) => locationId === to);
          expect(chosen && roomIn(chosen, question)).toBeGreaterThanOrEqual(quantity);
          expect(reason).not.toBe('none');
          shelves = shelves.map((each) => withMove(each, { sku: mug, quantity, from: 'receiving', to }));
          left -= quantity;
        }
      }),
    );
  });

  it('filling up moves what bulk has, and never beyond the maximum', () => {
    holds(
      fc.property(some, (all) => {
        const shelves = shelvesOf(all);
        let after = shelves;
        for (const move of replenishmentsOf(shelves)) after = after.map((each) => withMove(each, move));
        const sum = (each: readonly Shelf[]): number =>
          each.reduce((total, one) => total + unitsOf(one, mug), 0);
        expect(sum(after)).toBe(sum(shelves));
        for (const [at, one] of after.entries()) {
          const max = one.faces[0]?.max ?? 0;
          if (one.kind === 'pick' && unitsOf(one, mug) > unitsOf(shelves[at] as Shelf, mug))
            expect(unitsOf(one, mug)).toBeLessThanOrEqual(max);
        }
      }),
    );
  });
});

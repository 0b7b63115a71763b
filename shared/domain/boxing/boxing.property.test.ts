// Every plan of boxes is valid, as an independent checker sees it, whatever the pieces and the rules.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlacements } from './check-placements';
import { chooseBoxes } from './choose-boxes';
import type { BoxType, Piece, Placement } from './goods';

const box = (boxId: string, length: number, width: number, height: number, maxGrams: number): BoxType => ({
  boxId,
  inner: { length, width, height },
  outer: { length: length + 6, width: width + 6, height: height + 8 },
  grams: Math.round((length * width) / 500),
  maxGrams,
});
const types = [
  box('S', 200, 150, 100, 5000),
  box('M', 300, 200, 200, 10_000),
  box('L', 600, 400, 400, 25_000),
];
const apart = [['acid', 'base']] as const;

const pieces: fc.Arbitrary<Piece> = fc.record(
  {
    length: fc.integer({ min: 10, max: 450 }),
    width: fc.integer({ min: 10, max: 350 }),
    height: fc.integer({ min: 5, max: 300 }),
    grams: fc.integer({ min: 1, max: 6000 }),
    isUpright: fc.boolean(),
    bearsGramsPerM2: fc.constantFrom(0, 20_000, 200_000),
    isAlone: fc.oneof(
      { weight: 9, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    hazardClass: fc.constantFrom('acid', 'base', 'battery'),
  },
  { requiredKeys: ['length', 'width', 'height', 'grams'] },
);

describe('boxes for the pieces of an order', () => {
  it('take every piece once and break no rule', () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 12 }), (given) => {
        const { boxes, unboxable } = chooseBoxes(given, types, { apart, extraTries: 1 });
        const packed = boxes.flatMap(({ placements }) => placements.map(({ piece }) => piece));
        expect([...packed, ...unboxable].sort((a, b) => a - b)).toEqual(given.map((_, at) => at));
        for (const { box: type, placements } of boxes)
          expect(
            checkPlacements(
              type,
              given,
              placements,
              placements.map(({ piece }) => piece),
              { apart },
            ),
          ).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('are the cheapest one when one is enough', () => {
    const cup = { length: 100, width: 100, height: 90, grams: 300 };
    expect(chooseBoxes([cup], types).boxes.map((each) => each.box.boxId)).toEqual(['S']);
    expect(
      chooseBoxes([cup], types, { costOf: ({ boxId }) => (boxId === 'L' ? 1 : 2) }).boxes[0]?.box.boxId,
    ).toBe('L');
    const cups = Array.from({ length: 8 }, () => cup);
    expect(chooseBoxes(cups, types).boxes.map((each) => each.box.boxId)).toEqual(['M']);
  });

  it('say which piece no box takes', () => {
    const ladder = { length: 2000, width: 300, height: 100, grams: 5000 };
    expect(chooseBoxes([ladder], types)).toEqual({ boxes: [], unboxable: [0] });
  });
});

describe('the checker of placements', () => {
  const two: Piece[] = [
    { length: 100, width: 100, height: 50, grams: 400, bearsGramsPerM2: 10_000 },
    { length: 100, width: 100, height: 50, grams: 400, isUpright: true },
  ];
  const lies = (piece: number, x: number, z: number, dz = 50): Placement => ({
    piece,
    x,
    y: 0,
    z,
    dx: 100,
    dy: dz === 50 ? 100 : 50,
    dz,
  });
  const faults = (placements: Placement[], given = two): string[] =>
    checkPlacements(types[0] as BoxType, given, placements, [0, 1], { apart }).map(({ kind }) => kind);

  it('finds each kind of fault', () => {
    expect(faults([lies(0, 0, 0), lies(1, 100, 0)])).toEqual([]);
    expect(faults([lies(0, 0, 0)])).toEqual(['missing']);
    expect(faults([lies(0, 0, 0), lies(1, 100, 0), lies(1, 0, 50)])).toContain('twice');
    expect(faults([lies(0, 0, 0), lies(1, 101, 0)])).toEqual(['outside']);
    expect(faults([lies(0, 0, 0), lies(1, 50, 0)])).toEqual(['overlap']);
    expect(faults([lies(0, 0, 0), lies(1, 100, 0, 100)])).toEqual(['turned']);
    expect(faults([lies(1, 0, 0), lies(0, 31, 50)])).toEqual(['unsupported']);
    expect(faults([lies(1, 0, 0), lies(0, 30, 50)])).toEqual([]);
    expect(faults([lies(0, 0, 0), lies(1, 0, 50)])).toEqual(['crushed']);
    const heavy = two.map((piece) => ({ ...piece, grams: 2500 }));
    expect(faults([lies(0, 0, 0), lies(1, 100, 0)], heavy)).toEqual(['too-heavy']);
    const alone = two.map((piece, at) => ({ ...piece, isAlone: at === 0 }));
    expect(faults([lies(0, 0, 0), lies(1, 100, 0)], alone)).toEqual(['not-alone']);
    const hazard = two.map((piece, at) => ({ ...piece, hazardClass: at === 0 ? 'acid' : 'base' }));
    expect(faults([lies(0, 0, 0), lies(1, 100, 0)], hazard)).toEqual(['hazard']);
  });
});

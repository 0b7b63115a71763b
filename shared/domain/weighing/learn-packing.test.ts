import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxIdSchema } from '../ids';
import { holds } from '../property.test-kit';
import { learnPacking, type PackedBox } from './learn-packing';

const small = boxIdSchema.parse('S');
const large = boxIdSchema.parse('L');

/** Numbers that look as if drawn, the same each time. */
function drawsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

type Site = { base: number; paper: number; large: number; perUnit: number; stray: number };

function boxesOf(site: Site, count: number, seed = 1): PackedBox[] {
  const draw = drawsOf(seed);
  return Array.from({ length: count }, (): PackedBox => {
    const units = 1 + Math.floor(draw() * 6);
    const metres = Math.floor(draw() * 5);
    const isLarge = draw() < 0.5;
    const stray = (draw() + draw() + draw() - 1.5) * 2;
    const taken = 1 + site.stray * stray;
    return {
      boxId: isLarge ? large : small,
      units,
      padding: metres === 0 ? null : { paddingId: 'paper', quantity: metres },
      overGrams:
        site.base +
        metres * site.paper * taken +
        (isLarge ? site.large : 0) +
        units * site.perUnit +
        stray * 1.2,
      goodsSpreadGrams: 3,
    };
  });
}

const site: Site = { base: 12, paper: 25, large: 30, perUnit: 0, stray: 0.1 };
const of = (learned: ReturnType<typeof learnPacking>) => ({
  base: (learned?.milligrams ?? 0) / 1000,
  paper: (learned?.paddings[0]?.milligrams ?? 0) / 1000,
  spread: (learned?.paddings[0]?.spreadMilligrams ?? 0) / 1000,
  small: (learned?.boxes.find(({ boxId }) => boxId === small)?.milligrams ?? 0) / 1000,
  large: (learned?.boxes.find(({ boxId }) => boxId === large)?.milligrams ?? 0) / 1000,
});

describe('what is in a box beside its goods', () => {
  it('is told apart: tape and papers, a metre of paper, and a box that is heavier than its maker says', () => {
    const learned = of(learnPacking(boxesOf(site, 200)));
    expect(learned.paper).toBeCloseTo(25, -0.5);
    expect(learned.base + learned.small).toBeGreaterThan(8);
    expect(learned.base + learned.small).toBeLessThan(16);
    expect(learned.large - learned.small).toBeGreaterThan(25);
    expect(learned.large - learned.small).toBeLessThan(35);
    expect(learned.spread).toBeGreaterThan(1);
    expect(learned.spread).toBeLessThan(6);
  });

  it('is not hidden by weights of products that hold it already', () => {
    const hidden = of(learnPacking(boxesOf({ ...site, perUnit: -5 }, 300)));
    expect(hidden.paper).toBeCloseTo(25, -0.5);
    expect(Math.abs(hidden.base + hidden.small - 12)).toBeLessThan(5);
  });

  it('is moved little by boxes that were packed wrong', () => {
    const boxes = boxesOf(site, 200).map((box, at) =>
      at % 20 === 0 ? { ...box, overGrams: box.overGrams + 900 } : box,
    );
    const learned = of(learnPacking(boxes));
    expect(Math.abs(learned.paper - 25)).toBeLessThan(3);
    expect(Math.abs(learned.base + learned.small - 12)).toBeLessThan(8);
  });

  it('is nothing where too few boxes tell of it, and a padding that hardly anybody had is none', () => {
    expect(learnPacking(boxesOf(site, 11))).toBeNull();
    const boxes = boxesOf(site, 60).map((box, at) =>
      at < 3 ? { ...box, padding: { paddingId: 'foam', quantity: 1 } } : box,
    );
    expect(learnPacking(boxes)?.paddings.map(({ paddingId }) => paddingId)).toEqual(['paper']);
  });

  it('is the same in whatever order boxes come, and always a number', () => {
    const box = fc.record({
      boxId: fc.constantFrom(small, large),
      units: fc.nat(9),
      padding: fc.option(
        fc.record({ paddingId: fc.constantFrom('a', 'b'), quantity: fc.integer({ min: 1, max: 9 }) }),
      ),
      overGrams: fc.integer({ min: -2_000, max: 5_000 }),
      goodsSpreadGrams: fc.integer({ min: 0, max: 500 }),
    });
    holds(
      fc.property(fc.array(box, { maxLength: 60 }), (boxes) => {
        const learned = learnPacking(boxes);
        const turned = learnPacking([...boxes].reverse());
        expect(turned === null).toBe(learned === null);
        if (!learned || !turned) return;
        const numbers = [
          learned.milligrams,
          learned.spreadMilligrams,
          ...learned.paddings.map((each) => each.milligrams),
        ];
        expect(numbers.every(Number.isSafeInteger)).toBe(true);
        expect(Math.abs(learned.milligrams - turned.milligrams)).toBeLessThanOrEqual(2);
      }),
    );
  });
});

// The exact tour against an exhaustive search, and against itself walked.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Stop } from './block';
import { type PickArea, walk } from './pick-area';
import { shortestTour } from './shortest-tour';
import { TourLength } from './tour-length';
import { usualTours } from './usual-tours';

type Case = { area: PickArea; stops: Stop[] };

const steps = (count: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: count, maxLength: count })
    .map((gaps) => gaps.reduce<number[]>((at, gap) => [...at, (at.at(-1) ?? 0) + gap], [0]));

const areas = (blocks: number): fc.Arbitrary<PickArea> =>
  fc
    .record({
      aislesAt: fc.integer({ min: 0, max: 4 }).chain(steps),
      crossingsAt: steps(blocks),
      aisle: fc.nat(),
      crossing: fc.nat(),
    })
    .map(({ aislesAt, crossingsAt, aisle, crossing }) => ({
      aislesAt,
      crossingsAt,
      depot: { aisle: aisle % aislesAt.length, crossing: crossing % crossingsAt.length },
    }));

const cases = (blocks: number): fc.Arbitrary<Case> =>
  areas(blocks).chain((area) =>
    fc.record({
      area: fc.constant(area),
      stops: fc.array(
        fc.record({
          aisle: fc.integer({ min: 0, max: area.aislesAt.length - 1 }),
          height: fc.integer({ min: 0, max: area.crossingsAt.at(-1) ?? 0 }),
        }),
        { minLength: 1, maxLength: 7 },
      ),
    }),
  );

const depotOf = ({ crossingsAt, depot }: PickArea): Stop => ({
  aisle: depot.aisle,
  height: crossingsAt[depot.crossing] ?? 0,
});

/** Held and Karp's dynamic program over subsets. */
function exhaustive({ area, stops }: Case): number {
  const all = [depotOf(area), ...stops];
  const full = 2 ** stops.length;
  const best = Array.from({ length: full }, () => stops.map(() => Number.POSITIVE_INFINITY));
  const to = (a: number, b: number): number => walk(area, all[a] as Stop, all[b] as Stop);
  for (const [at] of stops.entries()) (best[1 << at] as number[])[at] = to(0, at + 1);
  for (let set = 1; set < full; set += 1)
    for (const [last] of stops.entries()) {
      const sofar = (best[set] as number[])[last] as number;
      if (sofar === Number.POSITIVE_INFINITY) continue;
      for (const [next] of stops.entries()) {
        if (set & (1 << next)) continue;
        const row = best[set | (1 << next)] as number[];
        row[next] = Math.min(row[next] as number, sofar + to(last + 1, next + 1));
      }
    }
  return Math.min(...(best[full - 1] as number[]).map((sofar, last) => sofar + to(last + 1, 0)));
}

function expectTour({ area, stops }: Case): void {
  const tour = shortestTour(area, stops);
  expect(tour.length).toBeCloseTo(exhaustive({ area, stops }), 6);
  const walked = tour.path.slice(1).map((to, at) => {
    const from = tour.path[at] as Stop;
    const isOnCrossing = from.height === to.height && area.crossingsAt.includes(to.height);
    expect(from.aisle === to.aisle || isOnCrossing).toBe(true);
    return walk(area, from, to);
  });
  expect(walked.reduce((sum, metres) => sum + metres, 0)).toBeCloseTo(tour.length, 6);
  expect([tour.path[0], tour.path.at(-1)]).toEqual([depotOf(area), depotOf(area)]);
  expect([...tour.order].sort((a, b) => a - b)).toEqual(stops.map((_, index) => index));
}

const blocks = fc
  .record({
    aisles: fc.integer({ min: 1, max: 6 }),
    aisleLength: fc.integer({ min: 2, max: 12 }),
    aisleSpacing: fc.integer({ min: 1, max: 6 }),
    depot: fc.nat(),
  })
  .map(({ depot, ...block }): Block => ({ ...block, depotAisle: depot % block.aisles }));
const blockCases = blocks.chain((block) =>
  fc.record({
    block: fc.constant(block),
    stops: fc.array(
      fc.record({
        aisle: fc.integer({ min: 0, max: block.aisles - 1 }),
        height: fc.integer({ min: 0, max: block.aisleLength }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  }),
);
const areaOf = (block: Block): PickArea => ({
  aislesAt: Array.from({ length: block.aisles }, (_, aisle) => aisle * block.aisleSpacing),
  crossingsAt: [0, block.aisleLength],
  depot: { aisle: block.depotAisle, crossing: 0 },
});

function lengthAlone(block: Block, stops: readonly Stop[]): number {
  const tour = new TourLength(block);
  tour.begin();
  for (let aisle = 0; aisle < block.aisles; aisle += 1) {
    const heights = [
      ...(aisle === block.depotAisle ? [0] : []),
      ...stops.filter((stop) => stop.aisle === aisle).map(({ height }) => height),
    ].sort((a, b) => a - b);
    if (heights.length === 0) continue;
    const gaps = heights.slice(1).map((height, at) => height - (heights[at] as number));
    tour.aisle(aisle, heights[0] as number, heights.at(-1) as number, Math.max(0, ...gaps));
  }
  return tour.end();
}

describe('the shortest tour', () => {
  it.each([1, 2, 3])(
    'of %i blocks is as short as the best of all orders, and as long as its path',
    (count) => {
      fc.assert(fc.property(cases(count), expectTour), { numRuns: 200 });
    },
  );

  it('of one block has the length that is found without its path', () => {
    fc.assert(
      fc.property(blockCases, ({ block, stops }) => {
        expect(lengthAlone(block, stops)).toBeCloseTo(shortestTour(areaOf(block), stops).length, 6);
      }),
      { numRuns: 300 },
    );
  });

  it('is never longer than a way that people walk by habit', () => {
    fc.assert(
      fc.property(blockCases, ({ block, stops }) => {
        const { length } = shortestTour(areaOf(block), stops);
        for (const [name, metres] of Object.entries(usualTours(block, stops)))
          expect(metres, name).toBeGreaterThanOrEqual(length - 1e-9);
      }),
    );
  });

  it('is nothing when there is nothing to pick', () => {
    const area: PickArea = { aislesAt: [0, 3, 6], crossingsAt: [0, 10], depot: { aisle: 1, crossing: 0 } };
    expect(shortestTour(area, [])).toEqual({ length: 0, path: [], order: [] });
    const tour = new TourLength({ aisles: 3, aisleLength: 10, aisleSpacing: 3, depotAisle: 1 });
    tour.begin();
    expect(tour.end()).toBe(0);
  });

  it('refuses a stop that is not in the area', () => {
    const area: PickArea = { aislesAt: [0, 3, 6], crossingsAt: [0, 10], depot: { aisle: 0, crossing: 0 } };
    expect(() => shortestTour(area, [{ aisle: 3, height: 0 }])).toThrow('aisle 3 is not one of the 3');
    expect(() => shortestTour(area, [{ aisle: 0, height: 11 }])).toThrow('height 11 is outside');
  });
});

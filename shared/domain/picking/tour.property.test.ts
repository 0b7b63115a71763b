// The exact tour against an exhaustive search, and against itself walked.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Stop } from './block';
import { shortestTour } from './shortest-tour';
import { TourLength } from './tour-length';
import { usualTours } from './usual-tours';

const blocks: fc.Arbitrary<Block> = fc
  .record({
    aisles: fc.integer({ min: 1, max: 6 }),
    aisleLength: fc.integer({ min: 2, max: 12 }),
    aisleSpacing: fc.integer({ min: 1, max: 6 }),
    depot: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ depot, ...block }) => ({ ...block, depotAisle: Math.floor(depot * block.aisles) }));

const cases = blocks.chain((block) =>
  fc.record({
    block: fc.constant(block),
    stops: fc.array(
      fc.record({
        aisle: fc.integer({ min: 0, max: block.aisles - 1 }),
        height: fc.integer({ min: 0, max: block.aisleLength }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  }),
);

function distance(block: Block, a: Stop, b: Stop): number {
  if (a.aisle === b.aisle) return Math.abs(a.height - b.height);
  const along = Math.abs(a.aisle - b.aisle) * block.aisleSpacing;
  return along + Math.min(a.height + b.height, 2 * block.aisleLength - a.height - b.height);
}

/** Held and Karp's dynamic program over subsets. */
function exhaustive(block: Block, stops: readonly Stop[]): number {
  const all = [{ aisle: block.depotAisle, height: 0 }, ...stops];
  const full = 1 << stops.length;
  const best = Array.from({ length: full }, () => Array.from({ length: stops.length }, () => Infinity));
  const to = (a: number, b: number): number => distance(block, all[a] as Stop, all[b] as Stop);
  for (let i = 0; i < stops.length; i += 1) (best[1 << i] as number[])[i] = to(0, i + 1);
  for (let set = 1; set < full; set += 1)
    for (let last = 0; last < stops.length; last += 1) {
      const sofar = (best[set] as number[])[last] as number;
      if (sofar === Infinity) continue;
      for (let next = 0; next < stops.length; next += 1) {
        if (set & (1 << next)) continue;
        const row = best[set | (1 << next)] as number[];
        row[next] = Math.min(row[next] as number, sofar + to(last + 1, next + 1));
      }
    }
  return Math.min(...(best[full - 1] as number[]).map((sofar, last) => sofar + to(last + 1, 0)));
}

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

describe('the shortest tour of a block', () => {
  it('is as short as the best of all orders of its stops, and its path is as long as it says', () => {
    fc.assert(
      fc.property(cases, ({ block, stops }) => {
        const tour = shortestTour(block, stops);
        expect(tour.length).toBeCloseTo(exhaustive(block, stops), 6);
        expect(lengthAlone(block, stops)).toBeCloseTo(tour.length, 6);
        const walked = tour.path.slice(1).map((to, at) => {
          const from = tour.path[at] as Stop;
          const onCross = from.height === to.height && (to.height === 0 || to.height === block.aisleLength);
          expect(from.aisle === to.aisle || onCross).toBe(true);
          return distance(block, from, to);
        });
        expect(walked.reduce((sum, metres) => sum + metres, 0)).toBeCloseTo(tour.length, 6);
        const depot = { aisle: block.depotAisle, height: 0 };
        expect([tour.path[0], tour.path.at(-1)]).toEqual([depot, depot]);
        expect([...tour.order].sort((a, b) => a - b)).toEqual(stops.map((_, index) => index));
      }),
      { numRuns: 300 },
    );
  });

  it('is never longer than a way that people walk by habit', () => {
    fc.assert(
      fc.property(cases, ({ block, stops }) => {
        const { length } = shortestTour(block, stops);
        for (const [name, metres] of Object.entries(usualTours(block, stops)))
          expect(metres, name).toBeGreaterThanOrEqual(length - 1e-9);
      }),
    );
  });

  it('is nothing when there is nothing to pick', () => {
    const block = { aisles: 3, aisleLength: 10, aisleSpacing: 3, depotAisle: 1 };
    expect(shortestTour(block, [])).toEqual({ length: 0, path: [], order: [] });
    const tour = new TourLength(block);
    tour.begin();
    expect(tour.end()).toBe(0);
  });

  it('refuses a stop that is not in the block', () => {
    const block = { aisles: 3, aisleLength: 10, aisleSpacing: 3, depotAisle: 0 };
    expect(() => shortestTour(block, [{ aisle: 3, height: 0 }])).toThrow('aisle 3 is not one of the 3');
    expect(() => shortestTour(block, [{ aisle: 0, height: 11 }])).toThrow('height 11 is outside');
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PickArea } from './pick-area';
import { walk } from './pick-area';
import { shortestTour } from './shortest-tour';
import { wayOf } from './way-of';

const area: PickArea = { aislesAt: [0, 3, 6, 9], crossingsAt: [0, 10, 24], depot: { aisle: 1, crossing: 0 } };
const someStops = fc.array(
  fc.record({ aisle: fc.nat({ max: 3 }), height: fc.integer({ min: 0, max: 24 }) }),
  { minLength: 1, maxLength: 8 },
);

it('is as long as the tour it draws, and turns corners only where aisles meet cross aisles', () => {
  fc.assert(
    fc.property(someStops, (stops) => {
      const { order, length } = shortestTour(area, stops);
      const way = wayOf(
        area,
        order.map((at) => stops[at] as (typeof stops)[number]),
      );
      const metres = way
        .slice(1)
        .reduce((sum, stop, at) => sum + walk(area, way[at] as typeof stop, stop), 0);
      expect(metres).toBeCloseTo(length);
      for (const [at, stop] of way.slice(1).entries()) {
        const before = way[at] as typeof stop;
        const isAlong = before.aisle === stop.aisle;
        expect(isAlong || (before.height === stop.height && area.crossingsAt.includes(stop.height))).toBe(
          true,
        );
      }
      expect([way[0], way.at(-1)]).toEqual([
        { aisle: 1, height: 0 },
        { aisle: 1, height: 0 },
      ]);
    }),
    { numRuns: 100 },
  );
});

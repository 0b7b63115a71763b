// Plans of batches: everything once, nothing too heavy, as long as they say, never longer than where they began.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchPool, type PoolOrder } from './batch-pool';
import type { Block } from './block';
import { bySavings, inOrderOfArrival } from './first-batches';
import { type BatchPlan, planBatches } from './plan-batches';
import { shortestTour } from './shortest-tour';

const block: Block = { aisles: 4, aisleLength: 40, aisleSpacing: 3, depotAisle: 1 };
const area = { aislesAt: [0, 3, 6, 9], crossingsAt: [0, 40], depot: { aisle: 1, crossing: 0 } };
const capacity = 12;
const orders: fc.Arbitrary<PoolOrder[]> = fc.array(
  fc.record({
    load: fc.integer({ min: 1, max: capacity }),
    stops: fc.array(
      fc.record({ aisle: fc.integer({ min: 0, max: 3 }), height: fc.integer({ min: 0, max: 40 }) }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  { minLength: 1, maxLength: 7 },
);

const total = (batches: readonly { length: number }[]): number =>
  batches.reduce((sum, { length }) => sum + length, 0);

function after(pool: BatchPool, seed: number, turns: number): BatchPlan {
  for (const plan of planBatches(pool, seed)) if (plan.turns >= turns) return plan;
  throw new Error('unreachable');
}

/** Every division into sets that fit, by recursion over the first order not yet taken. */
function exhaustive(pool: BatchPool): number {
  const best = new Map<number, number>([[0, 0]]);
  const full = 2 ** pool.size - 1;
  const of = (set: number): number => {
    const known = best.get(set);
    if (known !== undefined) return known;
    const first = set & -set;
    let least = Number.POSITIVE_INFINITY;
    for (let part = set; part > 0; part = (part - 1) & set) {
      if (!(part & first)) continue;
      const members = Array.from({ length: pool.size }, (_, at) => at).filter((at) => part & (1 << at));
      if (members.reduce((sum, at) => sum + pool.load(at), 0) > pool.capacity) continue;
      least = Math.min(least, pool.batch(members).length + of(set ^ part));
    }
    best.set(set, least);
    return least;
  };
  return of(full);
}

describe('a plan of batches', () => {
  it('has every order once, fits, is as long as its tours, and is near the best division there is', () => {
    let above = 0;
    fc.assert(
      fc.property(orders, (given) => {
        const pool = new BatchPool(block, given, capacity);
        const plan = after(pool, 1, 30);
        expect(plan.batches.flatMap((batch) => batch.orders).sort((a, b) => a - b)).toEqual(
          given.map((_, at) => at),
        );
        for (const batch of plan.batches) {
          expect(batch.load).toBeLessThanOrEqual(capacity);
          const stops = batch.orders.flatMap((order) => given[order]?.stops ?? []);
          expect(batch.length).toBeCloseTo(shortestTour(area, stops).length, 6);
        }
        expect(plan.length).toBeCloseTo(total(plan.batches), 6);
        const best = exhaustive(pool);
        expect(plan.length).toBeGreaterThanOrEqual(best - 1e-6);
        if (plan.length > best + 1e-6) above += 1;
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(above).toBeLessThanOrEqual(2);
  });

  it('is never longer than savings or the order of arrival, and shrinks turn by turn', () => {
    fc.assert(
      fc.property(orders, fc.integer(), (given, seed) => {
        const pool = new BatchPool(block, given, capacity);
        const savings = total(bySavings(pool));
        let before = Number.POSITIVE_INFINITY;
        for (const plan of planBatches(pool, seed)) {
          expect(plan.length).toBeLessThanOrEqual(Math.min(before, savings) + 1e-6);
          before = plan.length;
          if (plan.turns >= 5) break;
        }
        for (const batches of [inOrderOfArrival(pool), bySavings(pool)])
          expect(batches.flatMap((batch) => batch.orders).sort((a, b) => a - b)).toEqual(
            given.map((_, at) => at),
          );
      }),
      { numRuns: 50 },
    );
  });

  it('is the same again for the same seed and turns', () => {
    const given = Array.from({ length: 30 }, (_, at) => ({
      load: 1 + (at % 5),
      stops: [
        { aisle: at % 4, height: (at * 7) % 41 },
        { aisle: (at * 3) % 4, height: (at * 11) % 41 },
      ],
    }));
    const planned = (): number[][] =>
      after(new BatchPool(block, given, capacity), 5, 20).batches.map((batch) => [...batch.orders]);
    expect(planned()).toEqual(planned());
  });

  it('refuses an order that fits no tour', () => {
    expect(() => new BatchPool(block, [{ load: 13, stops: [] }], capacity)).toThrow('split it first');
  });
});

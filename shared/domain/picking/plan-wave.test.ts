// A wave can be picked, keeps its bounds, and on small pools is the best there is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planWave, type Units, type Wave, waveFault, type WavePool } from './plan-wave';

const items = 5;
const units = (most: number): fc.Arbitrary<Units> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: items - 1 }), { minLength: 1, maxLength: 3 })
    .chain((chosen) =>
      fc.tuple(...chosen.map((item) => fc.tuple(fc.constant(item), fc.integer({ min: 1, max: most })))),
    );
const pools: fc.Arbitrary<WavePool> = fc
  .record({
    orders: fc.array(units(3), { minLength: 1, maxLength: 6 }),
    aisles: fc.array(units(6), { minLength: 1, maxLength: 4 }),
    least: fc.integer({ min: 0, max: 4 }),
    more: fc.integer({ min: 0, max: 10 }),
  })
  .map(({ more, ...pool }) => ({ items, ...pool, most: pool.least + more }));

function after(pool: WavePool, turns: number, seed = 1): Wave | null {
  let at = 0;
  for (const wave of planWave(pool, seed)) if ((at += 1) >= turns) return wave;
  return null;
}

function subsets(count: number): number[][] {
  return Array.from({ length: 2 ** count }, (_, set) =>
    Array.from({ length: count }, (__, at) => at).filter((at) => set & (1 << at)),
  );
}

function exhaustive(pool: WavePool): number {
  let best = 0;
  for (const aisles of subsets(pool.aisles.length).filter((chosen) => chosen.length > 0))
    for (const orders of subsets(pool.orders.length)) {
      const total = orders
        .flatMap((order) => pool.orders[order] ?? [])
        .reduce((sum, [, wanted]) => sum + wanted, 0);
      if (waveFault(pool, { orders, aisles, units: total }) === null)
        best = Math.max(best, total / aisles.length);
    }
  return best;
}

describe('a wave', () => {
  it('breaks no rule and is the best there is of a small pool, nearly always', () => {
    let below = 0;
    fc.assert(
      fc.property(pools, (pool) => {
        const wave = after(pool, 40);
        const best = exhaustive(pool);
        if (wave === null) {
          if (best > 0) below += 1;
          return;
        }
        expect(waveFault(pool, wave)).toBeNull();
        const ratio = wave.units / wave.aisles.length;
        expect(ratio).toBeLessThanOrEqual(best + 1e-9);
        if (ratio < best - 1e-9) below += 1;
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(below).toBeLessThanOrEqual(6);
  });

  it('is none when the least cannot be reached', () => {
    const pool = { items: 1, orders: [[[0, 2]]], aisles: [[[0, 1]]], least: 1, most: 5 } as const;
    expect(after(pool, 20)).toBeNull();
  });

  it('is the same again for the same seed and turns', () => {
    const draw = fc.sample(pools, { numRuns: 20, seed: 5 });
    for (const pool of draw) expect(after(pool, 15, 9)).toEqual(after(pool, 15, 9));
  });
});

describe('the checker of waves', () => {
  const pool = {
    items: 2,
    orders: [[[0, 2]], [[1, 1]]],
    aisles: [[[0, 2]], [[1, 1]]],
    least: 2,
    most: 3,
  } as const;
  it('finds each kind of fault', () => {
    expect(waveFault(pool, { orders: [0, 1], aisles: [0, 1], units: 3 })).toBeNull();
    expect(waveFault(pool, { orders: [0, 0], aisles: [0, 1], units: 4 })).toBe('twice');
    expect(waveFault(pool, { orders: [0, 1], aisles: [0], units: 3 })).toBe('stock');
    expect(waveFault(pool, { orders: [0], aisles: [0], units: 3 })).toBe('units');
    expect(waveFault(pool, { orders: [1], aisles: [1], units: 1 })).toBe('bounds');
  });
});

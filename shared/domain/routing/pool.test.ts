import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { bidPrices } from './bid-prices';
import { cheapestNodes } from './cheapest-nodes';
import { drawFuture } from './future-orders';
import { planPool } from './plan-pool';
import { costOf, type Pool, type PoolOrder, take } from './pool';
import { pricesAhead } from './prices-ahead';
import { seededDraw, weightedDraw } from './seeded';

const nodes = 3;
const skus = 4;

const anyBasket = fc
  .record({
    skus: fc.uniqueArray(fc.integer({ min: 0, max: skus - 1 }), { minLength: 1, maxLength: 3 }),
    quantity: fc.integer({ min: 1, max: 3 }),
    opening: fc.array(fc.integer({ min: 50, max: 200 }), { minLength: nodes, maxLength: nodes }),
    each: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 3 * nodes, maxLength: 3 * nodes }),
  })
  .map(
    ({ skus: asked, quantity, opening, each }): PoolOrder => ({
      skus: asked,
      quantities: asked.map((_, at) => (at === 0 ? quantity : 1)),
      shipmentCosts: Float64Array.from(opening),
      unitCosts: Float64Array.from(each.slice(0, asked.length * nodes)),
    }),
  );

/** There is always enough of everything somewhere: 24 units of each SKU for at most 8 orders of at most 3. */
const anyPool = fc
  .record({
    orders: fc.array(anyBasket, { minLength: 1, maxLength: 8 }),
    shares: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: skus * 2, maxLength: skus * 2 }),
  })
  .map(({ orders, shares }): Pool => {
    const stock = Int32Array.from({ length: skus * nodes }, (_, at) => {
      const sku = Math.floor(at / nodes);
      const first = [shares[2 * sku] ?? 0, shares[2 * sku + 1] ?? 0];
      return at % nodes < 2 ? (first[at % nodes] ?? 0) : 24;
    });
    return { nodes, skus, orders, stock };
  });

const usedOf = (pool: Pool, sourced: Int32Array[]): Int32Array => {
  const left = Int32Array.from(pool.stock);
  for (const [at, order] of pool.orders.entries()) take(order, nodes, sourced[at] as Int32Array, left, 1);
  return left;
};

describe('the cheapest nodes of one order', () => {
  it('cost as little as any set does', () => {
    holds(
      fc.property(
        anyBasket,
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 12 }),
        (order, there) => {
          const stock = Int32Array.from(there);
          const wanted = order.skus.map((sku, line) =>
            Math.min(
              order.quantities[line] ?? 0,
              stock.subarray(sku * nodes, sku * nodes + nodes).reduce((a, b) => a + b, 0),
            ),
          );
          let least = wanted.every((each) => each === 0) ? 0 : Number.POSITIVE_INFINITY;
          for (let set = 1; set < 8; set += 1) {
            const sourced = new Int32Array(order.skus.length * nodes);
            const filled = order.skus.every((sku, line) => {
              let left = wanted[line] ?? 0;
              const among = [0, 1, 2].filter((node) => (set & (1 << node)) !== 0);
              among.sort(
                (a, b) => (order.unitCosts[line * nodes + a] ?? 0) - (order.unitCosts[line * nodes + b] ?? 0),
              );
              for (const node of among) {
                const units = Math.min(left, stock[sku * nodes + node] ?? 0);
                sourced[line * nodes + node] = units;
                left -= units;
              }
              return left === 0;
            });
            if (filled) least = Math.min(least, costOf(order, nodes, sourced));
          }
          const sourced = new Int32Array(order.skus.length * nodes);
          const cost = cheapestNodes({ nodes, orders: [order] }).find(order, stock, null, sourced);
          expect(cost).toBeCloseTo(least, 6);
          expect(costOf(order, nodes, sourced)).toBeCloseTo(cost, 6);
        },
      ),
    );
  });
});

describe('a pool of orders', () => {
  it('is planned within the stock, whole, and not below its proven bound', () => {
    holds(
      fc.property(anyPool, (pool) => {
        const plan = planPool(pool, { seed: 7, tries: 60, priceRounds: 20 });
        expect(usedOf(pool, plan.sourced).every((left) => left >= 0)).toBe(true);
        for (const [at, order] of pool.orders.entries()) {
          const units = (plan.sourced[at] as Int32Array).reduce((sum, each) => sum + each, 0);
          expect(units).toBe(order.quantities.reduce((sum, each) => sum + each, 0));
        }
        expect(plan.lowerBound).toBeLessThanOrEqual(plan.cost + 1e-6);
      }),
      { runs: 60 },
    );
  });

  /** Both want the only unit near them; the second has nowhere else to go but far. */
  const rivals = (): Pool => ({
    nodes: 2,
    skus: 1,
    stock: Int32Array.from([1, 5]),
    orders: [
      {
        skus: [0],
        quantities: [1],
        shipmentCosts: Float64Array.from([100, 110]),
        unitCosts: new Float64Array(2),
      },
      {
        skus: [0],
        quantities: [1],
        shipmentCosts: Float64Array.from([100, 500]),
        unitCosts: new Float64Array(2),
      },
    ],
  });

  it('gives the scarce unit to the order that would pay most without it', () => {
    const plan = planPool(rivals(), { seed: 1, tries: 100, priceRounds: 100 });
    expect(plan.cost).toBe(210);
    expect(plan.lowerBound).toBeGreaterThan(209);
  });

  it('prices a unit between what it saves the two who want it', () => {
    const { prices } = bidPrices(rivals(), { rounds: 100 });
    expect(prices[0]).toBeGreaterThanOrEqual(9);
    expect(prices[0]).toBeLessThanOrEqual(401);
    expect(prices[1]).toBe(0);
  });

  it('is planned the same way by the same seed, and has a whole plan when it is stopped at once', () => {
    const pool = rivals();
    const wish = { seed: 3, tries: 40, priceRounds: 5 };
    expect(planPool(pool, wish)).toEqual(planPool(pool, wish));
    const stopped = planPool(pool, { ...wish, spent: () => 1 });
    expect(stopped.tries).toBe(0);
    expect(usedOf(pool, stopped.sourced).every((left) => left >= 0)).toBe(true);
  });
});

describe('prices of stock for orders to come', () => {
  const destinations = [
    { weight: 1, shipmentCosts: Float64Array.from([100, 300]), unitCosts: new Float64Array(2) },
  ];
  const forecast = { nodes: 2, orders: 10, skus: [1], lines: [1], units: [1], destinations };

  it('are what a unit saves where it will run out, and nothing where it will not', () => {
    const scarce = pricesAhead(forecast, Int32Array.from([4, 20]), { seed: 1, futures: 3, rounds: 80 });
    expect(scarce[0]).toBeGreaterThan(150);
    expect(scarce[1]).toBe(0);
    const plenty = pricesAhead(forecast, Int32Array.from([20, 20]), { seed: 1, futures: 3, rounds: 80 });
    expect([...plenty]).toEqual([0, 0]);
  });

  it('keep part of the last ones when asked, all of them when stopped', () => {
    const from = Float64Array.from([80, 8]);
    const wish = { seed: 1, futures: 1, rounds: 30, from };
    expect([...pricesAhead(forecast, Int32Array.from([20, 20]), { ...wish, goOn: () => false })]).toEqual([
      80, 8,
    ]);
    const kept = pricesAhead(forecast, Int32Array.from([20, 20]), { ...wish, keep: 0.5 });
    expect(kept[1]).toBeGreaterThanOrEqual(4);
  });

  it('come of baskets that name a SKU once and follow the forecast', () => {
    const drawn = drawFuture({ ...forecast, skus: [3, 0, 1], lines: [0, 1], orders: 200 }, seededDraw(5));
    expect(drawn).toHaveLength(200);
    for (const { skus: asked } of drawn) expect(new Set(asked)).toEqual(new Set([0, 2]));
    const draw = weightedDraw([1, 3]);
    const chance = seededDraw(9);
    const ones = Array.from({ length: 4000 }, () => draw(chance)).filter((each) => each === 1).length;
    expect(ones / 4000).toBeCloseTo(0.75, 1);
  });
});

// What a unit of a SKU at a node is worth to orders still to come (its bid price): the price at which demand for it meets
// what is there. Found by a subgradient search on the Lagrangian of the stock limits, each order answered exactly; the
// value of that Lagrangian is a proven lower bound of the pool's cost, never below the LP's (Geoffrion 1974).
// Deterministic: no clock, no chance. Never promises anything: it only prices.
import { cheapestNodes } from './cheapest-nodes';
import type { Pool, Sourced } from './pool';

export type BidPrices = {
  /** By `[sku * nodes + node]`, in minor units a unit; 0 where there is more than enough. */
  prices: Float64Array;
  /** No plan of these orders with this stock costs less, in minor units. */
  lowerBound: number;
  rounds: number;
};

export type BidPriceWish = {
  rounds: number;
  /** Prices to begin with, from the last time; they are not changed. */
  from?: Float64Array | undefined;
  /** What a plan is known to cost; steps are measured by the distance to it. */
  knownCost?: number | undefined;
  /** Asked between rounds; false ends the search with what it has. */
  goOn?: (() => boolean) | undefined;
};

export function bidPrices(pool: Pool, wish: BidPriceWish): BidPrices {
  const { nodes, stock, orders } = pool;
  const { find } = cheapestNodes(pool);
  const lines = orders.reduce((most, order) => Math.max(most, order.skus.length), 1);
  const sourced: Sourced = new Int32Array(lines * nodes);
  const prices = wish.from ? Float64Array.from(wish.from) : new Float64Array(stock.length);
  let best = { prices: Float64Array.from(prices), lowerBound: Number.NEGATIVE_INFINITY };
  const asked = new Int32Array(stock.length);
  const direction = new Float64Array(stock.length);
  let pace = 1.2;
  let sinceBetter = 0;
  let round = 0;
  for (; round < wish.rounds; round += 1) {
    if (wish.goOn && !wish.goOn()) break;
    asked.fill(0);
    let value = 0;
    for (const order of orders) {
      value += find(order, stock, prices, sourced);
      for (let line = 0; line < order.skus.length; line += 1) {
        const to = (order.skus[line] as number) * nodes;
        for (let node = 0; node < nodes; node += 1) {
          const at = line * nodes + node;
          asked[to + node] = (asked[to + node] as number) + (sourced[at] as number);
        }
      }
    }
    for (let at = 0; at < prices.length; at += 1) value -= (prices[at] as number) * (stock[at] as number);
    if (value > best.lowerBound) {
      if (value > best.lowerBound + Math.abs(value) * 1e-5) sinceBetter = 0;
      best = { prices: Float64Array.from(prices), lowerBound: value };
    } else sinceBetter += 1;
    if (sinceBetter >= 6) {
      pace *= 0.7;
      sinceBetter = 0;
      prices.set(best.prices);
    }
    let length = 0;
    for (let at = 0; at < prices.length; at += 1) {
      let over = (asked[at] as number) - (stock[at] as number);
      // A price that is nothing already cannot fall.
      if (over < 0 && (prices[at] as number) <= 0) over = 0;
      // Part of the last direction is kept: it cuts the zigzag of plain subgradients.
      direction[at] = over + 0.6 * (direction[at] as number);
      if ((prices[at] as number) <= 0 && (direction[at] as number) < 0) direction[at] = 0;
      length += (direction[at] as number) ** 2;
    }
    if (length === 0) break;
    const target = wish.knownCost ?? best.lowerBound + Math.abs(best.lowerBound) * 0.03;
    const step = (pace * Math.max(target - value, Math.abs(value) * 1e-4)) / length;
    for (let at = 0; at < prices.length; at += 1) {
      prices[at] = Math.max(0, (prices[at] as number) + step * (direction[at] as number));
    }
  }
  return { ...best, rounds: round };
}

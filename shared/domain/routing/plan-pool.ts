// Plans orders that compete for the same stock together: prices first, then ruin and recreate. A few orders that share
// scarce SKUs give back what they hold and are sourced anew, each exactly, in another sequence; what costs more is kept
// only while the search is still warm (Schrimpf 2000; Xu, Allgor, Graves 2009). Always holds a whole plan: it can be
// stopped at any time, and under a cap of tries the same seed gives the same plan. Never takes more than the stock.
import { bidPrices } from './bid-prices';
import { cheapestNodes } from './cheapest-nodes';
import { costOf, type Pool, type Sourced, take } from './pool';
import { drawBelow, seededDraw } from './seeded';

export type PoolPlan = {
  /** Units by line and node of each order of the pool. */
  sourced: Sourced[];
  /** Shipments and units of all orders, in minor units. */
  cost: number;
  /** No plan costs less, in minor units. */
  lowerBound: number;
  prices: Float64Array;
  /** Groups of orders that were tried anew. */
  tries: number;
};

export type PoolPlanWish = {
  seed: number;
  /** Cap of tries; the only end when `spent` is left out. */
  tries: number;
  /** Rounds of the search for prices. */
  priceRounds: number;
  /** A whole plan to begin with, instead of one made by prices. */
  start?: readonly Sourced[] | undefined;
  /** Whether an order may be sourced so; asked of every try. Any way when left out. */
  allows?: ((order: number, sourced: Sourced) => boolean) | undefined;
  /** Share of the allowed time that is gone, from 0 to 1; at 1 the plan so far is returned. */
  spent?: (() => number) | undefined;
};

/** Share of the time that prices may take. */
const priceShare = 0.25;
/** Heat in shipments: how much worse a try may be, at first and in the end. */
const heat = { first: 0.08, last: 0.002 };
const greatestGroup = 10;

export function planPool(pool: Pool, wish: PoolPlanWish): PoolPlan {
  const { nodes, orders } = pool;
  const spent = wish.spent ?? (() => 0);
  const { prices, lowerBound } = bidPrices(pool, {
    rounds: wish.priceRounds,
    goOn: () => spent() < priceShare,
  });
  const draw = seededDraw(wish.seed);
  const { find } = cheapestNodes(pool);
  const stock = Int32Array.from(pool.stock);
  const sourced: Sourced[] = orders.map((order) => new Int32Array(order.skus.length * nodes));
  const costs = new Float64Array(orders.length);
  let cost = 0;
  for (const at of shuffled(orders.length, draw)) {
    const order = orders[at] as Pool['orders'][number];
    const begun = wish.start?.[at];
    if (begun) (sourced[at] as Sourced).set(begun);
    else find(order, stock, prices, sourced[at] as Sourced);
    take(order, nodes, sourced[at] as Sourced, stock, 1);
    costs[at] = costOf(order, nodes, sourced[at] as Sourced);
    cost += costs[at] as number;
  }
  const best = sourced.map((each) => Int32Array.from(each));
  let bestCost = cost;
  const changed = new Set<number>();
  const groupOf = competitors(pool);
  const spare: Sourced[] = Array.from({ length: greatestGroup }, () => new Int32Array(0));
  const weighted = new Float64Array(prices.length);
  const shipment = meanShipment(pool);
  let warmth = 0;
  let tries = 0;
  for (; tries < wish.tries; tries += 1) {
    // A look at the clock costs more than a try does.
    const share = tries % 32 === 0 ? Math.max(spent(), tries / wish.tries) : null;
    if (share !== null) {
      if (share >= 1) break;
      warmth = shipment * heat.first * (heat.last / heat.first) ** share;
      const trust = draw();
      for (let at = 0; at < prices.length; at += 1) weighted[at] = (prices[at] as number) * trust;
    }
    const group = groupOf(draw);
    let before = 0;
    for (let each = 0; each < group.length; each += 1) {
      const at = group[each] as number;
      before += costs[at] as number;
      take(orders[at] as Pool['orders'][number], nodes, sourced[at] as Sourced, stock, -1);
    }
    let after = 0;
    let isAllowed = true;
    for (let each = 0; each < group.length; each += 1) {
      const at = group[each] as number;
      const order = orders[at] as Pool['orders'][number];
      const size = order.skus.length * nodes;
      if ((spare[each] as Sourced).length < size) spare[each] = new Int32Array(size);
      find(order, stock, weighted, spare[each] as Sourced);
      take(order, nodes, spare[each] as Sourced, stock, 1);
      after += costOf(order, nodes, spare[each] as Sourced);
      if (wish.allows && !wish.allows(at, spare[each] as Sourced)) isAllowed = false;
    }
    const keep = isAllowed && after - before < -warmth * Math.log(1 - draw());
    for (let each = 0; each < group.length; each += 1) {
      const at = group[each] as number;
      const order = orders[at] as Pool['orders'][number];
      const now = (spare[each] as Sourced).subarray(0, order.skus.length * nodes);
      if (keep) {
        (sourced[at] as Sourced).set(now);
        costs[at] = costOf(order, nodes, now);
        changed.add(at);
      } else {
        take(order, nodes, now, stock, -1);
      }
    }
    if (!keep) {
      for (const at of group)
        take(orders[at] as Pool['orders'][number], nodes, sourced[at] as Sourced, stock, 1);
      continue;
    }
    cost += after - before;
    if (cost < bestCost - 1e-6) {
      bestCost = cost;
      for (const at of changed) (best[at] as Sourced).set(sourced[at] as Sourced);
      changed.clear();
    }
  }
  bestCost = orders.reduce((sum, order, at) => sum + costOf(order, nodes, best[at] as Sourced), 0);
  return { sourced: best, cost: bestCost, lowerBound, prices, tries };
}

function meanShipment({ orders, nodes }: Pool): number {
  let sum = 0;
  let count = 0;
  for (const order of orders) {
    for (let node = 0; node < nodes; node += 1) {
      const cost = order.shipmentCosts[node] as number;
      if (cost === Number.POSITIVE_INFINITY) continue;
      sum += cost;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

function shuffled(count: number, draw: () => number): number[] {
  const list = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = drawBelow(draw, at + 1);
    [list[at], list[other]] = [list[other] as number, list[at] as number];
  }
  return list;
}

/** Draws a few orders that stand in each other's way: one, some that want a SKU of it, some that want a SKU of those. */
function competitors({ orders, skus }: Pool): (draw: () => number) => number[] {
  const wanting: number[][] = Array.from({ length: skus }, () => []);
  for (const [at, order] of orders.entries()) for (const sku of order.skus) wanting[sku]?.push(at);
  return (draw) => {
    const group = [drawBelow(draw, orders.length)];
    const size = 2 + drawBelow(draw, greatestGroup - 1);
    for (let tried = 0; group.length < size && tried < 3 * size; tried += 1) {
      const from = orders[group[drawBelow(draw, group.length)] as number] as Pool['orders'][number];
      const others = wanting[from.skus[drawBelow(draw, from.skus.length)] as number] as number[];
      const other = others[drawBelow(draw, others.length)] as number;
      if (!group.includes(other)) group.splice(drawBelow(draw, group.length + 1), 0, other);
    }
    return group;
  };
}

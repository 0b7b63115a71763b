// What is measured against: an exhaustive minimum for one order, written apart from the product's search, and the two
// rules that order systems usually have.
import type { Pool, PoolOrder } from '../../shared/domain/routing/pool';

/** Units by node of each line, or null when the rule cannot fill the order. */
export type SourceRule = (order: PoolOrder, stock: Int32Array, nodes: number) => Int32Array | null;

/** Fills each line from the nodes in the sequence given; null when they have not enough. */
const fillInSequence = (
  order: PoolOrder,
  stock: Int32Array,
  nodes: number,
  sequence: (line: number) => number[],
): Int32Array | null => {
  const sourced = new Int32Array(order.skus.length * nodes);
  for (const [line, sku] of order.skus.entries()) {
    let left = order.quantities[line] as number;
    for (const node of sequence(line)) {
      const units = Math.min(left, stock[sku * nodes + node] as number);
      sourced[line * nodes + node] = units;
      left -= units;
    }
    if (left > 0) return null;
  }
  return sourced;
};

const nearestFirst = (order: PoolOrder, nodes: number, line: number): number[] =>
  Array.from({ length: nodes }, (_, node) => node).sort(
    (a, b) =>
      (order.unitCosts[line * nodes + a] as number) - (order.unitCosts[line * nodes + b] as number) || a - b,
  );

export const nearestPerLine: SourceRule = (order, stock, nodes) =>
  fillInSequence(order, stock, nodes, (line) => nearestFirst(order, nodes, line));

export const closestFullElsePerLine: SourceRule = (order, stock, nodes) => {
  for (const node of nearestFirst(order, nodes, 0)) {
    const alone = fillInSequence(order, stock, nodes, () => [node]);
    if (alone) return alone;
  }
  return nearestPerLine(order, stock, nodes);
};

export const ruleCost = (order: PoolOrder, nodes: number, sourced: Int32Array): number => {
  let cost = 0;
  for (let node = 0; node < nodes; node += 1) {
    const units = order.skus.map((_, line) => sourced[line * nodes + node] as number);
    if (units.some((each) => each > 0)) cost += order.shipmentCosts[node] as number;
    for (const [line, each] of units.entries())
      cost += each * (order.unitCosts[line * nodes + node] as number);
  }
  return cost;
};

/** Every set of nodes, without any bound. */
export const exhaustiveCost = (order: PoolOrder, stock: Int32Array, nodes: number): number => {
  let best = Number.POSITIVE_INFINITY;
  const sequences = order.skus.map((_, line) => nearestFirst(order, nodes, line));
  for (let set = 1; set < 2 ** nodes; set += 1) {
    const sourced = fillInSequence(order, stock, nodes, (line) =>
      (sequences[line] as number[]).filter((node) => (set & (1 << node)) !== 0),
    );
    if (sourced) best = Math.min(best, ruleCost(order, nodes, sourced));
  }
  return best;
};

/** Cost of all orders one after the other, each taking its stock; NaN when one could not be filled. */
export const runRule = (pool: Pool, rule: SourceRule): { cost: number; splitOrders: number } => {
  const stock = Int32Array.from(pool.stock);
  let cost = 0;
  let splitOrders = 0;
  for (const order of pool.orders) {
    const sourced = rule(order, stock, pool.nodes);
    if (!sourced) return { cost: Number.NaN, splitOrders };
    cost += ruleCost(order, pool.nodes, sourced);
    const used = new Set<number>();
    for (const [line, sku] of order.skus.entries()) {
      for (let node = 0; node < pool.nodes; node += 1) {
        const units = sourced[line * pool.nodes + node] as number;
        if (units > 0) used.add(node);
        stock[sku * pool.nodes + node] = (stock[sku * pool.nodes + node] as number) - units;
      }
    }
    if (used.size > 1) splitOrders += 1;
  }
  return { cost, splitOrders };
};

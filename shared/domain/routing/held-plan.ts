// The plan in force in the flat form of a pool: what each order holds, and the rest of what it wants at the place that
// stands for waiting.
import type { Sourced } from './pool';
import { unitsOf } from './units-plan';
import { type FlatPool, type PoolQuestion, skuOf } from './waiting-pool';

export function heldPlan({ orders, nodes }: PoolQuestion, { pool, wants }: FlatPool): Sourced[] {
  return orders.map(({ order, held }, at) => {
    const units = unitsOf(held);
    const own = wants[at] ?? [];
    const sourced = new Int32Array(own.length * pool.nodes);
    for (const [line, want] of own.entries()) {
      const byNode = units.get(skuOf(order, want));
      let left = want.quantity;
      for (const [node, { nodeId }] of nodes.entries()) {
        const count = Math.min(left, byNode?.get(nodeId) ?? 0);
        sourced[line * pool.nodes + node] = count;
        left -= count;
      }
      sourced[line * pool.nodes + nodes.length] = left;
    }
    return sourced;
  });
}

/** Units for which an order waits. */
export function lackOf(sourced: Sourced, { pool }: FlatPool, at: number): number {
  const lines = pool.orders[at]?.skus.length ?? 0;
  let lack = 0;
  for (let line = 0; line < lines; line += 1) lack += sourced[line * pool.nodes + pool.nodes - 1] as number;
  return lack;
}

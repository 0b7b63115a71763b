// What it costs to ship an order from where its units are said to be, priced exactly; and what the plain rule of thumb,
// every line from the nearest node that has it, would have cost instead.
import type { SourcingOrder, SourcingPlan } from './sourcing';
import { planOf } from './sourcing-plan';
import { skuOf, type UnitsAt } from './waiting-pool';
import { type UnitsByNode, wantsOf } from './wants';

/** Units by SKU and node. */
export type UnitsOfOrder = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function unitsOf(rows: readonly Pick<UnitsAt, 'sku' | 'nodeId' | 'quantity'>[]): UnitsOfOrder {
  const units = new Map<string, Map<string, number>>();
  for (const { sku, nodeId, quantity } of rows) {
    const byNode = units.get(sku) ?? new Map<string, number>();
    units.set(sku, byNode);
    byNode.set(nodeId, (byNode.get(nodeId) ?? 0) + quantity);
  }
  return units;
}

export function sameUnits(a: UnitsOfOrder, b: UnitsOfOrder): boolean {
  const has = (one: UnitsOfOrder, other: UnitsOfOrder): boolean =>
    [...one].every(([sku, byNode]) =>
      [...byNode].every(([nodeId, units]) => units === 0 || other.get(sku)?.get(nodeId) === units),
    );
  return has(a, b) && has(b, a);
}

export const countUnits = (units: UnitsOfOrder): number =>
  [...units.values()].reduce((sum, byNode) => [...byNode.values()].reduce((all, each) => all + each, sum), 0);

/** @returns null for no units, and `impossible` when a node has no service for what it would ship */
export function planOfUnits(order: SourcingOrder, units: UnitsOfOrder): SourcingPlan | null | 'impossible' {
  const used = new Set(
    [...units.values()].flatMap((byNode) => [...byNode].flatMap(([id, count]) => (count > 0 ? [id] : []))),
  );
  if (used.size === 0) return null;
  const set = order.nodes.filter(({ nodeId }) => used.has(nodeId));
  if (set.length < used.size) return 'impossible';
  const wants = wantsOf(order);
  const rows: UnitsByNode = wants.map((want) => {
    const byNode = units.get(skuOf(order, want));
    return set.map(({ nodeId }) => byNode?.get(nodeId) ?? 0);
  });
  try {
    return planOf(order, set, wants, rows);
  } catch {
    // No service there takes so much: a plan that nobody can ship is none.
    return 'impossible';
  }
}

/** Each line by itself from the nearest nodes that have some. Takes from `stock`, which is by SKU and node. */
export function nearestUnits(order: SourcingOrder, stock: Map<string, Map<string, number>>): UnitsOfOrder {
  const nearest = [...order.nodes].sort(
    (a, b) => a.distanceKm - b.distanceKm || (a.nodeId < b.nodeId ? -1 : 1),
  );
  const rows: Omit<UnitsAt, 'lineNo'>[] = [];
  for (const want of wantsOf(order)) {
    const sku = skuOf(order, want);
    const there = stock.get(sku);
    let left = want.quantity;
    for (const node of nearest) {
      const most =
        (node.available[want.line] ?? 0) > 0 && node.services.length > 0 ? (there?.get(node.nodeId) ?? 0) : 0;
      const quantity = Math.min(left, most);
      if (quantity <= 0) continue;
      there?.set(node.nodeId, most - quantity);
      rows.push({ sku, nodeId: node.nodeId, quantity });
      left -= quantity;
    }
  }
  return unitsOf(rows);
}

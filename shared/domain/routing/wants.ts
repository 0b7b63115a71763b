// What an order asks for and how nodes share it.
import type { Contents } from './shipment-price';
import type { SourcingNode, SourcingOrder } from './sourcing';

/** Units of one SKU that are asked for; `line` is the first line that names it. Weight and volume are of one unit. */
export type Want = { line: number; quantity: number } & Contents;

/** Units by want and node of the set. */
export type UnitsByNode = number[][];

/** Lines of one SKU are asked for together, because they share what a node has. */
export function wantsOf(order: SourcingOrder): Want[] {
  const bySku = new Map<string, Want>();
  for (const [at, line] of order.lines.entries()) {
    const want = bySku.get(line.sku);
    if (want) want.quantity += line.quantity;
    else
      bySku.set(line.sku, {
        line: at,
        quantity: line.quantity,
        grams: line.grams,
        volumeMm3: line.volumeMm3,
      });
  }
  return [...bySku.values()];
}

export const has = (node: SourcingNode, want: Want): number => Math.max(0, node.available[want.line] ?? 0);

export const unitCost = (node: SourcingNode, want: Want): number =>
  (node.unitCosts[want.line] ?? 0) + (node.scarcity[want.line] ?? 0);

/** Places of the set by what a unit costs there; equal costs by distance, so that ties fall to the nearer node. */
export function cheapestFirst(set: readonly SourcingNode[], want: Want): number[] {
  return set
    .map((_, at) => at)
    .sort((a, b) => {
      const left = set[a] as SourcingNode;
      const right = set[b] as SourcingNode;
      return unitCost(left, want) - unitCost(right, want) || left.distanceKm - right.distanceKm || a - b;
    });
}

export const nothing: Contents = { grams: 0, volumeMm3: 0 };

export function withUnits(inside: Contents, want: Want, units: number): Contents {
  return {
    grams: inside.grams + want.grams * units,
    volumeMm3: inside.volumeMm3 + want.volumeMm3 * units,
  };
}

export function wholeOf(wants: readonly Want[]): Contents {
  return wants.reduce((sum, want) => withUnits(sum, want, want.quantity), nothing);
}

// Divides an order's units over a given set of nodes, every one of which must ship something, at the least cost. Where
// no shipment's price depends on what is in it, each line by itself takes the cheapest; else ways to divide are searched.
import { divideUnits, type SearchBounds } from './divide-units';
import { type PriceStairs, priceStairs } from './shipment-floor';
import { cheapestShipment, type Contents } from './shipment-price';
import type { SourcingNode, SourcingOrder } from './sourcing';
import { cheapestFirst, has, type UnitsByNode, type Want, wholeOf } from './wants';

export type Assigned = { units: UnitsByNode | null; proven: boolean };

/** What is worked out once for a node, however many sets it is in. */
export type NodePrices = {
  /** Of one shipment, lateness included; infinite when no service takes it. */
  priceOf: (contents: Contents) => number;
  /** No shipment of the order costs more than another: price and content have nothing to do with each other. */
  isFlat: boolean;
  stairs: () => PriceStairs;
};

export function nodePrices(order: SourcingOrder, node: SourcingNode, wants: readonly Want[]): NodePrices {
  const late = order.penalties.lateMinorPerDay;
  const whole = wholeOf(wants);
  const priceOf = (contents: Contents): number => {
    const quote = cheapestShipment(node.services, node.cartons, contents, late);
    return quote ? quote.costMinor + quote.lateDays * late : Number.POSITIVE_INFINITY;
  };
  const most = priceOf(whole);
  let stairs: PriceStairs | undefined;
  return {
    priceOf,
    isFlat: wants.every((want) => has(node, want) === 0 || priceOf(want) === most),
    stairs: () => (stairs ??= priceStairs(whole, priceOf)),
  };
}

/** @param prices by node of the set */
export function assignUnits(
  order: SourcingOrder,
  set: readonly SourcingNode[],
  wants: readonly Want[],
  prices: readonly NodePrices[],
  bounds: SearchBounds,
): Assigned {
  const isEnough = wants.every(
    (want) => set.reduce((sum, node) => sum + has(node, want), 0) >= want.quantity,
  );
  if (!isEnough) return { units: null, proven: true };
  return prices.every(({ isFlat }) => isFlat)
    ? { units: eachLineCheapest(set, wants), proven: true }
    : divideUnits(order, set, wants, prices, bounds);
}

/** Null when a node of the set would ship nothing: a smaller set is the same plan. */
function eachLineCheapest(set: readonly SourcingNode[], wants: readonly Want[]): UnitsByNode | null {
  const used = set.map(() => false);
  const units = wants.map((want) => {
    const row = set.map(() => 0);
    let left = want.quantity;
    for (const at of cheapestFirst(set, want)) {
      if (left === 0) break;
      const taken = Math.min(left, has(set[at] as SourcingNode, want));
      if (taken === 0) continue;
      row[at] = taken;
      used[at] = true;
      left -= taken;
    }
    return row;
  });
  return used.every(Boolean) ? units : null;
}

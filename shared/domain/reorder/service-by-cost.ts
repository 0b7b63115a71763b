// One service for the whole assortment, spent where it costs least: every unit that is missing is missed alike, but what lies on
// the shelf for it costs what the goods cost. Cheap goods that sell much get a high level, dear ones that hardly sell a low one.
// Source: the rule of a fixed cost for each unit short, Silver, Pyke and Thomas 2017, 6.7 (B2), with one cost for all goods;
// Sherbrooke 2004 for the system view.

export type ServedItem = {
  /** Of holding a unit for a period, in any currency. */
  holdingCost: number;
  /** Units of an order. */
  orderQuantity: number;
  /** Mean units a period. */
  demand: number;
};

export type LevelLimits = { least: number; most: number };

export const usualLimits: LevelLimits = { least: 0.5, most: 0.9995 };

/**
 * The chance of no stock-out in a cycle at which one more unit costs as much as it saves: `1 - h Q / (p D)`, where `p` is what
 * a unit short is worth to the company. The same `p` for all goods gives the most units served for the money on the shelf.
 */
export function serviceByCost(
  { holdingCost, orderQuantity, demand }: ServedItem,
  worthOfUnit: number,
  { least, most }: LevelLimits = usualLimits,
): number {
  if (!(demand > 0)) return least;
  return Math.min(most, Math.max(least, 1 - (holdingCost * orderQuantity) / (worthOfUnit * demand)));
}

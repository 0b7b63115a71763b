// How much to keep against what is not known: demand that varies and suppliers that are late. One unit of time throughout.
// Sources: Silver, Pyke and Thomas 2017, Inventory and Production Management in Supply Chains, chapters 6 and 7.
import { countQuantiles, gammaQuantile, normalCdf, normalQuantile } from '../forecasting/distributions';

export type Uncertainty = {
  /** Mean and standard deviation of demand in one period. */
  demand: number;
  demandDeviation: number;
  /** Mean and standard deviation of the lead time in periods. */
  lead: number;
  leadDeviation: number;
  /** Periods between two looks; 0: looked at all the time. */
  review: number;
};

export type Protection = { mean: number; variance: number };

/** Demand over lead time and review: mean `m P`, variance `v P + m^2 Var(lead)`. */
export function protectionOf({
  demand,
  demandDeviation,
  lead,
  leadDeviation,
  review,
}: Uncertainty): Protection {
  const periods = lead + review;
  return {
    mean: demand * periods,
    variance: demandDeviation ** 2 * periods + demand ** 2 * leadDeviation ** 2,
  };
}

/** Textbook safety stock for a chance of no stock-out in a cycle: `z sqrt(L sd^2 + d^2 sL^2)`. */
export function safetyStock(uncertainty: Uncertainty, service: number): number {
  return normalQuantile(service) * Math.sqrt(protectionOf(uncertainty).variance);
}

/** Economic order quantity: `sqrt(2 D S / h)` for yearly demand, cost of an order and yearly cost of holding a unit. */
export function economicQuantity(yearlyDemand: number, orderCost: number, holdingCost: number): number {
  return holdingCost > 0 ? Math.sqrt((2 * yearlyDemand * orderCost) / holdingCost) : Number.POSITIVE_INFINITY;
}

/** Share of cycles without a stock-out that balances what a missing and what an idle unit cost (newsvendor). */
export function balancedService(shortageCost: number, holdingCost: number): number {
  return shortageCost / (shortageCost + holdingCost);
}

export type DemandShape = 'normal' | 'count' | 'gamma';

/** The stock that is enough for the demand of the protection interval with this chance. */
export function quantileOf({ mean, variance }: Protection, shape: DemandShape, level: number): number {
  switch (shape) {
    case 'normal':
      return mean + normalQuantile(level) * Math.sqrt(variance);
    case 'count':
      return countQuantiles(mean, variance, [level])[0] ?? 0;
    case 'gamma':
      return gammaQuantile(mean, variance, level);
  }
}

/** Expected units short in a cycle of a normal demand: `sigma G(k)`, `G(k) = phi(k) - k (1 - Phi(k))`. */
export function expectedShort({ mean, variance }: Protection, reorderPoint: number): number {
  const deviation = Math.sqrt(variance);
  if (deviation === 0) return Math.max(0, mean - reorderPoint);
  const k = (reorderPoint - mean) / deviation;
  const density = Math.exp((-k * k) / 2) / Math.sqrt(2 * Math.PI);
  return deviation * (density - k * (1 - normalCdf(k)));
}

/** The reorder point at which a share `fill` of the units is served from the shelf: `sigma G(k) = (1 - fill) Q`. */
export function pointForFill(protection: Protection, fill: number, orderQuantity: number): number {
  const allowed = (1 - fill) * orderQuantity;
  const deviation = Math.sqrt(protection.variance);
  let [low, high] = [protection.mean - 6 * deviation - orderQuantity, protection.mean + 8 * deviation];
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (expectedShort(protection, middle) > allowed) low = middle;
    else high = middle;
  }
  return Math.max(0, high);
}

/** Deviation over several sites that help each other: `sqrt(sum s^2 + 2 sum rho s s)`, one correlation for all pairs. */
export function pooledDeviation(deviations: readonly number[], correlation: number): number {
  let variance = 0;
  deviations.forEach((one, at) => {
    variance += one * one;
    for (const other of deviations.slice(at + 1)) variance += 2 * correlation * one * other;
  });
  return Math.sqrt(Math.max(0, variance));
}

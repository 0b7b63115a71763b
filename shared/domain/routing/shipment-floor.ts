// What the shipments of a set of nodes cost at least, before it is said what goes into which: the search for the cheapest way
// to divide an order leaves out whatever cannot get below it. A node's price is known at points of a ruler from nothing to
// the whole order, by grams alone and by volume alone; it never falls between them. Two nodes: what one does not carry the
// other does, so every point of the ruler is a way to share. More of them: under each staircase lies a straight line, and
// lines of one slope add up to a floor however the load is shared (Lagrangian relaxation of the shared load).
import type { Contents } from './shipment-price';

/** Points of a ruler. More make the floor higher and the search slower. */
const points = 96;

const measures = ['grams', 'volumeMm3'] as const;

/** Least price from each point of the ruler on. Infinite: no service takes so much. */
export type PriceStairs = Record<(typeof measures)[number], Float64Array>;

/** @param price of a shipment; never falls when more goes in */
export function priceStairs(whole: Contents, price: (contents: Contents) => number): PriceStairs {
  const along = (grams: number, volumeMm3: number): Float64Array =>
    stairsOf((at) => price({ grams: (grams * at) / points, volumeMm3: (volumeMm3 * at) / points }));
  return { grams: along(whole.grams, 0), volumeMm3: along(0, whole.volumeMm3) };
}

/** Where a price is the same at two points it is the same between them: most of the ruler is never asked for. */
function stairsOf(priceAt: (point: number) => number): Float64Array {
  const prices = new Float64Array(points + 1);
  const fill = (from: number, to: number): void => {
    if (to - from < 2) return;
    if (prices[from] === prices[to]) {
      prices.fill(prices[from] as number, from + 1, to);
      return;
    }
    const middle = (from + to) >> 1;
    prices[middle] = priceAt(middle);
    fill(from, middle);
    fill(middle, to);
  };
  prices[0] = priceAt(0);
  prices[points] = priceAt(points);
  fill(0, points);
  return prices;
}

/** Loads by node: what is in each shipment by now, and what comes to it at least and at most. */
export type Loads = {
  inside: readonly Contents[];
  forced: readonly Contents[];
  possible: readonly Contents[];
};

/** At least so much for all shipments together. */
export type ShipmentFloor = (loads: Loads) => number;

/** @param whole what all shipments carry together @param nodes one each */
export function shipmentFloor(whole: Contents, nodes: readonly PriceStairs[]): ShipmentFloor {
  const floors = measures.map((measure) => {
    const stairs = nodes.map((node) => node[measure]);
    const [one, other, ...more] = stairs;
    return one && other && more.length === 0
      ? sharedByTwo(one, other, measure, whole[measure])
      : sharedByMany(stairs, measure, whole[measure]);
  });
  return (loads) => Math.max(...floors.map((floor) => floor(loads)));
}

function sharedByTwo(
  one: Float64Array,
  other: Float64Array,
  measure: keyof Contents,
  whole: number,
): ShipmentFloor {
  // Whoever carries less than the next point leaves more than this to the other.
  const both = one.map((price, at) => price + (other[Math.max(0, points - 1 - at)] ?? 0));
  return (loads) => lowest(both, loads, 0, measure, whole);
}

function sharedByMany(
  stairs: readonly Float64Array[],
  measure: keyof Contents,
  whole: number,
): ShipmentFloor {
  const slope = Math.min(...stairs.map((prices) => slopeOf(prices, whole)));
  const step = whole / points;
  // A price holds until just before the next point.
  const above = stairs.map((prices) =>
    prices.map((price, at) => price - slope * step * Math.min(at + 1, points)),
  );
  return (loads) =>
    above.reduce((sum, prices, node) => sum + lowest(prices, loads, node, measure, whole), slope * whole);
}

/** Of the line from the price of nothing to the price of as much as is taken. */
function slopeOf(stairs: Float64Array, whole: number): number {
  const taken = stairs.findLastIndex((price) => price !== Number.POSITIVE_INFINITY);
  if (taken <= 0 || whole === 0) return 0;
  return ((stairs[taken] as number) - (stairs[0] as number)) / ((whole * taken) / points);
}

/** Between the points of what the node carries at least and at most. */
function lowest(
  values: Float64Array,
  { inside, forced, possible }: Loads,
  node: number,
  measure: keyof Contents,
  whole: number,
): number {
  const now = inside[node]?.[measure] ?? 0;
  const to = pointOf(now + (possible[node]?.[measure] ?? 0), whole);
  let least = Number.POSITIVE_INFINITY;
  for (let at = pointOf(now + (forced[node]?.[measure] ?? 0), whole); at <= to; at += 1) {
    const value = values[at] as number;
    if (value < least) least = value;
  }
  return least;
}

function pointOf(load: number, whole: number): number {
  return whole > 0 ? Math.min(points, Math.max(0, Math.floor((load / whole) * points - 1e-9))) : 0;
}

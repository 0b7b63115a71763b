// Divides an order's units over a given set of nodes, every one of which must ship something, at the least cost. Where
// no shipment's price depends on what is in it, each line by itself takes the cheapest. Else all ways to divide are
// tried behind a bound: a shipment never gets cheaper when more goes in.
import { cheapestShipment, type Contents } from './shipment-price';
import type { SourcingNode, SourcingOrder } from './sourcing';

/** Units of one SKU that are asked for; `line` is the first line that names it. Weight and volume are of one unit. */
export type Want = { line: number; quantity: number } & Contents;

/** Units by want and node of the set. */
export type UnitsByNode = number[][];

export type Assigned = { units: UnitsByNode | null; proven: boolean };

/** Ways to divide that are tried at most in one set. */
const mostSteps = 50_000;
/** A line of more units is divided only where a node runs out: proven is false then. */
const finelyDivided = 8;

/** `limit`: a plan that costs more is of no use. `isFlat`: see `hasFlatPrice`, asked once a node by the caller. */
export function assignUnits(
  order: SourcingOrder,
  set: readonly SourcingNode[],
  wants: readonly Want[],
  limit: number,
  isFlat: (node: SourcingNode) => boolean,
): Assigned {
  const enough = wants.every(
    (want) =>
      set.reduce((sum, node) => sum + Math.max(0, node.available[want.line] ?? 0), 0) >= want.quantity,
  );
  if (!enough) return { units: null, proven: true };
  return set.every(isFlat)
    ? { units: eachLineCheapest(set, wants), proven: true }
    : divide(order, set, wants, limit);
}

/** No shipment of these wants from the node costs more than another: price and content have nothing to do with it. */
export function hasFlatPrice(order: SourcingOrder, node: SourcingNode, wants: readonly Want[]): boolean {
  const late = order.penalties.lateMinorPerDay;
  const all = contentsOf(
    wants,
    wants.map(({ quantity }) => quantity),
  );
  const most = priceOf(node, all, late);
  return wants.every((want) => (node.available[want.line] ?? 0) <= 0 || priceOf(node, want, late) === most);
}

function priceOf(node: SourcingNode, contents: Contents, lateMinorPerDay: number): number {
  const quote = cheapestShipment(node.services, node.cartons, contents, lateMinorPerDay);
  return quote ? quote.costMinor + quote.lateDays * lateMinorPerDay : Number.POSITIVE_INFINITY;
}

function contentsOf(wants: readonly Want[], units: readonly number[]): Contents {
  let grams = 0;
  let volumeMm3 = 0;
  for (const [at, want] of wants.entries()) {
    grams += want.grams * (units[at] ?? 0);
    volumeMm3 += want.volumeMm3 * (units[at] ?? 0);
  }
  return { grams, volumeMm3 };
}

const unitCost = (node: SourcingNode, want: Want): number =>
  (node.unitCosts[want.line] ?? 0) + (node.scarcity[want.line] ?? 0);

/** Places of the set by what a unit costs there; equal costs by distance, so that ties fall to the nearer node. */
function cheapestFirst(set: readonly SourcingNode[], want: Want): number[] {
  return set
    .map((_, at) => at)
    .sort((a, b) => {
      const left = set[a] as SourcingNode;
      const right = set[b] as SourcingNode;
      return unitCost(left, want) - unitCost(right, want) || left.distanceKm - right.distanceKm || a - b;
    });
}

/** Null when a node of the set would ship nothing: a smaller set is the same plan. */
function eachLineCheapest(set: readonly SourcingNode[], wants: readonly Want[]): UnitsByNode | null {
  const used = set.map(() => false);
  const units = wants.map((want) => {
    const row = set.map(() => 0);
    let left = want.quantity;
    for (const at of cheapestFirst(set, want)) {
      if (left === 0) break;
      const taken = Math.min(left, Math.max(0, set[at]?.available[want.line] ?? 0));
      if (taken === 0) continue;
      row[at] = taken;
      used[at] = true;
      left -= taken;
    }
    return row;
  });
  return used.every(Boolean) ? units : null;
}

function divide(
  order: SourcingOrder,
  set: readonly SourcingNode[],
  wants: readonly Want[],
  limit: number,
): Assigned {
  const late = order.penalties.lateMinorPerDay;
  const fixed =
    order.penalties.splitMinor * (set.length - 1) +
    set.reduce((sum, node) => sum + node.capacityCost + node.preferenceCost, 0);
  const contents = set.map(() => ({ grams: 0, volumeMm3: 0 }));
  const used = set.map(() => 0);
  const rows: UnitsByNode = wants.map(() => set.map(() => 0));
  const later = wants.map((_, at) =>
    wants
      .slice(at)
      .reduce((sum, want) => sum + want.quantity * Math.min(...set.map((node) => unitCost(node, want))), 0),
  );
  let best = limit + 1e-6;
  let found: UnitsByNode | null = null;
  let steps = 0;
  let proven = true;

  const shipments = (): number => {
    let sum = 0;
    for (const [at, node] of set.entries()) {
      if ((used[at] ?? 0) > 0) sum += priceOf(node, contents[at] as Contents, late);
    }
    return sum;
  };

  const put = (want: Want, wantAt: number, at: number, units: number): void => {
    const inside = contents[at] as { grams: number; volumeMm3: number };
    inside.grams += want.grams * units;
    inside.volumeMm3 += want.volumeMm3 * units;
    used[at] = (used[at] ?? 0) + units;
    (rows[wantAt] as number[])[at] = ((rows[wantAt] as number[])[at] ?? 0) + units;
  };

  const nextWant = (wantAt: number, unitsCost: number): void => {
    steps += 1;
    if (steps > mostSteps) {
      proven = false;
      return;
    }
    const atLeast = fixed + unitsCost + shipments() + (later[wantAt] ?? 0);
    if (atLeast >= best) return;
    const want = wants[wantAt];
    if (!want) {
      if (used.every((units) => units > 0)) {
        best = atLeast;
        found = rows.map((row) => [...row]);
      }
      return;
    }
    const places = cheapestFirst(set, want);
    const give = (placeAt: number, left: number, cost: number): void => {
      const at = places[placeAt];
      if (at === undefined) {
        if (left === 0) nextWant(wantAt + 1, cost);
        return;
      }
      const node = set[at] as SourcingNode;
      const most = Math.min(left, Math.max(0, node.available[want.line] ?? 0));
      const fine = want.quantity <= finelyDivided;
      if (!fine && set.length > 1) proven = false;
      for (let units = most; units >= 0; units -= fine || units === 0 ? 1 : units) {
        put(want, wantAt, at, units);
        give(placeAt + 1, left - units, cost + units * unitCost(node, want));
        put(want, wantAt, at, -units);
      }
    };
    give(0, want.quantity, unitsCost);
  };
  nextWant(0, 0);
  return { units: found, proven };
}

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

/** `limit`: a plan that costs more is of no use. `mostSteps`: steps of dividing at most. */
export type SearchBounds = { limit: number; mostSteps: number };

/** A line of more units is divided only where a node runs out: proven is false then. */
const finelyDivided = 8;

/** `isFlat`: see `hasFlatPrice`, asked once a node by the caller. */
export function assignUnits(
  order: SourcingOrder,
  set: readonly SourcingNode[],
  wants: readonly Want[],
  bounds: SearchBounds,
  isFlat: (node: SourcingNode) => boolean,
): Assigned {
  const enough = wants.every(
    (want) =>
      set.reduce((sum, node) => sum + Math.max(0, node.available[want.line] ?? 0), 0) >= want.quantity,
  );
  if (!enough) return { units: null, proven: true };
  return set.every(isFlat)
    ? { units: eachLineCheapest(set, wants), proven: true }
    : divide(order, set, wants, bounds);
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
  { limit, mostSteps }: SearchBounds,
): Assigned {
  const late = order.penalties.lateMinorPerDay;
  const fixed =
    order.penalties.splitMinor * (set.length - 1) +
    set.reduce((sum, node) => sum + node.capacityCost + node.preferenceCost, 0);
  const heaviestFirst = wants.map((_, at) => at).sort((a, b) => loadOf(wants[b]) - loadOf(wants[a]) || a - b);
  const turns = heaviestFirst.map((wantAt) => {
    const want = wants[wantAt] as Want;
    return { want, wantAt, places: cheapestFirst(set, want), costs: set.map((node) => unitCost(node, want)) };
  });
  const later = turns.map(() => 0);
  for (let turn = turns.length - 1; turn >= 0; turn -= 1) {
    const { want, costs } = turns[turn] as (typeof turns)[number];
    later[turn] = (later[turn + 1] ?? 0) + want.quantity * Math.min(...costs);
  }
  const contents = set.map(() => ({ grams: 0, volumeMm3: 0 }));
  const prices = set.map(() => 0);
  const used = set.map(() => 0);
  const rows: UnitsByNode = wants.map(() => set.map(() => 0));
  let best = limit + 1e-6;
  let found: UnitsByNode | null = null;
  let steps = 0;
  let proven = true;

  /** `cost`: of the units placed so far. `shipped`: of the shipments they make. */
  const nextTurn = (turn: number, cost: number, shipped: number): void => {
    const now = turns[turn];
    if (now) {
      give(turn, 0, now.want.quantity, cost, shipped);
      return;
    }
    if (!used.every((units) => units > 0)) return;
    best = fixed + cost + shipped;
    found = rows.map((row) => [...row]);
  };

  const give = (turn: number, placeAt: number, left: number, cost: number, shipped: number): void => {
    const { want, wantAt, places, costs } = turns[turn] as (typeof turns)[number];
    if (left === 0) {
      nextTurn(turn + 1, cost, shipped);
      return;
    }
    const at = places[placeAt];
    if (at === undefined) return;
    const node = set[at] as SourcingNode;
    const row = rows[wantAt] as number[];
    const before = contents[at] as Contents;
    const usedBefore = used[at] as number;
    const priceBefore = prices[at] as number;
    const most = Math.min(left, Math.max(0, node.available[want.line] ?? 0));
    const fine = want.quantity <= finelyDivided;
    if (!fine && set.length > 1) proven = false;
    for (let units = most; units >= 0; units -= fine || units === 0 ? 1 : units) {
      steps += 1;
      if (steps > mostSteps) {
        proven = false;
        break;
      }
      const nextCost = cost + units * (costs[at] as number);
      const inside = {
        grams: before.grams + want.grams * units,
        volumeMm3: before.volumeMm3 + want.volumeMm3 * units,
      };
      const price = units > 0 ? priceOf(node, inside, late) : priceBefore;
      const nextShipped = shipped - priceBefore + price;
      const rest = (left - units) * (costs[places[placeAt + 1] ?? at] as number);
      if (fixed + nextCost + nextShipped + rest + (later[turn + 1] ?? 0) >= best) continue;
      contents[at] = inside;
      prices[at] = price;
      used[at] = usedBefore + units;
      row[at] = units;
      give(turn, placeAt + 1, left - units, nextCost, nextShipped);
    }
    contents[at] = before;
    prices[at] = priceBefore;
    used[at] = usedBefore;
    row[at] = 0;
  };
  nextTurn(0, 0, 0);
  return { units: found, proven };
}

/** How much a want fills; only to begin with what decides most. */
const loadOf = (want: Want | undefined): number =>
  want ? want.quantity * (want.grams + want.volumeMm3 / 5000) : 0;

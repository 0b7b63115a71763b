// All ways to divide an order over a set of nodes where a tariff rises with the content, behind a floor: what has been placed
// and what is still to be placed cannot be shipped for less (shipment-floor.ts). The heaviest lines are placed first, because
// they decide most.
import type { Assigned, NodePrices } from './assign-units';
import { shipmentFloor } from './shipment-floor';
import type { Contents } from './shipment-price';
import type { SourcingNode, SourcingOrder } from './sourcing';
import {
  cheapestFirst,
  has,
  nothing,
  type UnitsByNode,
  unitCost,
  type Want,
  wholeOf,
  withUnits,
} from './wants';

/** `limit`: a plan that costs more is of no use. `mostSteps`: ways to place a line that are tried at most. */
export type SearchBounds = { limit: number; mostSteps: number };

/** A line of more units is first divided only where a node runs out: good ways are known soon, and cut off the others. */
const finelyDivided = 8;

export function divideUnits(
  order: SourcingOrder,
  set: readonly SourcingNode[],
  wants: readonly Want[],
  prices: readonly NodePrices[],
  { limit, mostSteps }: SearchBounds,
): Assigned {
  const inTwo = { mostSteps: mostSteps / 2 };
  const first = search(order, set, wants, prices, { ...inTwo, limit, mostUnits: finelyDivided });
  if (first.proven) return first;
  const every = { ...inTwo, limit: first.cost, mostUnits: Number.POSITIVE_INFINITY };
  const second = search(order, set, wants, prices, every);
  return { units: second.units ?? first.units, proven: second.proven };
}

type Found = Assigned & { cost: number };

/** `mostUnits`: a line of more is divided only where a node runs out. */
function search(
  order: SourcingOrder,
  set: readonly SourcingNode[],
  wants: readonly Want[],
  prices: readonly NodePrices[],
  { limit, mostSteps, mostUnits }: SearchBounds & { mostUnits: number },
): Found {
  const turns = turnsOf(set, wants);
  const floor = shipmentFloor(
    wholeOf(wants),
    prices.map(({ stairs }) => stairs()),
  );
  const fixed =
    order.penalties.splitMinor * (set.length - 1) +
    set.reduce((sum, node) => sum + node.capacityCost + node.preferenceCost, 0);
  const inside: Contents[] = set.map(() => nothing);
  const used = set.map(() => 0);
  const rows: UnitsByNode = wants.map(() => set.map(() => 0));
  let best = limit + 1e-6;
  let found: UnitsByNode | null = null;
  let steps = 0;
  let proven = true;

  /** `cost`: of the units placed so far. */
  const place = (turnAt: number, cost: number): void => {
    const turn = turns[turnAt];
    if (turn) {
      const { forced, possible, leastCost } = turn;
      if (fixed + cost + leastCost + floor({ inside, forced, possible }) < best)
        give(turnAt, 0, turn.want.quantity, cost);
      return;
    }
    if (used.includes(0)) return;
    const shipped = prices.reduce((sum, { priceOf }, at) => sum + priceOf(inside[at] as Contents), 0);
    if (fixed + cost + shipped >= best) return;
    best = fixed + cost + shipped;
    found = rows.map((row) => [...row]);
  };

  const give = (turnAt: number, placeAt: number, left: number, cost: number): void => {
    const { want, wantAt, places } = turns[turnAt] as Turn;
    const at = places[placeAt];
    if (at === undefined || left === 0) {
      if (left === 0) place(turnAt + 1, cost);
      return;
    }
    const node = set[at] as SourcingNode;
    const before = inside[at] as Contents;
    const isFine = want.quantity <= mostUnits;
    if (!isFine && set.length > 1) proven = false;
    for (
      let units = Math.min(left, has(node, want));
      units >= 0;
      units -= isFine || units === 0 ? 1 : units
    ) {
      steps += 1;
      if (steps > mostSteps) {
        proven = false;
        break;
      }
      inside[at] = withUnits(before, want, units);
      used[at] = (used[at] ?? 0) + units;
      (rows[wantAt] as number[])[at] = units;
      give(turnAt, placeAt + 1, left - units, cost + units * unitCost(node, want));
      used[at] -= units;
    }
    inside[at] = before;
    (rows[wantAt] as number[])[at] = 0;
  };
  place(0, 0);
  return { units: found, proven, cost: found ? best : limit };
}

/** One want and where it may go; and of this and all later wants: what only a node has, what it could ship, what units cost. */
type Turn = {
  want: Want;
  wantAt: number;
  places: number[];
  forced: Contents[];
  possible: Contents[];
  leastCost: number;
};

function turnsOf(set: readonly SourcingNode[], wants: readonly Want[]): Turn[] {
  const turns: Turn[] = [];
  let forced = set.map(() => nothing);
  let possible = forced;
  let leastCost = 0;
  const lightestFirst = [...wants.entries()].sort(
    ([a, one], [b, other]) => loadOf(one) - loadOf(other) || b - a,
  );
  for (const [wantAt, want] of lightestFirst) {
    const there = set.map((node) => has(node, want));
    const all = there.reduce((sum, units) => sum + units, 0);
    const onlyHere = there.map((units) => Math.max(0, want.quantity - (all - units)));
    forced = forced.map((later, at) => withUnits(later, want, onlyHere[at] ?? 0));
    possible = possible.map((later, at) => withUnits(later, want, Math.min(want.quantity, there[at] ?? 0)));
    leastCost += want.quantity * Math.min(...set.map((node) => unitCost(node, want)));
    turns.push({ want, wantAt, places: cheapestFirst(set, want), forced, possible, leastCost });
  }
  return turns.reverse();
}

/** How much a want fills, about: by weight, and by volume as carriers weigh it. */
function loadOf({ quantity, grams, volumeMm3 }: Want): number {
  return quantity * (grams + volumeMm3 / 5000);
}

// The cheapest set of nodes for one order of a pool, proven: every set is looked at, or shown to cost more by a bound.
// Cost of a set = its shipments + each line's units from the cheapest nodes of the set that have some (+ their prices).
// Works in buffers of its own, because the plan of a pool asks a million times; it never changes the stock.
import { greatestNodes, type Pool, type PoolOrder, type Sourced } from './pool';

export type CheapestNodes = {
  /**
   * Fills `sourced` and returns cost with prices. Units that nobody has are left out. `stock` and `prices` are by
   * `[sku * nodes + node]`.
   */
  find: (order: PoolOrder, stock: Int32Array, prices: Float64Array | null, sourced: Sourced) => number;
};

const none = Number.POSITIVE_INFINITY;

export function cheapestNodes(pool: Pick<Pool, 'nodes' | 'orders'>): CheapestNodes {
  const { nodes } = pool;
  if (nodes > greatestNodes) throw new Error(`${nodes} nodes; at most ${greatestNodes} can be weighed`);
  const most = pool.orders.reduce((lines, order) => Math.max(lines, order.skus.length), 1);
  const wanted = new Int32Array(most);
  /** Nodes that have any of it, by their place here: everything below counts in these places. */
  const open = new Int32Array(nodes);
  const openCost = new Float64Array(nodes);
  /** Cost of one unit with its price, `[line * nodes + place]`; none where there is none. */
  const unitCost = new Float64Array(most * nodes);
  const units = new Int32Array(most * nodes);
  /** Cheapest unit of a line at a place or behind it, `[line * (nodes + 1) + place]`. */
  const behind = new Float64Array(most * (nodes + 1));
  /** Cheapest unit of a line in the set so far, by depth. */
  const soFar = new Float64Array(most * (nodes + 2));
  let lines = 0;
  let places = 0;
  /** No node has less of a line than is wanted, so that a line never needs two nodes of a set. */
  let whole = true;
  let mostShipments = 0;
  let best = none;
  let bestSet = 0;

  const readOrder = (order: PoolOrder, stock: Int32Array, prices: Float64Array | null): void => {
    places = 0;
    whole = true;
    mostShipments = 0;
    for (let node = 0; node < nodes; node += 1) {
      const opening = order.shipmentCosts[node] as number;
      if (opening === none) continue;
      let useful = false;
      for (let line = 0; line < lines; line += 1) {
        const at = (order.skus[line] as number) * nodes + node;
        const there = stock[at] as number;
        const to = line * nodes + places;
        const cost = there > 0 ? (order.unitCosts[line * nodes + node] as number) : none;
        unitCost[to] = prices === null ? cost : cost + (prices[at] as number);
        units[to] = there;
        if (cost !== none) useful = true;
      }
      if (!useful) continue;
      open[places] = node;
      openCost[places] = opening;
      places += 1;
    }
    for (let line = 0; line < lines; line += 1) {
      const asked = order.quantities[line] as number;
      let there = 0;
      let enoughEach = true;
      behind[line * (nodes + 1) + places] = none;
      for (let place = places - 1; place >= 0; place -= 1) {
        const at = line * nodes + place;
        const cost = unitCost[at] as number;
        const next = behind[line * (nodes + 1) + place + 1] as number;
        behind[line * (nodes + 1) + place] = cost < next ? cost : next;
        if (cost === none) continue;
        there += units[at] as number;
        if ((units[at] as number) < asked) enoughEach = false;
      }
      wanted[line] = asked < there ? asked : there;
      mostShipments += wanted[line] as number;
      if (!enoughEach) whole = false;
    }
  };

  /** Units of one line out of a set of places, the cheapest first; `onTaken` is told what comes from where. */
  const fillLine = (line: number, set: number, onTaken?: (place: number, taken: number) => void): number => {
    let left = wanted[line] as number;
    let cost = 0;
    let used = 0;
    while (left > 0) {
      let cheapest = none;
      let chosen = -1;
      for (let place = 0; place < places; place += 1) {
        if ((set & ~used & (1 << place)) === 0) continue;
        const each = unitCost[line * nodes + place] as number;
        if (each < cheapest) {
          cheapest = each;
          chosen = place;
        }
      }
      if (chosen < 0) return none;
      used |= 1 << chosen;
      const taken = Math.min(left, units[line * nodes + chosen] as number);
      cost += taken * cheapest;
      left -= taken;
      onTaken?.(chosen, taken);
    }
    return cost;
  };

  const fillCost = (set: number): number => {
    let cost = 0;
    for (let line = 0; line < lines && cost < best; line += 1) cost += fillLine(line, set);
    return cost;
  };

  /** Least that all lines can cost from the set so far and any place from `next` on, if each had all it needs. */
  const leastUnits = (depth: number, next: number): number => {
    let cost = 0;
    for (let line = 0; line < lines; line += 1) {
      const inSet = soFar[depth * most + line] as number;
      const later = behind[line * (nodes + 1) + next] as number;
      const quantity = wanted[line] as number;
      if (quantity > 0) cost += quantity * (inSet < later ? inSet : later);
    }
    return cost;
  };

  /** Sets that hold `set` and some places from `next` on. */
  const extend = (set: number, cost: number, depth: number, next: number): void => {
    for (let place = next; place < places; place += 1) {
      const wider = cost + (openCost[place] as number);
      // Places before this one are out from here on.
      if (cost + leastUnits(depth, place) >= best) return;
      if (wider >= best) continue;
      const grown = set | (1 << place);
      let inside = 0;
      for (let line = 0; line < lines; line += 1) {
        const had = soFar[depth * most + line] as number;
        const each = unitCost[line * nodes + place] as number;
        const now = each < had ? each : had;
        soFar[(depth + 1) * most + line] = now;
        if ((wanted[line] as number) > 0) inside += (wanted[line] as number) * now;
      }
      if (wider + inside < best) {
        const total = wider + (whole ? inside : fillCost(grown));
        if (total < best) {
          best = total;
          bestSet = grown;
        }
      }
      if (depth + 1 < mostShipments) extend(grown, wider, depth + 1, place + 1);
    }
  };

  return {
    find: (order, stock, prices, sourced) => {
      lines = order.skus.length;
      readOrder(order, stock, prices);
      sourced.fill(0, 0, lines * nodes);
      best = none;
      bestSet = 0;
      if (mostShipments === 0) return 0;
      let leastOpening = none;
      let secondOpening = none;
      for (let place = 0; place < places; place += 1) {
        const opening = openCost[place] as number;
        if (opening < leastOpening) {
          secondOpening = leastOpening;
          leastOpening = opening;
        } else if (opening < secondOpening) secondOpening = opening;
        let cost = opening;
        for (let line = 0; line < lines; line += 1) {
          const quantity = wanted[line] as number;
          if (quantity === 0) continue;
          cost +=
            (units[line * nodes + place] as number) >= quantity
              ? quantity * (unitCost[line * nodes + place] as number)
              : none;
        }
        if (cost < best) {
          best = cost;
          bestSet = 1 << place;
        }
      }
      for (let line = 0; line < lines; line += 1) soFar[line] = none;
      // Where two shipments cost more than the best single one already, no larger set can win.
      if (leastOpening + secondOpening + leastUnits(0, 0) < best) extend(0, 0, 0, 0);
      for (let line = 0; line < lines; line += 1) {
        fillLine(line, bestSet, (place, taken) => {
          sourced[line * nodes + (open[place] as number)] = taken;
        });
      }
      return best;
    },
  };
}

// Gives each order one of its options when places have room for so many orders and rate rows for so many kilograms.
// Prices of room come from a subgradient search, whose value is a lower bound; every round is repaired into a whole plan
// and the cheapest is kept. A plan that meets its bound is proven. Deterministic; never goes beyond a limit.

export type CapacityOption = {
  cost: number;
  /** What has room for a number of orders. */
  place: number;
  /** What has room for weight; null: no such limit. */
  row: number | null;
};

export type CapacityOrder = { kg: number; options: readonly CapacityOption[] };

export type CapacityPlan = {
  /** Index of the chosen option by order. */
  chosen: number[];
  cost: number;
  lowerBound: number;
  /** The cost is within half a hundredth of the bound. */
  proven: boolean;
};

type Room = { orders: Float64Array; kg: Float64Array };

/** Null when no plan was found that gives every order a place. */
export function shareCapacity(
  orders: readonly CapacityOrder[],
  roomForOrders: readonly number[],
  roomForKg: readonly number[],
  rounds: number,
): CapacityPlan | null {
  const placePrices = new Float64Array(roomForOrders.length);
  const rowPrices = new Float64Array(roomForKg.length);
  const priced = (order: CapacityOrder, option: CapacityOption): number =>
    option.cost +
    (placePrices[option.place] as number) +
    (option.row === null ? 0 : order.kg * (rowPrices[option.row] as number));
  let lowerBound = Number.NEGATIVE_INFINITY;
  let best: { chosen: number[]; cost: number } | null = null;
  let pace = 1;
  for (let round = 0; round < rounds; round += 1) {
    const used: Room = {
      orders: new Float64Array(roomForOrders.length),
      kg: new Float64Array(roomForKg.length),
    };
    let value = 0;
    for (const order of orders) {
      const option = leastOf(order, (each) => priced(order, each));
      if (!option) return null;
      value += priced(order, option);
      fill(used, order, option, 1);
    }
    for (const [place, room] of roomForOrders.entries()) value -= (placePrices[place] as number) * room;
    for (const [row, room] of roomForKg.entries()) value -= (rowPrices[row] as number) * room;
    if (value > lowerBound + 1e-9) lowerBound = value;
    else pace *= 0.92;
    const plan = repaired(orders, roomForOrders, roomForKg, priced);
    if (plan && (best === null || plan.cost < best.cost)) best = plan;
    if (best && best.cost - lowerBound < 0.005) break;
    let length = 0;
    const over = (used_: number, room: number, price: number): number =>
      used_ < room && price <= 0 ? 0 : used_ - room;
    const overOrders = roomForOrders.map((room, at) =>
      over(used.orders[at] as number, room, placePrices[at] as number),
    );
    const overKg = roomForKg.map((room, at) => over(used.kg[at] as number, room, rowPrices[at] as number));
    for (const each of [...overOrders, ...overKg]) length += each * each;
    if (length === 0) break;
    const step = (pace * Math.max((best?.cost ?? value * 1.05) - value, 0.01)) / length;
    for (const [at, each] of overOrders.entries()) {
      placePrices[at] = Math.max(0, (placePrices[at] as number) + step * each);
    }
    for (const [at, each] of overKg.entries())
      rowPrices[at] = Math.max(0, (rowPrices[at] as number) + step * each);
  }
  return best ? { ...best, lowerBound, proven: best.cost - lowerBound < 0.005 } : null;
}

function leastOf(order: CapacityOrder, of: (option: CapacityOption) => number): CapacityOption | null {
  let least: CapacityOption | null = null;
  for (const option of order.options) if (least === null || of(option) < of(least)) least = option;
  return least;
}

function fill(room: Room, order: CapacityOrder, option: CapacityOption, sign: 1 | -1): void {
  room.orders[option.place] = (room.orders[option.place] as number) + sign;
  if (option.row !== null) room.kg[option.row] = (room.kg[option.row] as number) + sign * order.kg;
}

/** Those with the most to lose choose first; then each moves to anything cheaper that has room. */
function repaired(
  orders: readonly CapacityOrder[],
  roomForOrders: readonly number[],
  roomForKg: readonly number[],
  priced: (order: CapacityOrder, option: CapacityOption) => number,
): { chosen: number[]; cost: number } | null {
  const left: Room = { orders: Float64Array.from(roomForOrders), kg: Float64Array.from(roomForKg) };
  const fits = (order: CapacityOrder, option: CapacityOption): boolean =>
    (left.orders[option.place] as number) >= 1 &&
    (option.row === null || (left.kg[option.row] as number) >= order.kg - 1e-9);
  const regret = orders.map((order) => {
    const costs = order.options.map((option) => priced(order, option)).sort((a, b) => a - b);
    return costs.length === 1 ? Number.POSITIVE_INFINITY : (costs[1] as number) - (costs[0] as number);
  });
  const chosen = orders.map(() => -1);
  const inTurn = orders
    .map((_, at) => at)
    .sort((a, b) => {
      const more = (regret[b] as number) - (regret[a] as number);
      return (Number.isNaN(more) ? 0 : more) || (orders[b]?.kg ?? 0) - (orders[a]?.kg ?? 0) || a - b;
    });
  for (const at of inTurn) {
    const order = orders[at] as CapacityOrder;
    let least = -1;
    for (const [option, each] of order.options.entries()) {
      if (!fits(order, each)) continue;
      if (least < 0 || priced(order, each) < priced(order, order.options[least] as CapacityOption))
        least = option;
    }
    if (least < 0) return null;
    chosen[at] = least;
    fill(left, order, order.options[least] as CapacityOption, -1);
  }
  for (let better = true; better; ) {
    better = false;
    for (const [at, order] of orders.entries()) {
      const now = order.options[chosen[at] as number] as CapacityOption;
      fill(left, order, now, 1);
      let least = chosen[at] as number;
      for (const [option, each] of order.options.entries()) {
        if (each.cost < (order.options[least] as CapacityOption).cost - 1e-9 && fits(order, each))
          least = option;
      }
      if (least !== chosen[at]) better = true;
      chosen[at] = least;
      fill(left, order, order.options[least] as CapacityOption, -1);
    }
  }
  const cost = orders.reduce((sum, order, at) => sum + (order.options[chosen[at] as number]?.cost ?? 0), 0);
  return { chosen, cost };
}

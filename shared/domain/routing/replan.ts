// Plans the orders that wait together and says which changes pay: groups of orders that stand in each other's way, each
// with what it costs now and then, priced exactly. Nothing is changed here; a group that would make an order wait longer
// or saves too little is no proposal. Under a cap of tries the same question gets the same answer.
import { heldPlan, lackOf } from './held-plan';
import { planPool } from './plan-pool';
import type { Sourced } from './pool';
import type { SourcingPlan } from './sourcing';
import { countUnits, nearestUnits, planOfUnits, sameUnits, type UnitsOfOrder, unitsOf } from './units-plan';
import { flatPool, type FlatPool, type PoolQuestion, skuOf, type WaitingOrder } from './waiting-pool';

export type ReplanWish = {
  seed: number;
  /** Groups of orders that are tried anew, over all rounds. */
  tries: number;
  priceRounds: number;
  leastSavingMinor: number;
  /** Told now and then how much is done, from 0 to 1. */
  onProgress?: (share: number) => void;
};

/** One order: what is, what is proposed, and what the nearest nodes would have cost. */
export type PoolRow = {
  orderId: string;
  number: string;
  isPinned: boolean;
  inForce: SourcingPlan | null;
  /** Null: as it is. */
  proposed: SourcingPlan | null;
  nearestMinor: number | null;
  /** Units it lacks now, and by the proposal. */
  lacks: number;
  lacksThen: number;
  /** Its group among `groups`; null when nothing of it changes. */
  group: number | null;
  risk: 'short' | 'late' | null;
};

export type PoolGroup = { orders: number; savingMinor: number };

export type PoolTotals = {
  costMinor: number;
  shipments: number;
  splitOrders: number;
  completeOrders: number;
  unitsShort: number;
};

export type NodeLoad = {
  nodeId: string;
  /** Parcels that wait there, and shipments of the pool now and then. */
  waiting: number;
  inForce: number;
  proposed: number;
  shipmentsPerDay: number | null;
};

export type PoolProposal = {
  rows: PoolRow[];
  groups: PoolGroup[];
  totals: { inForce: PoolTotals; proposed: PoolTotals; nearest: PoolTotals };
  loads: NodeLoad[];
  tries: number;
};

/** Searches with ever truer prices of full days. */
const capacityRounds = 4;

export function replan(question: PoolQuestion, wish: ReplanWish): PoolProposal {
  const before = question.orders.map(({ held }) => unitsOf(held));
  const { planned, tries, nodePrices } = searchMovable(question, before, wish);
  const priced = withNodePrices(question, nodePrices);
  const rows = priced.orders.map((waiting, at) =>
    row(waiting, before[at] as UnitsOfOrder, planned[at] as UnitsOfOrder),
  );
  const groups: PoolGroup[] = [];
  for (const members of groupsOf(before, planned, rows)) {
    const own = members.map((at) => rows[at] as Draft);
    const savingMinor = own.reduce((sum, { saving }) => sum + saving, 0);
    const holds = own.every(({ lacks, lacksThen, isPossible }) => isPossible && lacksThen <= lacks);
    if (!holds || savingMinor < Math.max(1, wish.leastSavingMinor)) continue;
    for (const each of own) each.group = groups.length;
    groups.push({ orders: own.length, savingMinor: Math.round(savingMinor) });
  }
  const nearest = nearestOf(question);
  const shown = rows.map(({ then, saving: _saving, isPossible: _isPossible, ...each }, at): PoolRow => {
    const plan = nearest[at];
    return {
      ...each,
      proposed: each.group === null ? null : then,
      lacksThen: each.group === null ? each.lacks : each.lacksThen,
      nearestMinor: plan && plan !== 'impossible' ? plan.score : null,
    };
  });
  const proposed = shown.map((each) => (each.group === null ? each.inForce : each.proposed));
  return {
    rows: shown,
    groups,
    totals: {
      inForce: totals(
        question,
        shown.map(({ inForce }) => inForce),
      ),
      proposed: totals(question, proposed),
      nearest: totals(
        question,
        nearest.map((plan) => (plan === 'impossible' ? null : (plan ?? null))),
      ),
    },
    loads: question.nodes.map(({ nodeId, waiting, shipmentsPerDay }) => ({
      nodeId,
      waiting,
      inForce: shipmentsFrom(
        nodeId,
        shown.map(({ inForce }) => inForce),
      ),
      proposed: shipmentsFrom(nodeId, proposed),
      shipmentsPerDay,
    })),
    tries,
  };
}

/** Where a person said from where, nothing is moved. */
function searchMovable(question: PoolQuestion, before: readonly UnitsOfOrder[], wish: ReplanWish): Search {
  const movable = question.orders.filter(({ isPinned }) => !isPinned);
  const found = search({ ...question, orders: movable }, wish);
  const plans = found.planned[Symbol.iterator]();
  return {
    ...found,
    planned: question.orders.map(({ isPinned }, at) =>
      isPinned ? (before[at] as UnitsOfOrder) : (plans.next().value as UnitsOfOrder),
    ),
  };
}

type Search = { planned: UnitsOfOrder[]; tries: number; nodePrices: number[] };

/** The cheapest of several plans, full days counted at what they cost. */
function search(question: PoolQuestion, wish: ReplanWish): Search {
  const { nodes, orders } = question;
  if (orders.length === 0) return { planned: [], tries: 0, nodePrices: nodes.map(() => 0) };
  const isLimited = nodes.some(
    ({ shipmentsPerDay, fullDayMinor }) => shipmentsPerDay !== null && fullDayMinor > 0,
  );
  const rounds = isLimited ? capacityRounds : 1;
  const each = Math.ceil(wish.tries / rounds);
  let nodePrices = nodes.map(() => 0);
  let best: (Search & { cost: number }) | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const flat = flatPool(question, nodePrices);
    let looks = 0;
    const start = heldPlan(question, flat);
    const plan = planPool(flat.pool, {
      seed: wish.seed + round,
      tries: each,
      priceRounds: wish.priceRounds,
      // From the plan in force, by steps that let nobody wait for more units than now.
      start,
      allows: (at, sourced) => lackOf(sourced, flat, at) <= lackOf(start[at] as Sourced, flat, at),
      // It is asked at every 32nd try; the answer that no time is gone leaves the cap of tries as the only end.
      spent: () => {
        looks += 1;
        wish.onProgress?.(Math.min(1, (round + Math.min(1, (looks * 32) / each)) / rounds));
        return 0;
      },
    });
    const shipments = nodes.map((_, at) => openedAt(flat, plan.sourced, at));
    const over = nodes.map(({ waiting, shipmentsPerDay }, at) =>
      shipmentsPerDay === null ? 0 : Math.max(0, waiting + (shipments[at] as number) - shipmentsPerDay),
    );
    const prices = nodePrices;
    const cost =
      plan.cost -
      shipments.reduce((sum, count, at) => sum + count * (prices[at] ?? 0), 0) +
      over.reduce((sum, count, at) => sum + count * (nodes[at]?.fullDayMinor ?? 0), 0);
    if (best === null || cost < best.cost - 1e-6)
      best = { cost, planned: readPlan(question, flat, plan.sourced), tries: 0, nodePrices: prices };
    best.tries += plan.tries;
    if (over.every((count) => count === 0)) break;
    // Half way to the full price each time: between not at all and for every shipment lies where some of them move.
    nodePrices = nodes.map(({ fullDayMinor }, at) =>
      (over[at] ?? 0) > 0
        ? Math.min(fullDayMinor, ((prices[at] ?? 0) + fullDayMinor) / 2)
        : (prices[at] ?? 0) / 2,
    );
  }
  if (!best) throw new Error('no round was searched');
  return best;
}

function openedAt({ pool }: FlatPool, sourced: readonly Int32Array[], node: number): number {
  return sourced.filter((units, at) =>
    pool.orders[at]?.skus.some((_, line) => (units[line * pool.nodes + node] as number) > 0),
  ).length;
}

function readPlan(
  { orders, nodes }: PoolQuestion,
  { pool, wants }: FlatPool,
  sourced: readonly Int32Array[],
): UnitsOfOrder[] {
  return orders.map(({ order }, at) =>
    unitsOf(
      (wants[at] ?? []).flatMap((want, line) =>
        nodes.flatMap(({ nodeId }, node) => {
          const quantity = sourced[at]?.[line * pool.nodes + node] ?? 0;
          return quantity > 0 ? [{ sku: skuOf(order, want), nodeId, quantity }] : [];
        }),
      ),
    ),
  );
}

/** A full day is part of what a shipment from there costs, before and after. */
function withNodePrices(question: PoolQuestion, nodePrices: readonly number[]): PoolQuestion {
  const priceOf = new Map(question.nodes.map(({ nodeId }, at) => [nodeId, nodePrices[at] ?? 0]));
  return {
    ...question,
    orders: question.orders.map((waiting) => ({
      ...waiting,
      order: {
        ...waiting.order,
        nodes: waiting.order.nodes.map((node) => ({
          ...node,
          capacityCost: node.capacityCost + (priceOf.get(node.nodeId) ?? 0),
        })),
      },
    })),
  };
}

type Draft = Omit<PoolRow, 'proposed' | 'nearestMinor'> & {
  then: SourcingPlan | null;
  saving: number;
  isPossible: boolean;
};

function row(waiting: WaitingOrder, held: UnitsOfOrder, planned: UnitsOfOrder): Draft {
  const { order, orderId, number, isPinned, delayMinor } = waiting;
  const wanted = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const now = planOfUnits(order, held);
  const then = planOfUnits(order, planned);
  const lacks = Math.max(0, wanted - countUnits(held));
  const lacksThen = Math.max(0, wanted - countUnits(planned));
  const inForce = now === 'impossible' ? null : now;
  const after = then === 'impossible' ? null : then;
  // To wait for one unit is to wait; every further one makes it a little longer.
  const waits = (units: number): number => (units === 0 ? 0 : delayMinor * (1 + units / wanted));
  // What it cannot ship from where it is held now is worth any change: as much as to wait for all of it.
  const costNow = now === 'impossible' ? waits(wanted) : (now?.score ?? 0);
  return {
    orderId,
    number,
    isPinned,
    inForce,
    then: after,
    lacks,
    lacksThen,
    group: null,
    isPossible: then !== 'impossible',
    saving: costNow + waits(lacks) - (after?.score ?? 0) - waits(lacksThen),
    risk: lacks > 0 ? 'short' : (inForce?.lateDays ?? 0) > 0 ? 'late' : null,
  };
}

/** Orders that change and give or take units of one SKU at one node belong together: one without the other may not fit. */
function groupsOf(
  before: readonly UnitsOfOrder[],
  after: readonly UnitsOfOrder[],
  rows: readonly Draft[],
): number[][] {
  const parent = rows.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root] as number;
    return root;
  };
  const firstAt = new Map<string, number>();
  const changed: number[] = [];
  for (const at of rows.keys()) {
    const [was, is] = [before[at] as UnitsOfOrder, after[at] as UnitsOfOrder];
    if (sameUnits(was, is)) continue;
    changed.push(at);
    for (const sku of new Set([...was.keys(), ...is.keys()])) {
      for (const nodeId of new Set([...(was.get(sku)?.keys() ?? []), ...(is.get(sku)?.keys() ?? [])])) {
        if ((was.get(sku)?.get(nodeId) ?? 0) === (is.get(sku)?.get(nodeId) ?? 0)) continue;
        const key = `${nodeId}\n${sku}`;
        const first = firstAt.get(key);
        if (first === undefined) firstAt.set(key, at);
        else parent[rootOf(at)] = rootOf(first);
      }
    }
  }
  const byRoot = new Map<number, number[]>();
  for (const at of changed) byRoot.set(rootOf(at), [...(byRoot.get(rootOf(at)) ?? []), at]);
  return [...byRoot.values()];
}

function nearestOf({ orders, stock }: PoolQuestion): (SourcingPlan | null | 'impossible')[] {
  const left = new Map<string, Map<string, number>>();
  for (const { sku, nodeId, units } of stock) {
    const byNode = left.get(sku) ?? new Map<string, number>();
    left.set(sku, byNode.set(nodeId, units));
  }
  for (const { sku, nodeId, quantity } of orders.flatMap(({ isPinned, held }) => (isPinned ? held : []))) {
    const byNode = left.get(sku) ?? new Map<string, number>();
    left.set(sku, byNode.set(nodeId, (byNode.get(nodeId) ?? 0) + quantity));
  }
  return orders.map(({ order }) => planOfUnits(order, nearestUnits(order, left)));
}

function totals({ orders }: PoolQuestion, plans: readonly (SourcingPlan | null)[]): PoolTotals {
  const sum: PoolTotals = { costMinor: 0, shipments: 0, splitOrders: 0, completeOrders: 0, unitsShort: 0 };
  for (const [at, { order }] of orders.entries()) {
    const plan = plans[at] ?? null;
    const wanted = order.lines.reduce((units, { quantity }) => units + quantity, 0);
    const has = (plan?.shipments ?? [])
      .flatMap(({ lines }) => lines)
      .reduce((units, { quantity }) => units + quantity, 0);
    sum.costMinor += plan?.score ?? 0;
    sum.shipments += plan?.shipments.length ?? 0;
    sum.splitOrders += (plan?.shipments.length ?? 0) > 1 ? 1 : 0;
    sum.completeOrders += has >= wanted ? 1 : 0;
    sum.unitsShort += Math.max(0, wanted - has);
  }
  return { ...sum, costMinor: Math.round(sum.costMinor) };
}

const shipmentsFrom = (nodeId: string, plans: readonly (SourcingPlan | null)[]): number =>
  plans.filter((plan) => plan?.shipments.some((shipment) => shipment.nodeId === nodeId)).length;

// Chooses where one order ships from: nodes, split, service and carton together, at the least cost. Sets of nodes are
// tried from small to large until no larger one can cost less; within a set each line goes to the cheapest node, and
// where a tariff rises with the content every way to divide the lines is tried behind a bound. Exact unless it says so
// (`proven`). Never takes more than a node has, and never leaves a unit out that some node could ship.
import { assignUnits, type NodePrices, nodePrices } from './assign-units';
import type { SearchBounds } from './divide-units';
import { explain } from './explain';
import { cheapestShipment } from './shipment-price';
import type { SourcingDecision, SourcingNode, SourcingOrder, SourcingPlan } from './sourcing';
import { comparePlans, planOf } from './sourcing-plan';
import { type Want, wantsOf } from './wants';

/** Sets of nodes that are weighed at most; with ten nodes all fit. */
const mostSets = 20_000;
const keptAlternatives = 5;
/** Sets that are weighed only to have something to compare the choice with. */
const mostToCompare = 300;
/** Steps of dividing an order over one set: to find the least cost, and only to have something to compare it with. */
const mostSteps = 6_000;
const toCompare: SearchBounds = { limit: Number.MAX_VALUE, mostSteps: 1000 };

export function sourceOrder(order: SourcingOrder): SourcingDecision {
  const wants = wantsOf(order);
  const nodes = order.nodes.filter((node) => canServe(node, order, wants));
  const covered = wants.map((want) => {
    const there = nodes.reduce((sum, node) => sum + Math.max(0, node.available[want.line] ?? 0), 0);
    return { ...want, quantity: Math.min(want.quantity, there) };
  });
  const short = shortLines(order, wants, covered);
  const asked = covered.filter(({ quantity }) => quantity > 0);
  const search = { plans: [] as SourcingPlan[], weighed: 0, proven: true };
  if (asked.length > 0) searchSets(order, nodes, asked, search);
  const [chosen = null, ...others] = search.plans;
  return {
    chosen,
    alternatives: others.slice(0, keptAlternatives),
    because: explain(chosen, others[0] ?? null),
    short,
    proven: search.proven,
    weighed: search.weighed,
  };
}

function shortLines(
  order: SourcingOrder,
  wants: readonly Want[],
  covered: readonly Want[],
): SourcingDecision['short'] {
  return wants.flatMap((want, at) => {
    const line = order.lines[want.line];
    const quantity = want.quantity - (covered[at]?.quantity ?? 0);
    return quantity > 0 && line ? [{ lineNo: line.lineNo, sku: line.sku, quantity }] : [];
  });
}

/** A node that no service leaves with even the smallest unit it has is none. */
function canServe(node: SourcingNode, order: SourcingOrder, wants: readonly Want[]): boolean {
  return wants.some(
    (want) =>
      (node.available[want.line] ?? 0) > 0 &&
      cheapestShipment(node.services, node.cartons, want, order.penalties.lateMinorPerDay) !== null,
  );
}

type Search = { plans: SourcingPlan[]; weighed: number; proven: boolean };

function searchSets(
  order: SourcingOrder,
  nodes: readonly SourcingNode[],
  wants: readonly Want[],
  search: Search,
): void {
  const late = order.penalties.lateMinorPerDay;
  // What opening a node costs at least: the cheapest quote for the least it could carry.
  const openings = nodes.map((node) => {
    const scores = wants
      .filter((want) => (node.available[want.line] ?? 0) > 0)
      .map((want) => cheapestShipment(node.services, node.cartons, want, late))
      .filter((quote) => quote !== null)
      .map((quote) => quote.costMinor + quote.lateDays * late);
    return Math.min(...scores) + node.capacityCost + node.preferenceCost;
  });
  const prices = new Map(nodes.map((node) => [node, nodePrices(order, node, wants)]));
  const leastOpening = Math.min(...openings);
  const leastUnits = wants.reduce((sum, want) => {
    const each = nodes
      .filter((node) => (node.available[want.line] ?? 0) > 0)
      .map((node) => (node.unitCosts[want.line] ?? 0) + (node.scarcity[want.line] ?? 0));
    return sum + want.quantity * Math.min(...each);
  }, 0);
  const units = wants.reduce((sum, { quantity }) => sum + quantity, 0);
  let best = Number.POSITIVE_INFINITY;
  /** The best is proven already; what is weighed now is for comparison. */
  let comparing = false;
  let weighedBefore = 0;

  const weigh = (set: readonly SourcingNode[]): void => {
    search.weighed += 1;
    const bounds = comparing ? toCompare : { limit: best, mostSteps };
    const ofSet = set.map((node) => prices.get(node) as NodePrices);
    const assigned = assignUnits(order, set, wants, ofSet, bounds);
    if (!assigned.proven && !comparing) search.proven = false;
    if (!assigned.units) return;
    const plan = planOf(order, set, wants, assigned.units);
    best = Math.min(best, plan.score);
    keep(search.plans, plan);
  };

  const choose = (set: SourcingNode[], opened: number, next: number, size: number): void => {
    if (comparing && (search.plans.length > 1 || search.weighed >= weighedBefore + mostToCompare)) return;
    if (search.weighed >= mostSets) {
      if (!comparing) search.proven = false;
      return;
    }
    if (set.length === size) {
      weigh(set);
      return;
    }
    for (let at = next; at <= nodes.length - (size - set.length); at += 1) {
      const grown = opened + (openings[at] ?? 0);
      const rest = size - set.length - 1;
      const split = order.penalties.splitMinor * (size - 1);
      // A set that ties is still wanted: ties are broken by more than cost.
      if (!comparing && grown + rest * leastOpening + split + leastUnits > best + 1e-6) continue;
      set.push(nodes[at] as SourcingNode);
      choose(set, grown, at + 1, size);
      set.pop();
    }
  };

  for (let size = 1; size <= Math.min(nodes.length, units); size += 1) {
    const atLeast = size * leastOpening + order.penalties.splitMinor * (size - 1) + leastUnits;
    if (atLeast > best + 1e-6 && !comparing) {
      if (search.plans.length > 1) break;
      comparing = true;
      weighedBefore = search.weighed;
    }
    choose([], 0, 0, size);
  }
}

/** The best plans, best first; one more than the alternatives shown. */
function keep(plans: SourcingPlan[], plan: SourcingPlan): void {
  let at = plans.length;
  while (at > 0 && comparePlans(plan, plans[at - 1] as SourcingPlan).order < 0) at -= 1;
  plans.splice(at, 0, plan);
  if (plans.length > keptAlternatives + 1) plans.pop();
}

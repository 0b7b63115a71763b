// Orders whose parcels are not made yet, as one question: what each wants and holds, what there is when all of them give
// back what they hold, and the flat form in which they are planned together (pool.ts).
// A price that rises with the content is drawn as a straight line here, because the search needs one price a shipment and
// one a unit; whatever comes out is priced again by planOf before anybody sees it.
// One place more than there are nodes stands for waiting: it has everything, at the price of the delay.
import type { Pool, PoolOrder } from './pool';
import { cheapestShipment } from './shipment-price';
import type { SourcingNode, SourcingOrder } from './sourcing';
import { type Want, wantsOf } from './wants';

export type UnitsAt = { lineNo: number; sku: string; nodeId: string; quantity: number };

export type WaitingOrder = {
  orderId: string;
  number: string;
  /** What it still has to get and what it holds without a parcel; `available` is what it may be given at most. */
  order: SourcingOrder;
  held: readonly UnitsAt[];
  /** Price of waiting on, whole and by the unit that is missing. */
  delayMinor: number;
  /** A person said from where: it keeps what it holds. */
  isPinned: boolean;
};

export type PoolNode = {
  nodeId: string;
  /** Parcels that wait there already. */
  waiting: number;
  /** Null: not limited. */
  shipmentsPerDay: number | null;
  fullDayMinor: number;
};

export type PoolQuestion = {
  /** Those who come first stand first. */
  orders: readonly WaitingOrder[];
  /** At most `mostNodes`. */
  nodes: readonly PoolNode[];
  /** Units that may be promised once every order that is not pinned has given back what it holds. */
  stock: readonly { nodeId: string; sku: string; units: number }[];
};

/** One of the places of a pool is for waiting. */
export const mostNodes = 29;

/** What holds all it wants is never made to wait for another. */
const neverWaits = 10_000_000;
/** Of two plans that cost the same, the one in force. */
const keepMinor = 1;

export type FlatPool = { pool: Pool; skus: readonly string[]; wants: readonly (readonly Want[])[] };

/** @param nodePrices by node: what one more shipment from there costs because its day is full */
export function flatPool({ orders, nodes, stock }: PoolQuestion, nodePrices: readonly number[]): FlatPool {
  if (nodes.length > mostNodes)
    throw new Error(`${nodes.length} nodes; at most ${mostNodes} are planned together`);
  const places = nodes.length + 1;
  const skus = [...new Set(orders.flatMap(({ order }) => order.lines.map(({ sku }) => sku)))];
  const skuAt = new Map(skus.map((sku, at) => [sku, at]));
  const nodeAt = new Map(nodes.map(({ nodeId }, at) => [nodeId, at]));
  const units = new Int32Array(skus.length * places);
  for (const { nodeId, sku, units: there } of stock) {
    const [of, at] = [skuAt.get(sku), nodeAt.get(nodeId)];
    if (of !== undefined && at !== undefined) units[of * places + at] = Math.max(0, there);
  }
  const wants = orders.map(({ order }) => wantsOf(order));
  const flat = orders.map((waiting, at): PoolOrder => {
    const own = wants[at] as Want[];
    for (const want of own) {
      const to = (skuAt.get(skuOf(waiting.order, want)) as number) * places + nodes.length;
      units[to] = (units[to] as number) + want.quantity;
    }
    return flatOrder(waiting, own, nodes, nodePrices, (sku) => skuAt.get(sku) as number);
  });
  return { pool: { nodes: places, skus: skus.length, stock: units, orders: flat }, skus, wants };
}

export const skuOf = (order: SourcingOrder, want: Want): string => order.lines[want.line]?.sku ?? '';

function flatOrder(
  { order, held, delayMinor }: WaitingOrder,
  wants: readonly Want[],
  nodes: readonly PoolNode[],
  nodePrices: readonly number[],
  skuAt: (sku: string) => number,
): PoolOrder {
  const places = nodes.length + 1;
  const shipmentCosts = new Float64Array(places).fill(Number.POSITIVE_INFINITY);
  const unitCosts = new Float64Array(wants.length * places).fill(Number.POSITIVE_INFINITY);
  let dearest = 0;
  for (const [at, { nodeId }] of nodes.entries()) {
    const node = order.nodes.find((each) => each.nodeId === nodeId);
    const prices = node && linePrices(order, node, wants);
    if (!node || !prices) continue;
    const isUsed = held.some((each) => each.nodeId === nodeId);
    shipmentCosts[at] =
      prices.opening +
      order.penalties.splitMinor +
      node.capacityCost +
      node.preferenceCost +
      (nodePrices[at] ?? 0) +
      (isUsed ? 0 : keepMinor);
    for (const [wantAt, unit] of prices.units.entries()) {
      unitCosts[wantAt * places + at] = unit;
      if (unit !== Number.POSITIVE_INFINITY)
        dearest = Math.max(dearest, (shipmentCosts[at] as number) + unit);
    }
  }
  const wanted = wants.reduce((sum, { quantity }) => sum + quantity, 0);
  const has = held.reduce((sum, { quantity }) => sum + quantity, 0);
  shipmentCosts[nodes.length] = has >= wanted ? neverWaits : delayMinor;
  for (let wantAt = 0; wantAt < wants.length; wantAt += 1) {
    unitCosts[wantAt * places + nodes.length] = dearest + 1;
  }
  return {
    skus: wants.map((want) => skuAt(skuOf(order, want))),
    quantities: wants.map(({ quantity }) => quantity),
    shipmentCosts,
    unitCosts,
  };
}

/** A straight line through the price of the smallest content and that of all of it; null when no service leaves there. */
function linePrices(
  order: SourcingOrder,
  node: SourcingNode,
  wants: readonly Want[],
): { opening: number; units: number[] } | null {
  const late = order.penalties.lateMinorPerDay;
  const price = (contents: { grams: number; volumeMm3: number }): number => {
    const quote = cheapestShipment(node.services, node.cartons, contents, late);
    return quote ? quote.costMinor + quote.lateDays * late : Number.POSITIVE_INFINITY;
  };
  const isOpen = wants.map((want) => (node.available[want.line] ?? 0) > 0);
  const open = wants.filter((_, at) => isOpen[at]);
  if (open.length === 0) return null;
  const opening = Math.min(...open.map(price));
  if (opening === Number.POSITIVE_INFINITY) return null;
  const sum = (of: (want: Want) => number): number =>
    open.reduce((total, want) => total + want.quantity * of(want), 0);
  const whole = price({ grams: sum(({ grams }) => grams), volumeMm3: sum(({ volumeMm3 }) => volumeMm3) });
  const size = (want: Want): number => want.grams + want.volumeMm3 / 5000 + 1;
  const slope = whole === Number.POSITIVE_INFINITY ? 0 : (whole - opening) / sum(size);
  return {
    opening,
    units: wants.map((want, at) =>
      isOpen[at]
        ? slope * size(want) + (node.unitCosts[want.line] ?? 0) + (node.scarcity[want.line] ?? 0)
        : Number.POSITIVE_INFINITY,
    ),
  };
}

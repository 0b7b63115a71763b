// A way to ship an order, with every part of its cost, and which of two ways is better. Where two cost the same: promise
// kept, fewer shipments, less paid to carriers, nearer, then the one that takes from the longer-lasting stock.
import { cheapestShipment } from './shipment-price';
import {
  type PlannedShipment,
  type SourcingNode,
  type SourcingOrder,
  type SourcingPlan,
  type sourcingReasons,
  totalOf,
} from './sourcing';
import type { UnitsByNode, Want } from './wants';

/** Amounts that differ by less are the same. */
const same = 1e-6;

export function planOf(
  order: SourcingOrder,
  set: readonly SourcingNode[],
  wants: readonly Want[],
  units: UnitsByNode,
): SourcingPlan {
  const parts = { shipping: 0, handling: 0, split: 0, late: 0, capacity: 0, scarcity: 0, preference: 0 };
  parts.split = order.penalties.splitMinor * (set.length - 1);
  let lateDays = 0;
  let cover = 0;
  const shared = sharedLines(order, wants, units, set.length);
  const shipments = set.map((node, at): PlannedShipment => {
    const contents = { grams: 0, volumeMm3: 0 };
    for (const [wantAt, want] of wants.entries()) {
      const count = units[wantAt]?.[at] ?? 0;
      contents.grams += want.grams * count;
      contents.volumeMm3 += want.volumeMm3 * count;
      parts.handling += count * (node.unitCosts[want.line] ?? 0);
      parts.scarcity += count * (node.scarcity[want.line] ?? 0);
      cover += count * (node.coverDays[want.line] ?? 0);
    }
    const quote = cheapestShipment(node.services, node.cartons, contents, order.penalties.lateMinorPerDay);
    if (!quote) throw new Error(`${node.nodeId} was given more than any service of it takes`);
    parts.shipping += quote.costMinor;
    parts.late += quote.lateDays * order.penalties.lateMinorPerDay;
    parts.capacity += node.capacityCost;
    parts.preference += node.preferenceCost;
    lateDays = Math.max(lateDays, quote.lateDays);
    return { nodeId: node.nodeId, distanceKm: node.distanceKm, lines: shared[at] ?? [], quote };
  });
  return { shipments, parts, score: totalOf(parts), lateDays, coverDays: cover };
}

/** Units of a SKU go to its lines in the order of the lines. */
function sharedLines(
  order: SourcingOrder,
  wants: readonly Want[],
  units: UnitsByNode,
  places: number,
): PlannedShipment['lines'][] {
  const byPlace: PlannedShipment['lines'][] = Array.from({ length: places }, () => []);
  for (const [wantAt, want] of wants.entries()) {
    const sku = order.lines[want.line]?.sku;
    const open = order.lines
      .filter((line) => line.sku === sku)
      .map(({ lineNo, quantity }) => ({ lineNo, quantity }));
    for (let at = 0; at < places; at += 1) {
      let left = units[wantAt]?.[at] ?? 0;
      for (const line of open) {
        const quantity = Math.min(left, line.quantity);
        if (quantity === 0) continue;
        line.quantity -= quantity;
        left -= quantity;
        byPlace[at]?.push({ lineNo: line.lineNo, sku: sku ?? '', quantity });
      }
    }
  }
  return byPlace.map((lines) => lines.sort((a, b) => a.lineNo - b.lineNo));
}

type Reason = (typeof sourcingReasons)[number];

const measures: [reason: Reason, of: (plan: SourcingPlan) => number][] = [
  ['least-cost', (plan) => plan.score],
  ['promise-kept', (plan) => plan.lateDays],
  ['fewer-shipments', (plan) => plan.shipments.length],
  ['less-shipping', (plan) => plan.parts.shipping],
  ['nearer', (plan) => plan.shipments.reduce((sum, { distanceKm }) => sum + distanceKm, 0)],
  ['stock-balance', (plan) => -plan.coverDays],
];

/** `order` below 0: the first is better, and by which measure. */
export function comparePlans(a: SourcingPlan, b: SourcingPlan): { order: number; reason: Reason } {
  for (const [reason, of] of measures) {
    const difference = of(a) - of(b);
    if (Math.abs(difference) > same) return { order: difference, reason };
  }
  return { order: 0, reason: 'same' };
}

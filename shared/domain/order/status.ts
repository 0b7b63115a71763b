// Questions asked of an order. Every word an office screen shows about progress comes from here; none is stored.
import type { Order, OrderLine } from './order';

export const orderStatuses = [
  'placed',
  'on-hold',
  'awaiting-stock',
  'partly-allocated',
  'ready',
  'partly-packed',
  'packed',
  'partly-shipped',
  'shipped',
  'closed',
  'cancelled',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** Units still owed to the customer: ordered = cancelled + shipped + open. */
export function openQuantity(line: OrderLine): number {
  return line.ordered - line.cancelled - line.shipped;
}

/** Units owed for which no stock is held yet. */
export function unallocatedQuantity(line: OrderLine): number {
  return openQuantity(line) - line.allocated;
}

/** Open units that are sealed in a box and wait for the carrier. */
export function waitingPacked(line: OrderLine): number {
  return line.packed - line.shipped;
}

export function isOnHold(order: Order): boolean {
  return order.holds.length > 0;
}

/** One word for lists. */
export function orderStatus(order: Order): OrderStatus {
  if (order.state === 'cancelled') return 'cancelled';
  const shipped = total(order, (line) => line.shipped);
  const open = total(order, openQuantity);
  if (order.state === 'closed') return shipped > 0 ? 'shipped' : 'closed';
  if (isOnHold(order)) return 'on-hold';
  if (order.state === 'placed') return 'placed';
  if (shipped > 0) return open > 0 ? 'partly-shipped' : 'shipped';
  const packed = total(order, waitingPacked);
  if (packed > 0) return packed >= open ? 'packed' : 'partly-packed';
  const allocated = total(order, (line) => line.allocated);
  if (allocated === 0) return 'awaiting-stock';
  return allocated < open ? 'partly-allocated' : 'ready';
}

/** Goods plus charges, in minor units of the order's currency. */
export function orderTotalMinor(order: Order): number {
  const goods = total(order, (line) => (line.ordered - line.cancelled) * line.unitPriceMinor);
  return goods + order.charges.reduce((sum, charge) => sum + charge.amountMinor, 0);
}

function total(order: Order, of: (line: OrderLine) => number): number {
  return order.lines.reduce((sum, line) => sum + of(line), 0);
}

// How much of an order's money is due by now: what was handed over, with its share of postage and discounts. All of it once
// nothing is open any more; nothing of an order that was cancelled whole.
import { splitByWeights } from '../../money/money';
import type { Order } from '../order/order';
import { openQuantity, orderTotalMinor } from '../order/status';

/** What the order is to bring in the end, in minor units. */
export function owedInTheEndMinor(order: Order): number {
  return order.state === 'cancelled' ? 0 : Math.max(0, orderTotalMinor(order));
}

/** What is due for goods that were handed over until now. */
export function owedByNowMinor(order: Order): number {
  const total = owedInTheEndMinor(order);
  if (order.state === 'placed') return 0;
  if (order.lines.every((line) => openQuantity(line) === 0)) return total;
  const worth = (units: number, priceMinor: number): number => Math.max(0, units * priceMinor);
  const shipped = order.lines.reduce((sum, line) => sum + worth(line.shipped, line.unitPriceMinor), 0);
  const open = order.lines.reduce((sum, line) => sum + worth(openQuantity(line), line.unitPriceMinor), 0);
  // Equal weights would mean half of nothing.
  return shipped === 0 ? 0 : (splitByWeights(total, [shipped, open])[0] ?? 0);
}

// What is known of demand, from orders of the last weeks: how often each SKU is asked for, how large orders are, where they
// go. What prices ahead are drawn from (future-orders.ts). Orders to places near each other count as one destination.
import type { Place } from './distance';
import type { DemandForecast } from './future-orders';

export type PastOrder = {
  countryCode: string;
  place: Place | null;
  lines: readonly { sku: string; quantity: number }[];
};

export type Destination = { countryCode: string; place: Place | null; orders: number };

export type KnownDemand = {
  /** Most asked first. */
  skus: string[];
  destinations: Destination[];
  forecast: (
    nodes: number,
    costs: readonly Pick<DemandForecast['destinations'][number], 'shipmentCosts' | 'unitCosts'>[],
  ) => DemandForecast;
};

const mostSkus = 1000;
const mostDestinations = 40;
const mostLines = 12;
const mostUnits = 10;
/** A future larger than this is drawn no better by more orders. */
const mostOrders = 2000;

/**
 * @param days how many days the orders are of
 * @param horizonDays how far ahead it is looked
 */
export function demandFrom(orders: readonly PastOrder[], days: number, horizonDays: number): KnownDemand {
  const skuCounts = new Map<string, number>();
  const places = new Map<string, Destination>();
  const lines = Array.from({ length: mostLines }, () => 0);
  const units = Array.from({ length: mostUnits }, () => 0);
  const count = (list: number[], value: number): void => {
    const at = Math.min(list.length, Math.max(1, value)) - 1;
    list[at] = (list[at] ?? 0) + 1;
  };
  for (const order of orders) {
    if (order.lines.length === 0) continue;
    count(lines, new Set(order.lines.map(({ sku }) => sku)).size);
    for (const { sku, quantity } of order.lines) {
      skuCounts.set(sku, (skuCounts.get(sku) ?? 0) + 1);
      count(units, quantity);
    }
    const { countryCode, place } = order;
    const cell = place ? `${Math.round(place.latitude / 2)} ${Math.round(place.longitude / 2)}` : '';
    const key = `${countryCode} ${cell}`;
    const known = places.get(key);
    if (known) known.orders += 1;
    else places.set(key, { countryCode, place, orders: 1 });
  }
  const ranked = [...skuCounts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostSkus);
  const destinations = [...places.values()].sort((a, b) => b.orders - a.orders).slice(0, mostDestinations);
  const expected = Math.min(mostOrders, Math.round((orders.length * horizonDays) / Math.max(1, days)));
  return {
    skus: ranked.map(([sku]) => sku),
    destinations,
    forecast: (nodes, costs) => ({
      nodes,
      orders: expected,
      skus: ranked.map(([, asked]) => asked),
      lines,
      units,
      destinations: destinations.flatMap((each, at) => {
        const cost = costs[at];
        return cost ? [{ weight: each.orders, ...cost }] : [];
      }),
    }),
  };
}

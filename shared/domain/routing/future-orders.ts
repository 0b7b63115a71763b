// Orders that may come until stock does, drawn from what is known of demand: how often each SKU is asked for, where
// orders go, how many lines they have. Nothing of a real future order goes in. The chance comes in as a draw.
import type { Pool, PoolOrder } from './pool';
import { type Draw, weightedDraw } from './seeded';

export type DemandForecast = {
  nodes: number;
  /** Orders expected until the stock is filled up again. */
  orders: number;
  /** How often a SKU is asked for, beside the others. */
  skus: readonly number[];
  /** How often an order has 1, 2, 3 ... lines. */
  lines: readonly number[];
  /** How often a line asks for 1, 2, 3 ... units. */
  units: readonly number[];
  /** Where orders go, how often, and what shipments and units from each node cost there, in minor units. */
  destinations: readonly { weight: number; shipmentCosts: Float64Array; unitCosts: Float64Array }[];
};

/** Draws one possible future. */
export function drawFuture(forecast: DemandForecast, draw: Draw): PoolOrder[] {
  const { nodes } = forecast;
  const drawSku = weightedDraw(forecast.skus);
  const drawLines = weightedDraw(forecast.lines);
  const drawUnits = weightedDraw(forecast.units);
  const drawDestination = weightedDraw(forecast.destinations.map(({ weight }) => weight));
  const asked = forecast.skus.filter((weight) => weight > 0).length;
  return Array.from({ length: forecast.orders }, () => {
    const destination = forecast.destinations[
      drawDestination(draw)
    ] as DemandForecast['destinations'][number];
    const size = Math.min(asked, 1 + drawLines(draw));
    const skus: number[] = [];
    // A basket names a SKU once; where few SKUs make up most of the demand it may stay smaller than it was to be.
    for (let tries = 0; skus.length < size && tries < 30; tries += 1) {
      const sku = drawSku(draw);
      if (!skus.includes(sku)) skus.push(sku);
    }
    const unitCosts = new Float64Array(skus.length * nodes);
    for (let line = 0; line < skus.length; line += 1) unitCosts.set(destination.unitCosts, line * nodes);
    return {
      skus,
      quantities: skus.map(() => 1 + drawUnits(draw)),
      shipmentCosts: destination.shipmentCosts,
      unitCosts,
    };
  });
}

/** A future as a pool that competes for what is there now. */
export function futurePool(forecast: DemandForecast, stock: Int32Array, draw: Draw): Pool {
  return { nodes: forecast.nodes, skus: forecast.skus.length, stock, orders: drawFuture(forecast, draw) };
}

// Order-sourcing instances in the layout of routing-us-baskets: cities.csv, fcs.csv and a pair of files an instance,
// NAME_orders.csv and NAME_stock.csv. Costs are those the set states, in cents: 875.9 a shipment, and a unit 42.3 plus
// 0.0541 a mile (earth radius 3958.8 miles).
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { distanceBetween, type Place } from '../../shared/domain/routing/distance';
import type { Pool, PoolOrder } from '../../shared/domain/routing/pool';
import { BenchCannotRun } from '../bench';
import { numberIn, readTable, type TableRow } from './tables';

export type Basket = PoolOrder & { city: number };
export type Instance = {
  name: string;
  pool: Omit<Pool, 'orders'> & { orders: readonly Basket[] };
  miles: number[][];
};
export type BasketSet = {
  populations: number[];
  /** By city and node. */
  unitCosts: Float64Array[];
  shipmentCosts: Float64Array;
  instances: Instance[];
};

const shipmentCents = 875.9;
const unitCents = 42.3;
const mileCents = 0.0541;
const earthRadiusMiles = 3958.8;

export const holdsBaskets = (folder: string): boolean => existsSync(join(folder, 'fcs.csv'));

const placeOf = (row: TableRow): Place => ({
  latitude: numberIn(row, 'Latitude'),
  longitude: numberIn(row, 'Longitude'),
});

export const readBaskets = (folder: string): BasketSet => {
  const cities = readTable(join(folder, 'cities.csv')).rows;
  const nodes = readTable(join(folder, 'fcs.csv')).rows.map(placeOf);
  const miles = cities.map((city) =>
    nodes.map((node) => distanceBetween(node, placeOf(city), earthRadiusMiles)),
  );
  const unitCosts = miles.map((row) => Float64Array.from(row, (each) => unitCents + mileCents * each));
  const shipmentCosts = new Float64Array(nodes.length).fill(shipmentCents);
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('_orders.csv'))
    .map((file) => file.slice(0, -'_orders.csv'.length))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (names.length === 0) throw new BenchCannotRun(`no NAME_orders.csv in ${folder}`);
  const instances = names.map((name): Instance => {
    const lines = readTable(join(folder, `${name}_orders.csv`)).rows;
    const stocked = readTable(join(folder, `${name}_stock.csv`)).rows;
    const skus = 1 + [...lines, ...stocked].reduce((most, row) => Math.max(most, numberIn(row, 'sku')), 0);
    const stock = new Int32Array(skus * nodes.length);
    for (const row of stocked) {
      const at = numberIn(row, 'sku') * nodes.length + numberIn(row, 'fc');
      stock[at] = (stock[at] as number) + numberIn(row, 'units');
    }
    const byOrder = new Map<string, { city: number; quantities: Map<number, number> }>();
    for (const row of lines) {
      const order = byOrder.get(row('order')) ?? { city: numberIn(row, 'city'), quantities: new Map() };
      byOrder.set(row('order'), order);
      const sku = numberIn(row, 'sku');
      order.quantities.set(sku, (order.quantities.get(sku) ?? 0) + numberIn(row, 'qty'));
    }
    const orders = [...byOrder.values()].map(({ city, quantities }): Basket => {
      const each = unitCosts[city];
      if (!each) throw new BenchCannotRun(`${name}: there is no city ${city}`);
      const unitCostsByLine = new Float64Array(quantities.size * nodes.length);
      for (let line = 0; line < quantities.size; line += 1) unitCostsByLine.set(each, line * nodes.length);
      return {
        city,
        skus: [...quantities.keys()],
        quantities: [...quantities.values()],
        shipmentCosts,
        unitCosts: unitCostsByLine,
      };
    });
    return { name, pool: { nodes: nodes.length, skus, stock, orders }, miles };
  });
  return {
    populations: cities.map((row) => numberIn(row, 'Population')),
    unitCosts,
    shipmentCosts,
    instances,
  };
};

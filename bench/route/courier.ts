// Plant and courier choice in the layout of routing-brunel: orders, rate rows, cost, capacity and products of plants,
// customers tied to plants, ports of plants. Two models, told apart by the tables: with a column "Maximum delivery time"
// rate rows gather many orders and have a weight capacity, plants a capacity in orders; without it each order's weight
// lies in the band of its row and nothing has a capacity. An order whose service no row offers pays no freight.
import loadHighs from 'highs';
import { join } from 'node:path';
import { cheapestRow, type RateRow, rowApplies, rowPrice } from '../../shared/domain/routing/rate-rows';
import {
  type CapacityOption,
  type CapacityOrder,
  shareCapacity,
} from '../../shared/domain/routing/share-capacity';
import { BenchCannotRun } from '../bench';
import { findTable, numberIn, readTable, type TableRow } from './tables';

type CourierOrder = {
  kg: number;
  units: number;
  destinationId: string;
  serviceId: string;
  mostTransitDays: number | null;
  plants: string[];
};
type CourierSet = {
  orders: CourierOrder[];
  rows: RateRow[];
  /** The model with capacities. */
  capacity: boolean;
  plants: { id: string; unitCost: number; orders: number; ports: string[] }[];
};

export const courierFolders = (folder: string): string[] =>
  [folder, join(folder, 'sample1000')].filter((each) => findTable(each, 'FreightRates') !== null);

const tableOf = (folder: string, name: string): { columns: string[]; rows: TableRow[] } => {
  const path = findTable(folder, name);
  if (path === null) throw new BenchCannotRun(`no ${name} in ${folder}`);
  return readTable(path);
};

const grouped = (rows: readonly TableRow[], key: string, value: string): Map<string, string[]> => {
  const groups = new Map<string, string[]>();
  for (const row of rows) groups.set(row(key), [...(groups.get(row(key)) ?? []), row(value)]);
  return groups;
};

const readCourierSet = (folder: string): CourierSet => {
  const orders = tableOf(folder, 'OrderList');
  const capacity = orders.columns.includes('maximumdeliverytime');
  const capacities = new Map(
    tableOf(folder, 'WhCapacities').rows.map((row) => [row('Plant ID'), numberIn(row, 'Daily Capacity')]),
  );
  const ports = grouped(tableOf(folder, 'PlantPorts').rows, 'Plant Code', 'Port');
  const tied = grouped(tableOf(folder, 'VmiCustomers').rows, 'Plant Code', 'Customers');
  const makers = grouped(tableOf(folder, 'ProductsPerPlant').rows, 'Product ID', 'Plant Code');
  return {
    capacity,
    rows: tableOf(folder, 'FreightRates').rows.map((row) => ({
      carrierId: row('Carrier'),
      originId: row('orig_port_cd'),
      destinationId: row('dest_port_cd'),
      serviceId: row('svc_cd'),
      mode: /^(ground|1)$/i.test(row('mode_dsc')) ? 'ground' : 'air',
      minKg: numberIn(row, 'minm_wgh_qty'),
      maxKg: numberIn(row, 'max_wgh_qty'),
      minimumCharge: numberIn(row, 'minimum cost'),
      rate: numberIn(row, 'rate'),
      transitDays: numberIn(row, 'tpt_day_cnt'),
    })),
    plants: tableOf(folder, 'WhCosts').rows.map((row) => ({
      id: row('WH'),
      unitCost: numberIn(row, 'Cost/unit'),
      orders: capacities.get(row('WH')) ?? 0,
      ports: ports.get(row('WH')) ?? [],
    })),
    orders: orders.rows.map((row) => ({
      kg: numberIn(row, 'Weight'),
      units: numberIn(row, 'Unit quantity'),
      destinationId: row('Destination Port'),
      serviceId: row('Service Level'),
      mostTransitDays: capacity ? numberIn(row, 'Maximum delivery time') : null,
      plants: (makers.get(row('Product ID')) ?? []).filter(
        (plant) => tied.get(plant)?.includes(row('Customer')) ?? true,
      ),
    })),
  };
};

/** Every way to serve each order, with the product's prices. */
const optionsOf = (set: CourierSet): CapacityOrder[] => {
  const offered = new Set(set.rows.map((row) => row.serviceId));
  const lanes = new Map<string, RateRow[]>();
  for (const row of set.rows) {
    const lane = `${row.originId} ${row.destinationId}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), row]);
  }
  const rowAt = new Map(set.rows.map((row, at) => [row, at]));
  const weight = set.capacity ? 'capacity' : 'band';
  return set.orders.map((order): CapacityOrder => {
    const wish = {
      kg: order.kg,
      serviceId: order.serviceId,
      mostTransitDays: order.mostTransitDays,
      weight,
    } as const;
    const options = order.plants.flatMap((id): CapacityOption[] => {
      const place = set.plants.findIndex((plant) => plant.id === id);
      const plant = set.plants[place];
      if (!plant) return [];
      const cost = order.units * plant.unitCost;
      if (!offered.has(order.serviceId)) return [{ cost, place, row: null }];
      return plant.ports.flatMap((port): CapacityOption[] => {
        const rows = lanes.get(`${port} ${order.destinationId}`) ?? [];
        if (!set.capacity) {
          const cheapest = cheapestRow(rows, wish);
          return cheapest ? [{ cost: cost + cheapest.price, place, row: null }] : [];
        }
        return rows
          .filter((row) => rowApplies(row, wish))
          .map((row) => ({ cost: cost + rowPrice(row, order.kg), place, row: rowAt.get(row) as number }));
      });
    });
    return { kg: order.kg, options };
  });
};

/** The optimum by HiGHS, which is no part of the product. */
const exactTotal = async (set: CourierSet, orders: readonly CapacityOrder[]): Promise<number> => {
  if (!set.capacity) {
    return orders.reduce((sum, { options }) => sum + Math.min(...options.map(({ cost }) => cost)), 0);
  }
  const objective: string[] = [];
  const rows: string[] = [];
  const places = new Map<number, string[]>();
  const lanes = new Map<number, string[]>();
  for (const [at, { kg, options }] of orders.entries()) {
    const names = options.map((_, option) => `x${at}_${option}`);
    rows.push(`${names.join('\n + ')} = 1`);
    for (const [index, { cost, place, row }] of options.entries()) {
      objective.push(`${cost} ${names[index]}`);
      places.set(place, [...(places.get(place) ?? []), names[index] as string]);
      if (row !== null) lanes.set(row, [...(lanes.get(row) ?? []), `${kg} ${names[index]}`]);
    }
  }
  for (const [place, names] of places)
    rows.push(`${names.join('\n + ')} <= ${set.plants[place]?.orders ?? 0}`);
  for (const [row, terms] of lanes) rows.push(`${terms.join('\n + ')} <= ${set.rows[row]?.maxKg ?? 0}`);
  const names = objective.map((term) => term.split(' ')[1]);
  const model = `Minimize\n obj: ${objective.join('\n + ')}\nSubject To\n${rows.map((row, at) => `r${at}: ${row}`).join('\n')}\nBinary\n ${names.join('\n ')}\nEnd\n`;
  const highs = await loadHighs();
  const solution = highs.solve(model, { mip_rel_gap: 0, time_limit: 300 });
  if (solution.Status !== 'Optimal') throw new BenchCannotRun(`the courier model is ${solution.Status}`);
  return solution.ObjectiveValue;
};

export type CourierFindings = {
  orders: number;
  total: number;
  exact: number;
  /** Orders that no plant and row can serve; they are in neither total. */
  unserved: number;
  proven: boolean;
  milliseconds: number;
};

export const runCourier = async (folder: string): Promise<CourierFindings> => {
  const set = readCourierSet(folder);
  const startedAt = performance.now();
  const all = optionsOf(set);
  const orders = all.filter(({ options }) => options.length > 0);
  const rooms = set.plants.map((plant) => (set.capacity ? plant.orders : orders.length));
  const plan = shareCapacity(
    orders,
    rooms,
    set.rows.map((row) => row.maxKg),
    200,
  );
  const milliseconds = performance.now() - startedAt;
  return {
    orders: all.length,
    total: plan?.cost ?? Number.NaN,
    exact: await exactTotal(set, orders),
    unserved: all.length - orders.length,
    proven: plan?.proven ?? false,
    milliseconds,
  };
};

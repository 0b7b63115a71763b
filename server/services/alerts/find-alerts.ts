// Asks the rules of what was gathered: groups of kinds that one reading of the database answers. A kind that is off finds nothing.
import type { Finding } from '../../../shared/domain/alert/alert';
import type { AlertKind } from '../../../shared/domain/alert/alert-kinds';
import type { AlertSettings } from '../../../shared/domain/alert/alert-settings';
import {
  carrierDelay,
  lateSupplier,
  negativeLevel,
  orderAtRisk,
  stationSilent,
} from '../../../shared/domain/alert/flow-rules';
import { unusualReturns } from '../../../shared/domain/alert/returns-rule';
import { clearance, lowStock, overstock, stockOut } from '../../../shared/domain/alert/stock-rules';
import type { Queryable } from '../../db/pool';
import { dayOf } from '../demand/weeks';
import { gatherLevels, gatherOrders, gatherParcels, gatherPurchases, gatherStations } from './gather-flow';
import { gatherReturns } from './gather-returns';
import { gatherStock } from './gather-stock';

type Find = (db: Queryable, settings: AlertSettings, at: string) => Promise<Finding[]>;
export type AlertGroup = { name: string; kinds: readonly AlertKind[]; find: Find };

const there = (found: readonly (Finding | null)[]): Finding[] => found.flatMap((finding) => finding ?? []);

async function findStock(db: Queryable, { kinds }: AlertSettings, at: string): Promise<Finding[]> {
  const found: Finding[] = [];
  const low = kinds['low-stock'];
  const out = kinds['stock-out'];
  const over = kinds.overstock;
  const idle = kinds.clearance;
  for await (const page of gatherStock(db, dayOf(new Date(at)), idle.limits.idleDays))
    for (const facts of page)
      found.push(
        ...there([
          low.isOn ? lowStock(facts, low.limits) : null,
          out.isOn ? stockOut(facts, out.limits) : null,
          over.isOn ? overstock(facts, over.limits) : null,
          idle.isOn ? clearance(facts, idle.limits) : null,
        ]),
      );
  return found;
}

export const alertGroups: readonly AlertGroup[] = [
  { name: 'stock', kinds: ['low-stock', 'stock-out', 'overstock', 'clearance'], find: findStock },
  {
    name: 'purchases',
    kinds: ['late-supplier'],
    find: async (db, { kinds }, at) => {
      const { isOn, limits } = kinds['late-supplier'];
      return isOn ? there((await gatherPurchases(db, at)).map((facts) => lateSupplier(facts, limits))) : [];
    },
  },
  {
    name: 'orders',
    kinds: ['order-at-risk'],
    find: async (db, { kinds }, at) => {
      const { isOn, limits } = kinds['order-at-risk'];
      return isOn ? there((await gatherOrders(db, at)).map((facts) => orderAtRisk(facts, limits))) : [];
    },
  },
  {
    name: 'parcels',
    kinds: ['carrier-delay'],
    find: async (db, { kinds }, at) => {
      const { isOn, limits } = kinds['carrier-delay'];
      return isOn ? there((await gatherParcels(db, at)).map((facts) => carrierDelay(facts, limits, at))) : [];
    },
  },
  {
    name: 'levels',
    kinds: ['negative-level'],
    find: async (db, { kinds }) => {
      const { isOn, limits } = kinds['negative-level'];
      return isOn ? there((await gatherLevels(db)).map((facts) => negativeLevel(facts, limits))) : [];
    },
  },
  {
    name: 'returns',
    kinds: ['unusual-returns'],
    find: async (db, { kinds }, at) => {
      const { isOn, limits } = kinds['unusual-returns'];
      return isOn
        ? there((await gatherReturns(db, at, limits)).map((facts) => unusualReturns(facts, limits)))
        : [];
    },
  },
  {
    name: 'stations',
    kinds: ['station-silent'],
    find: async (db, { kinds }, at) => {
      const { isOn, limits } = kinds['station-silent'];
      return isOn ? there((await gatherStations(db)).map((facts) => stationSilent(facts, limits, at))) : [];
    },
  },
];

// Asks the rules of what was gathered: groups of kinds that one reading of the database answers. A kind that is off finds nothing;
// a warehouse may have thresholds of its own.
import type { Finding } from '../../../shared/domain/alert/alert';
import {
  type AlertKind,
  type LimitsOf,
  type SiteKind,
  stockKinds,
} from '../../../shared/domain/alert/alert-kinds';
import {
  type AlertSettings,
  isWatched,
  ownOf,
  type SiteSetting,
  thresholdOf,
} from '../../../shared/domain/alert/alert-settings';
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
import {
  gatherLevels,
  gatherOrders,
  gatherParcels,
  gatherPurchases,
  gatherStations,
  gatherTransfers,
} from './gather-flow';
import { gatherReturns } from './gather-returns';
import { gatherStock } from './gather-stock';

type StockKind = (typeof stockKinds)[number];
type Find = (db: Queryable, settings: AlertSettings, at: string) => Promise<Finding[]>;
export type AlertGroup = { name: string; kinds: readonly AlertKind[]; find: Find };

const there = (found: readonly (Finding | null)[]): Finding[] => found.flatMap((finding) => finding ?? []);

/** Of all warehouses together by the company's thresholds; of a warehouse for itself by those that it has of its own. */
async function findStock(db: Queryable, settings: AlertSettings, at: string): Promise<Finding[]> {
  const found: Finding[] = [];
  const alone = settings.sites.filter(({ kinds }) => stockKinds.some((kind) => kinds[kind]?.isOn));
  for (const warehouseId of [null, ...alone.map((site) => site.warehouseId)]) {
    const of = <K extends StockKind>(kind: K): SiteSetting<K> | null =>
      warehouseId === null ? thresholdOf(settings, kind, null) : ownOf(settings, kind, warehouseId);
    const limitsOf = <K extends StockKind>(kind: K): LimitsOf<K> | null => {
      const own = of(kind);
      return own?.isOn ? own.limits : null;
    };
    const low = limitsOf('low-stock');
    const out = limitsOf('stock-out');
    const over = limitsOf('overstock');
    const idle = limitsOf('clearance');
    const idleDays = idle?.idleDays ?? settings.kinds.clearance.limits.idleDays;
    for await (const page of gatherStock(db, dayOf(new Date(at)), idleDays, warehouseId))
      for (const facts of page)
        found.push(
          ...there([
            low && lowStock(facts, low),
            out && stockOut(facts, out),
            over && overstock(facts, over),
            idle && clearance(facts, idle),
          ]),
        );
  }
  return found;
}

/** A kind that is asked of facts of one warehouse each, by its thresholds. */
function findBySite<K extends SiteKind, Facts extends { warehouseId: string | null }>(
  kind: K,
  gather: (db: Queryable, at: string) => Promise<Facts[]>,
  rule: (facts: Facts, limits: LimitsOf<K>, at: string) => Finding | null,
): Find {
  return async (db, settings, at) => {
    if (!isWatched(settings, kind)) return [];
    return there(
      (await gather(db, at)).map((facts) => {
        const { isOn, limits } = thresholdOf(settings, kind, facts.warehouseId);
        return isOn ? rule(facts, limits, at) : null;
      }),
    );
  };
}

export const alertGroups: readonly AlertGroup[] = [
  { name: 'stock', kinds: stockKinds, find: findStock },
  {
    name: 'purchases',
    kinds: ['late-supplier'],
    find: findBySite(
      'late-supplier',
      async (db, at) => [...(await gatherPurchases(db, at)), ...(await gatherTransfers(db, at))],
      lateSupplier,
    ),
  },
  {
    name: 'orders',
    kinds: ['order-at-risk'],
    find: findBySite('order-at-risk', gatherOrders, orderAtRisk),
  },
  {
    name: 'parcels',
    kinds: ['carrier-delay'],
    find: findBySite('carrier-delay', gatherParcels, carrierDelay),
  },
  {
    name: 'levels',
    kinds: ['negative-level'],
    find: findBySite('negative-level', gatherLevels, negativeLevel),
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
    find: findBySite('station-silent', gatherStations, stationSilent),
  },
];

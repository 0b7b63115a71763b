// What to do about one product at every site: how much is wanted where, what other sites can give first, and what is left to
// buy. Facts come in, nothing is looked up; every number that counted is kept as the reason that is shown.
import { normalCdf } from '../forecasting/distributions';
import { type ItemRules, quantityToOrder, type WhyStep } from './line-quantity';
import type { LeadTime } from './lead-time';
import {
  economicQuantity,
  type DemandShape,
  pointForFill,
  type Protection,
  protectionOf,
} from './safety-stock';
import type { ServiceTarget, SuppliedItem } from './supply-terms';
import { proposeTransfers } from './transfers';
import type { ValueClass } from './value-classes';

export type SitePosition = {
  site: string;
  onHand: number;
  /** Ordered and not here: sent orders and other goods on their way, whatever their day. */
  onOrder: number;
  /** Of it: its day is over. */
  late: number;
  /** In orders that were written and not sent. */
  drafted: number;
  /** Promised to orders and kept for carts. */
  committed: number;
  /** Of it: orders that wait for it. */
  waiting: number;
  /** Of the demand of the product, 0..1. */
  share: number;
};

export type SkuFacts = {
  sku: string;
  sites: SitePosition[];
  /** Units expected, a number a week, from this week on. */
  weeks: number[];
  /** Root mean squared error of the forecast, units a week. */
  deviation: number;
  /** Counted now and then rather than flowing. */
  isSparse: boolean;
  /** Weeks of its history that were cut because they were like no others. */
  spikes: string[];
  method: string;
  lead: LeadTime;
  reviewDays: number;
  orderCostMinor: number;
  holdingShare: number;
  valueClass: ValueClass;
  target: ServiceTarget;
  item: SuppliedItem;
  leastTransfer: number | null;
};

export type PlanStep =
  | WhyStep
  | {
      kind: 'demand';
      weekly: number;
      deviation: number;
      share: number;
      method: string;
      spikes: string[];
    }
  | { kind: 'lead'; days: number; deviation: number; seen: number[]; stated: number; of: LeadTime['of'] }
  | { kind: 'stock'; onHand: number; onOrder: number; late: number; drafted: number; waiting: number }
  | { kind: 'target'; valueClass: ValueClass; target: ServiceTarget }
  | { kind: 'quantity'; units: number; isEconomic: boolean }
  | { kind: 'from-site'; site: string; units: number }
  | { kind: 'freight'; added: number; units: number }
  | { kind: 'budget'; cut: number; units: number };

export type SitePlan = {
  sku: string;
  site: string;
  units: number;
  /** Units a week. */
  demand: number;
  position: number;
  point: number;
  /** Most that keeps and is wanted, this order included. */
  mostUnits: number;
  why: PlanStep[];
};
export type SkuTransfer = { sku: string; from: string; to: string; units: number };
export type SkuPlan = { sku: string; sites: SitePlan[]; transfers: SkuTransfer[] };

const weekDays = 7;
const yearWeeks = 52;
/** Nobody wants more lying than that, unless told otherwise. */
const usualCoverWeeks = 26;

export function planSku(facts: SkuFacts): SkuPlan {
  const { sku, item } = facts;
  const sites = facts.sites.map((site) => ({ site, ...neededAt(site, facts) }));
  const { transfers, stillWanted } =
    facts.leastTransfer === null
      ? { transfers: [], stillWanted: null }
      : proposeTransfers(
          sites.map(({ site, plan, rules }) => ({
            site: site.site,
            position: plan.position,
            keep: plan.point + rules.orderQuantity,
            wanted: plan.units,
          })),
          facts.leastTransfer,
        );
  return {
    sku,
    transfers: transfers.map((each) => ({ sku, ...each })),
    sites: sites.map(({ site, plan, rules, item: itemFacts, why }) => {
      const given = transfers.filter(({ to }) => to === site.site);
      const coming = given.reduce((sum, { units }) => sum + units, 0);
      const isMet = stillWanted !== null && coming > 0 && (stillWanted.get(site.site) ?? 0) === 0;
      const again =
        coming === 0 ? plan : quantityToOrder({ ...itemFacts, onOrder: itemFacts.onOrder + coming }, rules);
      const cover = Math.min(item.shelfLifeWeeks ?? usualCoverWeeks, item.mostCoverWeeks ?? usualCoverWeeks);
      const units = isMet ? 0 : again.units;
      return {
        sku,
        site: site.site,
        units,
        demand: itemFacts.demand,
        position: again.position,
        point: plan.point,
        mostUnits: Math.max(units, Math.floor(cover * itemFacts.demand - again.position), 0),
        why: [
          ...why,
          ...given.map(
            ({ from, units: moved }): PlanStep => ({ kind: 'from-site', site: from, units: moved }),
          ),
          ...again.why,
        ],
      };
    }),
  };
}

/** What a site wants if nobody helps it. */
function neededAt(site: SitePosition, facts: SkuFacts) {
  const { lead, reviewDays, item, target, valueClass } = facts;
  const periods = (lead.days + reviewDays) / weekDays;
  const weekly = meanOver(facts.weeks, periods);
  const { demand, deviation } = ofSite(weekly, facts.deviation, site.share);
  const protection = protectionOf({
    demand,
    demandDeviation: deviation,
    lead: lead.days / weekDays,
    leadDeviation: lead.deviation / weekDays,
    review: reviewDays / weekDays,
  });
  const usual = usualQuantity(facts, demand);
  const shape: DemandShape = facts.isSparse ? 'count' : 'gamma';
  const rules: ItemRules = {
    policy: item.policy,
    service: serviceFor(target, protection, usual),
    orderQuantity: usual,
    leastOrder: item.leastOrder,
    packUnits: item.packUnits,
    palletUnits: item.palletUnits,
    shelfLifeWeeks: item.shelfLifeWeeks,
    mostCoverWeeks: item.mostCoverWeeks,
  };
  const { onHand, onOrder, late, drafted, committed, waiting } = site;
  const itemFacts = { onHand, onOrder: onOrder + drafted, committed, demand, protection, shape };
  const why: PlanStep[] = [
    {
      kind: 'demand',
      weekly: demand,
      deviation,
      share: site.share,
      method: facts.method,
      spikes: facts.spikes,
    },
    { kind: 'lead', ...lead },
    { kind: 'stock', onHand, onOrder, late, drafted, waiting },
    { kind: 'target', valueClass, target },
    { kind: 'quantity', units: usual, isEconomic: item.orderUnits === null },
  ];
  return { plan: quantityToOrder(itemFacts, rules), rules, item: itemFacts, why };
}

/** Mean units a week over so many weeks from now; behind the horizon it goes on as it ends. */
export function meanOver(weeks: readonly number[], periods: number): number {
  const last = weeks.at(-1) ?? 0;
  let [sum, left] = [0, periods];
  for (let at = 0; left > 0 && at < weeks.length; at += 1, left -= 1)
    sum += (weeks[at] as number) * Math.min(1, left);
  if (left > 0) sum += last * left;
  return periods > 0 ? sum / periods : (weeks[0] ?? 0);
}

/**
 * Demand of a site that gets each unit with a chance `share`: variance `share^2 v + share (1 - share) m` (law of total
 * variance over a binomial split).
 */
export function ofSite(
  mean: number,
  deviation: number,
  share: number,
): { demand: number; deviation: number } {
  return {
    demand: share * mean,
    deviation: Math.sqrt(share ** 2 * deviation ** 2 + share * (1 - share) * mean),
  };
}

/** The usual order: what somebody said, else what costs least, between a week and half a year of demand. */
function usualQuantity({ item, orderCostMinor, holdingShare }: SkuFacts, demand: number): number {
  if (item.orderUnits !== null) return item.orderUnits;
  const economic = economicQuantity(demand * yearWeeks, orderCostMinor, holdingShare * item.unitCostMinor);
  return Math.max(1, Math.round(Math.min(Math.max(economic, demand), usualCoverWeeks * demand)));
}

/** A share of units to be served, as the chance of no stock-out in a cycle that comes to the same. */
export function serviceFor(target: ServiceTarget, protection: Protection, orderQuantity: number): number {
  if (target.kind === 'service') return target.level;
  const deviation = Math.sqrt(protection.variance);
  if (deviation === 0) return target.level;
  const point = pointForFill(protection, target.level, orderQuantity);
  return Math.min(0.9995, Math.max(0.5, normalCdf((point - protection.mean) / deviation)));
}

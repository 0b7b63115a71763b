// How many of one item to order, and why in words and numbers: every step that changed the quantity is kept. Facts come in,
// nothing is looked up; rounding is up except where a cap says otherwise, and a cap never breaks a pack.
import { type DemandShape, type Protection, quantileOf } from './safety-stock';

export type ItemRules = {
  /** Order up to point plus quantity ('up-to', s and S), or whole multiples of the quantity ('multiples', R and Q). */
  policy: 'up-to' | 'multiples';
  /** Chance of no stock-out in a cycle, 0..1. */
  service: number;
  /** Usual order of the supplier in units, e.g. the economic one. */
  orderQuantity: number;
  leastOrder: number;
  packUnits: number;
  /** Null: not bought by pallets. */
  palletUnits: number | null;
  /** Weeks that goods keep in stock; null: they do not go off. */
  shelfLifeWeeks: number | null;
  mostCoverWeeks: number | null;
};

export type ItemFacts = {
  onHand: number;
  onOrder: number;
  committed: number;
  /** Units a week. */
  demand: number;
  protection: Protection;
  shape: DemandShape;
};

export type WhyStep =
  | { kind: 'position'; onHand: number; onOrder: number; committed: number; position: number }
  | { kind: 'point'; point: number; expected: number; safety: number; service: number }
  | { kind: 'enough' }
  | { kind: 'up-to'; target: number; units: number }
  | { kind: 'multiples'; of: number; times: number; units: number }
  | { kind: 'least-order'; least: number; units: number }
  | { kind: 'pack'; of: number; units: number }
  | { kind: 'pallet'; of: number; units: number }
  | { kind: 'shelf-life'; weeks: number; units: number }
  | { kind: 'cover'; weeks: number; units: number }
  /** More than keeps or covers, because the supplier sells no less. */
  | { kind: 'over-cap'; units: number };

export type LineQuantity = { units: number; position: number; point: number; why: WhyStep[] };

/** A pallet is rounded up to when so much of it is wanted anyway. */
const palletFrom = 0.8;

export function reorderPoint(
  { protection, shape }: Pick<ItemFacts, 'protection' | 'shape'>,
  service: number,
): number {
  return Math.max(0, Math.ceil(quantileOf(protection, shape, service) - 1e-9));
}

export function quantityToOrder(facts: ItemFacts, rules: ItemRules): LineQuantity {
  const { onHand, onOrder, committed, demand, protection } = facts;
  const position = onHand + onOrder - committed;
  const point = reorderPoint(facts, rules.service);
  const why: WhyStep[] = [
    { kind: 'position', onHand, onOrder, committed, position },
    {
      kind: 'point',
      point,
      expected: protection.mean,
      safety: point - protection.mean,
      service: rules.service,
    },
  ];
  if (position > point) return { units: 0, position, point, why: [...why, { kind: 'enough' }] };
  const quantity = Math.max(1, Math.ceil(rules.orderQuantity));
  let units: number;
  if (rules.policy === 'up-to') {
    const target = point + quantity;
    units = Math.ceil(target - position);
    why.push({ kind: 'up-to', target, units });
  } else {
    // At the point itself one quantity is ordered (Hadley and Whitin 1963).
    const times = Math.max(1, Math.ceil((point - position) / quantity));
    units = times * quantity;
    why.push({ kind: 'multiples', of: quantity, times, units });
  }
  const capped = cap(units, position, demand, rules, why);
  return { units: roundUp(capped, position, rules, demand, why), position, point, why };
}

function mostKept(weeks: number | null, position: number, demand: number): number {
  return weeks === null ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor(weeks * demand - position));
}

/** No more than sells before it goes off, and than somebody wants to have lying. */
function cap(units: number, position: number, demand: number, rules: ItemRules, why: WhyStep[]): number {
  let capped = units;
  const limit = (kind: 'shelf-life' | 'cover', weeks: number | null): void => {
    const most = mostKept(weeks, position, demand);
    if (weeks === null || capped <= most) return;
    capped = most;
    why.push({ kind, weeks, units: capped });
  };
  limit('shelf-life', rules.shelfLifeWeeks);
  limit('cover', rules.mostCoverWeeks);
  return capped;
}

function roundUp(units: number, position: number, rules: ItemRules, demand: number, why: WhyStep[]): number {
  const most = Math.min(
    mostKept(rules.shelfLifeWeeks, position, demand),
    mostKept(rules.mostCoverWeeks, position, demand),
  );
  if (units === 0) return 0;
  let rounded = units;
  if (rounded < rules.leastOrder) {
    rounded = rules.leastOrder;
    why.push({ kind: 'least-order', least: rules.leastOrder, units: rounded });
  }
  const pack = Math.max(1, rules.packUnits);
  if (rounded % pack !== 0) {
    rounded = Math.ceil(rounded / pack) * pack;
    why.push({ kind: 'pack', of: pack, units: rounded });
  }
  const pallet = rules.palletUnits;
  if (pallet !== null && pallet > 0) {
    const whole = Math.ceil(rounded / pallet) * pallet;
    if (whole !== rounded && rounded % pallet >= palletFrom * pallet && whole % pack === 0 && whole <= most) {
      rounded = whole;
      why.push({ kind: 'pallet', of: pallet, units: rounded });
    }
  }
  if (rounded > most) why.push({ kind: 'over-cap', units: rounded });
  return rounded;
}

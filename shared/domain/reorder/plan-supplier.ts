// All that one supplier is asked for at one site, as one order: filled up to free freight, cut to a budget, and each line says so.
import type { PlanStep, SitePlan } from './plan-sku';
import { composeOrder, type SupplierTerms } from './supplier-order';

export type SupplierQuestion = {
  supplierId: string;
  site: string;
  terms: SupplierTerms;
  lines: (SitePlan & { packUnits: number; unitCostMinor: number })[];
};
export type PlannedOrder = {
  supplierId: string;
  site: string;
  goodsMinor: number;
  freightMinor: number;
  reachedFreeFreight: boolean;
  /** Those that are to be bought, what runs out first before others. */
  lines: SupplierQuestion['lines'];
};

/** Null: nothing is needed of it. */
export function planSupplier({ supplierId, site, terms, lines }: SupplierQuestion): PlannedOrder | null {
  if (lines.every(({ units }) => units === 0)) return null;
  const { lines: made, ...sums } = composeOrder(lines, terms);
  const whyOf = new Map(lines.map((line) => [line.sku, line.why]));
  return {
    supplierId,
    site,
    ...sums,
    lines: made
      .map(({ added, cut, ...line }) => {
        const steps: PlanStep[] = [];
        if (added > 0) steps.push({ kind: 'freight', added, units: line.units + cut });
        if (cut > 0) steps.push({ kind: 'budget', cut, units: line.units });
        const { mostUnits, unitCostMinor, packUnits, sku, units, demand, position, point } = line;
        return {
          sku,
          site,
          units,
          demand,
          position,
          point,
          mostUnits,
          packUnits,
          unitCostMinor,
          why: [...(whyOf.get(sku) ?? []), ...steps],
          isCut: cut > 0,
        };
      })
      .filter(({ units, isCut }) => units > 0 || isCut)
      .map(({ isCut: _isCut, ...line }) => line)
      .sort((a, b) => coverOf(a) - coverOf(b) || (a.sku < b.sku ? -1 : 1)),
  };
}

/** Weeks until the position is used up. */
function coverOf({ position, demand }: Pick<SitePlan, 'position' | 'demand'>): number {
  return demand > 0 ? position / demand : position < 0 ? Number.NEGATIVE_INFINITY : Number.MAX_VALUE;
}

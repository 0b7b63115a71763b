// One order to one supplier out of what its items need: filled up to free freight by what is needed next, cut to a budget by
// what can wait longest. Money in minor units of one currency.

export type OrderLine = {
  sku: string;
  units: number;
  packUnits: number;
  unitCostMinor: number;
  /** Units a week. */
  demand: number;
  /** On hand and on order less committed, before this order. */
  position: number;
  point: number;
  /** Units that keep and are wanted at most, this order included. */
  mostUnits: number;
};

export type SupplierTerms = {
  /** Null: freight is never free. */
  freeFreightMinor: number | null;
  freightMinor: number;
  /** Null: no limit. */
  budgetMinor: number | null;
  /** Yearly cost of holding, as a share of the value. */
  holdingShare: number;
};

export type SupplierOrder = {
  lines: (OrderLine & { added: number; cut: number })[];
  goodsMinor: number;
  freightMinor: number;
  reachedFreeFreight: boolean;
};

const sumOf = (lines: readonly { units: number; unitCostMinor: number }[]): number =>
  lines.reduce((sum, { units, unitCostMinor }) => sum + units * unitCostMinor, 0);

/** How long an item lasts above its reorder point, in weeks; what is never asked for lasts for ever. */
function weeksAbovePoint({ position, units, point, demand }: OrderLine): number {
  return demand > 0 ? (position + units - point) / demand : Number.POSITIVE_INFINITY;
}

/** No order where no line wants anything: freight is not paid for what can wait. */
export function composeOrder(lines: readonly OrderLine[], terms: SupplierTerms): SupplierOrder {
  const order = lines.map((line) => ({ ...line, added: 0, cut: 0 }));
  if (sumOf(order) > 0) fillToFreeFreight(order, terms);
  cutToBudget(order, terms.budgetMinor);
  const goodsMinor = sumOf(order);
  const reachedFreeFreight = terms.freeFreightMinor !== null && goodsMinor >= terms.freeFreightMinor;
  return {
    lines: order,
    goodsMinor,
    freightMinor: goodsMinor === 0 || reachedFreeFreight ? 0 : terms.freightMinor,
    reachedFreeFreight,
  };
}

/** Pack by pack of what lasts shortest, as long as holding it costs less than the freight that is saved. */
function fillToFreeFreight(order: SupplierOrder['lines'], terms: SupplierTerms): void {
  const { freeFreightMinor, freightMinor, holdingShare, budgetMinor } = terms;
  if (freeFreightMinor === null || (budgetMinor !== null && budgetMinor < freeFreightMinor)) return;
  const planned = order.map(() => 0);
  let goods = sumOf(order);
  let holding = 0;
  while (goods < freeFreightMinor) {
    let [next, least] = [-1, Number.POSITIVE_INFINITY];
    order.forEach((line, at) => {
      const units = line.units + (planned[at] as number);
      if (units + line.packUnits > line.mostUnits || line.unitCostMinor <= 0) return;
      const weeks = weeksAbovePoint({ ...line, units });
      if (weeks < least) [next, least] = [at, weeks];
    });
    const line = order[next];
    if (!line) return;
    const value = line.packUnits * line.unitCostMinor;
    planned[next] = (planned[next] as number) + line.packUnits;
    goods += value;
    holding += (value * holdingShare * Math.max(0, least)) / 52;
    if (holding > freightMinor) return;
  }
  if (budgetMinor !== null && goods > budgetMinor) return;
  order.forEach((line, at) => {
    line.added = planned[at] as number;
    line.units += line.added;
  });
}

/** Pack by pack off what lasts longest. */
function cutToBudget(order: SupplierOrder['lines'], budgetMinor: number | null): void {
  if (budgetMinor === null) return;
  let goods = sumOf(order);
  while (goods > budgetMinor) {
    let [next, most] = [-1, Number.NEGATIVE_INFINITY];
    order.forEach((line, at) => {
      if (line.units <= 0 || line.unitCostMinor <= 0) return;
      const weeks = weeksAbovePoint(line);
      if (weeks > most) [next, most] = [at, weeks];
    });
    const line = order[next];
    if (!line) return;
    const units = Math.min(line.packUnits, line.units);
    line.units -= units;
    line.cut += units;
    goods -= units * line.unitCostMinor;
  }
}

// What a return is worth: each unit's part of what its line cost, with its share of discounts and postage, less fees. Exact
// however many times it is done in parts: the units of a line share its cost by largest remainder, and each unit is worth
// its own part, so all of them together are worth the line and not one minor unit more.
import { splitByWeights } from '../../money/money';
import type { Order } from '../order/order';
import { price } from '../pricing/price';
import { type GoodsReturn, isOurs } from './goods-return';
import { chargedPostageMinor, settleableUnits, settledUnits } from './questions';

export type ProposalRow = {
  lineNo: number;
  name: string;
  quantity: number;
  /** Price times units. */
  goodsMinor: number;
  /** Share of the order's discounts, not negative. */
  discountMinor: number;
  /** Share of the order's postage and fees that goes back. */
  postageMinor: number;
  /** Kept as a fee, not negative. */
  feeMinor: number;
  /** Share of what the way back costs the customer. */
  wayBackMinor: number;
  amountMinor: number;
};
export type Proposal = {
  currency: string;
  rows: ProposalRow[];
  /** What the way back costs the customer; 0 once it was taken, or when the company pays. */
  wayBackMinor: number;
  amountMinor: number;
};

export type ToSettle = { lineNo: number; quantity: number };

/** Everything that is here or kept, not sent back, and not settled. */
export function openToSettle(found: GoodsReturn, declined: readonly string[]): ToSettle[] {
  const lineNos = [...new Set(found.lines.flatMap(({ lineNo }) => (lineNo === null ? [] : [lineNo])))];
  return lineNos
    .sort((a, b) => a - b)
    .map((lineNo) => ({
      lineNo,
      quantity: settleableUnits(found, lineNo) - settledUnits(found, lineNo, declined),
    }))
    .filter(({ quantity }) => quantity > 0);
}

/**
 * @param before by line: units of the order that were settled before, in this return or another
 * @param returned by line: units of the order that have come back in all returns, these included
 */
export function proposalFor(
  order: Order,
  found: GoodsReturn,
  wanted: readonly ToSettle[],
  facts: {
    before: ReadonlyMap<number, number>;
    returned: ReadonlyMap<number, number>;
    declined: readonly string[];
  },
): Proposal {
  const costs = lineCosts(order);
  const isWhole = order.lines.every(
    (line) => line.cancelled + (facts.returned.get(line.lineNo) ?? 0) >= line.ordered,
  );
  const givesPostage = found.postageBack === 'share' || (found.postageBack === 'whole-order' && isWhole);
  const rows = wanted.flatMap<ProposalRow>(({ lineNo, quantity }) => {
    const cost = costs.get(lineNo);
    if (!cost || quantity <= 0) return [];
    const from = facts.before.get(lineNo) ?? 0;
    const goodsMinor = quantity * cost.unitPriceMinor;
    const worthMinor = unitsWorth(cost.goodsMinor - cost.discountMinor, cost.units, from, quantity);
    const postageMinor = givesPostage ? unitsWorth(cost.postageMinor, cost.units, from, quantity) : 0;
    const feeMinor = feeOn(worthMinor, feePercentOf(found, lineNo));
    return [
      {
        lineNo,
        name: cost.name,
        quantity,
        goodsMinor,
        discountMinor: goodsMinor - worthMinor,
        postageMinor,
        feeMinor,
        wayBackMinor: 0,
        amountMinor: worthMinor + postageMinor - feeMinor,
      },
    ];
  });
  const ownMinor = rows.reduce((sum, row) => sum + row.amountMinor, 0);
  const dueMinor = Math.max(0, found.postageMinor - chargedPostageMinor(found, facts.declined));
  const wayBackMinor = Math.min(ownMinor, dueMinor);
  const shares = splitByWeights(
    wayBackMinor,
    rows.map(({ amountMinor }) => amountMinor),
  );
  return {
    currency: order.currency,
    rows: rows.map((row, index) => ({
      ...row,
      wayBackMinor: shares[index] ?? 0,
      amountMinor: row.amountMinor - (shares[index] ?? 0),
    })),
    wayBackMinor,
    amountMinor: ownMinor - wayBackMinor,
  };
}

type LineCost = {
  name: string;
  units: number;
  unitPriceMinor: number;
  goodsMinor: number;
  discountMinor: number;
  postageMinor: number;
};

/** What each line cost, less what was cancelled, with its share of the order's charges. Sums are those of the order. */
function lineCosts(order: Order): Map<number, LineCost> {
  const lines = order.lines.filter((line) => line.ordered > line.cancelled);
  const charged = order.charges.reduce((sum, { amountMinor }) => sum + Math.max(0, amountMinor), 0);
  const off = order.charges.reduce((sum, { amountMinor }) => sum + Math.max(0, -amountMinor), 0);
  const priced = price({
    lines: lines.map((line) => ({
      quantity: line.ordered - line.cancelled,
      unitPriceMinor: line.unitPriceMinor,
      discountMinor: 0,
      taxPpm: 0,
    })),
    discountMinor: off,
    shippingMinor: charged,
    // Prices of orders hold their tax.
    taxIncluded: true,
  });
  return new Map(
    lines.map((line, index) => {
      const cost = priced.lines[index];
      return [
        line.lineNo,
        {
          name: line.name,
          units: line.ordered - line.cancelled,
          unitPriceMinor: line.unitPriceMinor,
          goodsMinor: cost?.goodsMinor ?? 0,
          discountMinor: cost?.discountMinor ?? 0,
          postageMinor: cost?.shippingMinor ?? 0,
        },
      ];
    }),
  );
}

/** Worth of units `from` up to `from + quantity` of a line of `units`. Its first units bear what does not divide. */
function unitsWorth(worthMinor: number, units: number, from: number, quantity: number): number {
  if (units <= 0) return 0;
  const upTo = (count: number): number => {
    const whole = Math.trunc(worthMinor / units);
    const rest = worthMinor - whole * units;
    const taken = Math.min(count, units);
    return whole * taken + Math.sign(rest) * Math.min(taken, Math.abs(rest));
  };
  return upTo(from + quantity) - upTo(from);
}

/** Of lines of the return for one line of the order, the mildest: nobody pays for what they did not choose. */
function feePercentOf({ lines }: GoodsReturn, lineNo: number): number {
  const own = lines.filter((line) => line.lineNo === lineNo);
  const fees = own.map(({ feePercent, reason }) => (reason !== null && isOurs(reason) ? 0 : feePercent));
  return fees.length === 0 ? 0 : Math.min(...fees);
}

/** Rounded down: a fee is never more than its per cent. */
function feeOn(worthMinor: number, percent: number): number {
  return worthMinor <= 0 ? 0 : Number((BigInt(worthMinor) * BigInt(percent)) / 100n);
}

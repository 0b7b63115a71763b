// What an order costs and what of it is tax: discounts and postage are spread over the lines by largest remainder, tax is
// reckoned once a rate and spread the same way. Every sum is the sum of its parts to the minor unit, in any currency.
import { splitByWeights } from '../../money/money';

/** Millionths: 200 000 is 20 %. */
export type TaxPpm = number;

export type PricedLineInput = {
  quantity: number;
  unitPriceMinor: number;
  /** Off this line, not negative. */
  discountMinor: number;
  taxPpm: TaxPpm;
};
export type PriceInput = {
  lines: readonly PricedLineInput[];
  /** Off the whole order, not negative; no more is taken off than the lines are worth. */
  discountMinor: number;
  /** Shared out over the lines, so that it carries the tax of what is sent. */
  shippingMinor: number;
  /** Whether prices, discounts and postage already hold their tax. */
  taxIncluded: boolean;
};

export type PricedLine = {
  /** Quantity times price. */
  goodsMinor: number;
  /** Its own and its share of the order's. */
  discountMinor: number;
  shippingMinor: number;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  taxPpm: TaxPpm;
};
export type Priced = {
  lines: PricedLine[];
  goodsMinor: number;
  discountMinor: number;
  shippingMinor: number;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  /** One row a rate, lowest first. */
  taxes: { taxPpm: TaxPpm; netMinor: number; taxMinor: number }[];
};

export function price({ lines, discountMinor, shippingMinor, taxIncluded }: PriceInput): Priced {
  const goods = lines.map((line) => line.quantity * line.unitPriceMinor);
  const afterOwn = lines.map((line, index) => {
    const worth = Math.max(0, goods[index] ?? 0);
    return worth - Math.min(worth, line.discountMinor);
  });
  const off = share(Math.min(discountMinor, total(afterOwn)), afterOwn);
  const postage = share(shippingMinor, afterOwn);
  // A line of negative worth, a credit, keeps it: nothing is taken off it and no postage is put on it.
  const worth = lines.map((_, index) => {
    const own = goods[index] ?? 0;
    const left = own < 0 ? own : (afterOwn[index] ?? 0) - (off[index] ?? 0);
    return left + (postage[index] ?? 0);
  });
  const tax = taxesOf(lines, worth, taxIncluded);
  const priced = lines.map<PricedLine>((line, index) => {
    const held = worth[index] ?? 0;
    const taxMinor = tax[index] ?? 0;
    const netMinor = taxIncluded ? held - taxMinor : held;
    const goodsMinor = goods[index] ?? 0;
    return {
      goodsMinor,
      discountMinor: goodsMinor - held + (postage[index] ?? 0),
      shippingMinor: postage[index] ?? 0,
      netMinor,
      taxMinor,
      totalMinor: netMinor + taxMinor,
      taxPpm: line.taxPpm,
    };
  });
  const sum = (of: (line: PricedLine) => number): number => total(priced.map(of));
  const rates = [...new Set(lines.map(({ taxPpm }) => taxPpm))].sort((a, b) => a - b);
  return {
    lines: priced,
    goodsMinor: sum((line) => line.goodsMinor),
    discountMinor: sum((line) => line.discountMinor),
    shippingMinor: sum((line) => line.shippingMinor),
    netMinor: sum((line) => line.netMinor),
    taxMinor: sum((line) => line.taxMinor),
    totalMinor: sum((line) => line.totalMinor),
    taxes: rates.map((taxPpm) => {
      const own = priced.filter((line) => line.taxPpm === taxPpm);
      return {
        taxPpm,
        netMinor: total(own.map((line) => line.netMinor)),
        taxMinor: total(own.map((line) => line.taxMinor)),
      };
    }),
  };
}

/** Tax of each line: reckoned on the sum of its rate, shared by worth. */
function taxesOf(
  lines: readonly PricedLineInput[],
  worth: readonly number[],
  taxIncluded: boolean,
): number[] {
  const taxes = lines.map(() => 0);
  for (const taxPpm of new Set(lines.map((line) => line.taxPpm)))
    for (const sign of [1, -1]) {
      const own = lines.flatMap((line, index) =>
        line.taxPpm === taxPpm && (worth[index] ?? 0) * sign > 0 ? [index] : [],
      );
      const base = total(own.map((index) => worth[index] ?? 0));
      const parts = splitByWeights(
        taxOn(base, taxPpm, taxIncluded),
        own.map((index) => Math.abs(worth[index] ?? 0)),
      );
      for (const [at, index] of own.entries()) taxes[index] = parts[at] ?? 0;
    }
  return taxes;
}

function taxOn(minor: number, taxPpm: TaxPpm, taxIncluded: boolean): number {
  const [rate, whole] = [BigInt(taxPpm), 1_000_000n];
  const under = taxIncluded ? whole + rate : whole;
  const size = BigInt(Math.abs(minor)) * rate;
  const rounded = Number((2n * size + under) / (2n * under));
  return minor < 0 ? 0 - rounded : rounded;
}

/** Nothing to weigh by shares equally; no line at all bears nothing. */
function share(amountMinor: number, weights: readonly number[]): number[] {
  return splitByWeights(amountMinor, weights);
}

function total(list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0);
}

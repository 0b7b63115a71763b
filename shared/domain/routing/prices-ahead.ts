// Stock prices for orders taken one at a time: the mean of the prices of several possible futures, each solved by itself
// against the stock there is now (randomised linear programming, Talluri & van Ryzin 1999). One average future would be
// cheaper to solve, but it meets stock that always just suffices and so prices what may run out far too low.
import { bidPrices } from './bid-prices';
import { type DemandForecast, futurePool } from './future-orders';
import { seededDraw } from './seeded';

export type PricesAheadWish = {
  seed: number;
  /** Possible futures to look at. */
  futures: number;
  /** Rounds of the price search in each. */
  rounds: number;
  /** Prices of the last time, to begin with. */
  from?: Float64Array | undefined;
  /** Share of those that stays in the answer, 0 to 1: several times a few futures see as much as one time many. */
  keep?: number | undefined;
  /** Asked between rounds; false ends it with the prices so far. */
  goOn?: (() => boolean) | undefined;
};

/** By `[sku * nodes + node]`, minor units a unit. */
export function pricesAhead(
  forecast: DemandForecast,
  stock: Int32Array,
  wish: PricesAheadWish,
): Float64Array {
  const draw = seededDraw(wish.seed);
  const sum = new Float64Array(stock.length);
  let looked = 0;
  for (; looked < wish.futures; looked += 1) {
    if (wish.goOn && !wish.goOn()) break;
    const { prices } = bidPrices(futurePool(forecast, stock, draw), {
      rounds: wish.rounds,
      from: wish.from,
      goOn: wish.goOn,
    });
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] as number) + (prices[at] as number);
  }
  if (looked === 0) return wish.from ? Float64Array.from(wish.from) : sum;
  const { from } = wish;
  const keep = from ? (wish.keep ?? 0) : 0;
  return sum.map((price, at) => ((1 - keep) * price) / looked + keep * (from?.[at] ?? 0));
}

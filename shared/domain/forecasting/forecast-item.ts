// One item's forecast: which method, why (its back-test beside the others'), the means of the weeks to come and the quantiles
// around them. Sees the history and what was learned from the assortment, and nothing else.
import { mean, naiveScale, quantileLoss } from './accuracy';
import { quantilesOf, type Selector } from './assortment';
import { classOfDemand, type DemandPattern, isObsolete } from './classify';
import { fadingMoments, quantileLevels } from './demand-experts';
import { countQuantiles } from './distributions';
import { cleanHistory, type WeekMark, type WeekOfDemand } from './history';
import { methodsFor, saidBy, type TriedMethod } from './methods';

export type ForecastMethod = TriedMethod | 'like' | 'obsolete' | 'none';

export type ItemQuestion = {
  /** Oldest first, whole weeks, from the first in which the item could be asked for. */
  weeks: readonly WeekOfDemand[];
  horizon: number;
  selector: Selector;
  /** What the season of its category does to each week of the horizon: 1 is a usual week; null: nothing is known. */
  shape: readonly number[] | null;
  /** Weeks of an item that it is like, from that one's first demand on; null: it stands for itself. */
  like: readonly number[] | null;
};

export type BackTest = {
  /** The last weeks of the history, which the method did not see. */
  came: number[];
  said: number[];
  /** Mean absolute error over the naive error of the history before. */
  mase: number | null;
  /** Sum said over sum came, less 1; null when nothing came. */
  bias: number | null;
  /** Mean scaled quantile loss. */
  loss: number | null;
  /** Root mean squared errors of all methods that were tried, in units a week, the best first. */
  tried: { method: TriedMethod; error: number }[];
};

export type ItemForecast = {
  method: ForecastMethod;
  pattern: DemandPattern;
  adi: number | null;
  cv2: number;
  /** Units a week, one a week of the horizon. */
  expected: number[];
  /** `[level][week]`, at `quantileLevels`. */
  quantiles: number[][];
  marks: (WeekMark | null)[];
  backTest: BackTest | null;
};

/** How much better another method must have been than the first. */
const clearlyBetter = 0.95;
const leastToLearn = 8;
/** A quarter: what is bought is mostly sold by then. */
const longestTest = 13;

export function forecastItem({ weeks, horizon, selector, shape, like }: ItemQuestion): ItemForecast {
  const { values, marks } = cleanHistory(weeks);
  const { pattern, adi, cv2 } = classOfDemand(values);
  const about = { pattern, adi: Number.isFinite(adi) ? adi : null, cv2, marks };
  const zeros = Array.from({ length: horizon }, () => 0);
  const nothing = {
    ...about,
    expected: zeros,
    quantiles: quantileLevels.map(() => [...zeros]),
    backTest: null,
  };
  const first = values.findIndex((value) => value > 0);
  const own = first < 0 ? [] : values.slice(first);
  if (like !== null && like.length > 0 && own.length < leastToLearn)
    return { ...nothing, method: 'like', ...saidByLikeness(own, like, horizon) };
  if (pattern === 'none') return { ...nothing, method: 'none' };
  if (isObsolete(values)) return { ...nothing, method: 'obsolete' };
  const { tried, backTest } = testBack(values, pattern, horizon, selector);
  const method = tried[0]?.method ?? (methodsFor(pattern, values)[0] as TriedMethod);
  const expected = saidBy(method, values, horizon).map((value, at) => value * (shape?.[at] ?? 1));
  return { ...about, method, expected, quantiles: around(values, expected, selector), backTest };
}

/** The mix of experts, moved to where the mean goes. */
function around(values: readonly number[], expected: readonly number[], selector: Selector): number[][] {
  const said = quantilesOf(selector, values);
  const base = fadingMoments(values, 0.9).mean;
  return said.map((quantile) =>
    expected.map((value) => (base > 0 ? quantile * Math.min(5, Math.max(0.2, value / base)) : quantile)),
  );
}

/** Holds all methods against the last weeks, from two origins where the history allows; the first one chosen leads. */
function testBack(
  values: readonly number[],
  pattern: DemandPattern,
  horizon: number,
  selector: Selector,
): { tried: BackTest['tried']; backTest: BackTest | null } {
  const held = Math.min(horizon, longestTest, Math.floor(values.length / 4));
  if (held < 1 || values.length - held < leastToLearn) return { tried: [], backTest: null };
  const origins = [values.length - held, values.length - 2 * held].filter(
    (origin) => origin >= leastToLearn && values.slice(0, origin).some((value) => value > 0),
  );
  const [last] = origins;
  if (last === undefined) return { tried: [], backTest: null };
  const tried = methodsFor(pattern, values).map((method) => ({
    method,
    error: Math.sqrt(
      mean(
        origins.map((origin) => {
          const said = saidBy(method, values.slice(0, origin), held);
          return mean(said.map((value, at) => (value - (values[origin + at] as number)) ** 2));
        }),
      ),
    ),
  }));
  const usual = tried[0] as (typeof tried)[number];
  tried.sort((a, b) => a.error - b.error);
  const best = tried[0] as (typeof tried)[number];
  if (best !== usual && best.error > clearlyBetter * usual.error) {
    tried.splice(tried.indexOf(usual), 1);
    tried.unshift(usual);
  }
  const { method } = tried[0] as (typeof tried)[number];
  const history = values.slice(0, last);
  const came = values.slice(last, last + held);
  const said = saidBy(method, history, held);
  const scale = naiveScale(history);
  const sumCame = came.reduce((sum, value) => sum + value, 0);
  const sumSaid = said.reduce((sum, value) => sum + value, 0);
  const quantiles = around(history, said, selector);
  const loss = mean(
    quantileLevels.map((level, row) =>
      mean(came.map((value, at) => quantileLoss(value, (quantiles[row] as number[])[at] as number, level))),
    ),
  );
  return {
    tried,
    backTest: {
      came,
      said,
      tried,
      mase: scale > 0 ? mean(came.map((value, at) => Math.abs(value - (said[at] as number)))) / scale : null,
      bias: sumCame > 0 ? sumSaid / sumCame - 1 : null,
      loss: scale > 0 ? loss / scale : null,
    },
  };
}

/** A new item goes the way that the one it is like went at its age, at its own height once it has some weeks of its own. */
function saidByLikeness(
  own: readonly number[],
  like: readonly number[],
  horizon: number,
): Pick<ItemForecast, 'expected' | 'quantiles'> {
  const same = like.slice(0, own.length);
  const [ownSum, likeSum] = [own, same].map((values) => values.reduce((sum, value) => sum + value, 0)) as [
    number,
    number,
  ];
  const height = own.length >= 2 && likeSum > 0 ? Math.min(4, Math.max(0.25, ownSum / likeSum)) : 1;
  const expected = Array.from({ length: horizon }, (_, at) => {
    const place = own.length + at;
    const near = like.slice(Math.max(0, place - 2), place + 3);
    return height * mean(near.length > 0 ? near : like.slice(-5));
  });
  const { mean: level, variance } = fadingMoments(like, 1);
  const spread = level > 0 ? variance / level : 1;
  const columns = expected.map((value) => countQuantiles(value, value * spread, [...quantileLevels]));
  return {
    expected,
    quantiles: quantileLevels.map((_, row) => columns.map((column) => column[row] as number)),
  };
}

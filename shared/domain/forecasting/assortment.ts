// The automatic selector for goods with zeros in between: learns from the assortment's own back-tests which mix of experts
// to believe for each pattern of demand, and says the quantiles of every item by that mix.
import { naiveScale } from './accuracy';
import { type Blend, blendQuantiles, evenBlend, learnBlend, type Trial } from './blend-experts';
import { classOfDemand, type DemandPattern } from './classify';
import { demandExperts, expertQuantiles, quantileLevels } from './demand-experts';

export type SelectorOptions = {
  /** Periods ahead the quantiles are wanted for; the back-tests look as far. */
  horizon: number;
  /** Most back-tests a pattern learns from; more change little and cost time. */
  trialsPerPattern?: number;
};

export type Selector = {
  /** Learned from all patterns together; for a pattern that has too few back-tests of its own. */
  common: Blend;
  blends: ReadonlyMap<DemandPattern, Blend>;
  trials: number;
};

const leastTrials = 60;
const leastHistory = 8;
const origins = [1, 2, 3, 4] as const;

/** One back-test of a series at an origin, or null where it says nothing (no change in the history to scale by). */
export function trialAt(history: readonly number[], came: readonly number[]): Trial | null {
  const scale = naiveScale(history);
  if (!(scale > 0) || came.length === 0) return null;
  return {
    said: demandExperts.map((expert) => expertQuantiles(expert, history).map((quantile) => quantile / scale)),
    came: came.map((value) => value / scale),
  };
}

/** Learns from the series themselves, evenly spread over them; the last `horizon` periods of each are what came. */
export function learnSelector(
  series: readonly (readonly number[])[],
  { horizon, trialsPerPattern = 1500 }: SelectorOptions,
): Selector {
  const pool = new Map<DemandPattern, { history: readonly number[]; came: readonly number[] }[]>();
  for (const values of series)
    for (const back of origins) {
      const origin = values.length - back * horizon;
      if (origin < Math.max(leastHistory, horizon)) continue;
      const history = values.slice(0, origin);
      const { pattern } = classOfDemand(history);
      if (pattern === 'none') continue;
      const all = pool.get(pattern) ?? [];
      all.push({ history, came: values.slice(origin, origin + horizon) });
      pool.set(pattern, all);
    }
  const trialsOf = new Map<DemandPattern, Trial[]>();
  for (const [pattern, cases] of pool) {
    const step = Math.max(1, cases.length / trialsPerPattern);
    const trials: Trial[] = [];
    for (let at = 0; at < cases.length; at += step) {
      const { history, came } = cases[Math.floor(at)] as (typeof cases)[number];
      const trial = trialAt(history, came);
      if (trial) trials.push(trial);
    }
    trialsOf.set(pattern, trials);
  }
  const levels = [...quantileLevels];
  const everything = [...trialsOf.values()].flat();
  const even = evenBlend(demandExperts.length, levels.length);
  const common = everything.length < leastTrials ? even : learnBlend(everything, even, levels);
  const blends = new Map<DemandPattern, Blend>();
  for (const [pattern, trials] of trialsOf)
    blends.set(pattern, trials.length < leastTrials ? common : learnBlend(trials, common, levels));
  return { common, blends, trials: everything.length };
}

/** Quantiles of one period's demand at `quantileLevels`, the same for each period of the horizon. */
export function quantilesOf(selector: Selector, history: readonly number[]): number[] {
  const blend = selector.blends.get(classOfDemand(history).pattern) ?? selector.common;
  const said = demandExperts.map((expert, at) =>
    blend.some((shares) => (shares[at] as number) > 0) ? expertQuantiles(expert, history) : [],
  );
  return blendQuantiles(blend, said);
}

// Which mix of experts to believe, learned from a whole assortment: one short series says little about which way of
// forecasting suits it, thousands of its kind say much. Back-tests before the last origin decide, never what came after.
// Source: ensemble selection with replacement, Caruana, Niculescu-Mizil, Crew and Ksikes 2004; the mean of quantiles,
// Lichtendahl, Grushka-Cockayne and Winkler 2013.
import { quantileLoss } from './accuracy';

/** One back-test: what each expert said at each level, and what came, all in units of the series' own scale. */
export type Trial = { said: readonly (readonly number[])[]; came: readonly number[] };

/** `[level][expert]`: shares that sum to 1 at each level. */
export type Blend = readonly (readonly number[])[];

const rounds = 24;
/** How many rounds' worth the mix that was believed before counts: a few trials do not turn everything. */
const priorRounds = 2;

export function evenBlend(experts: number, levels: number): Blend {
  return Array.from({ length: levels }, () => Array.from({ length: experts }, (): number => 1 / experts));
}

/**
 * At each level, starts from the mix believed before and takes again and again the expert whose addition to the mean
 * lowers the loss over all trials the most. Every expert may be taken several times.
 */
export function learnBlend(trials: readonly Trial[], before: Blend, levels: readonly number[]): Blend {
  if (trials.length === 0) return before;
  return levels.map((level, at) => {
    const prior = before[at] as readonly number[];
    const said = prior.map((_, expert) =>
      Float64Array.from(trials, (trial) => (trial.said[expert] as readonly number[])[at] as number),
    );
    const sums = new Float64Array(trials.length);
    const counts = prior.map((share) => share * priorRounds);
    said.forEach((own, expert) => {
      for (let trial = 0; trial < trials.length; trial += 1)
        sums[trial] = (sums[trial] as number) + (counts[expert] as number) * (own[trial] as number);
    });
    for (let round = priorRounds + 1; round <= priorRounds + rounds; round += 1) {
      let [chosen, least] = [0, Number.POSITIVE_INFINITY];
      said.forEach((own, expert) => {
        const loss = lossOver(trials, sums, own, round, level);
        if (loss < least) [chosen, least] = [expert, loss];
      });
      const own = said[chosen] as Float64Array;
      for (let trial = 0; trial < trials.length; trial += 1)
        sums[trial] = (sums[trial] as number) + (own[trial] as number);
      counts[chosen] = (counts[chosen] as number) + 1;
    }
    return counts.map((count) => count / (priorRounds + rounds));
  });
}

function lossOver(
  trials: readonly Trial[],
  sums: Float64Array,
  own: Float64Array,
  divisor: number,
  level: number,
): number {
  let sum = 0;
  for (let trial = 0; trial < trials.length; trial += 1) {
    const said = ((sums[trial] as number) + (own[trial] as number)) / divisor;
    const { came } = trials[trial] as Trial;
    let here = 0;
    for (let at = 0; at < came.length; at += 1) here += quantileLoss(came[at] as number, said, level);
    sum += here / came.length;
  }
  return sum;
}

/** The mix of what the experts said, in rising order. */
export function blendQuantiles(blend: Blend, said: readonly (readonly number[])[]): number[] {
  const mixed = blend.map((shares, at) =>
    shares.reduce(
      (sum, share, expert) =>
        share === 0 ? sum : sum + share * ((said[expert] as readonly number[])[at] as number),
      0,
    ),
  );
  return mixed.sort((a, b) => a - b);
}

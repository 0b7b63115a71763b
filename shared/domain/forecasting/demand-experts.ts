// Ways to say the quantiles of one period's demand, each from the history alone. None is right for all goods; which mix of
// them is believed is learned in blend-experts.ts from how each would have done.
import { countQuantiles } from './distributions';
import { imapa, smoothedDemand, tunedTsb } from './intermittent';

export const quantileLevels = [0.5, 0.8, 0.9, 0.95, 0.99] as const;

export type DemandExpert =
  | { kind: 'zero' }
  /** Quantiles of the history, the newest period counting 1 and each earlier one `memory` times the next. */
  | { kind: 'history'; memory: number }
  /** Negative binomial with mean and variance of the history so weighted. */
  | { kind: 'count'; memory: number }
  /** Negative binomial around the mean that a method says, with the variance of the history in that proportion. */
  | { kind: 'method'; method: 'ses' | 'tsb' | 'imapa' };

const memories = [1, 0.98, 0.95, 0.9, 0.8] as const;

export const demandExperts: readonly DemandExpert[] = [
  { kind: 'zero' },
  ...memories.map((memory) => ({ kind: 'history', memory }) as const),
  ...memories.map((memory) => ({ kind: 'count', memory }) as const),
  { kind: 'method', method: 'ses' },
  { kind: 'method', method: 'tsb' },
  { kind: 'method', method: 'imapa' },
];

/** Mean and variance with weights that fade by `memory` a period; the variance without bias for the weights. */
export function fadingMoments(values: readonly number[], memory: number): { mean: number; variance: number } {
  let [weight, total, squaresOfWeights, sum] = [1, 0, 0, 0];
  for (let at = values.length - 1; at >= 0; at -= 1) {
    total += weight;
    squaresOfWeights += weight * weight;
    sum += weight * (values[at] as number);
    weight *= memory;
  }
  const mean = total > 0 ? sum / total : 0;
  let squares = 0;
  weight = 1;
  for (let at = values.length - 1; at >= 0; at -= 1) {
    squares += weight * ((values[at] as number) - mean) ** 2;
    weight *= memory;
  }
  const free = total - squaresOfWeights / total;
  return { mean, variance: free > 1e-9 ? squares / free : 0 };
}

/** Quantiles of the history itself with fading weights: the least value with at least that share at or below it. */
export function fadingQuantiles(
  values: readonly number[],
  memory: number,
  levels: readonly number[],
): number[] {
  const n = values.length;
  const order = values.map((_, at) => at).sort((a, b) => (values[a] as number) - (values[b] as number));
  let total = 0;
  for (let at = 0; at < n; at += 1) total += memory ** (n - 1 - at);
  let place = 0;
  let share = n > 0 ? memory ** (n - 1 - (order[0] as number)) / total : 1;
  return levels.map((level) => {
    while (share < level - 1e-9 && place < n - 1) {
      place += 1;
      share += memory ** (n - 1 - (order[place] as number)) / total;
    }
    return n === 0 ? 0 : (values[order[place] as number] as number);
  });
}

/** Variance of demand around a level that moved: the history's own, in proportion to the mean that is expected now. */
function scaledVariance(values: readonly number[], expected: number): number {
  const { mean, variance } = fadingMoments(values, 1);
  return mean > 0 ? (variance * expected) / mean : 0;
}

export function expertQuantiles(
  expert: DemandExpert,
  values: readonly number[],
  levels: readonly number[] = quantileLevels,
): number[] {
  switch (expert.kind) {
    case 'zero':
      return levels.map(() => 0);
    case 'history':
      return fadingQuantiles(values, expert.memory, levels);
    case 'count': {
      const { mean, variance } = fadingMoments(values, expert.memory);
      return countQuantiles(mean, variance, levels);
    }
    case 'method': {
      const expected =
        expert.method === 'ses'
          ? smoothedDemand(values)
          : expert.method === 'tsb'
            ? tunedTsb(values)
            : imapa(values);
      return countQuantiles(expected, scaledVariance(values, expected), levels);
    }
  }
}

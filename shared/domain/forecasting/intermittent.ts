// Forecasts of demand with zeros in between. Every method answers the mean per period after the last one. They differ in
// what they do with a long silence: Croston and SBA keep what they knew, TSB, ADIDA and IMAPA let it fade.
import { mean } from './accuracy';
import { sesForecast, smooth, tunedSmoothing } from './smoothing';

export type CrostonState = { size: number; interval: number };

/** Smoothed size and interval of demands, each updated on demand only (Croston 1972). null when nothing was asked. */
export function crostonState(values: readonly number[], alpha = 0.1): CrostonState | null {
  let state: CrostonState | null = null;
  let since = 0;
  for (const value of values) {
    since += 1;
    if (value <= 0) continue;
    state =
      state === null
        ? { size: value, interval: since }
        : {
            size: state.size + alpha * (value - state.size),
            interval: state.interval + alpha * (since - state.interval),
          };
    since = 0;
  }
  return state;
}

/** Croston 1972: size over interval. */
export function croston(values: readonly number[], alpha = 0.1): number {
  const state = crostonState(values, alpha);
  return state === null ? 0 : state.size / state.interval;
}

/** Syntetos and Boylan 2005: Croston times `1 - a/2`, as the quotient of two means says too much. */
export function sba(values: readonly number[], alpha = 0.1): number {
  return croston(values, alpha) * (1 - alpha / 2);
}

/** Shale, Boylan and Johnston 2006: Croston times `1 - a/(2 - a)`. */
export function sbj(values: readonly number[], alpha = 0.1): number {
  return croston(values, alpha) * (1 - alpha / (2 - alpha));
}

export type TsbParameters = { alpha: number; beta: number };

/** Teunter, Syntetos and Babai 2011: the chance of demand is updated in each period, so a dying item is forgotten. */
export function tsb(
  values: readonly number[],
  { alpha, beta }: TsbParameters = { alpha: 0.1, beta: 0.1 },
): { level: number; sumSquares: number } {
  const asked = values.filter((value) => value > 0);
  if (asked.length === 0) return { level: 0, sumSquares: 0 };
  let chance = asked.length / values.length;
  let size = asked[0] as number;
  let sumSquares = 0;
  for (const value of values) {
    sumSquares += (value - chance * size) ** 2;
    if (value > 0) size += beta * (value - size);
    chance += alpha * ((value > 0 ? 1 : 0) - chance);
  }
  return { level: chance * size, sumSquares };
}

const tsbSteps = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5] as const;

/** TSB with both parameters by least squares of one-step errors over a coarse grid. */
export function tunedTsb(values: readonly number[]): number {
  let best = { level: 0, sumSquares: Number.POSITIVE_INFINITY };
  for (const alpha of tsbSteps)
    for (const beta of tsbSteps) {
      const found = tsb(values, { alpha, beta });
      if (found.sumSquares < best.sumSquares) best = found;
    }
  return best.level;
}

/** Sums of `bucket` periods each, counted back from the last so that the newest bucket is full. */
export function inBuckets(values: readonly number[], bucket: number): number[] {
  const sums: number[] = [];
  for (let at = values.length % bucket; at + bucket <= values.length; at += bucket) {
    let sum = 0;
    for (let inside = 0; inside < bucket; inside += 1) sum += values[at + inside] as number;
    sums.push(sum);
  }
  return sums;
}

function meanInterval(values: readonly number[]): number {
  const asked = values.filter((value) => value > 0).length;
  return asked === 0 ? values.length : values.length / asked;
}

/** ADIDA (Nikolopoulos, Syntetos, Boylan, Petropoulos and Assimakopoulos 2011): smoothed in buckets of the mean interval. */
export function adida(
  values: readonly number[],
  bucket = Math.max(1, Math.round(meanInterval(values))),
): number {
  if (values.every((value) => value <= 0)) return 0;
  const sums = inBuckets(values, bucket);
  if (sums.length < 2) return mean(values);
  return sesForecast(sums).level / bucket;
}

/** IMAPA (Petropoulos and Kourentzes 2015): the mean of ADIDA over buckets of 1 up to the mean interval. */
export function imapa(values: readonly number[]): number {
  if (values.every((value) => value <= 0)) return 0;
  const most = Math.max(1, Math.min(Math.round(meanInterval(values)), Math.floor(values.length / 2), 26));
  const each = Array.from({ length: most }, (_, at) => adida(values, at + 1));
  return mean(each);
}

/** Simple smoothing that starts at the mean of the history, tuned; the safe default for what sells in most periods. */
export function smoothedDemand(values: readonly number[]): number {
  const start = mean(values);
  return smooth(values, tunedSmoothing(values, start), start).level;
}

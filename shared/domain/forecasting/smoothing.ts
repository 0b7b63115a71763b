// Simple exponential smoothing and the damped trend, with their parameters by least squares of one-step errors.
import { mean } from './accuracy';

/** Level after the last value and sum of squared one-step errors: `l += a (y - l)` (Brown 1956). */
export function smooth(
  values: readonly number[],
  alpha: number,
  start = values[0] ?? 0,
): { level: number; sumSquares: number } {
  let level = start;
  let sumSquares = 0;
  for (const value of values) {
    const error = value - level;
    sumSquares += error * error;
    level += alpha * error;
  }
  return { level, sumSquares };
}

/** The alpha in 0.01..0.99 with the least squared one-step errors: coarse to fine, as the sum is smooth in alpha. */
export function tunedSmoothing(values: readonly number[], start?: number): number {
  let [best, least] = [0.5, Number.POSITIVE_INFINITY];
  for (const [from, to, step] of [
    [0.02, 0.99, 0.05],
    [-0.04, 0.041, 0.01],
  ] as const) {
    const centre = step === 0.05 ? 0 : best;
    for (let offset = from; offset <= to; offset += step) {
      const alpha = Math.min(0.99, Math.max(0.01, centre + offset));
      const { sumSquares } = smooth(values, alpha, start);
      if (sumSquares < least) [best, least] = [alpha, sumSquares];
    }
  }
  return best;
}

/** Flat forecast of simple smoothing with tuned alpha, started at the mean of the first values. */
export function sesForecast(values: readonly number[]): { level: number; alpha: number } {
  const start = mean(values.slice(0, Math.min(6, values.length)));
  const alpha = tunedSmoothing(values, start);
  return { level: smooth(values, alpha, start).level, alpha };
}

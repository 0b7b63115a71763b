// Forecasts of series without gaps and without a season: exponential smoothing, damped trend, Theta.
// Sources: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, chapter 8; Assimakopoulos and Nikolopoulos,
// IJF 16 (2000), in the form of Hyndman and Billah, IJF 19 (2003).
import { minimise } from './minimise';

export type Fitted = {
  /** The next steps. */
  forecast: number[];
  /** Mean squared error of one step ahead within the series. */
  mse: number;
  /** How many numbers were chosen to fit. */
  parameters: number;
};

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Simple exponential smoothing, level and weight fitted. Level of the series for all steps. */
export function simpleSmoothing(values: readonly number[], steps: number): Fitted {
  const { level, mse } = fitSimple(values);
  return { forecast: Array.from({ length: steps }, () => level), mse, parameters: 2 };
}

function fitSimple(values: readonly number[]): { alpha: number; level: number; mse: number } {
  const first = values[0] ?? 0;
  const scale = spreadOf(values);
  const run = (point: Float64Array): { level: number; mse: number } => {
    const alpha = clamp(point[0] as number, 0.0001, 0.9999);
    let level = point[1] as number;
    let sum = 0;
    for (const value of values) {
      const error = value - level;
      sum += error * error;
      level += alpha * error;
    }
    return { level, mse: sum / values.length };
  };
  const penalty = (point: Float64Array): number => outside(point[0] as number, 0.0001, 0.9999);
  const start =
    values.slice(0, 4).reduce((sum, value) => sum + value, 0) / Math.min(4, Math.max(1, values.length));
  const found = minimise(
    (point) => run(point).mse * (1 + penalty(point)),
    [0.3, start || first],
    [0.3, scale || 1],
    120,
  );
  return { alpha: clamp(found.point[0] as number, 0.0001, 0.9999), ...run(found.point) };
}

/** A trend never lasts for ever, and is seldom over at once. */
const leastDamping = 0.9;
const mostDamping = 0.995;

/** Holt's trend, damped. */
export function dampedTrend(values: readonly number[], steps: number): Fitted {
  const scale = spreadOf(values) || 1;
  const head = Math.min(values.length - 1, 6);
  const slope = head > 0 ? ((values[head] as number) - (values[0] as number)) / head : 0;
  const run = (point: Float64Array): { level: number; trend: number; phi: number; mse: number } => {
    const alpha = clamp(point[0] as number, 0.0001, 0.9999);
    const beta = clamp(point[1] as number, 0.0001, alpha);
    const phi = clamp(point[2] as number, leastDamping, mostDamping);
    let level = point[3] as number;
    let trend = point[4] as number;
    let sum = 0;
    for (const value of values) {
      const expected = level + phi * trend;
      const error = value - expected;
      sum += error * error;
      level = expected + alpha * error;
      trend = phi * trend + beta * error;
    }
    return { level, trend, phi, mse: sum / values.length };
  };
  const penalty = (point: Float64Array): number =>
    outside(point[0] as number, 0.0001, 0.9999) +
    outside(point[1] as number, 0.0001, Math.max(0.0001, point[0] as number)) +
    outside(point[2] as number, leastDamping, mostDamping);
  let best: { point: Float64Array; value: number } | null = null;
  for (const alpha of [0.15, 0.6]) {
    const found = minimise(
      (point) => run(point).mse * (1 + penalty(point)),
      [alpha, 0.05, 0.95, (values[0] ?? 0) - slope, slope],
      [0.2, 0.05, -0.05, scale, scale / 4],
      400,
    );
    if (best === null || found.value < best.value) best = found;
  }
  const { level, trend, phi, mse } = run((best as { point: Float64Array }).point);
  let sum = 0;
  let factor = 1;
  const forecast = Array.from({ length: steps }, () => {
    factor *= phi;
    sum += factor;
    return level + sum * trend;
  });
  return { forecast, mse, parameters: 5 };
}

/** The classical Theta forecast: smoothing with half the slope of the whole series as drift. */
export function theta(values: readonly number[], steps: number): Fitted {
  const { alpha, level, mse } = fitSimple(values);
  const slope = slopeOf(values);
  const n = values.length;
  const forecast = Array.from(
    { length: steps },
    (_, step) => level + (slope / 2) * (step + (1 - (1 - alpha) ** n) / alpha),
  );
  return { forecast, mse, parameters: 3 };
}

/** Least squares, a step. */
export function slopeOf(values: readonly number[]): number {
  const n = values.length;
  if (n < 2) return 0;
  const middle = (n - 1) / 2;
  let [over, under] = [0, 0];
  for (const [at, value] of values.entries()) {
    over += (at - middle) * value;
    under += (at - middle) ** 2;
  }
  return over / under;
}

function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));
}

function outside(value: number, low: number, high: number): number {
  return value < low ? 10 * (low - value) : value > high ? 10 * (value - high) : 0;
}

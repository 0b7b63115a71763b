// The Theta methods: half of the trend of a line and half of a smoothed level. The classical one won the M3 competition;
// the dynamic one re-estimates line and level as the series goes.
import { leastOf } from './nelder-mead';
import { seasonWhereTested, withSeason, withoutSeason } from './season';
import { smooth, tunedSmoothing } from './smoothing';

/** Ordinary least squares of a series on 1..n. */
export function lineThrough(values: readonly number[]): { intercept: number; slope: number } {
  const n = values.length;
  let [sum, product] = [0, 0];
  values.forEach((value, at) => {
    sum += value;
    product += value * (at + 1);
  });
  const slope = n < 2 ? 0 : (12 * product - 6 * (n + 1) * sum) / (n * (n * n - 1));
  return { slope, intercept: sum / n - (slope * (n + 1)) / 2 };
}

/**
 * Classical Theta (Assimakopoulos and Nikolopoulos 2000, in the closed form of Hyndman and Billah 2003): simple
 * smoothing plus half the slope of the line, `l + b/2 (h - 1 + 1/a - (1 - a)^n / a)`, without and again with the season.
 */
export function classicalTheta(values: readonly number[], cycle: number, horizon: number): number[] {
  const season = seasonWhereTested(values, cycle);
  const plain = withoutSeason(values, season);
  const alpha = tunedSmoothing(plain);
  const { level } = smooth(plain, alpha);
  const half = lineThrough(plain).slope / 2;
  const n = plain.length;
  const said = Array.from(
    { length: horizon },
    (_, at) => level + half * (at + 1 / alpha - (1 - alpha) ** n / alpha),
  );
  return withSeason(said, season, n);
}

type ThetaRun = { sumSquares: number; said: number[] };

/** One pass of the model over the series, and on over the horizon with its own forecasts as values. */
function runTheta(
  values: readonly number[],
  start: number,
  alpha: number,
  theta: number,
  horizon: number,
): ThetaRun {
  const n = values.length;
  const gain = 1 - 1 / theta;
  let [level, average, a, b, fading, sumSquares] = [start, 0, 0, 0, 1, 0];
  const said: number[] = [];
  for (let t = 1; t <= n + horizon; t += 1) {
    const next = fading * (1 - alpha);
    const expected = level + gain * (fading * a + ((1 - next) / alpha) * b);
    const value = t <= n ? (values[t - 1] as number) : expected;
    if (t > n) said.push(expected);
    else if (t > 2) sumSquares += (value - expected) ** 2;
    const before = average;
    average = ((t - 1) * average + value) / t;
    b = t === 1 ? 0 : ((t - 2) * b + (6 / t) * (value - before)) / (t + 1);
    a = average - ((t + 1) / 2) * b;
    level = alpha * value + (1 - alpha) * level;
    fading = next;
  }
  return { sumSquares, said };
}

/**
 * Dynamic optimised Theta (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, International Journal of
 * Forecasting 32): level, smoothing and theta by least squares, line re-estimated at each step, without and again with
 * the season. `said` may fall below 0; the caller knows whether that has a meaning.
 */
export function dynamicTheta(
  values: readonly number[],
  cycle: number,
  horizon: number,
): { said: number[]; alpha: number; theta: number } {
  const season = seasonWhereTested(values, cycle);
  const plain = withoutSeason(values, season);
  const n = plain.length;
  if (n < 4) {
    const said = Array.from({ length: horizon }, () => plain.at(-1) ?? 0);
    return { said: withSeason(said, season, n), alpha: 1, theta: 1 };
  }
  const scale = Math.max(1e-9, ...plain.map(Math.abs));
  const alphaOf = (x: number): number => 0.1 + 0.89 / (1 + Math.exp(-x));
  const thetaOf = (x: number): number => 1 + Math.exp(Math.min(x, 20));
  const { point } = leastOf(
    ([start = 0, a = 0, theta = 0]) =>
      runTheta(plain, start * scale, alphaOf(a), thetaOf(theta), 0).sumSquares / (scale * scale),
    [(plain[0] as number) / scale / 2, 0, 0],
    [0.2, 0.8, 0.8],
    { evaluations: 400, tolerance: 1e-7 },
  );
  const [start = 0, a = 0, theta = 0] = point;
  const { said } = runTheta(plain, start * scale, alphaOf(a), thetaOf(theta), horizon);
  return { said: withSeason(said, season, n), alpha: alphaOf(a), theta: thetaOf(theta) };
}

// Exponential smoothing as a state space: error, trend and season each none, added or multiplied, with the likelihood that
// chooses among them. Source: Hyndman, Koehler, Ord and Snyder 2008, Forecasting with Exponential Smoothing; the start of
// the states and the bounds of the parameters as in the R package forecast.
import { mean } from './accuracy';
import { leastOf } from './nelder-mead';
import { seasonOf, withoutSeason } from './season';
import { lineThrough } from './theta';

export type SmoothingModel = {
  /** 'plus': errors have one size; 'times': they grow with the level. */
  error: 'plus' | 'times';
  trend: 'none' | 'plus' | 'damped';
  season: 'none' | 'plus' | 'times';
};

export type FittedSmoothing = {
  model: SmoothingModel;
  /** Corrected information criterion of Akaike; less is better. Comparable among models of one series. */
  criterion: number;
  said: number[];
};

type Start = { level: number; slope: number; season: number[] };
type Parameters = { alpha: number; beta: number; gamma: number; phi: number; level: number; slope: number };

/** Every pair of error, trend and season that is numerically sound; multiplied ones only for values above 0. */
export function modelsFor(values: readonly number[], cycle: number): SmoothingModel[] {
  const positive = values.every((value) => value > 0);
  const seasons: SmoothingModel['season'][] =
    cycle > 1 && values.length > 2 * cycle
      ? positive
        ? ['none', 'plus', 'times']
        : ['none', 'plus']
      : ['none'];
  const models: SmoothingModel[] = [];
  for (const season of seasons)
    for (const trend of ['none', 'plus', 'damped'] as const) {
      const states = 2 + (trend === 'none' ? 0 : 2) + (season === 'none' ? 0 : cycle);
      if (values.length < states + 4) continue;
      if (season !== 'times') models.push({ error: 'plus', trend, season });
      if (positive) models.push({ error: 'times', trend, season });
    }
  return models;
}

function startOf(values: readonly number[], cycle: number, { trend, season }: SmoothingModel): Start {
  let plain = values;
  let indices: number[] = [];
  if (season !== 'none') {
    const found = seasonOf(values, cycle, season);
    const flat = Array.from({ length: cycle }, (): number => (season === 'times' ? 1 : 0));
    indices =
      found.kind === 'none'
        ? flat
        : found.indices.map((index) => (season === 'times' ? Math.max(index, 0.01) : index));
    plain = withoutSeason(values, { kind: season, indices });
  }
  const first = plain.slice(0, Math.min(Math.max(10, 2 * cycle), plain.length));
  if (trend === 'none') return { level: mean(first), slope: 0, season: indices };
  const line = lineThrough(first);
  return { level: line.intercept, slope: line.slope, season: indices };
}

/** Runs the recursions; answers -2 log likelihood without constants, and the forecast when a horizon is asked. */
function run(
  values: readonly number[],
  model: SmoothingModel,
  { alpha, beta, gamma, phi, level: startLevel, slope: startSlope }: Parameters,
  startSeason: readonly number[],
  horizon: number,
): { minusTwice: number; said: number[] } {
  const season = Float64Array.from(startSeason);
  const cycle = season.length;
  const times = model.season === 'times';
  const relative = model.error === 'times';
  let [level, slope, place, squares, logs] = [startLevel, startSlope, 0, 0, 0];
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    const trendless = level + phi * slope;
    const index = cycle > 0 ? (season[place] as number) : times ? 1 : 0;
    const expected = times ? trendless * index : trendless + index;
    if (relative) {
      if (!(expected > 1e-12)) return { minusTwice: Number.POSITIVE_INFINITY, said: [] };
      const share = (value - expected) / expected;
      squares += share * share;
      logs += Math.log(expected);
    } else squares += (value - expected) ** 2;
    // In terms of the plain error the updates are the same whether it grows with the level or not (tables 2.2, 2.3).
    const error = value - expected;
    const unseasoned = times ? error / index : error;
    slope = phi * slope + beta * unseasoned;
    level = trendless + alpha * unseasoned;
    if (cycle > 0) {
      season[place] = index + gamma * (times ? (trendless === 0 ? 0 : error / trendless) : error);
      place = place + 1 === cycle ? 0 : place + 1;
    }
  }
  const n = values.length;
  const minusTwice = n * Math.log(Math.max(squares, 1e-300)) + 2 * logs;
  const said: number[] = [];
  let damped = 0;
  let share = 1;
  for (let step = 0; step < horizon; step += 1) {
    share *= phi;
    damped += share;
    const trended = level + damped * slope;
    const index = cycle > 0 ? (season[(place + step) % cycle] as number) : 0;
    said.push(cycle === 0 ? trended : times ? trended * index : trended + index);
  }
  return { minusTwice, said };
}

const inner = (x: number): number => 1 / (1 + Math.exp(-x));

/** Fits one model by greatest likelihood. The season's first indices are those of the classical decomposition. */
export function fitSmoothing(
  values: readonly number[],
  cycle: number,
  model: SmoothingModel,
  horizon: number,
): FittedSmoothing {
  const start = startOf(values, cycle, model);
  const scale = Math.max(1e-9, mean(values.map(Math.abs)));
  const hasTrend = model.trend !== 'none';
  const hasSeason = model.season !== 'none';
  const damped = model.trend === 'damped';
  const parametersAt = (point: readonly number[]): Parameters => {
    let axis = 0;
    const alpha = 1e-4 + 0.9998 * inner(point[axis++] as number);
    const level = (point[axis++] as number) * scale;
    const beta = hasTrend ? 1e-4 + (alpha - 1e-4) * inner(point[axis++] as number) : 0;
    const slope = hasTrend ? (point[axis++] as number) * scale : 0;
    const gamma = hasSeason ? 1e-4 + (1 - alpha) * inner(point[axis++] as number) : 0;
    const phi = damped ? 0.8 + 0.18 * inner(point[axis++] as number) : hasTrend ? 1 : 0;
    return { alpha, beta, gamma, phi, level, slope };
  };
  const first = [cycle > 1 ? -1.5 : 0, start.level / scale];
  const step = [1, 0.1];
  if (hasTrend) {
    first.push(-2.2, start.slope / scale);
    step.push(1, 0.05);
  }
  if (hasSeason) {
    first.push(-3);
    step.push(1);
  }
  if (damped) {
    first.push(1.5);
    step.push(-1);
  }
  const { point, value } = leastOf(
    (at) => run(values, model, parametersAt(at), start.season, 0).minusTwice,
    first,
    step,
    { evaluations: 110 * first.length, tolerance: 1e-6 },
  );
  const { said } = run(values, model, parametersAt(point), start.season, horizon);
  const n = values.length;
  const count = first.length + (hasSeason ? cycle - 1 : 0) + 1;
  const correction =
    n - count - 1 > 0 ? (2 * count * (count + 1)) / (n - count - 1) : Number.POSITIVE_INFINITY;
  return { model, criterion: value + 2 * count + correction, said };
}

/** The model with the least criterion among `models`; null when none could be fitted. */
export function bestSmoothing(
  values: readonly number[],
  cycle: number,
  horizon: number,
  models = modelsFor(values, cycle),
): FittedSmoothing | null {
  let best: FittedSmoothing | null = null;
  for (const model of models) {
    const fitted = fitSmoothing(values, cycle, model, horizon);
    if (fitted.said.some((value) => !Number.isFinite(value)) || Number.isNaN(fitted.criterion)) continue;
    if (best === null || fitted.criterion < best.criterion) best = fitted;
  }
  return best;
}

// The ways of saying the mean of demand that are tried for an item, by what kind of demand it shows.
import { mean } from './accuracy';
import type { DemandPattern } from './classify';
import { imapa, smoothedDemand, tunedTsb } from './intermittent';
import { isSeasonal } from './season';
import { fitSmoothing } from './state-space';
import { classicalTheta, dynamicTheta } from './theta';

export const triedMethods = ['combined', 'damped', 'theta', 'ses', 'seasonal', 'tsb', 'imapa'] as const;
export type TriedMethod = (typeof triedMethods)[number];

/** Weeks in a year: the season of goods. */
export const yearWeeks = 52;
const leastForTrends = 20;

/** The first is taken unless another one did clearly better. */
export function methodsFor(pattern: DemandPattern, values: readonly number[]): TriedMethod[] {
  if (pattern === 'intermittent' || pattern === 'lumpy') return ['imapa', 'tsb', 'ses'];
  if (values.length < leastForTrends) return ['ses', 'imapa'];
  const seasonal: TriedMethod[] = isSeasonal(values, yearWeeks) ? ['seasonal'] : [];
  return ['combined', 'damped', 'theta', 'ses', 'imapa', ...seasonal];
}

/** Means of the next `horizon` weeks, none below 0. */
export function saidBy(method: TriedMethod, values: readonly number[], horizon: number): number[] {
  return pathOf(method, values, horizon).map((value) =>
    Number.isFinite(value) ? Math.max(0, value) : mean(values),
  );
}

function pathOf(method: TriedMethod, values: readonly number[], horizon: number): number[] {
  const flat = (level: number): number[] => Array.from({ length: horizon }, () => level);
  switch (method) {
    case 'ses':
      return flat(smoothedDemand(values));
    case 'tsb':
      return flat(tunedTsb(values));
    case 'imapa':
      return flat(imapa(values));
    case 'damped':
      return dampedTrend(values, horizon);
    case 'theta':
      return dynamicTheta(values, 1, horizon).said;
    case 'seasonal':
      return dynamicTheta(values, yearWeeks, horizon).said;
    case 'combined': {
      const all = [
        dampedTrend(values, horizon),
        dynamicTheta(values, 1, horizon).said,
        classicalTheta(values, 1, horizon),
      ];
      return flat(0).map((_, at) => mean(all.map((each) => each[at] as number)));
    }
  }
}

function dampedTrend(values: readonly number[], horizon: number): number[] {
  return fitSmoothing(values, 1, { error: 'plus', trend: 'damped', season: 'none' }, horizon).said;
}

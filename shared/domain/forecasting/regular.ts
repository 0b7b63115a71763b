// Forecast of a series that is asked for in nearly every period. Three ways that fail differently are averaged: the mean of
// smoothing and Theta was better than each in every competition since M3 (Makridakis and Hibon 2000; Petropoulos and
// Svetunkov 2020), and no choice among them has to be right.
import { bestSmoothing } from './state-space';
import { classicalTheta, dynamicTheta } from './theta';

export type RegularForecast = {
  /** Means of the three, one a period, not cut at 0: a temperature may fall below it, demand may not. */
  said: number[];
  /** The same of each; `smoothing` is null for a series too short or too flat to choose a model by. */
  parts: { smoothing: number[] | null; dynamicTheta: number[]; classicalTheta: number[] };
};

/** `cycle`: periods in a season (12 months, 4 quarters, 52 weeks, 7 days), 1 for none. Needs one value at least. */
export function forecastRegular(values: readonly number[], cycle: number, horizon: number): RegularForecast {
  const classical = classicalTheta(values, cycle, horizon);
  const dynamic = dynamicTheta(values, cycle, horizon).said;
  const smoothing = bestSmoothing(values, cycle, horizon)?.said ?? null;
  const all = smoothing === null ? [classical, dynamic] : [classical, dynamic, smoothing];
  const said = classical.map(
    (_, at) => all.reduce((sum, each) => sum + (each[at] as number), 0) / all.length,
  );
  return { said, parts: { smoothing, dynamicTheta: dynamic, classicalTheta: classical } };
}

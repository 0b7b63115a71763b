// Whether a series has a season, and the series without it. The season is tested before it is believed: a shape taken
// from noise makes every later forecast worse.
import { mean } from './accuracy';

export type Season = {
  /** 'times' multiplies, 'plus' is added, 'none' changes nothing. */
  kind: 'none' | 'times' | 'plus';
  /** One index per place in the cycle; the first belongs to the first value of the series. */
  indices: number[];
};

export const noSeason: Season = { kind: 'none', indices: [1] };

/** Autocorrelation at lags 0..most. 0 for a constant series. */
export function autocorrelation(values: readonly number[], most: number): number[] {
  const centre = mean(values);
  let square = 0;
  for (const value of values) square += (value - centre) ** 2;
  return Array.from({ length: most + 1 }, (_, lag) => {
    let sum = 0;
    for (let at = lag; at < values.length; at += 1)
      sum += ((values[at] as number) - centre) * ((values[at - lag] as number) - centre);
    return square === 0 ? 0 : sum / square;
  });
}

/**
 * The test of the M3 Theta entry (Assimakopoulos and Nikolopoulos 2000): the autocorrelation at one cycle leaves the
 * 90 % band of Bartlett. Needs three full cycles.
 */
export function isSeasonal(values: readonly number[], cycle: number): boolean {
  if (cycle < 2 || values.length < 3 * cycle) return false;
  const lags = autocorrelation(values, cycle);
  let sum = 0;
  for (let lag = 1; lag < cycle; lag += 1) sum += (lags[lag] as number) ** 2;
  return Math.abs(lags[cycle] as number) > 1.645 * Math.sqrt((1 + 2 * sum) / values.length);
}

/** Centred moving average over one cycle; NaN at both ends where it does not fit. */
export function movingAverage(values: readonly number[], cycle: number): number[] {
  const half = Math.floor(cycle / 2);
  return values.map((_, at) => {
    if (at < half || at + half >= values.length) return Number.NaN;
    let sum = 0;
    for (let back = -half; back <= half; back += 1) {
      const share = cycle % 2 === 0 && Math.abs(back) === half ? 0.5 : 1;
      sum += share * (values[at + back] as number);
    }
    return sum / cycle;
  });
}

/** Classical decomposition (Makridakis, Wheelwright and Hyndman 1998, 3/4). 'times' needs values above 0. */
export function seasonOf(values: readonly number[], cycle: number, kind: 'times' | 'plus'): Season {
  const smooth = movingAverage(values, cycle);
  const sums = Array.from({ length: cycle }, (): number => 0);
  const counts = Array.from({ length: cycle }, (): number => 0);
  values.forEach((value, at) => {
    const level = smooth[at] as number;
    if (Number.isNaN(level) || (kind === 'times' && level <= 0)) return;
    const place = at % cycle;
    sums[place] = (sums[place] as number) + (kind === 'times' ? value / level : value - level);
    counts[place] = (counts[place] as number) + 1;
  });
  if (counts.includes(0)) return noSeason;
  const raw = sums.map((sum, place) => sum / (counts[place] as number));
  const centre = mean(raw);
  if (kind === 'times' && centre <= 0) return noSeason;
  return { kind, indices: raw.map((index) => (kind === 'times' ? index / centre : index - centre)) };
}

/** The season of a series that passed the test: multiplied where every value and index is above 0, else added. */
export function seasonWhereTested(values: readonly number[], cycle: number): Season {
  if (!isSeasonal(values, cycle)) return noSeason;
  if (values.every((value) => value > 0)) {
    const season = seasonOf(values, cycle, 'times');
    if (season.kind === 'times' && season.indices.every((index) => index > 0.01)) return season;
  }
  return seasonOf(values, cycle, 'plus');
}

export function withoutSeason(values: readonly number[], { kind, indices }: Season): number[] {
  if (kind === 'none') return [...values];
  return values.map((value, at) => {
    const index = indices[at % indices.length] as number;
    return kind === 'times' ? value / index : value - index;
  });
}

/** Puts the season back; the first value stands `offset` periods after the first of the series it was taken from. */
export function withSeason(values: readonly number[], { kind, indices }: Season, offset: number): number[] {
  if (kind === 'none') return [...values];
  return values.map((value, at) => {
    const index = indices[(at + offset) % indices.length] as number;
    return kind === 'times' ? value * index : value + index;
  });
}

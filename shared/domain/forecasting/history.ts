// What was asked for, week by week, made fit to learn from: weeks without stock are no proof that nobody wanted it, and a
// single huge order or a promotion is no new level. What was set aside is marked, never hidden.
import { mean } from './accuracy';

export type WeekOfDemand = {
  units: number;
  /** Days of the week on which no site had any. */
  outDays: number;
  /** Somebody said that this week is not like others. */
  marked: 'promotion' | 'excluded' | null;
};

export type WeekMark = 'out' | 'partly-out' | 'spike' | 'promotion' | 'excluded';

export type CleanHistory = { values: number[]; marks: (WeekMark | null)[] };

/** Fewer days in stock than this say nothing about the week. */
const leastDaysInStock = 3;
/** So many weeks at each side tell what a week that says nothing would have been. */
const neighbours = 4;
const spikeDeviations = 6;
const leastWeeksForSpikes = 12;

/** So many days of a week without stock that it says nothing about what was wanted. */
export function isWithoutStock(outDays: number): boolean {
  return outDays > 7 - leastDaysInStock;
}

/**
 * `values` in units a week. A week out of stock for part of it is scaled up to seven days; one that says nothing becomes the
 * mean of its neighbours, but never less than what was asked for in it.
 */
export function cleanHistory(weeks: readonly WeekOfDemand[]): CleanHistory {
  const marks = weeks.map(({ outDays, marked }): WeekMark | null => {
    if (marked !== null) return marked;
    if (isWithoutStock(outDays)) return 'out';
    return outDays > 0 ? 'partly-out' : null;
  });
  const scaled = weeks.map(({ units, outDays }, at) =>
    marks[at] === 'partly-out' ? (units * 7) / (7 - outDays) : units,
  );
  for (const [at, limit] of spikesOf(scaled, marks)) {
    marks[at] = 'spike';
    scaled[at] = limit;
  }
  const isKnown = (at: number): boolean => {
    const mark = marks[at];
    return mark === null || mark === 'partly-out' || mark === 'spike';
  };
  const values = scaled.map((value, at) => {
    if (isKnown(at)) return value;
    const around: number[] = [];
    for (const step of [-1, 1])
      for (
        let place = at + step, found = 0;
        found < neighbours && place >= 0 && place < scaled.length;
        place += step
      )
        if (isKnown(place)) {
          around.push(scaled[place] as number);
          found += 1;
        }
    const usual = around.length === 0 ? value : mean(around);
    // A promotion sold more than usual, and that is what is set aside; without stock less was sold than usual.
    return marks[at] === 'out' ? Math.max(value, usual) : usual;
  });
  return { values, marks };
}

/**
 * Weeks far above all others, with the most that is believed of them: the median of the weeks with demand plus six median
 * deviations, and at least twice the next largest week. Goods that are hardly asked for have no spikes, only demand.
 */
function spikesOf(values: readonly number[], marks: readonly (WeekMark | null)[]): [number, number][] {
  const asked = values.flatMap((value, at) => (value > 0 && marks[at] === null ? [{ value, at }] : []));
  if (asked.length < leastWeeksForSpikes) return [];
  const sorted = asked.map(({ value }) => value).sort((a, b) => a - b);
  const centre = middleOf(sorted);
  const deviation = 1.4826 * middleOf(sorted.map((value) => Math.abs(value - centre)).sort((a, b) => a - b));
  const limit = centre + spikeDeviations * Math.max(deviation, centre / 4, 1);
  const usual = sorted.filter((value) => value <= limit).at(-1) ?? centre;
  // More than a few of them are a shape of the demand.
  const found = asked.filter(({ value }) => value > limit && value > 2 * usual);
  return found.length > Math.max(1, asked.length / 20) ? [] : found.map(({ at }) => [at, usual]);
}

function middleOf(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}

// Which sums a tally is added to, so that a dashboard reads some hundred rows whatever its length and however finely a measure
// is told apart: for all and for each single value of a filter, by each dimension, by day, by week and by month.
import { type Dimension, type MeasureName, measures, type Tally } from './measures';

export type SumDimension = Dimension | 'time';
export type FilterDimension = Exclude<Dimension, 'key'>;
export const filterDimensions = ['channel', 'country', 'currency', 'warehouse'] as const;

export const rungs = ['day', 'week', 'month'] as const;
export type Rung = (typeof rungs)[number];

/** A row of sums. */
export type SumCell = {
  /** Empty: of all. Else `channel=web`. */
  filter: string;
  measure: MeasureName;
  rung: Rung;
  /** The day, the Monday of the week, or the first of the month. */
  at: string;
  dimension: SumDimension;
  /** Empty for time. */
  name: string;
};

export const filterName = (dimension: FilterDimension, value: string): string => `${dimension}=${value}`;

/** What a measure is shown by. Hands are told to nobody. */
export function shownBy(measure: MeasureName): readonly SumDimension[] {
  const { by, key } = measures[measure];
  return key === null || key === 'hand' ? ['time', ...by] : ['time', ...by, 'key'];
}

/** The sums of a filter are not told apart by what it filters. */
export function sumsOf(tally: Tally): SumCell[] {
  const { measure } = tally;
  const filters: (FilterDimension | null)[] = [null, ...measures[measure].by];
  const times = rungs.map((rung) => ({ rung, at: beginningOf(tally.day, rung) }));
  return filters.flatMap((filtered) =>
    shownBy(measure)
      .filter((dimension) => dimension !== filtered)
      .flatMap((dimension) =>
        times.map(({ rung, at }) => ({
          filter: filtered === null ? '' : filterName(filtered, tally[filtered]),
          measure,
          rung,
          at,
          dimension,
          name: dimension === 'time' ? '' : tally[dimension],
        })),
      ),
  );
}

const dayMs = 24 * 60 * 60_000;
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** @param day `2026-11-30` */
export function beginningOf(day: string, rung: Rung): string {
  if (rung === 'day') return day;
  if (rung === 'month') return `${day.slice(0, 8)}01`;
  return text(Date.parse(day) - ((new Date(day).getUTCDay() + 6) % 7) * dayMs);
}

/** The days from `from` up to and without `until`, whole days, weeks or months. */
export type Piece = { rung: Rung; from: string; until: string };

/**
 * Both days are counted in. The coarsest sums that make up these days, each day in exactly one: months where the time is told
 * by months, weeks where it is told by them or at the edges, days for what is left.
 */
export function piecesOf(from: string, to: string, bucket: Rung): Piece[] {
  const until = text(Date.parse(to) + dayMs);
  if (bucket === 'day') return between('day', from, until);
  if (bucket === 'week') return byWeeks(from, until);
  const first = nextMonth(from);
  const last = beginningOf(until, 'month');
  // A week may lie in two months, of which no sum says which part.
  if (first >= last) return between('day', from, until);
  return [...byWeeks(from, first), ...between('month', first, last), ...byWeeks(last, until)];
}

function byWeeks(from: string, until: string): Piece[] {
  const first = text(
    Date.parse(beginningOf(from, 'week')) + (beginningOf(from, 'week') === from ? 0 : 7 * dayMs),
  );
  const last = beginningOf(until, 'week');
  if (first >= last) return between('day', from, until);
  return [...between('day', from, first), ...between('week', first, last), ...between('day', last, until)];
}

const between = (rung: Rung, from: string, until: string): Piece[] =>
  from < until ? [{ rung, from, until }] : [];

/** The first of its month where it is that day, else of the next one. */
function nextMonth(day: string): string {
  if (day.endsWith('-01')) return day;
  const at = new Date(`${day.slice(0, 8)}01`);
  at.setUTCMonth(at.getUTCMonth() + 1);
  return at.toISOString().slice(0, 10);
}

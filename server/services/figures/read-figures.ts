// The figures of some days, from their sums: one look for all measures, whichever way they are told apart.
import {
  type Figures,
  type FiguresQuery,
  type MeasureFigures,
  mostParts,
  restOfParts,
} from '../../../shared/contract/figures';
import { durationQuantile } from '../../../shared/domain/figures/duration';
import { type Dimension, dimensions, measureNames, steps } from '../../../shared/domain/figures/measures';
import type { Queryable } from '../../db/pool';
import { loadMoneySettings } from '../rates/money-settings';
import { type Bucket, readSums, type Sum } from './read-sums';
import { figuresFollower } from './start-figures';

const dayMs = 24 * 60 * 60_000;

export async function readFigures(db: Queryable, query: FiguresQuery): Promise<Figures> {
  const bucket = bucketOf(query);
  const [sums, { booksCurrency }, behind] = await Promise.all([
    readSums(db, query, bucket),
    loadMoneySettings(db),
    readBehind(db),
  ]);
  const times = timesOf(query, bucket);
  const of = new Map(measureNames.map((name) => [name, sums.filter(({ measure }) => measure === name)]));
  return {
    from: query.from,
    to: query.to,
    bucket,
    currency: booksCurrency,
    behind,
    measures: Object.fromEntries(
      measureNames.map((name) => [name, figuresOf(of.get(name) ?? [], times)]),
    ) as Figures['measures'],
    hours: hoursOf(of.get('worked') ?? []),
    steps: stepsOf(of.get('stepped') ?? []),
  };
}

/** Days of up to six weeks, weeks of up to half a year, else months. */
export function bucketOf({ from, to }: FiguresQuery): Bucket {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs;
  if (days <= 42) return 'day';
  return days <= 190 ? 'week' : 'month';
}

async function readBehind(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ behind: number }>({
    name: 'figures-behind',
    text: `SELECT coalesce(sum(s.seq - coalesce(f.seq, 0)), 0)::float8 AS behind FROM stream s
           LEFT JOIN follower f ON f.name = $1 AND f.stream_id = s.stream_id`,
    values: [figuresFollower],
  });
  return rows[0]?.behind ?? 0;
}

function figuresOf(sums: readonly Sum[], times: readonly string[]): MeasureFigures {
  const at = new Map(sums.filter(({ dimension }) => dimension === 'time').map((sum) => [sum.name, sum]));
  const series = times.map((time) => ({
    at: time,
    count: at.get(time)?.count ?? 0,
    amount: at.get(time)?.amount ?? 0,
  }));
  return {
    ...added(series),
    series,
    by: Object.fromEntries(
      dimensions.map((each) => [
        each,
        partsOf(wholeSteps(sums.filter(({ dimension }) => dimension === each))),
      ]),
    ) as MeasureFigures['by'],
  };
}

function partsOf(sums: readonly Sum[]): MeasureFigures['by'][Dimension] {
  const parts = sums
    .filter(({ count, amount }) => count !== 0 || amount !== 0)
    .map(({ name, count, amount }) => ({ name, count, amount }))
    .toSorted((a, b) => b.amount - a.amount || b.count - a.count || (a.name < b.name ? -1 : 1));
  if (parts.length === 1 && parts[0]?.name === '') return [];
  if (parts.length <= mostParts) return parts;
  const kept = parts.slice(0, mostParts - 1);
  return [...kept, { name: restOfParts, ...added(parts.slice(kept.length)) }];
}

/** Classes of durations of one step are one part. */
function wholeSteps(sums: readonly Sum[]): Sum[] {
  const whole = new Map<string, Sum>();
  for (const sum of sums) {
    const name = sum.measure === 'stepped' ? (sum.name.split(':')[0] ?? sum.name) : sum.name;
    const known = whole.get(name);
    whole.set(name, { ...sum, name, ...added(known ? [known, sum] : [sum]) });
  }
  return [...whole.values()];
}

function added(sums: readonly { count: number; amount: number }[]): { count: number; amount: number } {
  return sums.reduce(
    (sum, { count, amount }) => ({ count: sum.count + count, amount: sum.amount + amount }),
    {
      count: 0,
      amount: 0,
    },
  );
}

function hoursOf(sums: readonly Sum[]): Figures['hours'] {
  const of = (work: string): number =>
    sums.find(({ dimension, name }) => dimension === 'key' && name === work)?.count ?? 0;
  return { picked: of('picked'), packed: of('packed') };
}

function stepsOf(sums: readonly Sum[]): Figures['steps'] {
  const keys = sums.filter(({ dimension }) => dimension === 'key');
  return steps.map((step) => {
    const own = keys.filter(({ name }) => name.startsWith(`${step}:`));
    const classes = new Map(own.map(({ name, count }) => [Number(name.slice(step.length + 1)), count]));
    const { count, amount } = added(own);
    return {
      step,
      count,
      mean: count > 0 ? amount / count : null,
      median: durationQuantile(classes, 0.5),
      nineOfTen: durationQuantile(classes, 0.9),
    };
  });
}

/** The beginning of every day, week (a Monday) or month that any of the days is in. */
export function timesOf({ from, to }: FiguresQuery, bucket: Bucket): string[] {
  const first = new Date(from);
  if (bucket === 'week') first.setUTCDate(first.getUTCDate() - ((first.getUTCDay() + 6) % 7));
  if (bucket === 'month') first.setUTCDate(1);
  const times: string[] = [];
  for (const at = first; at.getTime() <= Date.parse(to); ) {
    times.push(at.toISOString().slice(0, 10));
    if (bucket === 'month') at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCDate(at.getUTCDate() + (bucket === 'week' ? 7 : 1));
  }
  return times;
}

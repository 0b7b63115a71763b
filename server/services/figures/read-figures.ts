// The figures of some days, from their sums: one look for all measures, whichever way they are told apart.
import {
  type buckets,
  type Figures,
  type FiguresQuery,
  type MeasureFigures,
  mostParts,
  restOfParts,
} from '../../../shared/contract/figures';
import { durationQuantile } from '../../../shared/domain/figures/duration';
import {
  type Dimension,
  dimensions,
  type MeasureName,
  measureNames,
  measures,
  steps,
} from '../../../shared/domain/figures/measures';
import type { Queryable } from '../../db/pool';
import { loadMoneySettings } from '../rates/money-settings';
import { figuresFollower } from './start-figures';

type Bucket = (typeof buckets)[number];
type Sum = {
  measure: MeasureName;
  dimension: Dimension | 'time';
  name: string;
  count: number;
  amount: number;
};

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
function bucketOf({ from, to }: FiguresQuery): Bucket {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs;
  if (days <= 42) return 'day';
  return days <= 190 ? 'week' : 'month';
}

/** Columns for what a measure is not told apart by are empty, so its filter is left out. */
const blindTo = (dimension: Exclude<Dimension, 'key'>): MeasureName[] =>
  measureNames.filter((name) => !(measures[name].by as readonly Dimension[]).includes(dimension));
const blind = {
  channel: blindTo('channel'),
  country: blindTo('country'),
  currency: blindTo('currency'),
  warehouse: blindTo('warehouse'),
};
const handed = measureNames.filter((name) => measures[name].key === 'hand');

const chosen = `($3::text IS NULL OR channel = $3 OR measure = ANY($7::text[])) AND ($4::text IS NULL OR country = $4 OR measure = ANY($8::text[]))
  AND ($5::text IS NULL OR currency = $5 OR measure = ANY($9::text[])) AND ($6::text IS NULL OR warehouse = $6 OR measure = ANY($10::text[]))`;

const chosenBy = ({ from, to, channel, country, currency, warehouse }: FiguresQuery): unknown[] => [
  from,
  to,
  channel ?? null,
  country ?? null,
  currency ?? null,
  warehouse ?? null,
  blind.channel,
  blind.country,
  blind.currency,
  blind.warehouse,
];

/** The first day of the first whole month, and the day after the last one; nulls where months are not asked for. */
function wholeMonths({ from, to }: FiguresQuery, bucket: Bucket): [string, string] | [null, null] {
  if (bucket !== 'month') return [null, null];
  const first = new Date(from);
  if (first.getUTCDate() > 1) first.setUTCMonth(first.getUTCMonth() + 1, 1);
  const end = new Date(Date.parse(to) + dayMs);
  end.setUTCDate(1);
  return end > first ? [first.toISOString().slice(0, 10), end.toISOString().slice(0, 10)] : [null, null];
}

async function readSums(db: Queryable, query: FiguresQuery, bucket: Bucket): Promise<Sum[]> {
  const { rows } = await db.query<Sum>({
    name: 'figures-sums',
    text: `SELECT measure, CASE WHEN grouping(at) = 0 THEN 'time' WHEN grouping(channel) = 0 THEN 'channel' WHEN grouping(country) = 0 THEN 'country'
                         WHEN grouping(currency) = 0 THEN 'currency' WHEN grouping(warehouse) = 0 THEN 'warehouse' ELSE 'key' END AS dimension,
             coalesce(at::text, channel, country, currency, warehouse, key) AS name, sum(count)::float8 AS count, sum(amount)::float8 AS amount
           FROM (
             SELECT measure, date_trunc($11, day)::date AS at, channel, country, currency, warehouse,
                    CASE WHEN measure = ANY($12::text[]) THEN '' ELSE key END AS key, sum(count) AS count, sum(amount) AS amount
             FROM (
               SELECT * FROM figure WHERE (day BETWEEN $1::date AND $2::date) AND ($13::date IS NULL OR day < $13 OR day >= $14)
               UNION ALL SELECT * FROM figure_month WHERE day >= $13::date AND day < $14::date
             ) AS each WHERE ${chosen} GROUP BY 1, 2, 3, 4, 5, 6, 7
           ) AS f
           GROUP BY measure, GROUPING SETS ((at), (channel), (country), (currency), (warehouse), (key))`,
    values: [...chosenBy(query), bucket, handed, ...wholeMonths(query, bucket)],
  });
  return rows;
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
function timesOf({ from, to }: FiguresQuery, bucket: Bucket): string[] {
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

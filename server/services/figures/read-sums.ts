// The sums behind a dashboard. What is asked for under one filter at most is added up already, for whole months and weeks too;
// only measures that several filters are asked of at once are added up from their cells.
import type { FiguresQuery } from '../../../shared/contract/figures';
import { type MeasureName, measureNames, measures } from '../../../shared/domain/figures/measures';
import {
  type FilterDimension,
  filterDimensions,
  filterName,
  piecesOf,
  type Rung,
  type SumDimension,
} from '../../../shared/domain/figures/sums';
import type { Queryable } from '../../db/pool';

export type Bucket = Rung;
export type Sum = {
  measure: MeasureName;
  dimension: SumDimension;
  name: string;
  count: number;
  amount: number;
};

/** @param names of what is wanted */
export async function readSums(
  db: Queryable,
  query: FiguresQuery,
  bucket: Bucket,
  names: readonly MeasureName[] = measureNames,
): Promise<Sum[]> {
  const asked = filterDimensions.filter((each) => query[each] !== undefined);
  const seen = new Map(
    names.map((name) => {
      const by: readonly string[] = measures[name].by;
      return [name, asked.filter((each) => by.includes(each))];
    }),
  );
  const ready = names.filter((name) => (seen.get(name)?.length ?? 0) < 2);
  const mixed = names.filter((name) => !ready.includes(name));
  const filterOf = (name: MeasureName): string => {
    const [only] = seen.get(name) ?? [];
    return only === undefined ? '' : filterName(only, query[only] ?? '');
  };
  /** What is filtered by is its only part. */
  const itself = (sum: Sum): Sum[] => {
    const [only] = seen.get(sum.measure) ?? [];
    if (only === undefined || sum.dimension !== 'time') return [];
    return [{ ...sum, dimension: only, name: query[only] ?? '' }];
  };
  const [sums, cells] = await Promise.all([
    readReady(db, query, bucket, ready, ready.map(filterOf)),
    mixed.length > 0 ? readCells(db, query, bucket, mixed) : [],
  ]);
  return [...sums, ...sums.flatMap(itself), ...cells];
}

async function readReady(
  db: Queryable,
  { from, to }: FiguresQuery,
  bucket: Bucket,
  names: readonly MeasureName[],
  filters: readonly string[],
): Promise<Sum[]> {
  const pieces = piecesOf(from, to, bucket);
  const { rows } = await db.query<Sum>({
    name: 'figures-sums-ready',
    // Each piece is one stretch of the key: the planner is kept from reading everything that there is.
    text: `SELECT w.measure, s.dimension, CASE WHEN s.dimension = 'time' THEN date_trunc($6, s.at)::date::text ELSE s.name END AS name,
             sum(s.count)::float8 AS count, sum(s.amount)::float8 AS amount
           FROM unnest($1::text[], $2::text[]) AS w (filter, measure)
           CROSS JOIN unnest($3::text[], $4::date[], $5::date[]) AS p (rung, first, until)
           CROSS JOIN LATERAL (SELECT f.at, f.dimension, f.name, f.count, f.amount FROM figure_sum f
             WHERE f.filter = w.filter AND f.measure = w.measure AND f.rung = p.rung AND f.at >= p.first AND f.at < p.until OFFSET 0) AS s
           GROUP BY 1, 2, 3`,
    values: [
      filters,
      names,
      pieces.map(({ rung }) => rung),
      pieces.map((piece) => piece.from),
      pieces.map(({ until }) => until),
      bucket,
    ],
  });
  return rows;
}

/** Columns for what a measure is not told apart by are empty, so its filter is left out. */
const blindTo = (dimension: FilterDimension): MeasureName[] =>
  measureNames.filter((name) => !(measures[name].by as readonly string[]).includes(dimension));
const blind = filterDimensions.map(blindTo);
const handed = measureNames.filter((name) => measures[name].key === 'hand');

const chosen = filterDimensions
  .map(
    (each, at) => `($${at + 3}::text IS NULL OR ${each} = $${at + 3} OR measure = ANY($${at + 7}::text[]))`,
  )
  .join(' AND ');

async function readCells(
  db: Queryable,
  query: FiguresQuery,
  bucket: Bucket,
  names: readonly MeasureName[],
): Promise<Sum[]> {
  const months = piecesOf(query.from, query.to, bucket).find(({ rung }) => rung === 'month');
  const { rows } = await db.query<Sum>({
    name: 'figures-sums',
    text: `SELECT measure, CASE WHEN grouping(at) = 0 THEN 'time' WHEN grouping(channel) = 0 THEN 'channel' WHEN grouping(country) = 0 THEN 'country'
                         WHEN grouping(currency) = 0 THEN 'currency' WHEN grouping(warehouse) = 0 THEN 'warehouse' ELSE 'key' END AS dimension,
             coalesce(at::text, channel, country, currency, warehouse, key) AS name, sum(count)::float8 AS count, sum(amount)::float8 AS amount
           FROM (
             SELECT measure, date_trunc($11, day)::date AS at, channel, country, currency, warehouse,
                    CASE WHEN measure = ANY($12::text[]) THEN '' ELSE key END AS key, sum(count) AS count, sum(amount) AS amount
             FROM (
               SELECT * FROM figure WHERE measure = ANY($15::text[]) AND (day BETWEEN $1::date AND $2::date) AND ($13::date IS NULL OR day < $13 OR day >= $14)
               UNION ALL SELECT * FROM figure_month WHERE measure = ANY($15::text[]) AND day >= $13::date AND day < $14::date
             ) AS each WHERE ${chosen} GROUP BY 1, 2, 3, 4, 5, 6, 7
           ) AS f
           GROUP BY measure, GROUPING SETS ((at), (channel), (country), (currency), (warehouse), (key))`,
    values: [
      query.from,
      query.to,
      ...filterDimensions.map((each) => query[each] ?? null),
      ...blind,
      bucket,
      handed,
      months?.from ?? null,
      months?.until ?? null,
      names,
    ],
  });
  return rows;
}

// The weekly history of products as forecasts are made of it: units asked for, days without stock at any site, weeks that
// somebody marked. Only whole weeks.
import { companyStream } from '../../../shared/domain/ids';
import type { WeekOfDemand } from '../../../shared/domain/forecasting/history';
import type { Queryable } from '../../db/pool';
import { addDays, addWeeks, mondayOf, weeksBetween } from './weeks';

/** Three years: what is older says more about other times. */
export const mostWeeks = 156;

export type SkuHistory = {
  sku: string;
  /** The Monday of the first week. */
  from: string;
  weeks: WeekOfDemand[];
};

type Units = { sku: string; week: string; units: number };
type Out = { stream_id: string; sku: string; from_day: string; until_day: string | null };
type Mark = { sku: string | null; from_week: string; weeks: number; kind: 'promotion' | 'excluded' };

/** `before`: the Monday of the first week that is not looked at. In the order of `skus`; without demand, no weeks. */
export async function readHistories(
  db: Queryable,
  skus: readonly string[],
  before: string,
): Promise<SkuHistory[]> {
  const since = addWeeks(before, -mostWeeks);
  const [units, outs, sites, marks] = await Promise.all([
    db.query<Units>(
      `SELECT sku, to_char(date_trunc('week', day), 'YYYY-MM-DD') AS week, sum(units)::int AS units FROM demand_line
       WHERE stream_id = $1 AND sku = ANY($2::text[]) AND day >= $3 AND day < $4 GROUP BY 1, 2 ORDER BY 1, 2`,
      [companyStream, skus, since, before],
    ),
    db.query<Out>(
      `SELECT stream_id, sku, to_char(from_day, 'YYYY-MM-DD') AS from_day, to_char(until_day, 'YYYY-MM-DD') AS until_day
       FROM stock_out WHERE sku = ANY($1::text[]) AND from_day < $2 AND (until_day IS NULL OR until_day > $3)`,
      [skus, before, since],
    ),
    db.query<{ sku: string; sites: number }>(
      `SELECT sku, count(DISTINCT stream_id)::int AS sites FROM stock WHERE sku = ANY($1::text[]) GROUP BY sku`,
      [skus],
    ),
    db.query<Mark>(
      `SELECT sku, to_char(from_week, 'YYYY-MM-DD') AS from_week, weeks, kind FROM demand_mark
       WHERE stream_id = $1 AND removed_at IS NULL AND (sku IS NULL OR sku = ANY($2::text[]))`,
      [companyStream, skus],
    ),
  ]);
  const unitsOf = bySku(units.rows);
  const outsOf = bySku(outs.rows);
  const sitesOf = new Map(sites.rows.map((row) => [row.sku, row.sites]));
  return skus.map((sku) => {
    const asked = unitsOf.get(sku) ?? [];
    const from = asked[0]?.week ?? before;
    const weeks: WeekOfDemand[] = Array.from({ length: weeksBetween(from, before) }, () => ({
      units: 0,
      outDays: 0,
      marked: null,
    }));
    for (const { week, units: count } of asked)
      (weeks[weeksBetween(from, week)] as WeekOfDemand).units = count;
    countOutDays(weeks, from, before, outsOf.get(sku) ?? [], sitesOf.get(sku) ?? 0);
    for (const mark of marks.rows) if (mark.sku === null || mark.sku === sku) markWeeks(weeks, from, mark);
    return { sku, from, weeks };
  });
}

function bySku<Row extends { sku: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(row.sku);
    if (own) own.push(row);
    else found.set(row.sku, [row]);
  }
  return found;
}

/** A day counts as out of stock when every site that keeps the product had none. */
function countOutDays(
  weeks: WeekOfDemand[],
  from: string,
  before: string,
  outs: readonly Out[],
  sites: number,
): void {
  if (outs.length === 0 || sites === 0) return;
  const days = new Map<string, Set<string>>();
  for (const { stream_id: site, from_day: first, until_day: until } of outs) {
    const end = until === null || until > before ? before : until;
    for (let day = first < from ? from : first; day < end; day = addDays(day, 1))
      days.set(day, (days.get(day) ?? new Set()).add(site));
  }
  for (const [day, at] of days)
    if (at.size >= sites) {
      const week = weeks[weeksBetween(from, mondayOf(day))];
      if (week) week.outDays += 1;
    }
}

function markWeeks(
  weeks: WeekOfDemand[],
  from: string,
  { from_week: start, weeks: count, kind }: Mark,
): void {
  const first = weeksBetween(from, mondayOf(start));
  for (let at = Math.max(0, first); at < first + count && at < weeks.length; at += 1)
    (weeks[at] as WeekOfDemand).marked = kind;
}

/** Weekly totals of every category and, under the empty name, of all goods; oldest first. */
export async function readTotals(db: Queryable, before: string): Promise<Map<string, number[]>> {
  const { rows } = await db.query<{ category: string; week: string; units: number }>(
    `SELECT coalesce(p.doc->>'category', '') AS category, to_char(date_trunc('week', d.day), 'YYYY-MM-DD') AS week, sum(d.units)::int AS units
     FROM demand_line d LEFT JOIN product p ON p.stream_id = d.stream_id AND p.sku = d.sku
     WHERE d.stream_id = $1 AND d.day >= $2 AND d.day < $3 GROUP BY 1, 2 ORDER BY 2`,
    [companyStream, addWeeks(before, -mostWeeks), before],
  );
  const first = rows[0]?.week ?? before;
  const length = weeksBetween(first, before);
  const totals = new Map<string, number[]>([['', Array.from({ length }, () => 0)]]);
  for (const { category, week, units } of rows) {
    const at = weeksBetween(first, week);
    for (const name of new Set(['', category])) {
      const total = totals.get(name) ?? Array.from({ length }, () => 0);
      total[at] = (total[at] as number) + units;
      totals.set(name, total);
    }
  }
  return totals;
}

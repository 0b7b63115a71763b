// What channels and sites asked for of one product: how much in the last half year, in each week, on each day; and the history
// and forecast of the product split down to them (shared/domain/forecasting/split).
import type { DemandPage } from '../../../shared/contract/demand';
import {
  type DemandCell,
  type DemandPart,
  isIn,
  partQuantiles,
  sharesOf,
  splitUnits,
  sumUnits,
} from '../../../shared/domain/forecasting/split';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { addDays } from './weeks';

const sharesOfDays = 182;
const monthWeeks = 4;
type Forecast = NonNullable<DemandPage['forecast']>;

export const theWhole: DemandPart = { channel: null, site: null };

/**
 * The last half year; where nothing was asked for in it, all there ever was; for a new product that has none, what the product
 * that it is like was asked for. In the order of channel and site.
 */
export async function readCells(
  db: Queryable,
  sku: string,
  like: string | null,
  today: string,
): Promise<DemandCell[]> {
  const since = addDays(today, -sharesOfDays);
  const newest = await cellsSince(db, sku, since);
  if (newest.length > 0) return newest;
  const ever = await cellsSince(db, sku, null);
  return ever.length > 0 || like === null ? ever : cellsSince(db, like, since);
}

async function cellsSince(db: Queryable, sku: string, since: string | null): Promise<DemandCell[]> {
  const { rows } = await db.query<DemandCell>(
    `SELECT channel_id AS channel, site, sum(units)::int AS units FROM demand_line
     WHERE stream_id = $1 AND sku = $2 AND ($3::date IS NULL OR day >= $3::date)
     GROUP BY 1, 2 HAVING sum(units) > 0 ORDER BY 1, 2`,
    [companyStream, sku, since],
  );
  return rows;
}

export type PartWeeks = ReadonlyMap<string, { units: number; outDays: number }>;

/** By Monday. @param from, before days, the first and the one behind the last */
export async function readPartWeeks(
  db: Queryable,
  sku: string,
  { channel, site }: DemandPart,
  from: string,
  before: string,
): Promise<PartWeeks> {
  const [asked, outs] = await Promise.all([
    db.query<{ week: string; units: number }>(
      `SELECT to_char(date_trunc('week', day), 'YYYY-MM-DD') AS week, sum(units)::int AS units FROM demand_line
       WHERE stream_id = $1 AND sku = $2 AND day >= $3::date AND day < $4::date
         AND ($5::text IS NULL OR channel_id = $5) AND ($6::text IS NULL OR site = $6) GROUP BY 1`,
      [companyStream, sku, from, before, channel, site],
    ),
    db.query<{ week: string; days: number }>(
      `SELECT to_char(date_trunc('week', day), 'YYYY-MM-DD') AS week, count(DISTINCT day)::int AS days
       FROM stock_out o, generate_series(greatest(o.from_day, $3::date), least(coalesce(o.until_day, $4::date), $4::date) - 1, interval '1 day') AS day
       WHERE o.stream_id = $1 AND o.sku = $2 AND o.from_day < $4::date AND (o.until_day IS NULL OR o.until_day > $3::date) GROUP BY 1`,
      [site ?? '', sku, from, before],
    ),
  ]);
  const weeks = new Map<string, { units: number; outDays: number }>();
  for (const { week, units } of asked.rows) weeks.set(week, { units, outDays: 0 });
  for (const { week, days } of outs.rows)
    weeks.set(week, { units: weeks.get(week)?.units ?? 0, outDays: days });
  return weeks;
}

/** The whole weeks, with the units of the part. What was taken of a week is split as the week itself was, or by shares. */
export function historyOfPart(
  whole: DemandPage['history'],
  part: DemandPart,
  weeks: PartWeeks,
  cells: readonly DemandCell[],
): DemandPage['history'] {
  const share = shareOf(part, cells);
  return whole.map(({ week, units, outDays, taken, mark }) => {
    const own = weeks.get(week) ?? { units: 0, outDays: 0 };
    return {
      week,
      units: own.units,
      outDays: part.site === null ? outDays : own.outDays,
      taken: taken * (units > 0 ? own.units / units : share),
      mark,
    };
  });
}

export function forecastOfPart(whole: Forecast, part: DemandPart, cells: readonly DemandCell[]): Forecast {
  const shares = sharesOf(cells);
  const share = shareOf(part, cells);
  const isPart = cells.map((cell) => isIn(part, cell));
  const own = (units: number): number => sumUnits(splitUnits(units, shares).filter((_, at) => isPart[at]));
  return {
    ...whole,
    weeks: whole.weeks.map(({ week, expected, overridden, quantiles }) => ({
      week,
      expected: own(expected),
      overridden: overridden === null ? null : own(overridden),
      quantiles: partQuantiles(expected, quantiles, whole.levels, share),
    })),
  };
}

/** Channels of the part's site, or sites of its channel, the most first; each with its part of the next weeks. */
export function sharesBy(
  by: 'channel' | 'site',
  part: DemandPart,
  cells: readonly DemandCell[],
  forecast: Forecast | null,
): DemandPage['channels'] {
  const shares = sharesOf(cells);
  const around: DemandPart = { ...part, [by]: null };
  const rows = new Map<string, { name: string; units: number; expected: number }>();
  const ahead = (forecast?.weeks ?? []).slice(0, monthWeeks);
  const split = ahead.map(({ expected, overridden }) => splitUnits(overridden ?? expected, shares));
  cells.forEach((cell, at) => {
    if (!isIn(around, cell)) return;
    const name = cell[by];
    const row = rows.get(name) ?? { name, units: 0, expected: 0 };
    row.units += cell.units;
    row.expected = sumUnits([row.expected, ...split.map((parts) => parts[at] ?? 0)]);
    rows.set(name, row);
  });
  const total = [...rows.values()].reduce((sum, { units }) => sum + units, 0);
  return [...rows.values()]
    .sort((a, b) => b.units - a.units || (a.name < b.name ? -1 : 1))
    .slice(0, 200)
    .map((row) => ({ ...row, share: total > 0 ? row.units / total : 0 }));
}

function shareOf(part: DemandPart, cells: readonly DemandCell[]): number {
  const shares = sharesOf(cells);
  return Math.min(
    1,
    cells.reduce((sum, cell, at) => sum + (isIn(part, cell) ? (shares[at] as number) : 0), 0),
  );
}

// Sums of the floor's work for years of days, written straight into the figures: as many rows a day as a company has that packs
// some hundred boxes a day in two warehouses with six people each. What the office looks at is as much as it would be.
import type { Pool } from '../../server/db/pool';
import { type MeasureName, measureNames, measures } from '../../shared/domain/figures/measures';
import { filterDimensions, shownBy, type SumDimension } from '../../shared/domain/figures/sums';

const floor = measureNames.filter((name) => !['ordered', 'cancelled', 'refunded'].includes(name));

const rows = `
  SELECT measure, day::date AS day, channel, country, '' AS currency, warehouse, key,
         1 + abs(hashtextextended(measure || day || channel || country || warehouse || key, 1)) % 5 AS count,
         1 + abs(hashtextextended(measure || day || channel || country || warehouse || key, 2)) % 90 AS amount
  FROM generate_series($1::date, $2::date, '1 day') AS day, LATERAL (
    SELECT m AS measure, '' AS channel, '' AS country, w AS warehouse, lpad(h::text, 2, '0') || ' P' || p AS key
    FROM unnest(ARRAY['picked', 'packed']) AS m, unnest($3::text[]) AS w, generate_series(8, 17) AS h, generate_series(1, 6) AS p
    UNION ALL SELECT 'worked', '', '', w, k FROM unnest($3::text[]) AS w, unnest(ARRAY['picked', 'packed']) AS k
    UNION ALL SELECT 'boxed', '', '', w, 'B' || b FROM unnest($3::text[]) AS w, generate_series(1, 10) AS b
    UNION ALL SELECT 'mistaken', '', '', w, k FROM unnest($3::text[]) AS w, unnest(ARRAY['missing', 'damaged', 'reopened']) AS k
    UNION ALL SELECT 'stepped', c, '', w, s || ':' || k FROM unnest($4::text[]) AS c, unnest($3::text[]) AS w,
                     unnest(ARRAY['release', 'pack', 'hand-over', 'deliver']) AS s, generate_series(10, 44, 2) AS k
    UNION ALL SELECT 'promised', c, l, w, k FROM unnest($4::text[]) AS c, unnest($5::text[]) AS l, unnest($3::text[]) AS w, unnest(ARRAY['kept', 'late']) AS k
    UNION ALL SELECT 'returned', c, l, w, k FROM unnest($4::text[]) AS c, unnest($5::text[]) AS l, unnest($3::text[]) AS w, unnest(ARRAY['damaged', 'not-wanted']) AS k
    UNION ALL SELECT 'handled', '', '', w, k FROM unnest($3::text[]) AS w, unnest(ARRAY['picked', 'packed']) AS k
    UNION ALL SELECT 'padded', '', '', w, k FROM unnest($3::text[]) AS w, unnest(ARRAY['paper', 'air']) AS k
    UNION ALL SELECT 'packaging', c, l, w, k FROM unnest($4::text[]) AS c, unnest($5::text[]) AS l, unnest($3::text[]) AS w, unnest(ARRAY['box', 'padding']) AS k
    UNION ALL SELECT 'served', c, l, w, '' FROM unnest($4::text[]) AS c, unnest($5::text[]) AS l, unnest($3::text[]) AS w
    UNION ALL SELECT 'postage', c, l, w, k FROM unnest($4::text[]) AS c, unnest($5::text[]) AS l, unnest($3::text[]) AS w, unnest(ARRAY['post', 'express']) AS k
  ) AS each`;

/** @returns rows written */
export async function fillFloorYears(
  pool: Pool,
  { from, to }: { from: string; to: string },
  of: { warehouses: readonly string[]; channels: readonly string[]; countries: readonly string[] },
): Promise<number> {
  const values = [from, to, of.warehouses, of.channels, of.countries];
  const { rowCount } = await pool.query(
    `INSERT INTO figure (measure, day, channel, country, currency, warehouse, key, count, amount) ${rows} ON CONFLICT DO NOTHING`,
    values,
  );
  await pool.query(
    `INSERT INTO figure_month SELECT measure, date_trunc('month', day)::date, channel, country, currency, warehouse,
            CASE WHEN measure IN ('picked', 'packed') THEN '' ELSE key END, sum(count), sum(amount)
     FROM figure WHERE measure NOT IN ('ordered', 'cancelled', 'refunded') GROUP BY 1, 2, 3, 4, 5, 6, 7 ON CONFLICT DO NOTHING`,
  );
  await fillSums(pool);
  await pool.query('VACUUM ANALYZE figure');
  await pool.query('VACUUM ANALYZE figure_sum');
  await pool.query('VACUUM ANALYZE figure_month');
  return rowCount ?? 0;
}

/** What the follower would have added: the sums of these cells, set by set. */
async function fillSums(pool: Pool): Promise<void> {
  const shown = (name: MeasureName): readonly SumDimension[] => shownBy(name);
  const seenBy = (name: MeasureName): readonly string[] => measures[name].by;
  for (const filter of [null, ...filterDimensions])
    for (const dimension of ['time', ...filterDimensions, 'key'] as const) {
      const names = floor.filter(
        (name) =>
          shown(name).includes(dimension) &&
          filter !== dimension &&
          (filter === null || seenBy(name).includes(filter)),
      );
      if (names.length === 0) continue;
      const told = dimension === 'time' ? `''` : dimension;
      await pool.query(
        `INSERT INTO figure_sum SELECT ${filter === null ? `''` : `'${filter}=' || ${filter}`}, measure, 'day', day, '${dimension}', ${told}, sum(count), sum(amount)
         FROM figure WHERE measure = ANY($1::text[]) GROUP BY 1, 2, 4, 6 ON CONFLICT DO NOTHING`,
        [names],
      );
    }
  for (const rung of ['week', 'month'])
    await pool.query(
      `INSERT INTO figure_sum SELECT filter, measure, '${rung}', date_trunc('${rung}', at)::date, dimension, name, sum(count), sum(amount)
       FROM figure_sum WHERE rung = 'day' AND measure = ANY($1::text[]) GROUP BY 1, 2, 4, 5, 6 ON CONFLICT DO NOTHING`,
      [floor],
    );
}

// Works out each night what the past says differently every day: classes of products by what went of them, forecasts beside what
// came, and customers by their first month. Read only from what others keep; made twice it is the same.
import { type XyzClass, xyzOf } from '../../../shared/domain/figures/goods';
import { companyStream } from '../../../shared/domain/ids';
import { classesByValue, usualPolicy } from '../../../shared/domain/stock/count-policy';
import { outsideBooks } from '../../../shared/domain/stock/ledger';
import { type Client, type Pool, type Queryable, withTransaction } from '../../db/pool';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { refreshDemand } from '../demand/refresh-demand';
import { addWeeks, dayOf, mondayOf } from '../demand/weeks';
import { lastNight } from '../stock/prove-ledger';

const classWeeks = 52;
/** Cancelled later, a week is not what it was: these many are looked at again. */
const openWeeks = 8;
const forecastWeeks = 26;
const lookEveryMs = 60_000;

type Tools = { pool: Pool; now: () => Date };

export function startFigureNights(
  tools: Tools & { onFailure: (cause: unknown, name: string) => void },
): JobLoop {
  return startJob({
    name: 'figures of the night',
    round: async () => {
      if (await isNightDue(tools)) await makeNight(tools);
      return false;
    },
    idleMs: lookEveryMs,
    onFailure: tools.onFailure,
  });
}

/** Not before the company has gone through a night: there is nothing to tell of yet. */
async function isNightDue({ pool, now }: Tools): Promise<boolean> {
  const { rows } = await pool.query<{ due: boolean }>({
    name: 'figures-night-due',
    text: `SELECT made_at < $2 AND coalesce((SELECT at < $2 FROM event WHERE stream_id = $1 ORDER BY seq LIMIT 1), false) AS due FROM figure_night`,
    values: [companyStream, lastNight(now()).toISOString()],
  });
  return rows[0]?.due ?? false;
}

/** Null: never yet. */
export async function readMadeAt(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ at: string | null }>({
    name: 'figures-made-at',
    text: `SELECT CASE WHEN made_at > '-infinity' THEN made_at END AS at FROM figure_night`,
  });
  const at = rows[0]?.at ?? null;
  return at === null ? null : new Date(at).toISOString();
}

export async function makeNight({ pool, now }: Tools): Promise<void> {
  await refreshDemand(pool);
  const at = now();
  const monday = mondayOf(dayOf(at));
  await withTransaction(pool, async (client) => {
    // One at a time, whoever asks.
    await client.query(`SELECT 1 FROM figure_night FOR UPDATE`);
    await makeProducts(client, monday);
    await makeForecastWeeks(client, monday);
    await makeCohorts(client);
    await client.query(`UPDATE figure_night SET made_at = $1`, [at.toISOString()]);
  });
}

type Product = {
  sku: string;
  sold: number;
  squares: number;
  weeks: number;
  units: number;
  value: number;
  unit_cost: number | null;
  daily: number | null;
};

async function makeProducts(client: Client, monday: string): Promise<void> {
  const { rows } = await client.query<Product>(
    `WITH week AS (
       SELECT sku, date_trunc('week', day)::date AS week, sum(units)::float8 AS units FROM demand_line
       WHERE stream_id = $1 AND day >= $2::date AND day < $3::date GROUP BY 1, 2
     ), sold AS (
       SELECT sku, sum(units) AS sold, sum(units * units) AS squares, ($3::date - min(week)) / 7 AS weeks FROM week GROUP BY sku
     ), level AS (
       SELECT sku, sum(on_hand)::float8 AS units FROM stock_level WHERE location_id <> ALL ($4::text[]) GROUP BY sku
     ), cost AS (
       SELECT sku, sum(quantity)::float8 AS units, sum(value_minor)::float8 AS value FROM stock_cost GROUP BY sku
     ), listed AS (
       SELECT DISTINCT ON (sku) sku, cost_minor::float8 AS minor FROM product_cost WHERE stream_id = $1 ORDER BY sku, from_day DESC
     )
     SELECT k.sku, coalesce(s.sold, 0) AS sold, coalesce(s.squares, 0) AS squares, coalesce(s.weeks, 0)::int AS weeks,
       coalesce(l.units, 0) AS units, coalesce(c.value, 0) AS value,
       CASE WHEN c.units > 0 THEN c.value / c.units ELSE p.minor END AS unit_cost,
       f.expected / (7 * nullif(jsonb_array_length(f.doc->'expected'), 0)) AS daily
     FROM (SELECT sku FROM sold UNION SELECT sku FROM level UNION SELECT sku FROM cost) AS k (sku)
     LEFT JOIN sold s ON s.sku = k.sku LEFT JOIN level l ON l.sku = k.sku LEFT JOIN cost c ON c.sku = k.sku LEFT JOIN listed p ON p.sku = k.sku
     LEFT JOIN forecast f ON f.stream_id = $1 AND f.sku = k.sku`,
    [companyStream, addWeeks(monday, -classWeeks), monday, outsideBooks],
  );
  const soldMinor = (row: Product): number => Math.round(row.sold * (row.unit_cost ?? 0));
  // Where nobody has said what anything costs, units have to do.
  const isCosted = rows.some((row) => soldMinor(row) > 0);
  const classes = classesByValue(
    rows.map((row) => ({ sku: row.sku, value: isCosted ? soldMinor(row) : row.sold })),
    usualPolicy,
  );
  const column = (of: (row: Product) => unknown): unknown[] => rows.map(of);
  await client.query('DELETE FROM product_figure');
  await client.query(
    `INSERT INTO product_figure (sku, abc, xyz, sold_units, sold_minor, units, value_minor, daily_units)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::float8[])`,
    [
      column(({ sku }) => sku),
      column(({ sku }) => classes.get(sku) ?? 'C'),
      column(({ sold, squares, weeks }): XyzClass => xyzOf(sold, squares, weeks)),
      column(({ sold }) => Math.round(sold)),
      column(soldMinor),
      column(({ units }) => Math.round(units)),
      column(({ value }) => Math.round(value)),
      column(({ daily }) => daily),
    ],
  );
}

/** What was believed of a week before it came, an override before the forecast. Weeks that are long past stand. */
async function makeForecastWeeks(client: Client, monday: string): Promise<void> {
  const { rows } = await client.query<{ any: boolean }>('SELECT EXISTS (SELECT 1 FROM forecast_week) AS any');
  const since = addWeeks(monday, rows[0]?.any === true ? -openWeeks : -forecastWeeks);
  await client.query('DELETE FROM forecast_week WHERE week >= $1::date', [since]);
  await client.query(
    `INSERT INTO forecast_week (week, abc, items, said, came, missed)
     SELECT f.week, coalesce(p.abc, 'C'), count(*), sum(f.said), sum(f.came), sum(abs(f.said - f.came))
     FROM (
       SELECT s.week, s.sku, coalesce(s.overridden, s.said) AS said, coalesce(d.units, 0)::float8 AS came
       FROM forecast_said s
       LEFT JOIN (SELECT sku, date_trunc('week', day)::date AS week, sum(units) AS units FROM demand_line
         WHERE stream_id = $1 AND day >= $2::date AND day < $3::date GROUP BY 1, 2) AS d ON d.sku = s.sku AND d.week = s.week
       WHERE s.stream_id = $1 AND s.week >= $2::date AND s.week < $3::date
     ) AS f LEFT JOIN product_figure p ON p.sku = f.sku GROUP BY 1, 2`,
    [companyStream, since, monday],
  );
}

/** People who were merged count as one. */
async function makeCohorts(client: Client): Promise<void> {
  await client.query('DELETE FROM customer_cohort');
  await client.query(
    `INSERT INTO customer_cohort (first_month, month, customers, orders, money_minor)
     SELECT first_month, month, count(*), sum(orders), sum(money) FROM (
       SELECT c.root_id, min(date_trunc('month', min(o.placed_at AT TIME ZONE 'UTC'))) OVER (PARTITION BY c.root_id)::date AS first_month,
         date_trunc('month', o.placed_at AT TIME ZONE 'UTC')::date AS month, count(*)::int AS orders, coalesce(sum(o.money_minor), 0)::bigint AS money
       FROM customer_order o JOIN customer c ON c.stream_id = o.stream_id AND c.customer_id = o.customer_id
       WHERE o.stream_id = $1 AND o.is_counted GROUP BY c.root_id, date_trunc('month', o.placed_at AT TIME ZONE 'UTC')
     ) AS each GROUP BY 1, 2`,
    [companyStream],
  );
}

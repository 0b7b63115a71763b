// Forecasts beside what came, and customers by worth and by their first month.
import type { z } from 'zod';
import type {
  CohortMembers,
  CustomerFigures,
  ForecastFigures,
  ForecastItems,
  forecastItemsQuerySchema,
  membersQuerySchema,
} from '../../../shared/contract/night-figures';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { loadMoneySettings } from '../rates/money-settings';
import { addDays } from '../demand/weeks';
import { readMadeAt } from './make-night';

const shownWeeks = 26;
const shownCohorts = 24;
const hits = `sum(items)::int AS items, sum(said) AS said, sum(came) AS came, sum(missed) AS missed`;
const newest = `(SELECT max(week) FROM forecast_week) - 7 * ${shownWeeks}`;

export async function readForecastHits(db: Queryable): Promise<ForecastFigures> {
  const [madeAt, weeks, classes] = await Promise.all([
    readMadeAt(db),
    db.query<ForecastFigures['weeks'][number]>({
      name: 'figures-forecast-weeks',
      text: `SELECT week::text AS week, ${hits} FROM forecast_week WHERE week > ${newest} GROUP BY week ORDER BY week`,
    }),
    db.query<ForecastFigures['classes'][number]>({
      name: 'figures-forecast-classes',
      text: `SELECT abc, ${hits} FROM forecast_week WHERE week > ${newest} GROUP BY abc ORDER BY abc`,
    }),
  ]);
  return { madeAt, weeks: weeks.rows, classes: classes.rows };
}

/** @param query `week` is a Monday; on any other day nothing was said of a week */
export async function readForecastItems(
  db: Queryable,
  { week, abc, limit }: z.output<typeof forecastItemsQuerySchema>,
): Promise<ForecastItems> {
  const { rows } = await db.query<ForecastItems['rows'][number]>({
    name: 'figures-forecast-items',
    text: `SELECT s.sku, p.name, s.said, s.overridden, coalesce(d.units, 0)::float8 AS came
           FROM forecast_said s LEFT JOIN product p ON p.stream_id = s.stream_id AND p.sku = s.sku
           LEFT JOIN product_figure f ON f.sku = s.sku
           LEFT JOIN (SELECT sku, sum(units) AS units FROM demand_line WHERE stream_id = $1 AND day >= $2::date AND day < $3::date GROUP BY sku) AS d ON d.sku = s.sku
           WHERE s.stream_id = $1 AND s.week = $2::date AND ($4::text IS NULL OR coalesce(f.abc, 'C') = $4)
           ORDER BY abs(coalesce(s.overridden, s.said) - coalesce(d.units, 0)) DESC, s.sku LIMIT $5`,
    values: [companyStream, week, addDays(week, 7), abc ?? null, limit],
  });
  return { rows };
}

export async function readCustomerFigures(db: Queryable, now: Date): Promise<CustomerFigures> {
  const since = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (shownCohorts - 1), 1));
  const [madeAt, { booksCurrency }, segments, cohorts] = await Promise.all([
    readMadeAt(db),
    loadMoneySettings(db),
    db.query<CustomerFigures['segments'][number]>({
      name: 'figures-segments',
      text: `SELECT segment, count(*)::int AS customers, sum(orders)::float8 AS orders, sum(money_minor)::float8 AS "moneyMinor" FROM customer_value
             WHERE stream_id = $1 AND orders > 0 GROUP BY segment ORDER BY 4 DESC, 1`,
      values: [companyStream],
    }),
    db.query<CustomerFigures['cohorts'][number]>({
      name: 'figures-cohorts',
      text: `SELECT to_char(first_month, 'YYYY-MM') AS "firstMonth", to_char(month, 'YYYY-MM') AS month, customers, orders, money_minor AS "moneyMinor"
             FROM customer_cohort WHERE first_month >= $1::date ORDER BY first_month, customer_cohort.month`,
      values: [since.toISOString().slice(0, 10)],
    }),
  ]);
  return { madeAt, currency: booksCurrency, segments: segments.rows, cohorts: cohorts.rows };
}

export async function readMembers(
  db: Queryable,
  { segment, firstMonth, month, limit }: z.output<typeof membersQuerySchema>,
): Promise<CohortMembers> {
  if (firstMonth === undefined || month === undefined) {
    const { rows } = await db.query<CohortMembers['rows'][number]>({
      name: 'figures-segment-members',
      text: `SELECT customer_id AS "customerId", name, orders, money_minor AS "moneyMinor" FROM customer_value
             WHERE stream_id = $1 AND orders > 0 AND coalesce(segment, '') = $2 ORDER BY money_minor DESC, customer_id LIMIT $3`,
      values: [companyStream, segment ?? '', limit],
    });
    return { rows };
  }
  const { rows } = await db.query<CohortMembers['rows'][number]>({
    name: 'figures-cohort-members',
    text: `SELECT v.customer_id AS "customerId", v.name, count(*)::int AS orders, coalesce(sum(o.money_minor), 0)::float8 AS "moneyMinor"
           FROM customer_value v JOIN customer c ON c.stream_id = v.stream_id AND c.root_id = v.customer_id
           JOIN customer_order o ON o.stream_id = c.stream_id AND o.customer_id = c.customer_id AND o.is_counted
             AND date_trunc('month', o.placed_at AT TIME ZONE 'UTC') = ($3 || '-01')::date
           WHERE v.stream_id = $1 AND date_trunc('month', v.first_order_at AT TIME ZONE 'UTC') = ($2 || '-01')::date
           GROUP BY v.customer_id, v.name ORDER BY 4 DESC, 1 LIMIT $4`,
    values: [companyStream, firstMonth, month, limit],
  });
  return { rows };
}

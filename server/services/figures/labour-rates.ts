// What an hour of hands costs from which day on, in the currency of the books. What is past keeps the rate of its days.
import type { LabourRates } from '../../../shared/contract/figure-costs';
import type { Queryable } from '../../db/pool';

/** Those in this currency, the newest first. */
export async function readLabourRates(db: Queryable, currency: string | null): Promise<LabourRates['rows']> {
  const { rows } = await db.query<LabourRates['rows'][number]>({
    name: 'labour-rates',
    text: `SELECT from_day::text AS "fromDay", minor_per_hour AS "minorPerHour", currency, by, at FROM labour_rate
           WHERE $1::text IS NULL OR currency = $1 ORDER BY from_day DESC LIMIT 500`,
    values: [currency],
  });
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

export async function saveLabourRate(
  db: Queryable,
  { fromDay, minorPerHour, currency, by, at }: LabourRates['rows'][number],
): Promise<void> {
  await db.query({
    name: 'labour-rate-save',
    text: `INSERT INTO labour_rate (from_day, minor_per_hour, currency, by, at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (from_day) DO UPDATE SET minor_per_hour = excluded.minor_per_hour, currency = excluded.currency, by = excluded.by, at = excluded.at`,
    values: [fromDay, minorPerHour, currency, by, at],
  });
}

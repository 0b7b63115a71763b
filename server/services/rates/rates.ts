// Rates of currencies: entered by hand or from the files of the European Central Bank, each with its day and source.
import type { ExchangeRate } from '../../../shared/money/convert';
import type { Queryable } from '../../db/pool';

/** Newest day first; of every currency the days of the last month that has any. */
export async function listRates(db: Queryable): Promise<ExchangeRate[]> {
  const { rows } = await db.query<ExchangeRate>(
    `SELECT base, currency, to_char(day, 'YYYY-MM-DD') AS day, rate, source FROM exchange_rate
     WHERE day > (SELECT max(day) FROM exchange_rate) - 31 ORDER BY day DESC, base, currency LIMIT 2000`,
  );
  return rows;
}

/** Those a conversion on a day may need: the newest not after it, of each currency. */
export async function ratesFor(db: Queryable, day: string): Promise<ExchangeRate[]> {
  const { rows } = await db.query<ExchangeRate>(
    `SELECT DISTINCT ON (base, currency) base, currency, to_char(day, 'YYYY-MM-DD') AS day, rate, source
     FROM exchange_rate WHERE day <= $1::date ORDER BY base, currency, exchange_rate.day DESC`,
    [day],
  );
  return rows;
}

/** The same day again is put right: the newest word counts. @returns how many are new or different */
export async function saveRates(db: Queryable, rates: readonly ExchangeRate[], at: string): Promise<number> {
  const one = new Map(rates.map((rate) => [`${rate.base} ${rate.currency} ${rate.day}`, rate]));
  const { rowCount } = await db.query(
    `INSERT INTO exchange_rate AS known (base, currency, day, rate, source, entered_at)
     SELECT r.base, r.currency, r.day, r.rate, r.source, $2 FROM json_to_recordset($1) AS r (base text, currency text, day date, rate text, source text)
     ON CONFLICT (base, currency, day) DO UPDATE SET rate = excluded.rate, source = excluded.source, entered_at = excluded.entered_at
     WHERE known.rate <> excluded.rate OR known.source <> excluded.source`,
    [JSON.stringify([...one.values()]), at],
  );
  return rowCount ?? 0;
}

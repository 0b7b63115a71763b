// What the books are in, and what an order in another currency comes to in it on the day it is placed.
import type { BookedTotal } from '../../../shared/domain/order/order';
import { convert, type ExchangeRate } from '../../../shared/money/convert';
import type { Queryable } from '../../db/pool';
import { ratesFor } from './rates';

export type MoneySettings = { booksCurrency: string | null };

export async function loadMoneySettings(db: Queryable): Promise<MoneySettings> {
  const { rows } = await db.query<{ doc: MoneySettings }>({
    name: 'money-setting',
    text: `SELECT doc FROM money_setting WHERE name = 'books'`,
  });
  return rows[0]?.doc ?? { booksCurrency: null };
}

export async function saveMoneySettings(db: Queryable, settings: MoneySettings): Promise<void> {
  await db.query(
    `INSERT INTO money_setting (name, doc) VALUES ('books', $1) ON CONFLICT (name) DO UPDATE SET doc = excluded.doc`,
    [settings],
  );
}

export type BooksFacts = { currency: string | null; rates: readonly ExchangeRate[] };

/** Rates are read only where one of the currencies is another one. */
export async function loadBooks(
  db: Queryable,
  currencies: ReadonlySet<string>,
  day: string,
): Promise<BooksFacts> {
  const { booksCurrency } = await loadMoneySettings(db);
  const isForeign = booksCurrency !== null && [...currencies].some((currency) => currency !== booksCurrency);
  return { currency: booksCurrency, rates: isForeign ? await ratesFor(db, day) : [] };
}

/** Null where nothing has to be converted, or no rate leads there by that day. */
export function bookedTotal(
  books: BooksFacts,
  totalMinor: number,
  currency: string,
  day: string,
): BookedTotal | null {
  if (books.currency === null || books.currency === currency) return null;
  const converted = convert(totalMinor, currency, books.currency, books.rates, day);
  return converted?.day
    ? {
        currency: books.currency,
        totalMinor: converted.amountMinor,
        day: converted.day,
        sources: converted.sources,
      }
    : null;
}

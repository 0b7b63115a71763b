// Posting that cannot go on until somebody has told something: a rate of a currency. It waits with why, and goes on by
// itself once it is there; nothing is posted at a guess and nothing is passed over.
import { convert, type ExchangeRate } from '../../../shared/money/convert';
import type { Queryable } from '../../db/pool';
import { ratesFor } from '../rates/rates';

export type BookRefusal = {
  code:
    | 'books-not-open'
    | 'books-no-rate'
    | 'book-account-unknown'
    | 'entry-unbalanced'
    | 'entry-unknown'
    | 'entry-of-event'
    | 'book-month-closed';
  values: Record<string, string | number>;
};

export class BooksWait extends Error {
  constructor(readonly refusal: BookRefusal) {
    super(refusal.code);
  }
}

export type ToBase = (amountMinor: number, currency: string, day: string) => number;

/** Rates are read for those days only where one of the currencies is another one. @throws BooksWait where none leads there */
export async function baseOf(
  db: Queryable,
  base: string,
  wanted: Iterable<{ currency: string; day: string }>,
): Promise<ToBase> {
  const rates = new Map<string, ExchangeRate[]>();
  for (const { currency, day } of wanted)
    if (currency !== base && !rates.has(day)) rates.set(day, await ratesFor(db, day));
  return (amountMinor, currency, day) => {
    if (currency === base || amountMinor === 0) return amountMinor;
    const converted = convert(amountMinor, currency, base, rates.get(day) ?? [], day);
    if (!converted) throw new BooksWait({ code: 'books-no-rate', values: { currency, base, day } });
    return converted.amountMinor;
  };
}

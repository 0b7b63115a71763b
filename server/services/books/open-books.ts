// Opening the books, and what an accountant edits of them: accounts, what each is for, rates of tax. Opened once: the
// currency, the way stock is posted and how it is costed hold for every entry behind it.
import type { z } from 'zod';
import type { saveBookSettingsRequestSchema } from '../../../shared/contract/book-figures';
import type {
  BooksState,
  chartResponseSchema,
  openBooksRequestSchema,
  saveChartAccountRequestSchema,
} from '../../../shared/contract/books';
import { type BookRole, kindOfRole } from '../../../shared/domain/books/account';
import { chartNamed } from '../../../shared/domain/books/charts';
import type { VatRate } from '../../../shared/domain/books/vat';
import type { Client, Pool, Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';
import { loadMoneySettings } from '../rates/money-settings';
import { inTransaction } from '../customers/customer-settings';
import { lockBooks, readOpenBooks } from './book-store';

export async function readBooksState(db: Queryable): Promise<BooksState> {
  const [open, { booksCurrency }] = await Promise.all([readOpenBooks(db), loadMoneySettings(db)]);
  if (!open) return { open: null, currency: booksCurrency };
  const { rows } = await db.query<{ behind: number; entries: number }>({
    name: 'books-behind',
    text: `SELECT (SELECT coalesce(sum(s.seq - coalesce(f.seq, 0)), 0)::bigint FROM stream s LEFT JOIN follower f ON f.name = 'books' AND f.stream_id = s.stream_id) AS behind,
             coalesce((SELECT last FROM journal_series WHERE series = 'entry'), 0) AS entries`,
  });
  return {
    currency: booksCurrency,
    open: {
      ...open,
      waits: open.waits as NonNullable<BooksState['open']>['waits'],
      ...(rows[0] ?? { behind: 0, entries: 0 }),
    },
  };
}

export type NotOpened = 'books-are-open' | 'books-no-currency';

export async function openBooks(
  pool: Pool,
  { chart, settings }: Omit<z.infer<typeof openBooksRequestSchema>, 'by'>,
  by: { name: string; at: string },
): Promise<NotOpened | null> {
  return inTransaction(pool, async (client) => {
    const { booksCurrency } = await loadMoneySettings(client);
    if (booksCurrency === null) return 'books-no-currency';
    const { rowCount } = await client.query(
      `INSERT INTO books (name, settings, opened_at, opened_by) VALUES ('books', $1, $2, $3) ON CONFLICT DO NOTHING`,
      [{ ...settings, currency: booksCurrency }, by.at, by.name],
    );
    if (rowCount === 0) return 'books-are-open';
    const { accounts, roles } = chartNamed(chart);
    await client.query(
      `INSERT INTO book_account (code, names, kind, is_active)
       SELECT code, names, kind, "isActive" FROM json_to_recordset($1) AS r (code text, names jsonb, kind text, "isActive" boolean)`,
      [jsonRows(accounts)],
    );
    await client.query(
      'INSERT INTO book_role (role, code) SELECT role, code FROM json_to_recordset($1) AS r (role text, code text)',
      [jsonRows(Object.entries(roles).map(([role, code]) => ({ role, code })))],
    );
    return null;
  });
}

export async function readChart(db: Queryable): Promise<z.infer<typeof chartResponseSchema>> {
  const { rows } = await db.query<z.infer<typeof chartResponseSchema>['rows'][number]>({
    name: 'book-chart',
    text: `SELECT a.code, a.names, a.kind, a.is_active AS "isActive",
             coalesce((SELECT json_agg(r.role ORDER BY r.role) FROM book_role r WHERE r.code = a.code), '[]') AS roles,
             EXISTS (SELECT 1 FROM book_balance b WHERE b.account = a.code) AS "isUsed"
           FROM book_account a ORDER BY a.code`,
  });
  return { rows };
}

type SavedAccount = Omit<z.infer<typeof saveChartAccountRequestSchema>, 'by'>;
export type NotSaved =
  | 'books-not-open'
  | 'book-account-in-use'
  | 'book-account-unknown'
  | 'book-role-other-kind';

/** A new account, or another name. What is posted stays what it is: its kind holds, and one with a role stays in use. */
export function saveChartAccount(
  pool: Pool,
  code: string,
  { names, kind, isActive }: SavedAccount,
): Promise<NotSaved | null> {
  return inTransaction(pool, async (client) => {
    if (!(await lockBooks(client))) return 'books-not-open';
    const known = (await readChart(client)).rows.find((row) => row.code === code);
    if (known && (known.isUsed || known.roles.length > 0) && known.kind !== kind)
      return 'book-account-in-use';
    if (known && known.roles.length > 0 && !isActive) return 'book-account-in-use';
    await client.query(
      `INSERT INTO book_account (code, names, kind, is_active) VALUES ($1, $2, $3, $4)
       ON CONFLICT (code) DO UPDATE SET names = excluded.names, kind = excluded.kind, is_active = excluded.is_active`,
      [code, names, kind, isActive],
    );
    return null;
  });
}

/** From the next posting on. */
export function saveRole(pool: Pool, role: BookRole, code: string): Promise<NotSaved | null> {
  return inTransaction(pool, async (client: Client) => {
    if (!(await lockBooks(client))) return 'books-not-open';
    const { rows } = await client.query<{ kind: string }>('SELECT kind FROM book_account WHERE code = $1', [
      code,
    ]);
    const [account] = rows;
    if (!account) return 'book-account-unknown';
    if (account.kind !== kindOfRole[role]) return 'book-role-other-kind';
    await client.query(
      'INSERT INTO book_role (role, code) VALUES ($1, $2) ON CONFLICT (role) DO UPDATE SET code = excluded.code',
      [role, code],
    );
    return null;
  });
}

/** The same country, product and day again is put right; entries that are posted keep their tax. */
export async function saveVatRates(db: Queryable, rates: readonly VatRate[]): Promise<void> {
  const one = new Map(rates.map((rate) => [`${rate.country} ${rate.fromDay} ${rate.sku}`, rate]));
  await db.query(
    `INSERT INTO vat_rate (country, sku, from_day, ppm)
     SELECT country, sku, "fromDay", ppm FROM json_to_recordset($1) AS r (country text, sku text, "fromDay" date, ppm int)
     ON CONFLICT (country, sku, from_day) DO UPDATE SET ppm = excluded.ppm`,
    [jsonRows([...one.values()])],
  );
}

/** What may change while the books are open; entries behind it follow. */
export function saveBookSettings(
  pool: Pool,
  wanted: Omit<z.infer<typeof saveBookSettingsRequestSchema>, 'by'>,
): Promise<'books-not-open' | null> {
  return inTransaction(pool, async (client) => {
    const books = await lockBooks(client);
    if (!books) return 'books-not-open';
    await client.query(`UPDATE books SET settings = $1 WHERE name = 'books'`, [
      { ...books.settings, ...wanted },
    ]);
    return null;
  });
}

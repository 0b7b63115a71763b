// Books of a head office of tests, opened by its manager, and what must hold of any books.
import { expect } from 'vitest';
import type { EntryPage, TrialBalance } from '../../../shared/contract/books';
import { type BookRole } from '../../../shared/domain/books/account';
import { chartNamed } from '../../../shared/domain/books/charts';
import { valueOf, unitsOf, type StockCost } from '../../../shared/domain/books/stock-cost';
import { outsideBooks } from '../../../shared/domain/stock/ledger';
import type { PaidOffice } from '../payments/payments.test-kit';
import { manager } from '../people/people.test-kit';

const { roles } = chartNamed('general');
export const codeOf = (role: BookRole): string => roles[role];

export async function openTestBooks(
  { desk }: Pick<PaidOffice, 'desk'>,
  settings: object = {},
  rates: object[] = [{ country: 'GB', sku: '', fromDay: '2020-01-01', ppm: 200_000 }],
): Promise<void> {
  expect(await desk.post('/v1/money-settings', { booksCurrency: 'GBP', by: manager })).toMatchObject({
    status: 200,
  });
  if (rates.length > 0)
    expect(await desk.post('/v1/vat-rates', { rates, by: manager })).toMatchObject({ status: 200 });
  const opened = await desk.post('/v1/books', {
    chart: 'general',
    settings: {
      stock: 'perpetual',
      costing: 'fifo',
      expectedReturnsPpm: 0,
      returnDays: 30,
      fees: [],
      ...settings,
    },
    by: manager,
  });
  expect(opened, JSON.stringify(opened.body)).toMatchObject({ status: 200, body: { currency: 'GBP' } });
}

/** Balances by role, those that are even left out. */
export async function balances({
  desk,
}: Pick<PaidOffice, 'desk'>): Promise<Partial<Record<BookRole, number>>> {
  const trial = (await desk.get('/v1/books/trial-balance?from=2026-01&to=2099-12'))
    .body as unknown as TrialBalance;
  expect(trial.rows.reduce((sum, row) => sum + row.closingMinor, 0)).toBe(0);
  expect(trial.debitMinor).toBe(trial.creditMinor);
  return Object.fromEntries(
    (Object.keys(roles) as BookRole[]).flatMap((role) => {
      const row = trial.rows.find(({ code }) => code === roles[role]);
      return row && row.closingMinor !== 0 ? [[role, row.closingMinor]] : [];
    }),
  );
}

export async function entriesOf({ desk }: Pick<PaidOffice, 'desk'>, query: string): Promise<EntryPage[]> {
  const { body } = await desk.get(`/v1/books/journal?limit=200&${query}`);
  const pages: EntryPage[] = [];
  for (const { number } of (body['rows'] as { number: string }[]).toReversed())
    pages.push((await desk.get(`/v1/books/entries/${number}`)).body as unknown as EntryPage);
  return pages;
}

/** Numbers without holes, entries that balance, sums that are the sums of lines, stock as the ledger has it. */
export const expectBooksSound = ({ test }: Pick<PaidOffice, 'test'>): Promise<void> =>
  expectSoundJournal(test.rows);

type Rows = PaidOffice['test']['rows'];

export async function expectSoundJournal(rows: Rows): Promise<void> {
  expect(
    await rows(`SELECT entry_no FROM journal_line GROUP BY entry_no, currency HAVING sum(amount_minor) <> 0
      UNION ALL SELECT entry_no FROM journal_line GROUP BY entry_no HAVING sum(base_minor) <> 0`),
  ).toEqual([]);
  const numbered = await rows<{ number: string }>('SELECT number FROM journal_entry ORDER BY number');
  const next = new Map<string, number>();
  for (const { number } of numbered) {
    const [, series = '', text = ''] = /^(.*)-(\d+)$/.exec(number) ?? [];
    expect(Number(text)).toBe((next.get(series) ?? 0) + 1);
    next.set(series, Number(text));
  }
  expect(
    await rows(`SELECT account, month, currency FROM (
        SELECT account, to_char(day, 'YYYY-MM') AS month, currency, sum(amount_minor) AS amount, sum(base_minor) AS base FROM journal_line GROUP BY 1, 2, 3
      ) AS l FULL JOIN book_balance b USING (account, month, currency)
      WHERE coalesce(l.amount, 0) <> coalesce(b.debit_minor - b.credit_minor, 0)
        OR coalesce(l.base, 0) <> coalesce(b.base_debit_minor - b.base_credit_minor, 0)`),
  ).toEqual([]);
  const costs = await rows<{
    stream_id: string;
    sku: string;
    quantity: number;
    value: number;
    doc: StockCost;
    there: number;
  }>(
    `SELECT c.stream_id, c.sku, c.quantity, c.value_minor AS value, c.doc,
       coalesce((SELECT sum(l.on_hand) FROM stock_level l WHERE l.stream_id = c.stream_id AND l.sku = c.sku AND l.location_id <> ALL ($1)), 0)::int AS there
     FROM stock_cost c`,
    outsideBooks,
  );
  for (const { quantity, value, doc, there } of costs) {
    expect(quantity).toBe(there);
    expect([unitsOf(doc), valueOf(doc)]).toEqual([quantity, value]);
  }
  const [stock] = await rows<{ base: number }>(
    'SELECT coalesce(sum(base_minor), 0)::bigint AS base FROM journal_line WHERE account = $1',
    await codeNow(rows, 'inventory'),
  );
  const [kept] = await rows<{ stock: string }>(`SELECT settings ->> 'stock' AS stock FROM books`);
  if (kept?.stock === 'perpetual') expect(costs.reduce((sum, { value }) => sum + value, 0)).toBe(stock?.base);
  expect(await rows('SELECT coalesce(sum(value_minor), 0)::bigint AS value FROM stock_month')).toEqual([
    { value: costs.reduce((sum, { value }) => sum + value, 0) },
  ]);
  // Sub-ledgers are what their control accounts say.
  const [orders] = await rows<Record<string, number>>(
    `SELECT coalesce(sum((doc #>> '{receivable,baseMinor}')::bigint), 0)::bigint + (SELECT coalesce(sum(base_minor), 0)::bigint FROM reminder_fee_debt) AS receivables,
       coalesce(-sum((doc #>> '{advance,baseMinor}')::bigint), 0)::bigint AS advances,
       coalesce(-sum((doc #>> '{payable,baseMinor}')::bigint), 0)::bigint AS "refunds-payable",
       coalesce(-sum((doc #>> '{liability,baseMinor}')::bigint), 0)::bigint AS "refund-liability",
       (SELECT coalesce(-sum(base_minor), 0)::bigint FROM bill_debt) AS payables,
       (SELECT coalesce(sum(value_minor), 0)::bigint FROM order_right) AS "right-of-return" FROM order_books`,
  );
  for (const [role, minor] of Object.entries(orders ?? {})) {
    const [control] = await rows<{ base: number }>(
      'SELECT coalesce(sum(base_minor), 0)::bigint AS base FROM journal_line WHERE account = $1',
      await codeNow(rows, role),
    );
    expect([role, minor]).toEqual([role, control?.base]);
  }
}

async function codeNow(rows: Rows, role: string): Promise<string> {
  const [row] = await rows<{ code: string }>('SELECT code FROM book_role WHERE role = $1', role);
  return row?.code ?? '';
}

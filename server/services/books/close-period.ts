// Closing a month, and opening it again with why. A month is closed behind those before it, once all that happened in it is
// posted; what then is done at its end (goods nobody may return any more, stock counted, balances in other currencies at the
// day's rate) is posted with it, and what only held for the end of the month is taken back on the first of the next.
import type { Periods } from '../../../shared/contract/book-figures';
import {
  type EntryKind,
  type EntryLine,
  Lines,
  reversalOf,
  ruleVersion,
} from '../../../shared/domain/books/entry';
import { firstDayOf, lastDayOf, monthAfter } from '../../../shared/domain/books/month';
import { type OrderBooks } from '../../../shared/domain/books/order-books';
import { postStockClosing } from '../../../shared/domain/books/post-costs';
import { dayAfter, postLapsed } from '../../../shared/domain/books/post-sale';
import type { BookRole } from '../../../shared/domain/books/account';
import type { Pool, Queryable } from '../../db/pool';
import { inTransaction } from '../customers/customer-settings';
import { linesOf } from './read-books';
import { loadRoles, lockBooks, type OpenBooks, type Posted, readOpenBooks, storeEntries } from './book-store';
import { baseOf, BooksWait, type BookRefusal } from './book-waits';

type By = { name: string; at: string };
export type PeriodRefusal = {
  code:
    | BookRefusal['code']
    | 'book-month-not-next'
    | 'book-month-running'
    | 'books-behind'
    | 'book-month-not-last';
  values: Record<string, string | number>;
};

export async function readPeriods(db: Queryable): Promise<Periods | null> {
  const books = await readOpenBooks(db);
  if (!books) return null;
  const { rows } = await db.query<Periods['acts'][number]>({
    name: 'book-periods',
    text: 'SELECT month, act, reason, at, by FROM book_period_act ORDER BY act_no DESC LIMIT 200',
  });
  return { closedThrough: books.closedThrough, next: await nextMonth(db, books), acts: rows };
}

async function nextMonth(db: Queryable, { closedThrough }: OpenBooks): Promise<string | null> {
  if (closedThrough !== null) return monthAfter(closedThrough);
  const { rows } = await db.query<{ month: string | null }>({
    name: 'book-first-month',
    text: 'SELECT min(month) AS month FROM book_balance',
  });
  return rows[0]?.month ?? null;
}

export function closePeriod(pool: Pool, month: string, by: By): Promise<PeriodRefusal | null> {
  return inTransaction(pool, async (client): Promise<PeriodRefusal | null> => {
    const books = await lockBooks(client);
    if (!books) return { code: 'books-not-open', values: {} };
    const next = await nextMonth(client, books);
    if (next !== month) return { code: 'book-month-not-next', values: { month, next: next ?? '–' } };
    if (by.at.slice(0, 7) <= month) return { code: 'book-month-running', values: { month } };
    if (books.waits !== null || (await isBehind(client, firstDayOf(monthAfter(month)))))
      return { code: 'books-behind', values: { month } };
    const accountOf = await loadRoles(client);
    const act: Closing = { client, books, accountOf, month, by, turn: await turnsOf(client, month) };
    try {
      const entries = [
        ...(await lapsed(act)),
        ...(await stockCounted(act)),
        // Behind the others: what they post is revalued too.
      ];
      await storeEntries(client, entries, by.at);
      await storeEntries(client, await revalued(act), by.at);
    } catch (cause) {
      if (cause instanceof BooksWait) return rolledBack(cause.refusal);
      throw cause;
    }
    await client.query(`UPDATE books SET closed_through = $1 WHERE name = 'books'`, [month]);
    await noteAct(client, month, 'closed', null, by);
    return null;
  }).catch((cause: unknown) => {
    if (cause instanceof ClosingRefused) return cause.refusal;
    throw cause;
  });
}

class ClosingRefused extends Error {
  constructor(readonly refusal: PeriodRefusal) {
    super(refusal.code);
  }
}
/** What was posted until here goes too. */
function rolledBack(refusal: PeriodRefusal): never {
  throw new ClosingRefused(refusal);
}

/** Only the last month that is closed; what held for its end alone is taken back. */
export function reopenPeriod(
  pool: Pool,
  month: string,
  reason: string,
  by: By,
): Promise<PeriodRefusal | null> {
  return inTransaction(pool, async (client): Promise<PeriodRefusal | null> => {
    const books = await lockBooks(client);
    if (!books) return { code: 'books-not-open', values: {} };
    if (books.closedThrough !== month)
      return { code: 'book-month-not-last', values: { month, last: books.closedThrough ?? '–' } };
    const turn = (await turnsOf(client, month)) - 1;
    const { rows } = await client.query<{
      entry_no: number;
      number: string;
      day: string;
      currency: string;
      kind: EntryKind;
    }>(
      `SELECT entry_no, number, to_char(day, 'YYYY-MM-DD') AS day, currency, kind FROM journal_entry WHERE cause LIKE $1 ORDER BY entry_no`,
      [`close ${month} ${turn} %`],
    );
    const entries: Posted[] = [];
    for (const { entry_no, number, day, currency } of rows)
      entries.push({
        ...entryOf(
          `reopen ${number}`,
          'reversal',
          day,
          currency,
          reversalOf(await bareLines(client, entry_no)),
          by,
        ),
        text: reason,
      });
    await storeEntries(client, entries, by.at);
    const before = await client.query<{ month: string }>(
      'SELECT min(month) AS month FROM book_balance WHERE month <= $1',
      [month],
    );
    const isFirst = before.rows[0]?.month === month;
    await client.query(`UPDATE books SET closed_through = $1 WHERE name = 'books'`, [
      isFirst ? null : monthAfter(month, -1),
    ]);
    await noteAct(client, month, 'reopened', reason, by);
    return null;
  });
}

/** Whether something that happened before a day is not posted yet. */
async function isBehind(db: Queryable, before: string): Promise<boolean> {
  const { rows } = await db.query<{ behind: boolean }>({
    name: 'books-month-behind',
    text: `SELECT EXISTS (SELECT 1 FROM stream s LEFT JOIN follower f ON f.name = 'books' AND f.stream_id = s.stream_id
             WHERE EXISTS (SELECT 1 FROM event e WHERE e.stream_id = s.stream_id AND e.seq > coalesce(f.seq, 0) AND e.at < $1::timestamptz)
               OR EXISTS (SELECT 1 FROM stock_move m WHERE m.stream_id = s.stream_id AND m.seq > coalesce(f.seq, 0) AND m.at < $1::timestamptz)) AS behind`,
    values: [`${before}T00:00:00Z`],
  });
  return rows[0]?.behind ?? false;
}

/** How often a month was closed, and once more. */
async function turnsOf(db: Queryable, month: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'book-closings',
    text: `SELECT count(*)::int + 1 AS n FROM book_period_act WHERE month = $1 AND act = 'closed'`,
    values: [month],
  });
  return rows[0]?.n ?? 1;
}

async function noteAct(
  db: Queryable,
  month: string,
  act: 'closed' | 'reopened',
  reason: string | null,
  { name, at }: By,
): Promise<void> {
  await db.query('INSERT INTO book_period_act (month, act, reason, at, by) VALUES ($1, $2, $3, $4, $5)', [
    month,
    act,
    reason,
    at,
    name,
  ]);
}

type Closing = {
  client: Queryable;
  books: OpenBooks;
  accountOf: (role: BookRole) => string;
  month: string;
  by: By;
  turn: number;
};

function entryOf(
  cause: string,
  kind: EntryKind,
  day: string,
  currency: string,
  lines: EntryLine[],
  by: By,
): Posted {
  return {
    cause,
    ruleVersion,
    kind,
    day,
    currency,
    orderId: null,
    lines,
    reference: null,
    text: '',
    by: by.name,
  };
}

/** Nobody may return these any more: what was expected back is sold, and cost what it cost. Holds for good. */
async function lapsed({ client, books, accountOf, month, by }: Closing): Promise<Posted[]> {
  const end = lastDayOf(month);
  const { rows } = await client.query<{
    order_id: string;
    currency: string;
    doc: OrderBooks;
    right: number | null;
  }>(
    `SELECT o.order_id, o.currency, o.doc, r.value_minor AS "right" FROM order_books o LEFT JOIN order_right r USING (order_id)
     WHERE (o.doc ->> 'soldOn') <= $1 AND ((o.doc #>> '{liability,amountMinor}')::bigint <> 0 OR r.value_minor <> 0) ORDER BY o.order_id`,
    [dayAfter(end, 0 - books.settings.returnDays - 1)],
  );
  const entries: Posted[] = [];
  for (const { order_id, currency, doc, right } of rows) {
    const posting = postLapsed(doc, { accountOf });
    const on = doc.soldOn ?? end;
    if (posting.lines.length > 0)
      entries.push({
        ...entryOf(`lapsed ${order_id} ${on} ${month}`, posting.kind, end, currency, posting.lines, by),
        orderId: order_id,
      });
    const lines = new Lines(accountOf);
    lines.add('goods-cost', right ?? 0, right ?? 0);
    lines.add('right-of-return', 0 - (right ?? 0), 0 - (right ?? 0));
    if (right)
      entries.push({
        ...entryOf(
          `lapsed-right ${order_id} ${on} ${month}`,
          posting.kind,
          end,
          books.settings.currency,
          lines.all(),
          by,
        ),
        orderId: order_id,
      });
  }
  const ids = rows.map(({ order_id }) => order_id);
  await client.query(
    `UPDATE order_books SET doc = jsonb_set(doc, '{liability}', '{"amountMinor": 0, "baseMinor": 0}') WHERE order_id = ANY($1::uuid[])`,
    [ids],
  );
  await client.query('UPDATE order_right SET value_minor = 0 WHERE order_id = ANY($1::uuid[])', [ids]);
  return entries;
}

async function stockCounted({ client, books, accountOf, month, by, turn }: Closing): Promise<Posted[]> {
  if (books.settings.stock === 'perpetual') return [];
  const { rows } = await client.query<{ counted: number; booked: number }>(
    `SELECT coalesce((SELECT sum(value_minor) FROM stock_month WHERE month <= $1), 0)::bigint AS counted,
       coalesce((SELECT sum(base_debit_minor - base_credit_minor) FROM book_balance WHERE account = $2 AND month <= $1), 0)::bigint AS booked`,
    [month, accountOf('inventory')],
  );
  const lines = postStockClosing(accountOf, rows[0]?.booked ?? 0, rows[0]?.counted ?? 0);
  if (lines.length === 0) return [];
  return [
    entryOf(
      `close ${month} ${turn} stock`,
      'stock-closing',
      lastDayOf(month),
      books.settings.currency,
      lines,
      by,
    ),
  ];
}

/** Money and debts; what is paid ahead or deferred stays at the rate it came at. */
const monetary = [
  'bank',
  'cash',
  'psp-clearing',
  'cod-clearing',
  'exchange-clearing',
  'receivables',
  'payables',
  'goods-not-billed',
  'freight-not-billed',
  'refunds-payable',
] as const satisfies readonly BookRole[];

async function revalued({ client, books, accountOf, month, by, turn }: Closing): Promise<Posted[]> {
  const base = books.settings.currency;
  const day = lastDayOf(month);
  const { rows } = await client.query<{ account: string; currency: string; amount: number; base: number }>(
    `SELECT account, currency, sum(debit_minor - credit_minor)::bigint AS amount, sum(base_debit_minor - base_credit_minor)::bigint AS base
     FROM book_balance WHERE account = ANY($1) AND currency <> $2 AND month <= $3 GROUP BY account, currency ORDER BY currency, account`,
    [[...new Set(monetary.map(accountOf))], base, month],
  );
  const open = rows.filter((row) => row.amount !== 0 || row.base !== 0);
  const toBase = await baseOf(
    client,
    base,
    open.map(({ currency }) => ({ currency, day })),
  );
  const entries: Posted[] = [];
  for (const currency of new Set(open.map((row) => row.currency))) {
    const lines = new Lines(accountOf);
    for (const row of open.filter((each) => each.currency === currency))
      lines.addTo(row.account, 0, toBase(row.amount, currency, day) - row.base);
    lines.exchange();
    const all = lines.all();
    if (all.length < 2) continue;
    const back = firstDayOf(monthAfter(month));
    entries.push(
      entryOf(`close ${month} ${turn} rate ${currency}`, 'revaluation', day, currency, all, by),
      entryOf(
        `close ${month} ${turn} rate-back ${currency}`,
        'revaluation',
        back,
        currency,
        reversalOf(all),
        by,
      ),
    );
  }
  return entries;
}

async function bareLines(db: Queryable, entryNo: number): Promise<EntryLine[]> {
  return (await linesOf(db, entryNo)).map(({ account, amountMinor, baseMinor }) => ({
    account,
    amountMinor,
    baseMinor,
  }));
}

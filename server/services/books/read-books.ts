// What stands in the books: the trial balance out of sums by month, the ledger of one account, the journal, and one entry
// down to the event that caused it.
import type { z } from 'zod';
import { sql } from 'kysely';
import type {
  BookLedgerRow,
  bookLedgerSchema,
  EntryPage,
  JournalRow,
  journalQuerySchema,
  ledgerQuerySchema,
  TrialBalance,
  TrialRow,
} from '../../../shared/contract/books';
import { bookDaySchema } from '../../../shared/domain/books/book-day';
import { cursorOf, readCursor } from '../../db/cursor';
import { contains, CursorWrong, listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from as select } from '../../db/select';

export async function readTrialBalance(
  db: Queryable,
  currency: string,
  { from, to }: { from: string; to: string },
): Promise<TrialBalance> {
  const { rows } = await db.query<TrialRow>({
    name: 'trial-balance',
    text: `SELECT a.code, a.names, a.kind,
             coalesce(sum(b.base_debit_minor - b.base_credit_minor) FILTER (WHERE b.month < $1), 0)::bigint AS "openingMinor",
             coalesce(sum(b.base_debit_minor) FILTER (WHERE b.month >= $1), 0)::bigint AS "debitMinor",
             coalesce(sum(b.base_credit_minor) FILTER (WHERE b.month >= $1), 0)::bigint AS "creditMinor",
             coalesce(sum(b.base_debit_minor - b.base_credit_minor), 0)::bigint AS "closingMinor"
           FROM book_account a JOIN book_balance b ON b.account = a.code AND b.month <= $2
           GROUP BY a.code ORDER BY a.code`,
    values: [from, to],
  });
  const sum = (of: (row: TrialRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    from,
    to,
    currency,
    rows,
    debitMinor: sum((row) => row.debitMinor),
    creditMinor: sum((row) => row.creditMinor),
  };
}

const firstOf = (month: string): string => `${month}-01`;

/** A cursor holds how far the balance had come. @throws CursorWrong */
export async function readLedger(
  db: Queryable,
  currency: string,
  { account, from, to, cursor, limit }: z.output<typeof ledgerQuerySchema>,
): Promise<z.infer<typeof bookLedgerSchema>> {
  const start = cursor === undefined ? null : readCursor(cursor, 4);
  const [day = firstOf(from), entryNo = '0', lineNo = '0', balance = null] = start ?? [];
  const isWhole = [entryNo, lineNo, balance ?? '0'].every((text) => Number.isSafeInteger(Number(text)));
  const isDay = bookDaySchema.safeParse(day).success;
  if ((cursor !== undefined && !start) || !isWhole || !isDay) throw new CursorWrong();
  const opened = await db.query<{ openingMinor: number }>({
    name: 'ledger-opening',
    text: `SELECT coalesce(sum(base_debit_minor - base_credit_minor), 0)::bigint AS "openingMinor" FROM book_balance WHERE account = $1 AND month < $2`,
    values: [account, from],
  });
  const openingMinor = opened.rows[0]?.openingMinor ?? 0;
  const { rows } = await db.query<Omit<BookLedgerRow, 'balanceMinor'> & { entryNo: number }>({
    name: 'ledger-lines',
    text: `SELECT e.entry_no AS "entryNo", e.number, l.line_no AS "lineNo", to_char(l.day, 'YYYY-MM-DD') AS day, e.kind, e.reference, e.text, l.party, l.sku, l.quantity,
             l.currency, l.amount_minor AS "amountMinor", l.base_minor AS "baseMinor"
           FROM journal_line l JOIN journal_entry e USING (entry_no)
           WHERE l.account = $1 AND (l.day, l.entry_no, l.line_no) > ($2::date, $3::bigint, $4::bigint)
             AND l.day >= $5::date AND l.day < ($6::date + interval '1 month')
           ORDER BY l.day, l.entry_no, l.line_no LIMIT $7`,
    values: [account, day, entryNo, lineNo, firstOf(from), firstOf(to), limit + 1],
  });
  let balanceMinor = balance === null ? openingMinor : Number(balance);
  const shown = rows.slice(0, limit).map(({ entryNo: _no, ...row }) => {
    balanceMinor += row.baseMinor;
    return { ...row, balanceMinor };
  });
  const last = rows[limit - 1];
  return {
    currency,
    openingMinor,
    rows: shown,
    cursor: rows.length > limit && last ? cursorOf(last.day, last.entryNo, last.lineNo, balanceMinor) : null,
  };
}

/** The newest first. @throws CursorWrong */
export async function listJournal(
  db: Queryable,
  { from, to, kind, orderId, text, cursor, limit }: z.output<typeof journalQuerySchema>,
): Promise<Page<JournalRow>> {
  let list = select
    .selectFrom('journal_entry as e')
    .select([
      'e.number',
      'e.kind',
      'e.reference',
      'e.text',
      'e.currency',
      'e.entry_no',
      sql<string>`to_char(e.day, 'YYYY-MM-DD')`.as('day'),
      sql<number>`(SELECT coalesce(sum(l.amount_minor) FILTER (WHERE l.amount_minor > 0), 0)::bigint FROM journal_line l WHERE l.entry_no = e.entry_no)`.as(
        'amountMinor',
      ),
      sql<number>`(SELECT coalesce(sum(l.base_minor) FILTER (WHERE l.base_minor > 0), 0)::bigint FROM journal_line l WHERE l.entry_no = e.entry_no)`.as(
        'baseMinor',
      ),
    ]);
  if (from !== undefined) list = list.where(sql<boolean>`e.day >= ${firstOf(from)}::date`);
  if (to !== undefined) list = list.where(sql<boolean>`e.day < ${firstOf(to)}::date + interval '1 month'`);
  if (kind !== undefined) list = list.where('e.kind', '=', kind);
  if (orderId !== undefined) list = list.where('e.order_id', '=', orderId);
  const words = text?.trim() ?? '';
  if (words !== '')
    list = list.where(
      sql<boolean>`(${contains('e.number', words)} OR ${contains('e.reference', words)} OR ${contains('e.text', words)})`,
    );
  const page = await listPage(db, list, {
    keys: [{ by: 'e.entry_no', type: 'bigint', descending: true }],
    cursor,
    limit,
  });
  return { ...page, rows: page.rows.map(({ entry_no: _no, ...row }) => row as JournalRow) };
}

type EntryRow = Omit<EntryPage, 'lines' | 'cause' | 'reversedBy' | 'baseCurrency'> & {
  entryNo: number;
  causeText: string;
};

export async function readEntry(
  db: Queryable,
  baseCurrency: string,
  number: string,
): Promise<EntryPage | null> {
  const { rows } = await db.query<EntryRow>({
    name: 'journal-entry',
    text: `SELECT entry_no AS "entryNo", number, to_char(day, 'YYYY-MM-DD') AS day, to_char(event_day, 'YYYY-MM-DD') AS "eventDay", kind, currency, reference, text, order_id AS "orderId",
             rule_version AS "ruleVersion", posted_at AS "postedAt", posted_by AS "postedBy", cause AS "causeText"
           FROM journal_entry WHERE number = $1`,
    values: [number],
  });
  const [row] = rows;
  if (!row) return null;
  const { entryNo, causeText, ...entry } = row;
  const [lines, cause, reversal] = await Promise.all([
    linesOf(db, entryNo),
    causeOfEntry(db, causeText, entry),
    db.query<{ number: string }>('SELECT number FROM journal_entry WHERE cause = $1', [`reversal ${number}`]),
  ]);
  return { ...entry, baseCurrency, lines, cause, reversedBy: reversal.rows[0]?.number ?? null };
}

export async function linesOf(db: Queryable, entryNo: number): Promise<EntryPage['lines']> {
  type Row = Omit<EntryPage['lines'][number], 'vat'> & {
    country: string | null;
    ppm: number;
    netMinor: number;
  };
  const { rows } = await db.query<Row>({
    name: 'journal-entry-lines',
    text: `SELECT l.account, a.names, l.amount_minor AS "amountMinor", l.base_minor AS "baseMinor", l.party, l.sku, l.quantity,
             l.vat_country AS country, l.vat_ppm AS ppm, l.vat_net_minor AS "netMinor"
           FROM journal_line l JOIN book_account a ON a.code = l.account WHERE l.entry_no = $1 ORDER BY l.line_no`,
    values: [entryNo],
  });
  return rows.map(({ country, ppm, netMinor, ...line }) => ({
    ...line,
    vat: country === null ? null : { country, ppm, netMinor },
  }));
}

async function causeOfEntry(
  db: Queryable,
  cause: string,
  entry: { text: string; postedAt: string; postedBy: string | null },
): Promise<EntryPage['cause']> {
  const [kind, streamId = '', seqText = ''] = cause.split(' ');
  const seq = Number(seqText);
  const own = {
    kind: 'act',
    streamId: null,
    seq: null,
    type: entry.text,
    at: entry.postedAt,
    actor: entry.postedBy,
    body: {},
  } as const;
  if (kind !== 'event' && kind !== 'move') return own;
  const { rows } = await db.query<Pick<EntryPage['cause'], 'type' | 'at' | 'actor' | 'body'>>(
    kind === 'event'
      ? 'SELECT type, at, actor, body FROM event WHERE stream_id = $1 AND seq = $2'
      : `SELECT cause AS type, at, NULL AS actor, jsonb_build_object('sku', sku, 'from', from_location, 'to', to_location, 'quantity', quantity) AS body
         FROM stock_move WHERE stream_id = $1 AND seq = $2`,
    [streamId, seq],
  );
  const [told] = rows;
  return told ? { kind, streamId, seq, ...told } : own;
}

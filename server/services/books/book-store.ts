// The journal in the database. Whoever posts holds the row of the books until commit: entries have numbers without holes,
// and what the posting of the next event needs is what the last one left, however many processes post.
import type { BookRole } from '../../../shared/domain/books/account';
import { type Entry, imbalanceOf } from '../../../shared/domain/books/entry';
import { type BookSettings, bookSettingsSchema } from '../../../shared/domain/books/settings';
import type { Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';

export type OpenBooks = {
  settings: BookSettings;
  openedAt: string;
  waits: object | null;
  /** The last month that is closed, and with it all before. */
  closedThrough: string | null;
};
const openColumns = `settings, opened_at AS "openedAt", waits, closed_through AS "closedThrough"`;
const asOpen = (row: OpenBooks | undefined): OpenBooks | null =>
  row ? { ...row, settings: bookSettingsSchema.parse(row.settings) } : null;

export async function readOpenBooks(db: Queryable): Promise<OpenBooks | null> {
  const { rows } = await db.query<OpenBooks>({
    name: 'books',
    text: `SELECT ${openColumns} FROM books WHERE name = 'books'`,
  });
  return asOpen(rows[0]);
}

/** Inside a transaction: nobody else posts until it ends. Null while the books are not open. */
export async function lockBooks(db: Queryable): Promise<OpenBooks | null> {
  const { rows } = await db.query<OpenBooks>({
    name: 'books-lock',
    text: `SELECT ${openColumns} FROM books WHERE name = 'books' FOR UPDATE`,
  });
  return asOpen(rows[0]);
}

export async function loadRoles(db: Queryable): Promise<(role: BookRole) => string> {
  const { rows } = await db.query<{ role: BookRole; code: string }>({
    name: 'book-roles',
    text: 'SELECT role, code FROM book_role',
  });
  const codes = new Map(rows.map(({ role, code }) => [role, code]));
  return (role) => {
    const code = codes.get(role);
    if (code === undefined) throw new Error(`no account is for ${role}`);
    return code;
  };
}

export type Posted = Entry & {
  by: string | null;
  /** When it happened, where that is in a month that was closed. */
  eventDay?: string | undefined;
};

/** Numbers of streams up to which they are posted under this version. Behind `lockBooks`. */
export async function postedPlaces(db: Queryable, version: number): Promise<Map<string, number>> {
  const { rows } = await db.query<{ stream_id: string; seq: number }>({
    name: 'posted-places',
    text: 'SELECT stream_id, seq FROM book_place WHERE rule_version = $1',
    values: [version],
  });
  return new Map(rows.map(({ stream_id, seq }) => [stream_id, seq]));
}

export async function storePlaces(
  db: Queryable,
  version: number,
  places: ReadonlyMap<string, number>,
): Promise<void> {
  await db.query({
    name: 'store-posted-places',
    text: `INSERT INTO book_place (stream_id, rule_version, seq) SELECT stream_id, $2, seq FROM unnest($1::text[], $3::bigint[]) AS r (stream_id, seq)
           ON CONFLICT (stream_id, rule_version) DO UPDATE SET seq = excluded.seq`,
    values: [[...places.keys()], version, [...places.values()]],
  });
}

/**
 * Behind `lockBooks`. @returns numbers in the order of the entries
 * @throws when one does not balance: a bug, nothing is posted
 */
export async function storeEntries(db: Queryable, entries: readonly Posted[], at: string): Promise<string[]> {
  if (entries.length === 0) return [];
  for (const entry of entries) {
    const left = imbalanceOf(entry.lines);
    if (left) throw new Error(`${entry.cause} (${entry.kind}) does not balance: ${JSON.stringify(left)}`);
    if (entry.lines.length < 2) throw new Error(`${entry.cause} (${entry.kind}) has no two lines`);
  }
  const numbers = await numbersFor(db, entries);
  const rows = entries.map((entry, index) => ({
    entry_no: numbers.firstNo + index,
    number: numbers.texts[index] ?? '',
    cause: entry.cause,
    rule_version: entry.ruleVersion,
    kind: entry.kind,
    day: entry.day,
    currency: entry.currency,
    order_id: entry.orderId,
    reference: entry.reference,
    text: entry.text,
    posted_at: at,
    posted_by: entry.by,
    event_day: entry.eventDay ?? null,
  }));
  await db.query({
    name: 'store-entries',
    text: `INSERT INTO journal_entry (entry_no, number, cause, rule_version, kind, day, currency, order_id, reference, text, posted_at, posted_by, event_day)
           SELECT * FROM json_to_recordset($1) AS r (entry_no bigint, number text, cause text, rule_version int, kind text, day date, currency text,
             order_id uuid, reference text, text text, posted_at timestamptz, posted_by text, event_day date)`,
    values: [jsonRows(rows)],
  });
  await storeLines(db, entries, numbers.firstNo);
  await addBalances(db, entries);
  return numbers.texts;
}

/** `J-2026-000123`: one series a year, each a row that is locked until commit. */
async function numbersFor(
  db: Queryable,
  entries: readonly Entry[],
): Promise<{ firstNo: number; texts: string[] }> {
  const bySeries = new Map<string, number>();
  for (const { day } of entries) {
    const series = `J-${day.slice(0, 4)}`;
    bySeries.set(series, (bySeries.get(series) ?? 0) + 1);
  }
  const wanted = [['entry', entries.length], ...bySeries] as [string, number][];
  const { rows } = await db.query<{ series: string; last: number }>({
    name: 'journal-numbers',
    text: `INSERT INTO journal_series AS known (series, last)
           SELECT series, n FROM unnest($1::text[], $2::bigint[]) AS r (series, n) ORDER BY series
           ON CONFLICT (series) DO UPDATE SET last = known.last + excluded.last RETURNING series, last`,
    values: [wanted.map(([series]) => series), wanted.map(([, count]) => count)],
  });
  const next = new Map(
    rows.map(({ series, last }) => [series, last - (wanted.find(([each]) => each === series)?.[1] ?? 0) + 1]),
  );
  const texts = entries.map(({ day }) => {
    const series = `J-${day.slice(0, 4)}`;
    const number = next.get(series) ?? 1;
    next.set(series, number + 1);
    return `${series}-${String(number).padStart(6, '0')}`;
  });
  return { firstNo: next.get('entry') ?? 1, texts };
}

async function storeLines(db: Queryable, entries: readonly Entry[], firstNo: number): Promise<void> {
  const rows = entries.flatMap((entry, index) =>
    entry.lines.map((line, at) => ({
      entry_no: firstNo + index,
      line_no: at + 1,
      account: line.account,
      day: entry.day,
      currency: entry.currency,
      amount_minor: line.amountMinor,
      base_minor: line.baseMinor,
      party: line.party ?? null,
      sku: line.sku ?? null,
      quantity: line.quantity ?? null,
      vat_country: line.vat?.country ?? null,
      vat_ppm: line.vat?.ppm ?? null,
      vat_net_minor: line.vat?.netMinor ?? null,
    })),
  );
  await db.query({
    name: 'store-entry-lines',
    text: `INSERT INTO journal_line (entry_no, line_no, account, day, currency, amount_minor, base_minor, party, sku, quantity, vat_country, vat_ppm, vat_net_minor)
           SELECT * FROM json_to_recordset($1) AS r (entry_no bigint, line_no int, account text, day date, currency text, amount_minor bigint,
             base_minor bigint, party text, sku text, quantity int, vat_country text, vat_ppm int, vat_net_minor bigint)`,
    values: [jsonRows(rows)],
  });
}

type Sums = { debit: number; credit: number; baseDebit: number; baseCredit: number };

async function addBalances(db: Queryable, entries: readonly Entry[]): Promise<void> {
  const sums = new Map<string, Sums & { account: string; month: string; currency: string }>();
  for (const { day, currency, lines } of entries)
    for (const { account, amountMinor, baseMinor } of lines) {
      const month = day.slice(0, 7);
      const key = `${account}\n${month}\n${currency}`;
      const sum = sums.get(key) ?? {
        account,
        month,
        currency,
        debit: 0,
        credit: 0,
        baseDebit: 0,
        baseCredit: 0,
      };
      if (amountMinor > 0) sum.debit += amountMinor;
      else sum.credit -= amountMinor;
      if (baseMinor > 0) sum.baseDebit += baseMinor;
      else sum.baseCredit -= baseMinor;
      sums.set(key, sum);
    }
  await db.query({
    name: 'add-book-balances',
    text: `INSERT INTO book_balance AS known (account, month, currency, debit_minor, credit_minor, base_debit_minor, base_credit_minor)
           SELECT account, month, currency, debit, credit, "baseDebit", "baseCredit"
           FROM json_to_recordset($1) AS r (account text, month text, currency text, debit bigint, credit bigint, "baseDebit" bigint, "baseCredit" bigint)
           ON CONFLICT (account, month, currency) DO UPDATE SET debit_minor = known.debit_minor + excluded.debit_minor,
             credit_minor = known.credit_minor + excluded.credit_minor, base_debit_minor = known.base_debit_minor + excluded.base_debit_minor,
             base_credit_minor = known.base_credit_minor + excluded.base_credit_minor`,
    values: [jsonRows([...sums.values()])],
  });
}

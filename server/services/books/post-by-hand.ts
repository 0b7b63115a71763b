// Entries that an accountant writes, and reversals: the only way something posted is taken back. Each carries a name.
import type { z } from 'zod';
import type { manualEntryRequestSchema } from '../../../shared/contract/books';
import { type EntryLine, imbalanceOf, reversalOf, ruleVersion } from '../../../shared/domain/books/entry';
import { spread } from '../../../shared/domain/books/pool';
import type { Pool, Queryable } from '../../db/pool';
import { inTransaction } from '../customers/customer-settings';
import { lockBooks, type OpenBooks, storeEntries } from './book-store';
import { baseOf, type BookRefusal, BooksWait } from './book-waits';
import { linesOf } from './read-books';

export type HandPosted = { ok: true; number: string } | { ok: false; refusal: BookRefusal };
type By = { name: string; at: string };

const refused = (code: BookRefusal['code'], values: BookRefusal['values'] = {}): HandPosted => ({
  ok: false,
  refusal: { code, values },
});

export function postManual(
  pool: Pool,
  wanted: Omit<z.infer<typeof manualEntryRequestSchema>, 'by'>,
  by: By,
): Promise<HandPosted> {
  return inTransaction(pool, async (client) => {
    const books = await lockBooks(client);
    if (!books) return refused('books-not-open');
    const cause = `act ${wanted.actId}`;
    const known = await numberOf(client, cause);
    if (known !== null) return { ok: true, number: known };
    const closed = closedMonth(wanted.day, books);
    if (closed) return closed;
    const left = imbalanceOf(wanted.lines.map(({ amountMinor }) => ({ amountMinor, baseMinor: 0 })));
    if (left)
      return refused('entry-unbalanced', { amountMinor: left.amountMinor, currency: wanted.currency });
    const { rows } = await client.query<{ code: string }>(
      'SELECT code FROM book_account WHERE code = ANY($1) AND is_active',
      [wanted.lines.map(({ account }) => account)],
    );
    const unknown = wanted.lines.find(({ account }) => !rows.some(({ code }) => code === account));
    if (unknown) return refused('book-account-unknown', { code: unknown.account });
    const { currency, day } = wanted;
    const toBase = await baseOf(client, books.settings.currency, [{ currency, day }]);
    const debit = wanted.lines.reduce((sum, line) => sum + Math.max(0, line.amountMinor), 0);
    let baseMinor: number;
    try {
      baseMinor = toBase(debit, currency, day);
    } catch (cause_) {
      if (cause_ instanceof BooksWait) return { ok: false, refusal: cause_.refusal };
      throw cause_;
    }
    const sides = [1, -1].map((sign) =>
      spread(
        baseMinor,
        wanted.lines.map((line) => Math.max(0, sign * line.amountMinor)),
      ),
    );
    const lines = wanted.lines.map<EntryLine>((line, index) => ({
      account: line.account,
      amountMinor: line.amountMinor,
      baseMinor: (sides[0]?.[index] ?? 0) - (sides[1]?.[index] ?? 0),
      ...(line.party === null ? {} : { party: line.party }),
    }));
    const { text, reference } = wanted;
    const [number = ''] = await storeEntries(
      client,
      [
        {
          cause,
          ruleVersion,
          kind: 'manual',
          day,
          currency,
          orderId: null,
          lines,
          reference,
          text,
          by: by.name,
        },
      ],
      by.at,
    );
    return { ok: true, number };
  });
}

export function reverseEntry(
  pool: Pool,
  number: string,
  { day, reason }: { day: string; reason: string },
  by: By,
): Promise<HandPosted> {
  return inTransaction(pool, async (client) => {
    const books = await lockBooks(client);
    if (!books) return refused('books-not-open');
    const closed = closedMonth(day, books);
    if (closed) return closed;
    const { rows } = await client.query<{
      entry_no: number;
      currency: string;
      order_id: string | null;
      reference: string | null;
      cause: string;
    }>('SELECT entry_no, currency, order_id, reference, cause FROM journal_entry WHERE number = $1', [
      number,
    ]);
    const [entry] = rows;
    if (!entry) return refused('entry-unknown', { number });
    const cause = `reversal ${number}`;
    const known = await numberOf(client, cause);
    if (known !== null) return { ok: true, number: known };
    // What an event posted, the next event builds on: only what somebody wrote is taken back by hand.
    if (!entry.cause.startsWith('act ')) return refused('entry-of-event', { number });
    const lines = (await linesOf(client, entry.entry_no)).map<EntryLine>(
      ({ account, amountMinor, baseMinor, party, sku, quantity, vat }) => ({
        account,
        amountMinor,
        baseMinor,
        ...(party === null ? {} : { party }),
        ...(sku === null ? {} : { sku }),
        ...(quantity === null ? {} : { quantity }),
        ...(vat ? { vat } : {}),
      }),
    );
    const posted = await storeEntries(
      client,
      [
        {
          cause,
          ruleVersion,
          kind: 'reversal',
          day,
          currency: entry.currency,
          orderId: entry.order_id,
          lines: reversalOf(lines),
          reference: entry.reference,
          text: reason,
          by: by.name,
        },
      ],
      by.at,
    );
    return { ok: true, number: posted[0] ?? '' };
  });
}

/** What somebody writes is never moved: it is of an open month, or refused. */
function closedMonth(day: string, { closedThrough }: OpenBooks): HandPosted | null {
  return closedThrough !== null && day.slice(0, 7) <= closedThrough
    ? refused('book-month-closed', { month: day.slice(0, 7), cause: '' })
    : null;
}

async function numberOf(db: Queryable, cause: string): Promise<string | null> {
  const { rows } = await db.query<{ number: string }>('SELECT number FROM journal_entry WHERE cause = $1', [
    cause,
  ]);
  return rows[0]?.number ?? null;
}

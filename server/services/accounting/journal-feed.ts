// The journal as a program follows it: in the order it was posted. Whoever posts holds the books until commit, so no number
// appears behind one that was read.
import type { AccountingConnectorName, AccountingEntry } from '../../../shared/contract/accounting';
import { firstDayOf, lastDayOf } from '../../../shared/domain/books/month';
import { cursorOf, readCursor } from '../../db/cursor';
import { CursorWrong } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import type { AccountingConnector } from './connector';
import { sage50 } from './sage-50';
import { xero } from './xero';

export const connectors: Readonly<Record<AccountingConnectorName, AccountingConnector>> = {
  xero,
  'sage-50': sage50,
};

type Row = AccountingEntry & { entryNo: number };

const columns = `e.entry_no AS "entryNo", e.number, to_char(e.day, 'YYYY-MM-DD') AS day, e.kind, e.currency, e.reference, e.text, e.order_id AS "orderId",
  e.posted_at AS "postedAt",
  (SELECT json_agg(json_build_object('account', l.account, 'amountMinor', l.amount_minor, 'baseMinor', l.base_minor, 'party', l.party, 'sku', l.sku,
     'quantity', l.quantity, 'vatCountry', l.vat_country, 'vatPpm', l.vat_ppm, 'vatNetMinor', l.vat_net_minor) ORDER BY l.line_no)
   FROM journal_line l WHERE l.entry_no = e.entry_no) AS lines`;

const shown = ({ entryNo: _no, ...entry }: Row): AccountingEntry => ({
  ...entry,
  postedAt: new Date(entry.postedAt).toISOString(),
});

/** @throws CursorWrong */
export async function journalSince(
  db: Queryable,
  { since, limit }: { since?: string | undefined; limit: number },
): Promise<{ entries: AccountingEntry[]; since: string; isMore: boolean }> {
  const place = since === undefined ? ['0'] : readCursor(since, 1);
  const after = Number(place?.[0]);
  if (!place || !Number.isSafeInteger(after) || after < 0) throw new CursorWrong();
  const { rows } = await db.query<Row>({
    name: 'journal-since',
    text: `SELECT ${columns} FROM journal_entry e WHERE e.entry_no > $1 ORDER BY e.entry_no LIMIT $2`,
    values: [after, limit + 1],
  });
  const taken = rows.slice(0, limit);
  return {
    entries: taken.map(shown),
    since: cursorOf(taken.at(-1)?.entryNo ?? after),
    isMore: rows.length > limit,
  };
}

/** A file of more is chosen in fewer months. */
export const mostFileEntries = 20_000;

/** By day. @returns null when there are more than one file takes */
export async function journalOfMonths(
  db: Queryable,
  { from, to }: { from: string; to: string },
): Promise<AccountingEntry[] | null> {
  const { rows } = await db.query<Row>({
    name: 'journal-of-months',
    text: `SELECT ${columns} FROM journal_entry e WHERE e.day BETWEEN $1::date AND $2::date ORDER BY e.day, e.entry_no LIMIT $3`,
    values: [firstDayOf(from), lastDayOf(to), mostFileEntries + 1],
  });
  return rows.length > mostFileEntries ? null : rows.map(shown);
}

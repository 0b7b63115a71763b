// Quotes for the office: found by number and customer, with what each comes to, the invoice it became and where its customer
// answers it.
import { sql } from 'kysely';
import type { z } from 'zod';
import type { quoteRowSchema, quotesQuerySchema } from '../../../shared/contract/wholesale';
import { companyStream } from '../../../shared/domain/ids';
import type { Quote } from '../../../shared/domain/quote/quote';
import { contains, listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { priceOf } from './accept-quote';
import { quoteLink } from './quote-link';
import { quoteRecord } from './quote-record';

type QuoteRow = z.infer<typeof quoteRowSchema>;

/** Newest first. @throws CursorWrong */
export async function listQuotes(
  db: Queryable,
  { state, text, cursor, limit }: z.infer<typeof quotesQuerySchema>,
): Promise<Page<QuoteRow>> {
  let list = from
    .selectFrom('record')
    .select(['record_id', 'created_at', 'doc'])
    .where('stream_id', '=', companyStream)
    .where('kind', '=', quoteRecord.kind);
  if (state !== undefined) list = list.where('state', '=', state);
  const wanted = text?.trim() ?? '';
  if (wanted !== '')
    list = list.where(
      sql<boolean>`(${contains(sql`doc ->> 'number'`, wanted)} OR ${contains(sql`doc ->> 'customerName'`, wanted)} OR doc ->> 'customerId' = ${wanted})`,
    );
  const page = await listPage(db, list, {
    keys: [
      { by: 'created_at', type: 'timestamptz', descending: true },
      { by: 'record_id', type: 'uuid' },
    ],
    cursor,
    limit,
  });
  const quotes = page.rows.map(({ doc }) => quoteRecord.schema.parse(doc));
  return { ...page, rows: await quoteRows(db, quotes) };
}

export async function quoteRows(db: Queryable, quotes: readonly Quote[]): Promise<QuoteRow[]> {
  const orderIds = quotes.flatMap(({ orderId }) => (orderId === null ? [] : [orderId]));
  const { rows } = await db.query<{ order_id: string; number: string }>(
    'SELECT order_id, number FROM invoice WHERE order_id = ANY($1::uuid[])',
    [orderIds],
  );
  const invoices = new Map(rows.map(({ order_id, number }) => [order_id, number]));
  return Promise.all(
    quotes.map(async (quote) => {
      const { totalMinor, taxMinor } = priceOf(quote);
      const invoiceNumber = quote.orderId === null ? null : (invoices.get(quote.orderId) ?? null);
      const link = quote.state === 'sent' ? await quoteLink(db, quote.quoteId) : null;
      return { quote, totalMinor, taxMinor, invoiceNumber, link };
    }),
  );
}

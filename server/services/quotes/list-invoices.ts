// Invoices with what has come of each: how they stand is asked of the payments of their orders and never stored (law 6).
import { sql } from 'kysely';
import type { InvoiceRow } from '../../../shared/contract/money';
import { companyStream } from '../../../shared/domain/ids';
import type { Invoice } from '../../../shared/domain/invoice/invoice';
import { contains, listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';

/** On account, captured is what the customer owes; what has come is counted beside it. */
const paid = sql<number>`(
  SELECT coalesce(sum((r.doc ->> CASE r.doc ->> 'method' WHEN 'account' THEN 'paidMinor' ELSE 'capturedMinor' END)::bigint
    - (r.doc ->> 'refundedMinor')::bigint), 0)::bigint
  FROM record r WHERE r.stream_id = ${companyStream} AND r.kind = 'payment' AND r.order_id = invoice.order_id
    AND r.doc ->> 'currency' = invoice.currency)`;

/** Newest first. @throws CursorWrong */
export async function listInvoices(
  db: Queryable,
  now: Date,
  asked: {
    state?: InvoiceRow['state'] | undefined;
    text?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<InvoiceRow>> {
  let list = from.selectFrom('invoice').select(['number', 'doc', 'issued_at', paid.as('paid')]);
  if (asked.state === 'paid') list = list.where(sql<boolean>`${paid} >= total_minor`);
  if (asked.state === 'open' || asked.state === 'overdue') {
    list = list.where(sql<boolean>`${paid} < total_minor`);
    list = list.where('due_at', asked.state === 'overdue' ? '<' : '>=', now.toISOString());
  }
  if (asked.text !== undefined && asked.text !== '')
    list = list.where(
      sql<boolean>`(${contains('number', asked.text)} OR ${contains(sql`doc ->> 'customerName'`, asked.text)} OR ${contains(sql`doc ->> 'orderNumber'`, asked.text)})`,
    );
  const page = await listPage(db, list, {
    keys: [
      { by: 'issued_at', type: 'timestamptz', descending: true },
      { by: 'number', type: 'text' },
    ],
    cursor: asked.cursor,
    limit: asked.limit,
  });
  return {
    ...page,
    rows: page.rows.map((row) => rowOf(row.doc, Number(row.paid), now)),
  };
}

function rowOf(invoice: Invoice, paidMinor: number, now: Date): InvoiceRow {
  const { number, orderId, orderNumber, customerName, issuedAt, dueAt, currency, totalMinor } = invoice;
  const isPaid = paidMinor >= totalMinor;
  const state = isPaid ? 'paid' : dueAt < now.toISOString() ? 'overdue' : 'open';
  return {
    number,
    orderId,
    orderNumber,
    customerName,
    issuedAt,
    dueAt,
    currency,
    totalMinor,
    paidMinor,
    state,
  };
}

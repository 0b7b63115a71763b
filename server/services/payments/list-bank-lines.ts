// Lines of bank statements for people: page by page, and what an open one may be for.
import { sql } from 'kysely';
import type { bankLineStates } from '../../../shared/contract/money';
import { companyStream } from '../../../shared/domain/ids';
import {
  type MatchProposal,
  type OpenPayment,
  proposeMatches,
} from '../../../shared/domain/payment/match-proposals';
import type { Payment } from '../../../shared/domain/payment/payment';
import { contains, listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { asLine, bankLineColumns, type BankLine, type BankLineRow } from './bank-lines';
import { paymentRecord } from './payment-record';

/** Unmatched first, newest first. @throws CursorWrong */
export async function listBankLines(
  db: Queryable,
  asked: {
    state?: (typeof bankLineStates)[number] | undefined;
    text?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<BankLine>> {
  let list = from
    .selectFrom('bank_line')
    .select([
      'line_id',
      'provider_id',
      sql<string>`to_char(booked_on, 'YYYY-MM-DD')`.as('booked_on'),
      'amount_minor',
      'currency',
      'payer',
      'reference',
      'payment_id',
      'aside',
    ]);
  if (asked.state === 'open') list = list.where('payment_id', 'is', null).where('aside', 'is', null);
  if (asked.state === 'aside') list = list.where('aside', 'is not', null);
  if (asked.state === 'matched') list = list.where('payment_id', 'is not', null);
  if (asked.text !== undefined && asked.text !== '')
    list = list.where(
      sql<boolean>`(${contains('payer', asked.text)} OR ${contains('reference', asked.text)})`,
    );
  const page = await listPage(db, list, {
    keys: [
      { by: sql`(payment_id IS NOT NULL OR aside IS NOT NULL)::int`, type: 'int' },
      { by: 'entered_at', type: 'timestamptz', descending: true },
      { by: 'line_id', type: 'uuid' },
    ],
    cursor: asked.cursor,
    limit: asked.limit,
  });
  return { ...page, rows: page.rows.map((row) => asLine(row as BankLineRow)) };
}

/** @returns null when there is no such open line */
export async function proposalsFor(
  db: Queryable,
  lineId: string,
  asked = '',
): Promise<MatchProposal[] | null> {
  const { rows } = await db.query<BankLineRow>(
    `SELECT ${bankLineColumns} FROM bank_line WHERE line_id = $1 AND payment_id IS NULL`,
    [lineId],
  );
  const [row] = rows;
  return row ? proposeMatches(asLine(row), await openPayments(db, row.currency), asked) : null;
}

const mostOpen = 5000;

/** Payments that wait for money, with the order and invoice they are of. */
async function openPayments(db: Queryable, currency: string): Promise<OpenPayment[]> {
  const { rows } = await db.query<{ doc: Payment; number: string; customer: string; invoice: string | null }>(
    `SELECT r.doc, o.number, o.customer_name AS customer, i.number AS invoice
     FROM record r JOIN sales_order o ON o.stream_id = r.stream_id AND o.order_id = r.order_id
     LEFT JOIN invoice i ON i.order_id = r.order_id
     WHERE r.stream_id = $1 AND r.kind = $2 AND r.doc ->> 'method' IN ('bank-transfer', 'account') AND r.doc ->> 'currency' = $3
       AND (r.doc ->> CASE r.doc ->> 'method' WHEN 'account' THEN 'paidMinor' ELSE 'capturedMinor' END)::bigint < (r.doc ->> 'amountMinor')::bigint
     ORDER BY r.created_at DESC LIMIT $4`,
    [companyStream, paymentRecord.kind, currency, mostOpen],
  );
  return rows.map(({ doc, number, customer, invoice }) => ({
    paymentId: doc.paymentId,
    reference: doc.reference,
    currency: doc.currency,
    openMinor: doc.amountMinor - (doc.method === 'account' ? doc.paidMinor : doc.capturedMinor),
    orderNumber: number,
    invoiceNumber: invoice,
    customerName: customer,
  }));
}

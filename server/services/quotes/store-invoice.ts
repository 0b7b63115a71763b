// Invoices as they are kept: numbered in the transaction that stores them.
import {
  type Invoice,
  invoiceNumber,
  invoiceSchema,
  invoiceSeries,
} from '../../../shared/domain/invoice/invoice';
import type { Queryable } from '../../db/pool';

/** The series is a row that is locked until the end: numbers have no gap, whatever is rolled back. */
export async function storeInvoice(
  db: Queryable,
  issuedAt: string,
  make: (number: string) => Invoice,
): Promise<Invoice> {
  const series = invoiceSeries(issuedAt);
  const { rows } = await db.query<{ last: number }>(
    `INSERT INTO invoice_series AS known (series, last) VALUES ($1, 1)
     ON CONFLICT (series) DO UPDATE SET last = known.last + 1 RETURNING last`,
    [series],
  );
  const invoice = invoiceSchema.parse(make(invoiceNumber(series, rows[0]?.last ?? 1)));
  await db.query(
    `INSERT INTO invoice (number, order_id, customer_id, issued_at, due_at, currency, total_minor, doc)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      invoice.number,
      invoice.orderId,
      invoice.customerId,
      invoice.issuedAt,
      invoice.dueAt,
      invoice.currency,
      invoice.totalMinor,
      invoice,
    ],
  );
  return invoice;
}

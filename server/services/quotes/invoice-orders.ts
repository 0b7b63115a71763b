// Invoices of orders that came without a quote, made when somebody asks for one. An order has one: asked again, it is the same.
import { companyStream } from '../../../shared/domain/ids';
import { vatRateOf } from '../../../shared/domain/books/vat';
import type { Invoice } from '../../../shared/domain/invoice/invoice';
import { invoiceOfSale } from '../../../shared/domain/invoice/invoice-of-order';
import type { Order } from '../../../shared/domain/order/order';
import type { Queryable } from '../../db/pool';
import { loadVatRates } from '../books/event-facts';
import { invoiceOfOrder } from './accept-quote';
import { storeInvoice } from './store-invoice';

export type NoInvoice = 'order-unknown' | 'invoice-nothing' | 'invoice-no-rate';

/** The unit of work must name the company's stream. @param number of the order; one that several have is none */
export async function invoiceOrder(
  db: Queryable,
  number: string,
  issuedAt: string,
): Promise<Invoice | NoInvoice> {
  const { rows } = await db.query<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE stream_id = $1 AND number = $2 AND NOT deleted LIMIT 2',
    [companyStream, number],
  );
  const [found, other] = rows;
  if (!found || other) return 'order-unknown';
  const order = found.doc;
  const known = await invoiceOfOrder(db, order.orderId);
  if (known) return known;
  const country = order.shipTo.countryCode;
  const rates = (await loadVatRates(db)).filter((rate) => rate.country === country);
  if (rates.length === 0) return 'invoice-no-rate';
  const taxOf = (sku: string): number => vatRateOf(rates, country, sku, issuedAt.slice(0, 10));
  const terms = await termsOf(db, order);
  const make = (named: string): Invoice | null =>
    invoiceOfSale(order, taxOf, terms, { number: named, issuedAt });
  // Looked at before a number is taken: a series has no hole.
  if (!make('-')) return 'invoice-nothing';
  return storeInvoice(db, issuedAt, (named) => {
    const invoice = make(named);
    if (!invoice) throw new Error(`order ${number} has an invoice and has none`);
    return invoice;
  });
}

/** Days that the customer has to pay; none for who has no account. */
async function termsOf(db: Queryable, { customer, orderId }: Order): Promise<number> {
  const { rows } = await db.query<{ terms_days: number }>(
    `SELECT a.terms_days FROM customer_account a WHERE a.customer_id = $1 AND EXISTS (
       SELECT 1 FROM record r WHERE r.stream_id = $2 AND r.kind = 'payment' AND r.order_id = $3 AND r.doc ->> 'method' = 'account')`,
    [customer.customerId, companyStream, orderId],
  );
  return rows[0]?.terms_days ?? 0;
}

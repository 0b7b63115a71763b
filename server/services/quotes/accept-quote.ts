// A quote that is accepted becomes an order and an invoice in the same transaction: all three, or none. Accepted again, it
// is the same order and the same invoice.
import type { NewOrder } from '../../../shared/contract/http';
import { companyStream } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import { type Invoice, invoiceOf } from '../../../shared/domain/invoice/invoice';
import type { Order } from '../../../shared/domain/order/order';
import { owedInTheEndMinor } from '../../../shared/domain/payment/owed';
import { type Priced, price } from '../../../shared/domain/pricing/price';
import type { Quote, QuoteAnswerer } from '../../../shared/domain/quote/quote';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { type Cause, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { foldOrders, type PlacedOrder } from '../orders/place-orders';
import { startPayment } from '../payments/start-payment';
import { tellRecord } from '../records/tell-record';
import { dueRecords } from '../records/read-records';
import type { PaymentTools } from '../payments/perform-payment';
import { headOfficeCause } from '../changes/change-set';
import { quoteRecord } from './quote-record';
import { storeInvoice } from './store-invoice';

/** The order cannot be placed as quoted: nothing was stored. */
export class QuoteNotPlaced extends Error {
  override readonly name = 'QuoteNotPlaced';
  constructor(readonly placed: PlacedOrder) {
    super(`a quote could not be placed: ${placed.kind}`);
  }
}

export type AcceptAnswer = { ok: true; quote: Quote; invoice: Invoice } | { ok: false; refusal: Refusal };

/** The unit of work must name the company's stream. @throws QuoteNotPlaced */
export async function acceptQuote(
  tx: StreamTx,
  quoteId: string,
  newId: () => string,
  cause: Cause,
  by: QuoteAnswerer,
): Promise<AcceptAnswer> {
  const command = { type: 'AcceptQuote', at: cause.at, by } as const;
  const accepted = await tellRecord(tx, quoteRecord, quoteId, command, cause);
  if (!accepted.ok) return accepted;
  const quote = accepted.state;
  if (quote.orderId !== null) {
    const invoice = await invoiceOfOrder(tx.client, quote.orderId);
    if (!invoice) throw new Error(`the order of quote ${quote.number} has no invoice`);
    return { ok: true, quote, invoice };
  }
  const priced = priceOf(quote);
  const payment = await accountPayment(tx.client, quote);
  const changes = newChangeSet(cause.at, newId);
  const newOrder = orderOf(quote, priced, cause.at, payment);
  const [placed] = await foldOrders(tx.client, changes, [newOrder]);
  if (!placed || placed.kind !== 'created')
    throw placed ? new QuoteNotPlaced(placed) : new Error('not answered');
  await storeChanges(tx, changes);
  const order = changes.orders.get(placed.orderId);
  if (!order) throw new Error('a placed order is gone');
  if (payment && order.state === 'placed') await pay(tx, order, payment, newId, cause);
  const ordered = await tellRecord(
    tx,
    quoteRecord,
    quoteId,
    { type: 'TurnIntoOrder', orderId: placed.orderId },
    cause,
  );
  if (!ordered.ok) throw new Error(`quote ${quote.number} refused its order: ${ordered.refusal.code}`);
  const named = { orderId: placed.orderId, orderNumber: placed.number, issuedAt: cause.at };
  const invoice = await storeInvoice(tx.client, cause.at, (number) =>
    invoiceOf(quote, priced, { ...named, number }),
  );
  return { ok: true, quote: ordered.state, invoice };
}

export function priceOf(quote: Quote): Priced {
  const { lines, discountMinor, shippingMinor, taxIncluded } = quote;
  return price({ lines, discountMinor, shippingMinor, taxIncluded });
}

/** Prices as quoted; what is off, postage and tax on top are charges, so that the order comes to what the quote says. */
function orderOf(quote: Quote, priced: Priced, at: string, payment: NewOrder['payment'] | null): NewOrder {
  const charges: NewOrder['charges'] = [];
  const add = (kind: NewOrder['charges'][number]['kind'], code: string, amountMinor: number): void => {
    if (amountMinor !== 0) charges.push({ kind, code, name: code, amountMinor });
  };
  add('discount', 'discount', -priced.discountMinor);
  add('shipping', 'shipping', priced.shippingMinor);
  if (!quote.taxIncluded) add('adjustment', 'tax', priced.taxMinor);
  return {
    channelId: quote.channelId,
    externalId: quote.number,
    number: quote.number,
    placedAt: at,
    currency: quote.currency,
    customer: { customerId: quote.customerId, name: quote.customerName },
    shipTo: quote.shipTo,
    priority: 'normal',
    note: quote.note,
    lines: quote.lines.map(({ sku, name, quantity, unitPriceMinor }) => ({
      sku,
      name,
      quantity,
      unitPriceMinor,
    })),
    charges,
    ...(payment ? { payment } : {}),
  };
}

async function accountPayment(db: Queryable, { customerId }: Quote): Promise<NewOrder['payment'] | null> {
  const { rows } = await db.query<{ provider_id: string }>(
    `SELECT p.provider_id FROM customer_account a CROSS JOIN payment_provider p
     WHERE a.customer_id = $1 AND a.is_open AND p.method = 'account' AND p.enabled ORDER BY p.provider_id LIMIT 1`,
    [customerId],
  );
  return rows[0] ? { providerId: rows[0].provider_id, token: null } : null;
}

async function pay(
  tx: StreamTx,
  order: Order,
  payment: NonNullable<NewOrder['payment']>,
  newId: () => string,
  cause: Cause,
): Promise<void> {
  const amountMinor = owedInTheEndMinor(order);
  if (amountMinor > 0) await startPayment(tx, order, { ...payment, amountMinor }, newId, cause);
}

export async function invoiceOfOrder(db: Queryable, orderId: string): Promise<Invoice | null> {
  const { rows } = await db.query<{ doc: Invoice }>('SELECT doc FROM invoice WHERE order_id = $1', [orderId]);
  return rows[0]?.doc ?? null;
}

export async function invoiceByNumber(db: Queryable, number: string): Promise<Invoice | null> {
  const { rows } = await db.query<{ doc: Invoice }>('SELECT doc FROM invoice WHERE number = $1', [number]);
  return rows[0]?.doc ?? null;
}

const expiredAtOnce = 100;

/** Quotes whose day is over. @returns whether there may be more */
export async function expireQuotes(tools: PaymentTools): Promise<boolean> {
  const at = tools.now().toISOString();
  const due = await dueRecords(tools.pool, quoteRecord, at, expiredAtOnce);
  // Due at its last instant, over behind it.
  const over = due.filter(({ doc }) => at > doc.validUntil);
  if (over.length === 0) return false;
  await tools.writer.submit([companyStream], async (tx) => {
    for (const { recordId } of over)
      await tellRecord(tx, quoteRecord, recordId, { type: 'ExpireQuote', at }, headOfficeCause({ at }));
  });
  return due.length === expiredAtOnce;
}

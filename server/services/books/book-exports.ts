// What leaves the books: the journal line by line, an invoice or the credit note of a refund as UBL, and the company that sells.
import type { z } from 'zod';
import type { JournalLine, journalLinesQuerySchema } from '../../../shared/contract/book-exports';
import { bookDaySchema } from '../../../shared/domain/books/book-day';
import { type BookCompany, bookCompanySchema } from '../../../shared/domain/books/company';
import { firstDayOf, lastDayOf } from '../../../shared/domain/books/month';
import { companyStream } from '../../../shared/domain/ids';
import type { Invoice } from '../../../shared/domain/invoice/invoice';
import type { Order } from '../../../shared/domain/order/order';
import { cursorOf, readCursor } from '../../db/cursor';
import { CursorWrong } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import type { UblDocument } from '../e-invoice/ubl-invoice';
import { invoiceByNumber, invoiceOfOrder } from '../quotes/accept-quote';

/** In the order of days and numbers. @throws CursorWrong */
export async function listJournalLines(
  db: Queryable,
  baseCurrency: string,
  { from, to, cursor, limit }: z.output<typeof journalLinesQuerySchema>,
): Promise<{ rows: JournalLine[]; cursor: string | null }> {
  const start = cursor === undefined ? null : readCursor(cursor, 3);
  const [day = firstDayOf(from), entryNo = '0', lineNo = '0'] = start ?? [];
  const isWhole = [entryNo, lineNo].every((text) => Number.isSafeInteger(Number(text)));
  if ((cursor !== undefined && !start) || !isWhole || !bookDaySchema.safeParse(day).success)
    throw new CursorWrong();
  const { rows } = await db.query<Omit<JournalLine, 'baseCurrency'> & { entryNo: number }>({
    name: 'journal-lines',
    text: `SELECT e.entry_no AS "entryNo", e.number, l.line_no AS "lineNo", to_char(e.day, 'YYYY-MM-DD') AS day, e.kind, l.account, l.currency,
             l.amount_minor AS "amountMinor", l.base_minor AS "baseMinor", e.reference, e.text, l.party, l.sku, l.quantity,
             l.vat_country AS "vatCountry", l.vat_ppm AS "vatPpm", l.vat_net_minor AS "vatNetMinor", e.cause
           FROM journal_entry e JOIN journal_line l USING (entry_no)
           WHERE (e.day, e.entry_no, l.line_no) > ($1::date, $2::bigint, $3::bigint) AND e.day BETWEEN $4::date AND $5::date
           ORDER BY e.day, e.entry_no, l.line_no LIMIT $6`,
    values: [day, entryNo, lineNo, firstDayOf(from), lastDayOf(to), limit + 1],
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ entryNo: _no, ...row }) => ({ ...row, baseCurrency })),
    cursor: rows.length > limit && last ? cursorOf(last.day, last.entryNo, last.lineNo) : null,
  };
}

export async function readCompany(db: Queryable): Promise<BookCompany | null> {
  const { rows } = await db.query<{ company: unknown }>({
    name: 'book-company',
    text: `SELECT company FROM books WHERE name = 'books'`,
  });
  return bookCompanySchema.nullable().parse(rows[0]?.company ?? null);
}

/** @returns whether there are books to keep it in */
export async function saveCompany(db: Queryable, company: BookCompany): Promise<boolean> {
  const { rowCount } = await db.query(`UPDATE books SET company = $1 WHERE name = 'books'`, [company]);
  return rowCount === 1;
}

/** The invoice of that number, or the credit note of the entry of a refund; null: neither. */
export async function ublDocument(
  db: Queryable,
  number: string,
  told: Pick<UblDocument, 'buyerVatNumber' | 'noVat'>,
): Promise<UblDocument | null> {
  const invoice = await invoiceByNumber(db, number);
  if (invoice) return { ...ofInvoice(invoice), ...told, deliveredOn: await leftOn(db, invoice.orderId) };
  const note = await ofRefund(db, number);
  return note && { ...note, ...told };
}

type Untold = Omit<UblDocument, 'buyerVatNumber' | 'noVat'>;

/** The day that goods of an order left last; null while none have. */
async function leftOn(db: Queryable, orderId: string): Promise<string | null> {
  const { rows } = await db.query<{ day: string | null }>({
    name: 'order-left-on',
    text: `SELECT to_char(max(at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM event
           WHERE stream_id = $1 AND order_id = $2 AND type = 'LinesShipped'`,
    values: [companyStream, orderId],
  });
  return rows[0]?.day ?? null;
}

function ofInvoice(invoice: Invoice): Omit<Untold, 'deliveredOn'> {
  return {
    typeCode: '380',
    number: invoice.number,
    issuedOn: invoice.issuedAt.slice(0, 10),
    dueOn: invoice.dueAt.slice(0, 10),
    currency: invoice.currency,
    orderNumber: invoice.orderNumber,
    about: null,
    buyer: invoice,
    lines: invoice.lines.map((line) => ({
      sku: line.sku,
      name: line.name,
      quantity: line.quantity,
      netMinor: line.netMinor,
      taxPpm: line.taxPpm,
      priced: pricedOf(line),
    })),
    taxes: invoice.taxes,
  };
}

/** Only where prices are without tax do price, discount and postage add up to the net. */
function pricedOf(line: Invoice['lines'][number]): UblDocument['lines'][number]['priced'] {
  const { quantity, unitPriceMinor, discountMinor, shippingMinor, netMinor } = line;
  const adds = quantity * unitPriceMinor - discountMinor + shippingMinor === netMinor;
  return adds && unitPriceMinor >= 0 && discountMinor >= 0 && shippingMinor >= 0
    ? { unitPriceMinor, discountMinor, shippingMinor }
    : null;
}

type RefundRow = {
  number: string;
  day: string;
  currency: string;
  order: Order;
  taxes: { taxPpm: number; netMinor: number; taxMinor: number }[] | null;
};

/** A refund of what was sold, a line a rate; what was only paid ahead is no sale and needs no credit note. */
async function ofRefund(db: Queryable, number: string): Promise<Untold | null> {
  const { rows } = await db.query<RefundRow>({
    name: 'refund-for-ubl',
    text: `SELECT e.number, to_char(e.day, 'YYYY-MM-DD') AS day, e.currency, o.doc AS "order",
             (SELECT json_agg(json_build_object('taxPpm', l.vat_ppm, 'netMinor', -l.vat_net_minor, 'taxMinor', l.amount_minor) ORDER BY l.vat_ppm)
              FROM journal_line l WHERE l.entry_no = e.entry_no AND l.vat_country IS NOT NULL) AS taxes
           FROM journal_entry e JOIN sales_order o ON o.stream_id = $2 AND o.order_id = e.order_id WHERE e.number = $1 AND e.kind = 'refund'`,
    values: [number, companyStream],
  });
  const [refund] = rows;
  if (!refund?.taxes) return null;
  const { order, taxes } = refund;
  const invoice = await invoiceOfOrder(db, order.orderId);
  return {
    typeCode: '381',
    number: refund.number,
    issuedOn: refund.day,
    dueOn: null,
    deliveredOn: await leftOn(db, order.orderId),
    currency: refund.currency,
    orderNumber: order.number,
    about: invoice && { number: invoice.number, issuedOn: invoice.issuedAt.slice(0, 10) },
    buyer: {
      customerId: order.customer.customerId,
      customerName: order.customer.name,
      address: order.shipTo,
    },
    lines: taxes.map(({ taxPpm, netMinor }) => ({
      sku: null,
      name: `Refund of order ${order.number}`,
      quantity: 1,
      netMinor,
      taxPpm,
      priced: null,
    })),
    taxes,
  };
}

// What a template is filled with, read when the mail is written: from the order and its boxes, or from what whoever asked
// for the mail gave with it.
import { z } from 'zod';
import { companyStream } from '../../../shared/domain/ids';
import type { MailKind, MailLanguage, MailRow, MailValues } from '../../../shared/domain/mail/mail-kinds';
import type { MailSettings } from '../../../shared/domain/mail/mail-settings';
import type { Order, OrderLine } from '../../../shared/domain/order/order';
import { orderTotalMinor } from '../../../shared/domain/order/status';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Queryable } from '../../db/pool';
import { shownReturnNumber } from '../../../shared/domain/returns/return-number';
import { readRecord } from '../records/read-records';
import { returnMachine } from '../returns/return-machine';
import { trackingOfParcels } from '../shipments/tracking-of-parcels';
import { linkFor } from './customer-links';
import { sayDay, sayMoney } from './mail-words';

/** What a mail of no order (a cart, a quote) brings along, and what a refund's own event says. */
export const givenSchema = z.object({
  currency: z.string().length(3).optional(),
  amountMinor: z.int().optional(),
  totalMinor: z.int().optional(),
  lines: z
    .array(z.object({ name: z.string(), quantity: z.int(), unitPriceMinor: z.int().optional() }))
    .max(1000)
    .optional(),
  product: z.string().optional(),
  reason: z.string().nullable().optional(),
  /** Where the cart, the quote or the product is looked at, and where an order is paid. */
  link: z.string().optional(),
  validUntil: z.string().optional(),
  /** What is overdue. */
  reminder: z
    .object({
      tone: z.enum(['first', 'next', 'last']),
      feeMinor: z.int(),
      creditMinor: z.int(),
      debts: z
        .array(z.object({ orderNumber: z.string(), dueOn: z.string(), days: z.int(), owedMinor: z.int() }))
        .max(10_000),
    })
    .optional(),
});
export type GivenValues = z.infer<typeof givenSchema>;

/** What is read of a label of a box; its machine may know more. */
const labelOfBoxSchema = z.object({
  parcelId: z.string(),
  carrierName: z.string(),
  label: z.object({ trackingNumber: z.string(), trackingUrl: z.string().nullable() }).nullable(),
  eta: z.string().nullable(),
  outcome: z.string().nullable(),
  handedOverAt: z.string().nullable(),
});
type LabelOfBox = z.infer<typeof labelOfBoxSchema> & { recordId: string };

export type MailAbout = {
  kind: MailKind;
  language: MailLanguage;
  orderId: string | null;
  number: string;
  about: string | null;
  toName: string;
  given: unknown;
};

/** So many rows stand in a mail; a longer order says that there is more. */
const mostLines = 100;

export async function valuesFor(
  db: Queryable,
  mail: MailAbout,
  settings: MailSettings,
  key: string,
): Promise<MailValues> {
  const given = givenSchema.safeParse(mail.given ?? {}).data ?? {};
  const order = mail.orderId === null ? null : await readOrder(db, mail.orderId);
  const boxes = order ? await boxesOf(db, order, mail) : { rows: [], eta: '', parcels: [] };
  const { language } = mail;
  const found =
    isOfReturn(mail.kind) && mail.about !== null ? await readRecord(db, returnMachine, mail.about) : null;
  return {
    returnNumber: found ? shownReturnNumber(found.number) : '',
    returnLink:
      found && settings.publicOrigin !== ''
        ? linkFor(settings.publicOrigin, key, 'return', found.returnId)
        : '',
    customer: mail.toName,
    shop: settings.fromName,
    serviceMail: settings.serviceMail,
    servicePhone: settings.servicePhone,
    number: mail.number,
    ...goodsOf(mail, order, given, boxes.parcels),
    ...reminderOf(mail, given),
    address: order ? addressRows(order) : [],
    parcels: boxes.rows,
    eta: boxes.eta === '' ? '' : sayDay(language, boxes.eta),
    rateLink:
      mail.kind === 'rating-request' && mail.orderId !== null
        ? linkFor(settings.publicOrigin, key, 'rating', mail.orderId)
        : '',
    amount:
      given.amountMinor === undefined
        ? ''
        : sayMoney(language, given.amountMinor, given.currency ?? order?.currency ?? 'EUR'),
    reason: given.reason ?? '',
    product: given.product ?? '',
    validUntil: given.validUntil === undefined ? '' : sayDay(language, given.validUntil),
    paymentLink: given.link ?? '',
    cartLink: given.link ?? '',
    quoteLink: given.link ?? '',
    productLink: given.link ?? '',
  };
}

function reminderOf(
  { language }: MailAbout,
  { reminder, currency = 'EUR', totalMinor }: GivenValues,
): MailValues {
  if (!reminder) return {};
  const money = (minor: number): string => (minor === 0 ? '' : sayMoney(language, minor, currency));
  const { tone, debts, feeMinor, creditMinor } = reminder;
  const total = sayMoney(language, totalMinor ?? 0, currency);
  return {
    first: tone === 'first' ? total : '',
    next: tone === 'next' ? total : '',
    last: tone === 'last' ? total : '',
    debts: debts.slice(0, mostLines).map(({ orderNumber, dueOn, days, owedMinor }) => ({
      number: orderNumber,
      due: sayDay(language, dueOn),
      days: String(days),
      amount: money(owedMinor),
    })),
    credit: money(creditMinor),
    fee: money(feeMinor),
    total,
  };
}

function isOfReturn(kind: MailKind): boolean {
  return kind === 'return-advised' || kind === 'return-received';
}

export async function readOrder(db: Queryable, orderId: string): Promise<Order | null> {
  const { rows } = await db.query<{ doc: Order }>({
    name: 'mail-order',
    text: 'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = $2 AND NOT deleted',
    values: [companyStream, orderId],
  });
  return rows[0]?.doc ?? null;
}

/** Labels of an order's boxes; head offices that buy none have none. */
export async function labelsOfOrder(db: Queryable, orderId: string): Promise<LabelOfBox[]> {
  const { rows } = await db.query<{ record_id: string; doc: unknown }>({
    name: 'mail-shipments',
    text: `SELECT record_id, doc FROM record WHERE order_id = $1 AND kind = 'shipment' ORDER BY created_at, record_id`,
    values: [orderId],
  });
  return rows.flatMap(({ record_id: recordId, doc }) => {
    const label = labelOfBoxSchema.safeParse(doc);
    return label.success ? [{ recordId, ...label.data }] : [];
  });
}

async function boxesOf(
  db: Queryable,
  order: Order,
  { about }: MailAbout,
): Promise<{ rows: MailRow[]; eta: string; parcels: Parcel[] }> {
  const labels = await labelsOfOrder(db, order.orderId);
  const { rows } = await db.query<{ doc: Parcel }>({
    name: 'mail-parcels',
    text: `SELECT doc FROM parcel WHERE order_id = $1 AND state = 'handed-over' AND NOT deleted ORDER BY stream_id, (doc->>'boxNumber')::int`,
    values: [order.orderId],
  });
  const labelOf = ({ parcelId }: Parcel): LabelOfBox | undefined =>
    labels.find((label) => label.parcelId === parcelId);
  const parcels = rows
    .map(({ doc }) => doc)
    .filter((parcel) => about === null || parcel.parcelId === about || labelOf(parcel)?.recordId === about);
  const tracking = await trackingOfParcels(db, parcels);
  return {
    parcels,
    eta:
      parcels
        .map((parcel) => labelOf(parcel)?.eta ?? '')
        .sort()
        .at(-1) ?? '',
    rows: parcels.map((parcel) => ({
      carrier: labelOf(parcel)?.carrierName ?? parcel.shipping.carrierName,
      trackingNumber: tracking.get(parcel.parcelId)?.number ?? '',
      trackingLink: tracking.get(parcel.parcelId)?.url ?? '',
    })),
  };
}

/** What is in the boxes for news of boxes; else all that was ordered and not cancelled. */
function goodsOf(
  { kind, about, language }: MailAbout,
  order: Order | null,
  given: GivenValues,
  parcels: readonly Parcel[],
): { lines: MailRow[]; total: string } {
  const currency = order?.currency ?? given.currency ?? 'EUR';
  const row = (name: string, quantity: number, unitPriceMinor: number | undefined): MailRow => ({
    name,
    quantity: String(quantity),
    price: unitPriceMinor === undefined ? '' : sayMoney(language, quantity * unitPriceMinor, currency),
  });
  if (!order)
    return {
      lines: cut((given.lines ?? []).map((line) => row(line.name, line.quantity, line.unitPriceMinor))),
      total: given.totalMinor === undefined ? '' : sayMoney(language, given.totalMinor, currency),
    };
  const units = (line: OrderLine): number => {
    if (kind !== 'order-shipped') return line.ordered - line.cancelled;
    if (about === null) return line.shipped;
    return parcels
      .flatMap(({ lines }) => lines)
      .filter(({ lineNo }) => lineNo === line.lineNo)
      .reduce((sum, { packed }) => sum + packed, 0);
  };
  return {
    lines: cut(
      order.lines.flatMap((line) =>
        units(line) > 0 ? [row(line.name, units(line), line.unitPriceMinor)] : [],
      ),
    ),
    total: sayMoney(language, orderTotalMinor(order), order.currency),
  };
}

function cut(rows: MailRow[]): MailRow[] {
  if (rows.length <= mostLines) return rows;
  return [...rows.slice(0, mostLines), { name: '…', quantity: `+${rows.length - mostLines}`, price: '' }];
}

function addressRows({ shipTo }: Order): MailRow[] {
  const town = [shipTo.postcode, shipTo.city].filter(Boolean).join(' ');
  return [shipTo.name, shipTo.company ?? '', ...shipTo.lines, town, shipTo.region ?? '', shipTo.countryCode]
    .filter((line) => line.trim() !== '')
    .map((line) => ({ line }));
}

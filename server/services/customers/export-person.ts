// Everything that is kept of one person, as they may ask for it: a file for programs, one to read, and tables for a
// spreadsheet. Nothing of anybody else is in it, nor what head office keeps secret.
import { companyStream } from '../../../shared/domain/ids';
import type { Address } from '../../../shared/domain/customer/address';
import type { CustomerPage } from '../../../shared/contract/customers';
import type { Queryable } from '../../db/pool';
import { escapeHtml } from '../../../shared/domain/mail/template';
import type { MailLanguage } from '../../../shared/domain/mail/mail-kinds';
import type { TextKey } from '../../../shared/text/text-key';
import { say as sayIn } from '../mail/mail-words';
import { consentOf } from './consent';
import { customerPage } from './customer-page';
import { patternsOf } from './sweep-person';
import { readPersonFile } from './erased-person';
import { zipFile } from './zip-file';

type SectionName =
  | 'person'
  | 'contacts'
  | 'addresses'
  | 'consent'
  | 'notes'
  | 'orders'
  | 'parcels'
  | 'papers'
  | 'invoices'
  | 'bank-entries'
  | 'mails'
  | 'told-by-channels'
  | 'known-to-channels'
  | 'history'
  | 'file-acts';
type Row = Record<string, unknown>;
type Section = { name: SectionName; rows: Row[] };

/** Null for an id nobody has. */
export async function exportPerson(
  db: Queryable,
  customerId: string,
  at: Date,
): Promise<{ fileName: string; bytes: Buffer } | null> {
  const page = await customerPage(db, customerId, at.toISOString());
  if (!page) return null;
  const sections = await sectionsOf(db, page);
  const made = at.toISOString();
  const whole = Object.fromEntries([
    ['madeAt', made],
    ...sections.map(({ name, rows }) => [name, rows] as const),
  ]);
  const entries = [
    { name: 'data.json', text: `${JSON.stringify(whole, null, 2)}\n` },
    ...(['en', 'tr'] as const).map((language) => ({
      name: language === 'en' ? 'read-me.html' : 'oku.html',
      text: htmlOf(language, page.name, made, sections),
    })),
    ...sections.map(({ name, rows }) => ({ name: `${name}.csv`, text: csvOf(rows) })),
  ];
  return {
    fileName: `customer-${page.customerId.slice(0, 8)}-${made.slice(0, 10)}.zip`,
    bytes: zipFile(entries, at),
  };
}

async function sectionsOf(db: Queryable, page: CustomerPage): Promise<Section[]> {
  const { customerIds, orderIds, parcelIds, mails, person, channelNumbers } = await readPersonFile(
    db,
    page.customerId,
  );
  const rows = async (text: string, ...values: unknown[]): Promise<Row[]> =>
    (await db.query<Row>(text, values)).rows;
  const { value } = page;
  return [
    {
      name: 'person',
      rows: [
        {
          name: page.name,
          country: page.countryCode,
          firstSeenAt: page.firstSeenAt,
          ...value,
          currency: page.currency,
        },
      ],
    },
    {
      name: 'contacts',
      // Also what the office took out: it is kept, so that it can be put back.
      rows: await rows(
        `SELECT kind, shown AS value, source, last_at, removed_at FROM customer_contact
         WHERE stream_id = $1 AND customer_id = ANY($2::uuid[]) ORDER BY kind, value, last_at DESC`,
        companyStream,
        customerIds,
      ),
    },
    {
      name: 'addresses',
      rows: (
        await rows(
          `SELECT kind, doc, last_at, removed_at FROM customer_address
           WHERE stream_id = $1 AND customer_id = ANY($2::uuid[]) ORDER BY kind, last_at DESC`,
          companyStream,
          customerIds,
        )
      ).map(({ kind, doc, last_at: lastAt, removed_at: removedAt }) => {
        const address = doc as Address;
        return { kind, ...address, lines: address.lines.join(', '), lastAt, removedAt };
      }),
    },
    { name: 'consent', rows: await consentOf(db, person.contacts) },
    { name: 'notes', rows: page.notes.map(({ text, at, by }) => ({ at, by, text })) },
    {
      name: 'orders',
      rows: (
        await rows(
          'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[]) ORDER BY placed_at',
          companyStream,
          orderIds,
        )
      ).map(docOf),
    },
    {
      name: 'parcels',
      rows: (
        await rows(
          'SELECT doc FROM parcel WHERE parcel_id = ANY($1::uuid[]) ORDER BY placed_at, parcel_id',
          parcelIds,
        )
      ).map((row) => {
        const { parcelId, orderId, orderNumber, shipTo, shipping, state, sscc, weightGrams, lines } =
          docOf(row);
        return { parcelId, orderId, orderNumber, shipTo, shipping, state, sscc, weightGrams, lines };
      }),
    },
    {
      name: 'papers',
      rows: (
        await rows(
          `SELECT kind, created_at, doc FROM record WHERE order_id = ANY($1::uuid[]) OR (order_id IS NULL AND doc::text ILIKE ANY($2::text[])) ORDER BY created_at, record_id`,
          orderIds,
          patternsOf(person),
        )
      ).map((row) => ({ kind: row['kind'], at: row['created_at'], ...docOf(row) })),
    },
    {
      name: 'invoices',
      rows: (
        await rows('SELECT doc FROM invoice WHERE order_id = ANY($1::uuid[]) ORDER BY issued_at', orderIds)
      ).map(docOf),
    },
    {
      name: 'bank-entries',
      rows: await rows(
        `SELECT b.booked_on, b.amount_minor, b.currency, b.payer, b.reference FROM bank_line b JOIN record r ON r.record_id = b.payment_id
         WHERE r.order_id = ANY($1::uuid[]) ORDER BY b.booked_on`,
        orderIds,
      ),
    },
    {
      name: 'mails',
      rows: await rows(
        `SELECT kind, number, to_name, to_address, subject, body_text, state, created_at, sent_at FROM mail
         WHERE order_id = ANY($1::uuid[]) OR lower(to_address) = ANY($2::text[]) ORDER BY created_at`,
        orderIds,
        mails,
      ),
    },
    {
      name: 'told-by-channels',
      rows: (
        await rows(
          `SELECT channel_id, received_at, topic, body FROM channel_inbox
           WHERE order_id = ANY($1::uuid[]) AND octet_length(body) > 0 ORDER BY received_at`,
          orderIds,
        )
      ).map((row) => ({ ...row, body: (row['body'] as Buffer).toString('utf8') })),
    },
    {
      name: 'known-to-channels',
      rows: await rows(
        `SELECT channel_id, customer_id, name, address FROM channel_customer WHERE stream_id = $1 AND channel_id || ':' || customer_id = ANY($2::text[])`,
        companyStream,
        channelNumbers,
      ),
    },
    {
      name: 'history',
      rows: await rows(
        `SELECT at, aggregate, type, body FROM event WHERE order_id = ANY($1::uuid[]) ORDER BY at, stream_id, seq`,
        orderIds,
      ),
    },
    {
      name: 'file-acts',
      rows: await rows(
        'SELECT at, type, by FROM customer_act WHERE stream_id = $1 AND customer_id = $2 ORDER BY at',
        companyStream,
        page.customerId,
      ),
    },
  ];
}

function docOf(row: Row): Row {
  return row['doc'] as Row;
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value as string | number | boolean);
}

function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** RFC 4180 with a byte order mark, for spreadsheets; what would begin a formula is shown as text (OWASP: CSV injection). */
export function csvOf(rows: readonly Row[]): string {
  const columns = columnsOf(rows);
  const cell = (value: unknown): string => {
    const text = cellOf(value);
    const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /["\r\n,;]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return `\ufeff${[columns, ...rows.map((row) => columns.map((name) => row[name]))].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function htmlOf(language: MailLanguage, name: string, made: string, sections: readonly Section[]): string {
  const say = (key: TextKey, values: Record<string, string> = {}): string =>
    escapeHtml(sayIn(language, key, values));
  const parts = sections.map(({ name: section, rows }) => {
    const columns = columnsOf(rows);
    const table =
      rows.length === 0
        ? `<p>${say('customer.export.none')}</p>`
        : `<table><thead><tr>${columns.map((each) => `<th>${escapeHtml(each)}</th>`).join('')}</tr></thead><tbody>${rows
            .map(
              (row) =>
                `<tr>${columns.map((each) => `<td>${escapeHtml(cellOf(row[each]))}</td>`).join('')}</tr>`,
            )
            .join('')}</tbody></table>`;
    return `<h2>${say(`customer.export.${section}`)}</h2>\n${table}`;
  });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${say('customer.export.title', { name })}</title>
<style>body{font-family:sans-serif;margin:2rem}table{border-collapse:collapse}td,th{border:1px solid #888;padding:.2rem .5rem;text-align:left;vertical-align:top;max-width:40rem;overflow-wrap:anywhere}</style></head>
<body><h1>${say('customer.export.title', { name })}</h1><p>${say('customer.export.made', { at: made })}</p>
${parts.join('\n')}
</body></html>
`;
}

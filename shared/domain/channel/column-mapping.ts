// Which column of somebody's sheet says what of an order, and the pictures of orders that its rows make. Several rows of one
// order number are one order; what its first row says of customer and address counts for all. A column is never guessed
// from its content: what a heading does not tell, a person does, once, and it is kept with the channel.
import { z } from 'zod';
import { parseDecimal } from '../../money/money';
import { type FieldDefinition, type Fields, mostFields } from '../field/field';
import { readField } from '../field/field-text';
import { countryCodeOf } from './country';
import { readWallTime, type WallTime } from './local-time';

/** Needed ones first. */
export const mappingTargets = [
  'orderNumber',
  'sku',
  'quantity',
  'unitPrice',
  'lineName',
  'placedAt',
  'customerId',
  'customerName',
  'company',
  'address1',
  'address2',
  'postcode',
  'city',
  'region',
  'country',
  'phone',
  'email',
  'shipping',
  'note',
  'tags',
] as const;
export type MappingTarget = (typeof mappingTargets)[number];
export const neededTargets: readonly MappingTarget[] = ['orderNumber', 'sku', 'quantity'];

const heading = z.string().min(1).max(200);

export const columnMappingSchema = z.strictObject({
  name: z.string().min(1).max(60),
  /** Heading of the column, for each target that has one. */
  columns: z.strictObject(
    Object.fromEntries(mappingTargets.map((target) => [target, heading.optional()])) as Record<
      MappingTarget,
      z.ZodOptional<typeof heading>
    >,
  ),
  /** Columns of custom fields: of the order, told by its first row, or of each line. */
  fields: z
    .record(z.string().regex(/^(order|line)\.[a-z][a-z0-9_]{0,39}$/), heading)
    .refine((fields) => Object.keys(fields).length <= mostFields, { error: 'too many fields' })
    .optional(),
  decimal: z.enum(['.', ',']).default('.'),
  dates: z.enum(['iso', 'dmy', 'mdy']).default('iso'),
  /** For sheets without a column of countries (ISO 3166-1 alpha-2). */
  country: z
    .string()
    .length(2)
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
});
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

/** Numbers are those of a spreadsheet; anything else is text. */
export type Cell = string | number;
export type SheetRow = { rowNo: number; cells: readonly Cell[] };
export type Sheet = { headings: readonly string[]; rows: readonly SheetRow[] };

const known: Readonly<Record<MappingTarget, readonly string[]>> = {
  orderNumber: [
    'order',
    'order number',
    'order no',
    'order id',
    'po',
    'po number',
    'sipariş',
    'sipariş no',
    'sipariş numarası',
    'bestellnummer',
  ],
  sku: ['sku', 'item', 'item no', 'article', 'product code', 'stok kodu', 'ürün kodu', 'artikelnummer'],
  quantity: ['quantity', 'qty', 'units', 'pieces', 'miktar', 'adet', 'menge'],
  unitPrice: ['unit price', 'price', 'birim fiyat', 'fiyat', 'preis', 'einzelpreis'],
  lineName: ['description', 'product', 'product name', 'ürün', 'ürün adı', 'açıklama', 'bezeichnung'],
  placedAt: ['date', 'order date', 'placed', 'tarih', 'sipariş tarihi', 'datum'],
  customerId: ['customer id', 'customer no', 'account', 'müşteri no', 'kundennummer'],
  customerName: [
    'customer',
    'customer name',
    'name',
    'ship to',
    'recipient',
    'müşteri',
    'müşteri adı',
    'alıcı',
    'kunde',
  ],
  company: ['company', 'firma', 'şirket'],
  address1: ['address', 'address 1', 'street', 'adres', 'straße', 'strasse'],
  address2: ['address 2', 'adres 2'],
  postcode: ['postcode', 'postal code', 'zip', 'zip code', 'posta kodu', 'plz'],
  city: ['city', 'town', 'şehir', 'il', 'ort', 'stadt'],
  region: ['region', 'state', 'province', 'county', 'ilçe', 'bundesland'],
  country: ['country', 'country code', 'ülke', 'land'],
  phone: ['phone', 'telephone', 'mobile', 'telefon', 'tel'],
  email: ['email', 'e-mail', 'mail', 'e-posta', 'eposta'],
  shipping: ['shipping', 'postage', 'freight', 'kargo', 'kargo ücreti', 'versand'],
  note: ['note', 'notes', 'comment', 'remark', 'not', 'bemerkung'],
  tags: ['tags', 'tag', 'labels', 'işaretler', 'işaret'],
};

/** What headings tell by their names, each column once. */
export function suggestMapping(
  headings: readonly string[],
  name: string,
  fields: readonly FieldDefinition[] = [],
): ColumnMapping {
  const columns: ColumnMapping['columns'] = {};
  const used = new Set<string>();
  for (const target of mappingTargets) {
    const found = headings.find(
      (each) => !used.has(each) && known[target].some((word) => plain(word) === plain(each)),
    );
    if (found === undefined) continue;
    used.add(found);
    columns[target] = found;
  }
  const ofFields: Record<string, string> = {};
  for (const { owner, key, names } of fields) {
    const words = [key, names.en, names.tr].map(plain);
    const found = headings.find((each) => !used.has(each) && words.includes(plain(each)));
    if (found === undefined) continue;
    used.add(found);
    ofFields[`${owner}.${key}`] = found;
  }
  return {
    name,
    columns,
    ...(Object.keys(ofFields).length > 0 ? { fields: ofFields } : {}),
    decimal: '.',
    dates: 'iso',
    country: null,
  };
}

/** Whether a mapping fits a sheet: every column it names is there. */
export function fitsHeadings(mapping: ColumnMapping, headings: readonly string[]): boolean {
  return [...Object.values(mapping.columns), ...Object.values(mapping.fields ?? {})].every(
    (name) => name === undefined || headings.includes(name),
  );
}

/** Letters and digits alone, small; no locale (Turkish i). */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32))
    .replace(/İ/g, 'i')
    .replace(/[ŞÜÖÇĞ]/g, (letter) => 'şüöçğ'['ŞÜÖÇĞ'.indexOf(letter)] ?? letter);
}

export type MappingContext = {
  currency: string;
  /** When the sheet came: the time of its pictures, and of orders without a date. */
  at: string;
  instantOf: (time: WallTime) => string;
  /** Custom fields of orders and lines of the channel; none when absent. */
  fields?: readonly FieldDefinition[];
};

export type MappedOrder = {
  orderNumber: string;
  rowNos: number[];
  /** As told-order.ts has it, with what could not be read left unreadable, so that judging it names the field. */
  shaped: Record<string, unknown>;
};

/** Orders in the order of their first rows. Rows without an order number are one that cannot be taken. */
export function mapOrders(sheet: Sheet, mapping: ColumnMapping, context: MappingContext): MappedOrder[] {
  const places = new Map(
    mappingTargets.map((target) => [target, sheet.headings.indexOf(mapping.columns[target] ?? '')]),
  );
  const groups = new Map<string, SheetRow[]>();
  const cell = (row: SheetRow, target: MappingTarget): Cell => row.cells[places.get(target) ?? -1] ?? '';
  const text = (row: SheetRow, target: MappingTarget): string => String(cell(row, target)).trim();
  for (const row of sheet.rows) {
    if (row.cells.every((each) => String(each).trim() === '')) continue;
    const number = text(row, 'orderNumber');
    groups.set(number, [...(groups.get(number) ?? []), row]);
  }
  return [...groups].map(([orderNumber, rows]): MappedOrder => {
    const first = rows[0] as SheetRow;
    const orNull = (target: MappingTarget): string | null => text(first, target) || null;
    const name = text(first, 'customerName') || text(first, 'company');
    const tags = text(first, 'tags')
      .split(/[,;]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '');
    const fields = fieldsOfRow(sheet, first, 'order', mapping, context);
    const shipping = amountOf(cell(first, 'shipping'), mapping, context.currency);
    return {
      orderNumber,
      rowNos: rows.map((row) => row.rowNo),
      shaped: {
        externalId: orderNumber,
        number: orderNumber,
        placedAt: placedAtOf(cell(first, 'placedAt'), mapping, context),
        changedAt: context.at,
        currency: context.currency,
        customer: { customerId: orNull('customerId'), name },
        shipTo: {
          name,
          company: orNull('company'),
          lines: [text(first, 'address1'), text(first, 'address2')].filter((line) => line !== ''),
          postcode: orNull('postcode'),
          city: text(first, 'city'),
          region: orNull('region'),
          countryCode: countryOf(text(first, 'country'), mapping),
          phone: orNull('phone'),
          email: orNull('email'),
        },
        note: orNull('note'),
        ...(tags.length > 0 ? { tags } : {}),
        ...(fields ? { fields } : {}),
        lines: rows.map((row, index) => ({
          lineId: String(index + 1),
          sku: text(row, 'sku'),
          name: text(row, 'lineName').slice(0, 200),
          quantity: numberOf(cell(row, 'quantity'), mapping),
          unitPriceMinor:
            text(row, 'unitPrice') === '' ? 0 : amountOf(cell(row, 'unitPrice'), mapping, context.currency),
          ...withFields(fieldsOfRow(sheet, row, 'line', mapping, context)),
        })),
        charges: shipping
          ? [{ kind: 'shipping', code: 'SHIPPING', name: 'Shipping', amountMinor: shipping }]
          : [],
      },
    };
  });
}

function withFields(fields: Fields | null): { fields?: Fields } {
  return fields ? { fields } : {};
}

/** Values of one row; null when it has none. */
function fieldsOfRow(
  { headings }: Sheet,
  row: SheetRow,
  owner: 'order' | 'line',
  { fields: columns = {}, decimal, dates }: ColumnMapping,
  { fields: definitions = [], currency }: MappingContext,
): Fields | null {
  const found = definitions.flatMap((definition): [string, Fields[string]][] => {
    const at = headings.indexOf(columns[`${owner}.${definition.key}`] ?? '');
    if (definition.owner !== owner || at < 0) return [];
    const value = readField(definition, row.cells[at] ?? '', { decimal, dates, currency });
    return value === null ? [] : [[definition.key, value]];
  });
  return found.length > 0 ? Object.fromEntries(found) : null;
}

/** A decimal as people write it, as parseDecimal takes it: without signs of money or of thousands. */
function decimalText(cell: Cell, { decimal }: ColumnMapping): string {
  if (typeof cell === 'number') return String(Number(cell.toFixed(6)));
  const bare = cell.replace(/[\s\u00a0\u202f'’]|\p{Sc}/gu, '');
  const thousands = decimal === ',' ? '.' : ',';
  return bare.replaceAll(thousands, '').replace(decimal, '.');
}

function amountOf(cell: Cell, mapping: ColumnMapping, currency: string): number | null {
  return parseDecimal(decimalText(cell, mapping), currency);
}

function numberOf(cell: Cell, mapping: ColumnMapping): number {
  const text = decimalText(cell, mapping);
  return /^-?\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

function placedAtOf(cell: Cell, { dates }: ColumnMapping, { at, instantOf }: MappingContext): string {
  const text = String(cell).trim();
  if (text === '') return at;
  const match = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(.*)$/.exec(text);
  const iso =
    match && dates !== 'iso'
      ? `${match[3]}-${(dates === 'dmy' ? match[2] : match[1])?.padStart(2, '0')}-${(dates === 'dmy' ? match[1] : match[2])?.padStart(2, '0')}${match[4] ?? ''}`
      : text;
  const time = readWallTime(iso);
  return time ? instantOf(time) : text;
}

function countryOf(text: string, mapping: ColumnMapping): string {
  if (text === '') return mapping.country ?? '';
  return countryCodeOf(text) ?? text;
}

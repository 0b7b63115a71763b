// One line of an online-retail file: eight columns of text to a typed row, or the reason why not.
// Looks at one line only; what a line means beside the others of its invoice is online-retail.ts.
import { minorDigitsOf, parseDecimal } from '../../money/money';
import type { ColumnPlan, WantedColumns } from './csv-header';
import type { Sku } from '../ids';
import { countryCodeOf } from './country';
import { createZoneClock, readWallTime } from './local-time';

/** Codes have words in shared/text under `quarantine.CODE`. */
export type RowReason = { code: QuarantineReason; values: Record<string, string | number> };

export const quarantineReasons = [
  'quote-broken',
  'line-too-long',
  'columns-wrong',
  'text-damaged',
  'invoice-missing',
  'sku-missing',
  'sku-too-long',
  'quantity-unreadable',
  'quantity-too-large',
  'date-unreadable',
  'price-unreadable',
  'price-negative',
  'country-unknown',
  'customer-unreadable',
  'adjustment-invoice',
  'negative-quantity',
  'no-price',
  'invoice-mixed',
  'invoice-too-long',
  'product-unknown',
  'cancellation-not-negative',
  'cancellation-without-customer',
  'cancellation-without-sale',
  'cancellation-too-late',
  'cancellation-withdrawn',
  'change-too-late',
  'order-refused',
] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

export const onlineRetailColumns = {
  invoice: ['InvoiceNo', 'Invoice'],
  sku: ['StockCode'],
  description: ['Description'],
  quantity: ['Quantity'],
  date: ['InvoiceDate'],
  price: ['UnitPrice', 'Price'],
  customer: ['CustomerID'],
  country: ['Country'],
} as const satisfies WantedColumns<string>;
export type OnlineRetailColumn = keyof typeof onlineRetailColumns;
export type OnlineRetailPlan = ColumnPlan<OnlineRetailColumn>;

/** Fields of a line as text, invoice apart: the invoice is where it stands, the content is what it says. */
export type RowText = { invoice: string; content: string };

export type RetailRow = {
  externalId: string;
  sku: Sku;
  description: string;
  quantity: number;
  /** ISO instant. */
  at: string;
  unitPriceMinor: number;
  /** Quantity times price, rounded once. */
  amountMinor: number;
  customerId: string | null;
  countryCode: string;
};
export type RowReading = { ok: true; row: RetailRow } | { ok: false; reason: RowReason };

const contentColumns = ['sku', 'description', 'quantity', 'date', 'price', 'customer', 'country'] as const;

/**
 * What two files must agree on to say the same: field texts without quotes, separators or encoding. Null when the
 * record has not the columns of the header.
 */
export function rowTextOf(fields: readonly string[], plan: OnlineRetailPlan): RowText | null {
  if (fields.length !== plan.count) return null;
  const { places } = plan;
  let content = '';
  for (const column of contentColumns) {
    const text = fields[places[column]] ?? '';
    content += content === '' && column === 'sku' ? flat(text) : `\t${flat(text)}`;
  }
  return { invoice: (fields[places.invoice] ?? '').trim(), content };
}

function flat(text: string): string {
  return text.includes('\t') || text.includes('\n') ? text.replace(/[\t\r\n]+/g, ' ') : text;
}

export type RowReader = (rowText: RowText) => RowReading;

/** @param plan says whether a comma may be the decimal mark: where it does not separate fields */
export function createRowReader(currency: string, timeZone: string, plan: OnlineRetailPlan): RowReader {
  const toInstant = createZoneClock(timeZone);
  const decimalComma = plan.separator !== ',';
  let lastDate = '';
  let lastInstant: string | null = null;
  const instantOf = (text: string): string | null => {
    if (text === lastDate) return lastInstant;
    const time = readWallTime(text);
    lastDate = text;
    lastInstant = time ? toInstant(time) : null;
    return lastInstant;
  };

  return ({ invoice, content }) => {
    if (content.includes('\ufffd') || invoice.includes('\ufffd')) return bad('text-damaged');
    const [
      skuText = '',
      description = '',
      quantityText = '',
      dateText = '',
      price = '',
      customer = '',
      country = '',
    ] = content.split('\t');
    if (invoice === '') return bad('invoice-missing');
    if (invoice.length > 40) return bad('invoice-missing', { text: invoice.slice(0, 40) });
    const sku = skuText.trim();
    if (sku === '') return bad('sku-missing');
    if (sku.length > 64) return bad('sku-too-long', { text: sku.slice(0, 64) });
    const quantity = wholeNumber(quantityText);
    if (quantity === null || quantity === 0) return bad('quantity-unreadable', { text: short(quantityText) });
    if (Math.abs(quantity) > 1_000_000) return bad('quantity-too-large', { quantity });
    const at = instantOf(dateText);
    if (at === null) return bad('date-unreadable', { text: short(dateText) });
    const priceText = decimalComma ? price.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2') : price.trim();
    const unitPriceMinor = parseDecimal(priceText, currency);
    if (unitPriceMinor === null) return bad('price-unreadable', { text: short(price) });
    if (unitPriceMinor < 0) return bad('price-negative', { text: short(price) });
    const amountMinor = amountOf(priceText, quantity, currency);
    if (amountMinor === null) return bad('price-unreadable', { text: short(price) });
    const customerId = customer.trim().replace(/\.0$/, '');
    if (customerId.length > 40) return bad('customer-unreadable', { text: short(customer) });
    const countryCode = countryCodeOf(country);
    if (countryCode === null) return bad('country-unknown', { text: short(country) });
    return {
      ok: true,
      row: {
        externalId: invoice,
        sku: sku as Sku,
        description: description.trim().slice(0, 200),
        quantity,
        at,
        unitPriceMinor,
        amountMinor,
        customerId: customerId === '' ? null : customerId,
        countryCode,
      },
    };
  };
}

function bad(code: QuarantineReason, values: RowReason['values'] = {}): RowReading {
  return { ok: false, reason: { code, values } };
}

function short(text: string): string {
  return text.trim().slice(0, 60);
}

/** "6", "-12", "6.0" as some spreadsheets write it; null for anything else. */
function wholeNumber(text: string): number | null {
  const match = /^\s*(-?\d{1,12})(?:[.,]0+)?\s*$/.exec(text);
  return match ? Number(match[1]) : null;
}

/** Prices of a tenth of a penny exist: rounding the product, not the price, keeps the amount right. */
function amountOf(price: string, quantity: number, currency: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(price);
  if (!match) return null;
  const fraction = match[2] ?? '';
  const digits = minorDigitsOf(currency);
  if (fraction.length <= digits) {
    const unit = Number(`${match[1]}${fraction.padEnd(digits, '0')}`);
    // Adding 0 turns -0 into 0.
    const exact = unit * quantity + 0;
    return Number.isSafeInteger(exact) ? exact : null;
  }
  const scaled = BigInt(`${match[1]}${fraction}`) * BigInt(Math.abs(quantity));
  const divisor = 10n ** BigInt(fraction.length - digits);
  const rounded = Number((scaled * 2n + divisor) / (divisor * 2n));
  if (!Number.isSafeInteger(rounded)) return null;
  return quantity < 0 && rounded !== 0 ? -rounded : rounded;
}

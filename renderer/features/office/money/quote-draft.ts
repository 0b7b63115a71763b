// A quote as it is typed, and as it is kept: prices as they are spoken, days as they are where one sits.
import type { z } from 'zod';
import type { quoteContentRequestSchema } from '../../../../shared/contract/wholesale';
import type { ChannelId, Sku } from '../../../../shared/domain/ids';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';
import type { QuoteRow } from './quotes-page';

export type DraftLine = {
  key: string;
  sku: string;
  name: string;
  quantity: string;
  /** Empty: that of the channel's list. */
  price: string;
  discount: string;
  /** Percent; empty: that of the channel's rule. */
  tax: string;
};

export const quoteTexts = [
  'number',
  'customerId',
  'customerName',
  'email',
  'phone',
  'street',
  'postcode',
  'city',
  'country',
  'currency',
  'validUntil',
  'termsDays',
  'discount',
  'shipping',
  'note',
] as const;
export type QuoteTexts = Record<(typeof quoteTexts)[number], string>;
export const neededTexts: readonly (typeof quoteTexts)[number][] = [
  'number',
  'customerName',
  'city',
  'country',
  'currency',
  'validUntil',
  'termsDays',
];

type Content = z.input<typeof quoteContentRequestSchema>;
type Line = Content['lines'][number];
const monthMs = 30 * 86_400_000;

export const emptyLine = (): DraftLine => ({
  key: crypto.randomUUID(),
  sku: '',
  name: '',
  quantity: '1',
  price: '',
  discount: '',
  tax: '',
});

/** `amount`: an amount cannot be read. */
export function readLine(
  line: DraftLine,
  currency: string,
): { ok: true; line: Line } | { ok: false; wrong: 'quantity' | 'amount' } {
  const { sku, name, quantity, price, discount, tax } = line;
  if (!/^[1-9]\d{0,5}$/.test(quantity.trim())) return { ok: false, wrong: 'quantity' };
  const unitPriceMinor = price.trim() === '' ? undefined : readAmount(price, currency);
  const discountMinor = discount.trim() === '' ? 0 : readAmount(discount, currency);
  const percent = tax.trim().replace(',', '.').replace(/\s*%$/, '');
  const taxPpm = percent === '' ? undefined : /^\d{1,3}(\.\d{1,4})?$/.test(percent) ? Number(percent) : null;
  if (
    unitPriceMinor === null ||
    discountMinor === null ||
    taxPpm === null ||
    (unitPriceMinor ?? 0) < 0 ||
    discountMinor < 0 ||
    (taxPpm ?? 0) > 100
  )
    return { ok: false, wrong: 'amount' };
  return {
    ok: true,
    line: {
      sku: sku.trim() as Sku,
      name: name.trim() || sku.trim(),
      quantity: Number(quantity),
      ...(unitPriceMinor === undefined ? {} : { unitPriceMinor }),
      discountMinor,
      ...(taxPpm === undefined ? {} : { taxPpm: Math.round(taxPpm * 10_000) }),
    },
  };
}

export type WrongQuote = { what: 'quantity' | 'amount'; line: string };

export function contentOf(
  channelId: string,
  texts: QuoteTexts,
  lines: readonly DraftLine[],
  taxIncluded: boolean,
  region: string | null,
): { ok: true; content: Content } | { ok: false; wrong: WrongQuote } {
  const currency = texts.currency.trim().toUpperCase();
  const read: Line[] = [];
  for (const [at, draft] of lines.entries()) {
    const line = readLine(draft, currency);
    if (!line.ok) return { ok: false, wrong: { what: line.wrong, line: String(at + 1) } };
    read.push(line.line);
  }
  const amounts = [texts.discount, texts.shipping].map((text) =>
    text.trim() === '' ? 0 : readAmount(text, currency),
  );
  const [discountMinor, shippingMinor] = amounts;
  if (amounts.some((minor) => minor === null || minor < 0))
    return { ok: false, wrong: { what: 'amount', line: '–' } };
  const name = texts.customerName.trim();
  const orNull = (text: string): string | null => text.trim() || null;
  return {
    ok: true,
    content: {
      number: texts.number.trim(),
      channelId: channelId as ChannelId,
      customerId: orNull(texts.customerId),
      customerName: name,
      shipTo: {
        name,
        company: null,
        lines: texts.street
          .split(',')
          .map((each) => each.trim())
          .filter((each) => each !== ''),
        postcode: orNull(texts.postcode),
        city: texts.city.trim(),
        region,
        countryCode: texts.country.trim().toUpperCase(),
        phone: orNull(texts.phone),
        email: orNull(texts.email),
      },
      currency,
      lines: read,
      discountMinor: discountMinor ?? 0,
      shippingMinor: shippingMinor ?? 0,
      taxIncluded,
      // It can be accepted until the day is over where it was written.
      validUntil: new Date(`${texts.validUntil}T23:59:59`).toISOString(),
      termsDays: Number(texts.termsDays),
      note: orNull(texts.note),
    },
  };
}

const amountOrEmpty = (minor: number, currency: string): string =>
  minor === 0 ? '' : amountText(minor, currency);

export function draftLineOf(line: QuoteRow['quote']['lines'][number], currency: string): DraftLine {
  return {
    key: crypto.randomUUID(),
    sku: line.sku,
    name: line.name,
    quantity: String(line.quantity),
    price: amountText(line.unitPriceMinor, currency),
    discount: amountOrEmpty(line.discountMinor, currency),
    tax: String(line.taxPpm / 10_000),
  };
}

/** `2026-12-31` where one sits. */
function localDay(at: Date): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${part(at.getMonth() + 1)}-${part(at.getDate())}`;
}

export function textsOf(row: QuoteRow | null): QuoteTexts {
  const quote = row?.quote;
  const shipTo = quote?.shipTo;
  return {
    number: quote?.number ?? '',
    customerId: quote?.customerId ?? '',
    customerName: quote?.customerName ?? '',
    email: shipTo?.email ?? '',
    phone: shipTo?.phone ?? '',
    street: shipTo?.lines.join(', ') ?? '',
    postcode: shipTo?.postcode ?? '',
    city: shipTo?.city ?? '',
    country: shipTo?.countryCode ?? '',
    currency: quote?.currency ?? '',
    validUntil: localDay(quote ? new Date(quote.validUntil) : new Date(Date.now() + monthMs)),
    termsDays: String(quote?.termsDays ?? 30),
    discount: quote ? amountOrEmpty(quote.discountMinor, quote.currency) : '',
    shipping: quote ? amountOrEmpty(quote.shippingMinor, quote.currency) : '',
    note: quote?.note ?? '',
  };
}

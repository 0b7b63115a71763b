// An invoice: what was sold, to whom, with its tax, and when it is due. Once it has a number it is never changed; what was
// wrong is put right by another document.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { addressSchema } from '../customer/address';
import { orderIdSchema } from '../ids';
import type { Priced } from '../pricing/price';
import type { Quote } from '../quote/quote';

const minor = z.int();
export const invoiceSchema = z.object({
  number: z.string().min(1).max(40),
  orderId: orderIdSchema,
  orderNumber: z.string(),
  quoteNumber: z.string().nullable(),
  customerId: z.string().nullable(),
  customerName: z.string(),
  address: addressSchema,
  issuedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  currency: currencySchema,
  lines: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      quantity: z.int(),
      unitPriceMinor: minor,
      discountMinor: minor,
      shippingMinor: minor,
      netMinor: minor,
      taxMinor: minor,
      totalMinor: minor,
      taxPpm: z.int(),
    }),
  ),
  taxes: z.array(z.object({ taxPpm: z.int(), netMinor: minor, taxMinor: minor })),
  netMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
});
export type Invoice = z.infer<typeof invoiceSchema>;

const dayMs = 86_400_000;

/** Documents of one year are numbered from 1 without gaps: `INV-2026-000123`. */
export function invoiceSeries(issuedAt: string): string {
  return `INV-${issuedAt.slice(0, 4)}`;
}
export function invoiceNumber(series: string, number: number): string {
  return `${series}-${String(number).padStart(6, '0')}`;
}

export function invoiceOf(
  quote: Quote,
  priced: Priced,
  named: { number: string; orderId: Invoice['orderId']; orderNumber: string; issuedAt: string },
): Invoice {
  return {
    ...named,
    quoteNumber: quote.number,
    customerId: quote.customerId,
    customerName: quote.customerName,
    address: quote.shipTo,
    dueAt: new Date(Date.parse(named.issuedAt) + quote.termsDays * dayMs).toISOString(),
    currency: quote.currency,
    lines: quote.lines.map(({ sku, name, quantity, unitPriceMinor }, index) => {
      const line = priced.lines[index];
      if (!line) throw new Error(`line ${index + 1} has no price`);
      const { discountMinor, shippingMinor, netMinor, taxMinor, totalMinor, taxPpm } = line;
      return {
        sku,
        name,
        quantity,
        unitPriceMinor,
        discountMinor,
        shippingMinor,
        netMinor,
        taxMinor,
        totalMinor,
        taxPpm,
      };
    }),
    taxes: priced.taxes,
    netMinor: priced.netMinor,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
  };
}

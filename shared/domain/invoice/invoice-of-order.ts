// The invoice of an order that came without a quote: what was ordered and not cancelled, at the prices it was placed at, which
// hold their tax. It comes to exactly what the order brings in the end, or there is none.
import type { Order } from '../order/order';
import { owedInTheEndMinor } from '../payment/owed';
import { price } from '../pricing/price';
import type { Invoice } from './invoice';

const dayMs = 86_400_000;

/** @param taxOf millionths by SKU. @returns null for an order of which nothing is to be invoiced */
export function invoiceOfSale(
  order: Order,
  taxOf: (sku: string) => number,
  termsDays: number,
  named: { number: string; issuedAt: string },
): Invoice | null {
  const lines = order.lines
    .map((line) => ({ ...line, quantity: line.ordered - line.cancelled }))
    .filter(({ quantity }) => quantity > 0);
  if (lines.length === 0 || order.state === 'placed' || order.state === 'cancelled') return null;
  const sum = (amounts: readonly number[]): number => amounts.reduce((all, each) => all + each, 0);
  const charges = order.charges.map(({ amountMinor }) => amountMinor);
  const priced = price({
    lines: lines.map(({ sku, quantity, unitPriceMinor }) => ({
      quantity,
      unitPriceMinor,
      discountMinor: 0,
      taxPpm: taxOf(sku),
    })),
    discountMinor: -sum(charges.filter((amount) => amount < 0)),
    shippingMinor: sum(charges.filter((amount) => amount > 0)),
    taxIncluded: true,
  });
  if (priced.totalMinor !== owedInTheEndMinor(order)) return null;
  return {
    ...named,
    orderId: order.orderId,
    orderNumber: order.number,
    quoteNumber: null,
    customerId: order.customer.customerId,
    customerName: order.customer.name,
    address: order.shipTo,
    dueAt: new Date(Date.parse(named.issuedAt) + termsDays * dayMs).toISOString(),
    currency: order.currency,
    lines: lines.map(({ sku, name, quantity, unitPriceMinor }, index) => {
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

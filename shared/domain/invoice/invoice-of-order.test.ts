import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../order/order';
import { orderIn, orderOfOne } from '../order/order.test-kit';
import { owedInTheEndMinor } from '../payment/owed';
import { holds } from '../property.test-kit';
import { invoiceSchema } from './invoice';
import { invoiceOfSale } from './invoice-of-order';

const named = { number: 'INV-2026-000001', issuedAt: '2026-05-04T10:00:00.000Z' };
const standard = (): number => 200_000;
const charge = (kind: 'shipping' | 'discount', amountMinor: number): Order['charges'][number] => ({
  kind,
  code: kind,
  name: kind,
  amountMinor,
});

describe('the invoice of an order without a quote', () => {
  it('is of what was ordered and not cancelled, with its postage, its tax inside, due when it has to be', () => {
    const order = orderOfOne(
      { ordered: 10, cancelled: 4, unitPriceMinor: 200 },
      { charges: [charge('shipping', 300), charge('discount', -300)] },
    );
    const invoice = invoiceOfSale(order, standard, 14, named);
    expect(invoiceSchema.parse(invoice)).toEqual(invoice);
    expect(invoice).toMatchObject({
      number: named.number,
      quoteNumber: null,
      dueAt: '2026-05-18T10:00:00.000Z',
      totalMinor: 1200,
      netMinor: 1000,
      taxMinor: 200,
      lines: [{ quantity: 6, totalMinor: 1200, taxPpm: 200_000 }],
      taxes: [{ taxPpm: 200_000, netMinor: 1000, taxMinor: 200 }],
    });
  });

  it.each<[string, Order | null]>([
    ['not confirmed yet', orderIn.placed],
    ['cancelled', orderIn.cancelled],
    ['with every unit cancelled', orderOfOne({ ordered: 10, cancelled: 10 })],
    [
      'of which more is taken off than its goods are worth',
      orderOfOne(
        { ordered: 1, unitPriceMinor: 100 },
        { charges: [charge('discount', -500), charge('shipping', 450)] },
      ),
    ],
  ])('is none of one %s', (_what, order) => {
    expect(order && invoiceOfSale(order, standard, 0, named)).toBeNull();
  });

  it('comes to what the order brings in the end, to the minor unit, or there is none', () => {
    holds(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 4 }),
        fc.constantFrom(0, 10_000, 81_000, 200_000),
        (ordered, cancelled, unitPriceMinor, charges, ppm) => {
          const order = orderOfOne(
            { ordered, cancelled: Math.min(cancelled, ordered), unitPriceMinor },
            { charges: charges.map((amount) => charge(amount < 0 ? 'discount' : 'shipping', amount)) },
          );
          const invoice = invoiceOfSale(order, () => ppm, 0, named);
          if (!invoice) return;
          expect(invoice.totalMinor).toBe(owedInTheEndMinor(order));
          expect(invoice.lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0)).toBe(invoice.totalMinor);
          expect(invoice.netMinor + invoice.taxMinor).toBe(invoice.totalMinor);
        },
      ),
    );
  });
});

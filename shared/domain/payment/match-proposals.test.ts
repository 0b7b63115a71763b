import { describe, expect, it } from 'vitest';
import { type OpenPayment, proposeMatches } from './match-proposals';

const payment = (change: Partial<OpenPayment>): OpenPayment => ({
  paymentId: 'p',
  reference: null,
  currency: 'GBP',
  openMinor: 5000,
  orderNumber: '1001',
  invoiceNumber: null,
  customerName: 'Kaya Seramik Ltd',
  ...change,
});
const line = { amountMinor: 5000, currency: 'GBP', payer: 'KAYA SERAMIK LTD', reference: 'goods' };
const reasons = (...args: Parameters<typeof proposeMatches>): string[] =>
  proposeMatches(...args).map(({ reason }) => reason);

describe('what a line of a statement may be for', () => {
  it('is what is written there before what only fits', () => {
    const payments = [
      payment({ paymentId: 'amount', customerName: 'Someone' }),
      payment({ paymentId: 'name' }),
      payment({ paymentId: 'invoice', invoiceNumber: 'INV-2026-000007', openMinor: 9000 }),
      payment({ paymentId: 'reference', reference: 'TR-1001-77', openMinor: 9000 }),
      payment({ paymentId: 'other', currency: 'EUR' }),
    ];
    const found = proposeMatches({ ...line, reference: 'TR-1001-77 and INV-2026-000007' }, payments);
    expect(found.map(({ paymentId, reason, isExact }) => [paymentId, reason, isExact])).toEqual([
      ['reference', 'reference', false],
      ['invoice', 'invoice', false],
      ['name', 'amount-and-name', true],
      ['amount', 'amount', true],
    ]);
  });

  it('is looked for by a person when nothing in it points there, and then nothing else is shown', () => {
    const payments = [
      payment({ paymentId: 'far', customerName: 'Işık Çömlek', orderNumber: 'A-7', openMinor: 100 }),
      payment({ paymentId: 'near' }),
    ];
    expect(reasons({ ...line, payer: 'x' }, payments)).toEqual(['amount']);
    for (const asked of ['isik çöm', 'a-7', 'IŞIK'])
      expect(proposeMatches({ ...line, payer: 'x' }, payments, asked)).toMatchObject([
        { paymentId: 'far', reason: 'asked', isExact: false },
      ]);
    expect(reasons(line, payments, 'kaya')).toEqual(['amount-and-name']);
  });
});

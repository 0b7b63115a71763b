// Costs that are no goods, bills of suppliers and what stock closing does: everything balances, in either currency.
import { describe, expect, it } from 'vitest';
import { accountOf, byRole, settings } from './books.test-kit';
import { imbalanceOf } from './entry';
import {
  postBill,
  postBillPaid,
  postLabel,
  postLabelVoid,
  postPackaging,
  postPayout,
  postStockClosing,
} from './post-costs';

const at = (rate: number) => ({ accountOf, settings, toBase: (minor: number) => Math.round(minor * rate) });
const taxes = [{ country: 'TR', ppm: 200_000, netMinor: 10_000, taxMinor: 2000 }];
const goods = {
  for: 'goods',
  netMinor: 10_000,
  accrued: { amountMinor: 9000, baseMinor: 9900 },
  account: null,
} as const;

describe('a bill', () => {
  it('clears what was received and not billed; what is asked beyond it is a difference of cost', () => {
    const lines = postBill(at(1.2), 'Akin', [goods], taxes);
    expect(byRole(lines)).toEqual({
      'goods-not-billed': 9900,
      'cost-variance': 1200,
      'input-vat': 2400,
      payables: -14_400,
      'exchange-loss': 900,
    });
    expect(imbalanceOf(lines)).toBeNull();
    expect(lines.find(({ vat }) => vat)?.vat).toEqual({ country: 'TR', ppm: 200_000, netMinor: 10_000 });
  });

  it('is an expense where stock is counted when a period closes', () => {
    const periodic = { ...at(1), settings: { ...settings, stock: 'periodic' as const } };
    expect(byRole(postBill(periodic, 'Akin', [goods], taxes))).toEqual({
      purchases: 10_000,
      'input-vat': 2000,
      payables: -12_000,
    });
    expect(byRole(postStockClosing(accountOf, 4000, 7500))).toEqual({ inventory: 3500, 'goods-cost': -3500 });
  });

  it('may be of packaging, freight or anything else', () => {
    const part = (of: 'packaging' | 'freight' | 'other', account: string | null = null) =>
      ({ for: of, netMinor: 1000, accrued: null, account }) as const;
    const lines = postBill(
      at(1),
      'Akin',
      [part('packaging'), part('freight'), part('other'), part('other', '6900')],
      [],
    );
    expect(byRole(lines)).toEqual({
      'packaging-stock': 1000,
      'freight-not-billed': 1000,
      purchases: 1000,
      payables: -4000,
    });
    expect(lines.find(({ account }) => account === '6900')?.amountMinor).toBe(1000);
  });

  it('is paid in parts, at the rates of their days', () => {
    const lines = postBillPaid(at(1.1), 'Akin', { amountMinor: 12_000, baseMinor: 14_400 }, 6000);
    expect(byRole(lines)).toEqual({ payables: 7200, bank: -6600, 'exchange-gain': -600 });
    expect(imbalanceOf(lines)).toBeNull();
  });
});

describe('other costs', () => {
  it('are freight, packaging, and what a provider keeps of its payout', () => {
    expect(byRole(postLabel(at(1), 450, 'Post'))).toEqual({ freight: 450, 'freight-not-billed': -450 });
    expect(byRole([...postLabel(at(2), 450, 'Post'), ...postLabelVoid(at(2), 450, 'Post')])).toEqual({});
    expect(byRole(postPackaging(at(1), 30))).toEqual({ packaging: 30, 'packaging-stock': -30 });
    expect(byRole(postPayout(at(1), 'psp-clearing', 9800, 200))).toEqual({
      bank: 9800,
      'payment-fees': 200,
      'psp-clearing': -10_000,
    });
  });
});

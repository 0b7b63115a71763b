import { cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { show } from '../../../ui/screen.test-kit';
import { AccountsPage } from './accounts-page';
import { door, page, sign, type } from './money-door.test-kit';
import { PricesPage } from './prices-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 480 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 1200 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
});

describe('customers who pay later', () => {
  const row = {
    customerId: 'K1',
    name: 'Kaya Ltd',
    currency: 'GBP',
    limitMinor: 100_000,
    usedMinor: 40_000,
    overdueMinor: 1000,
    feesMinor: 500,
    termsDays: 30,
    isOpen: true,
    changedAt: '2026-11-20T10:00:00.000Z',
    changedBy: 'Berrin',
  };
  const providers = { rows: [], methods: [] };

  it('are listed with what they owe, and given another limit by a manager', async () => {
    const { api, asked } = door({ accounts: page(row), providers, saveAccount: row });
    const opened: unknown[] = [];
    const { missing } = show(<AccountsPage api={api} id={null} open={(...to) => opened.push(to)} />, {
      locale: 'en',
    });
    await screen.findByText('something is overdue');
    await screen.findByText(/Nobody takes payments on account yet/);
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
    await screen.findByText(/Of it/);
    await screen.findByText(/Owes .*400/);
    type('Limit', '1,250');
    fireEvent.submit(screen.getByRole('form', { name: 'Kaya Ltd' }));
    await screen.findByText('The limit cannot be read: 1,250. Write it like 12500.00.');
    type('Limit', '1.250,50');
    fireEvent.submit(screen.getByRole('form', { name: 'Kaya Ltd' }));
    sign('Keep the account');
    await waitFor(() => expect(asked.some(([name]) => name === 'saveAccount')).toBe(true));
    expect(asked.find(([name]) => name === 'saveAccount')?.slice(1)).toMatchObject([
      'K1',
      { name: 'Kaya Ltd', currency: 'GBP', limitMinor: 125_050, termsDays: 30, isOpen: true },
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Orders of this customer' }));
    expect(opened).toEqual([['orders', null, { text: 'Kaya Ltd' }]]);
    expect(missing).toEqual([]);
  });

  it('begin with the number a customer’s page names, in Turkish too', async () => {
    const { api } = door({ accounts: page(), providers });
    const { missing } = show(<AccountsPage api={api} id="K7" open={() => undefined} />, { locale: 'tr' });
    const field = await screen.findByLabelText(/Müşteri numarası/);
    expect((field as HTMLInputElement).value).toBe('K7');
    await waitFor(() => expect(document.activeElement).toBe(field));
    const name = screen.getByLabelText('Ad');
    name.focus();
    fireEvent.change(name, { target: { value: 'K' } });
    expect(document.activeElement).toBe(name);
    expect(missing).toEqual([]);
  });
});

describe('prices and taxes', () => {
  const prices = {
    priceLists: [
      {
        name: 'wholesale',
        currency: 'GBP',
        prices: [{ sku: 'MUG', fromQuantity: 12, unitPriceMinor: 390 }],
      },
    ],
    taxRules: [
      {
        name: 'uk',
        taxIncluded: true,
        rates: [{ countries: ['GB'], productTag: null, taxPpm: 200_000 }],
      },
    ],
  };

  it('are changed as they are typed, and a line that cannot be read is named', async () => {
    const { api, asked } = door({ prices, savePriceList: prices, saveTaxRule: prices });
    const { missing } = show(<PricesPage api={api} />, { locale: 'en' });
    fireEvent.click(await screen.findByRole('button', { name: 'Change wholesale' }));
    const field = screen.getByLabelText(/Prices, one a line/) as HTMLTextAreaElement;
    expect(field.value).toBe('MUG; 12; 3.90');
    type(/Prices, one a line/, 'MUG; 12; 3,50\nLAMP; ten; 20');
    fireEvent.submit(screen.getByRole('form', { name: 'wholesale' }));
    await screen.findByText(/Line 2 cannot be read: LAMP; ten; 20/);
    type(/Prices, one a line/, 'MUG; 12; 3,50\nLAMP; 10; 20');
    fireEvent.submit(screen.getByRole('form', { name: 'wholesale' }));
    sign('Keep prices and taxes');
    await waitFor(() => expect(asked.some(([name]) => name === 'savePriceList')).toBe(true));
    expect(asked.find(([name]) => name === 'savePriceList')?.[1]).toEqual({
      name: 'wholesale',
      currency: 'GBP',
      prices: [
        { sku: 'MUG', fromQuantity: 12, unitPriceMinor: 350 },
        { sku: 'LAMP', fromQuantity: 10, unitPriceMinor: 2000 },
      ],
    });
    expect(missing).toEqual([]);
  });

  it('hold a tax rule, in Turkish too', async () => {
    const { api, asked } = door({ prices, saveTaxRule: prices });
    const { missing } = show(<PricesPage api={api} />, { locale: 'tr' });
    fireEvent.click(await screen.findByRole('button', { name: 'Yeni vergi kuralı' }));
    type(/^Ad /, 'kdv');
    type(/Oranlar/, 'TR; kitap; 120');
    const form = screen.getByRole('form', { name: 'Yeni vergi kuralı' });
    fireEvent.submit(form);
    await screen.findByText(/1. satır okunamıyor/);
    type(/Oranlar/, 'TR; *; 20');
    fireEvent.submit(form);
    sign('Fiyat ve vergileri sakla', ['Rozet', 'PIN']);
    await waitFor(() => expect(asked.some(([name]) => name === 'saveTaxRule')).toBe(true));
    expect(missing).toEqual([]);
  });
});

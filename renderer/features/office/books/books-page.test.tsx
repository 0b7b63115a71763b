import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EntryPage } from '../../../../shared/contract/books';
import { show } from '../../../ui/screen.test-kit';
import { answering, by } from '../office-answers.test-kit';
import { officeApi } from '../office-api';
import { sign } from '../money/money-door.test-kit';
import { BooksPage } from './books-page';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const settings = {
  currency: 'GBP',
  stock: 'perpetual',
  costing: 'fifo',
  expectedReturnsPpm: 0,
  returnDays: 30,
  fees: [],
};
const opened = { settings, openedAt: '2026-11-01T08:00:00.000Z', waits: null, behind: 0, entries: 7 };
const names = (en: string, tr: string) => ({ en, tr });
const entry: EntryPage = {
  number: 'J-2026-000001',
  day: '2026-11-02',
  kind: 'manual',
  currency: 'GBP',
  baseCurrency: 'GBP',
  reference: null,
  text: 'Rent',
  orderId: null,
  ruleVersion: 1,
  postedAt: '2026-11-02T08:00:00.000Z',
  postedBy: 'Mina',
  lines: [
    {
      account: '6900',
      names: names('Other', 'Diğer'),
      amountMinor: 5000,
      baseMinor: 5000,
      party: null,
      sku: null,
      quantity: null,
      vat: null,
    },
    {
      account: '1000',
      names: names('Bank', 'Banka'),
      amountMinor: -5000,
      baseMinor: -5000,
      party: null,
      sku: null,
      quantity: null,
      vat: null,
    },
  ],
  cause: {
    kind: 'act',
    streamId: null,
    seq: null,
    type: 'Rent',
    at: '2026-11-02T08:00:00.000Z',
    actor: null,
    body: {},
  },
  reversedBy: null,
};
const trial = {
  from: '2026-01',
  to: '2026-11',
  currency: 'GBP',
  rows: [
    {
      code: '1000',
      names: names('Bank', 'Banka'),
      kind: 'asset',
      openingMinor: 0,
      debitMinor: 0,
      creditMinor: 5000,
      closingMinor: -5000,
    },
    {
      code: '6900',
      names: names('Other', 'Diğer'),
      kind: 'expense',
      openingMinor: 0,
      debitMinor: 5000,
      creditMinor: 0,
      closingMinor: 5000,
    },
  ],
  debitMinor: 5000,
  creditMinor: 5000,
};

const page = (id: string | null, open = vi.fn(), language: 'en' | 'tr' = 'en') => {
  show(<BooksPage api={officeApi('http://office')} id={id} open={open} />, { locale: language });
  return open;
};

describe('the page Books', () => {
  it('opens the books as they are to be kept, answered for by name', async () => {
    const sent = answering([
      [/GET \/v1\/books$/, { open: null, currency: 'GBP' }],
      [/POST \/v1\/books$/, { open: opened, currency: 'GBP' }],
    ]);
    page(null);
    fireEvent.change(await screen.findByLabelText('Chart of accounts'), { target: { value: 'uniform' } });
    fireEvent.change(screen.getByLabelText('Goods expected back, %'), { target: { value: '2,5' } });
    fireEvent.click(screen.getByRole('button', { name: 'Open the books' }));
    await screen.findByLabelText('Badge');
    sign('Open the books');
    await waitFor(() =>
      expect(sent).toEqual([
        {
          path: '/v1/books',
          body: {
            chart: 'uniform',
            settings: {
              stock: 'perpetual',
              costing: 'fifo',
              expectedReturnsPpm: 25_000,
              returnDays: 30,
              fees: [],
            },
            by,
          },
        },
      ]),
    );
  });

  it('says that nobody has set a currency yet, and leads there', async () => {
    answering([[/GET \/v1\/books$/, { open: null, currency: null }]]);
    const open = page(null);
    fireEvent.click(await screen.findByRole('button', { name: 'Exchange rates' }));
    expect(open).toHaveBeenCalledWith('rates');
  });

  it('shows the trial balance in either language, and why posting waits', async () => {
    const waits = { code: 'books-no-rate', values: { currency: 'USD', base: 'GBP', day: '2026-11-02' } };
    answering([
      [/GET \/v1\/books$/, { open: { ...opened, waits }, currency: 'GBP' }],
      [/trial-balance/, trial],
    ]);
    const open = page(null, vi.fn(), 'tr');
    fireEvent.click(await screen.findByRole('button', { name: '1000 Banka' }));
    expect(open).toHaveBeenCalledWith('books', '1000');
    expect(screen.getByRole('alert').textContent).toContain('USD - GBP');
    const sum = screen.getByRole('row', { name: /Toplam/ });
    expect(within(sum).getAllByText(/50,00/)).toHaveLength(2);
  });

  it('shows an entry with its cause, and takes back what somebody wrote', async () => {
    const sent = answering([
      [/GET \/v1\/books$/, { open: opened, currency: 'GBP' }],
      [/POST .*reverse/, { ...entry, number: 'J-2026-000002', kind: 'reversal' }],
      [/entries/, entry],
    ]);
    const open = page(entry.number);
    fireEvent.click(await screen.findByRole('button', { name: '6900 Other' }));
    expect(open).toHaveBeenCalledWith('books', '6900');
    expect(screen.getByText('Mina')).toBeDefined();
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'Twice' } });
    fireEvent.click(screen.getByRole('button', { name: 'Take the entry back' }));
    await screen.findByLabelText('Badge');
    sign('Take the entry back');
    await waitFor(() => expect(open).toHaveBeenCalledWith('books', 'J-2026-000002'));
    expect(sent[0]).toMatchObject({ body: { reason: 'Twice', by } });
  });
});

import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EntryPage } from '../../../../shared/contract/books';
import { show } from '../../../ui/screen.test-kit';
import { answering, by } from '../office-answers.test-kit';
import { officeApi } from '../office-api';
import { sign } from '../money/money-door.test-kit';
import { usePlace } from '../place/use-place';
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
  late: 'next-open',
  priceTolerancePpm: 20_000,
};
const opened = {
  settings,
  openedAt: '2026-11-01T08:00:00.000Z',
  waits: null,
  closedThrough: null,
  behind: 0,
  entries: 7,
};
const names = (en: string, tr: string) => ({ en, tr });
const entry: EntryPage = {
  number: 'J-2026-000001',
  day: '2026-11-02',
  eventDay: null,
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
              late: 'next-open',
              priceTolerancePpm: 20_000,
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

describe('figures and months', () => {
  const state: [RegExp, object] = [/GET \/v1\/books$/, { open: opened, currency: 'GBP' }];

  it('say whether they are what their accounts say', async () => {
    answering([
      state,
      [
        /ageing/,
        {
          currency: 'GBP',
          rows: [
            {
              party: 'K1',
              currency: 'GBP',
              notDue: 100,
              to30: 0,
              to60: 0,
              to90: 0,
              over90: 900,
              amountMinor: 1000,
              baseMinor: 1000,
            },
          ],
          baseMinor: 1000,
          controlMinor: 1250,
        },
      ],
      [
        /vat-return/,
        {
          currency: 'GBP',
          rows: [
            {
              country: 'GB',
              ppm: 200_000,
              side: 'output',
              currency: 'GBP',
              netMinor: 5000,
              taxMinor: 1000,
              baseTaxMinor: 1000,
            },
          ],
          payableMinor: 1000,
          accountsMinor: 1000,
        },
      ],
    ]);
    page(null);
    fireEvent.click(await screen.findByRole('button', { name: 'Receivables' }));
    expect((await screen.findByRole('row', { name: /K1/ })).textContent).toContain('9.00');
    expect(screen.getByText(/They differ by/).textContent).toContain('2.50');
    fireEvent.click(screen.getByRole('button', { name: 'VAT return' }));
    await screen.findByText('Both are the same.');
    expect(screen.getByRole('row', { name: /GB/ }).textContent).toContain('10.00');
  });

  it('are closed by somebody who answers for it, and opened again with why', async () => {
    const act = { month: '2026-10', act: 'closed', reason: null, at: '2026-11-02T08:00:00.000Z', by: 'Mina' };
    const sent = answering([
      state,
      [/periods$/, { closedThrough: '2026-10', next: '2026-11', acts: [act] }],
      [/periods\/.*\/(close|reopen)$/, { closedThrough: null, next: '2026-10', acts: [] }],
    ]);
    page(null);
    fireEvent.click(await screen.findByRole('button', { name: 'Months' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Close 2026-11' }));
    await screen.findByLabelText('Badge');
    sign('Close the month');
    await waitFor(() => expect(sent).toEqual([{ path: '/v1/books/periods/2026-11/close', body: { by } }]));
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'late bill' } });
    fireEvent.click(screen.getByRole('button', { name: 'Open 2026-10 again' }));
    await screen.findByLabelText('Badge');
    sign('Open the month again');
    await waitFor(() =>
      expect(sent.at(-1)).toEqual({
        path: '/v1/books/periods/2026-10/reopen',
        body: { reason: 'late bill', by },
      }),
    );
  });

  it('take a bill as it came, and name what does not fit', async () => {
    const purchaseId = '0198a000-0000-7000-8000-000000000001';
    const held = {
      supplier: 'Mug Works',
      number: 'A-1',
      vatNumber: null,
      purchaseId: null,
      currency: 'GBP',
      day: '2026-11-02',
      dueOn: '2026-11-20',
      lines: [{ for: 'other', sku: null, text: 'Rent', quantity: 1, netMinor: 10_050 }],
      taxes: [],
      totalMinor: 20_000,
      billId: purchaseId,
      state: 'held',
      problems: [{ kind: 'sum', sku: '', expected: '100.50 GBP', told: '200.00 GBP' }],
      paidMinor: 0,
      answeredBy: null,
      note: null,
      payments: [],
    };
    const sent = answering([
      state,
      [/GET \/v1\/supplier-bills$/, { rows: [], total: 0, isTotalLeast: false, cursor: null }],
      [
        /purchases/,
        { rows: [], total: 0, isTotalLeast: false, cursor: null, today: '2026-11-02', counts: {} },
      ],
      [/POST .*supplier-bills/, held],
    ]);
    page(null);
    fireEvent.click(await screen.findByRole('button', { name: 'Bills' }));
    fireEvent.click(await screen.findByRole('button', { name: 'New bill' }));
    const fill = (label: string, value: string): void => {
      fireEvent.change(screen.getAllByLabelText(label)[0] as HTMLElement, { target: { value } });
    };
    fill('Supplier', 'Mug Works');
    fill('Number of the bill', 'A-1');
    fill('Currency', 'gbp');
    fill('Total with tax', '200,00');
    fill('Words', 'Rent');
    fill('Net', '1,00,50');
    fireEvent.submit(screen.getByRole('form', { name: 'New bill' }));
    await screen.findByText(/A number cannot be read/);
    fill('Net', '100.50');
    fireEvent.submit(screen.getByRole('form', { name: 'New bill' }));
    await screen.findByLabelText('Badge');
    sign('Enter the bill');
    await waitFor(() =>
      expect(sent[0]?.body).toMatchObject({
        supplier: 'Mug Works',
        currency: 'GBP',
        totalMinor: 20_000,
        lines: held.lines,
        by,
      }),
    );
    expect((await screen.findByRole('row', { name: /200\.00 GBP/ })).textContent).toContain('100.50 GBP');
  });
});

describe('what leaves the books', () => {
  it('is an invoice as UBL, once somebody has said who sells', async () => {
    const company = {
      name: 'Mugs Ltd',
      vatNumber: 'GB1',
      street: 'High Street',
      postcode: 'LS1',
      city: 'Leeds',
      countryCode: 'GB',
      email: 'a@example.com',
    };
    const sent = answering([
      [/GET \/v1\/books$/, { open: opened, currency: 'GBP' }],
      [/company/, { company }],
      [/ubl/, { fileName: 'INV-2026-000001.xml', xml: '<Invoice/>' }],
    ]);
    page(null);
    fireEvent.click(await screen.findByRole('button', { name: 'Files' }));
    fireEvent.change(await screen.findByLabelText(/Number of the invoice/), {
      target: { value: 'INV-2026-000001' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Make the file' }));
    expect((await screen.findByRole('link')).getAttribute('download')).toBe('INV-2026-000001.xml');
    fireEvent.change(await screen.findByLabelText('City'), { target: { value: 'York' } });
    fireEvent.click(screen.getByRole('button', { name: 'Keep who sells' }));
    await screen.findByLabelText('Badge');
    sign('Keep who sells');
    await waitFor(() =>
      expect(sent).toEqual([
        { path: '/v1/books/company', body: { company: { ...company, city: 'York' }, by } },
      ]),
    );
  });
});

describe('views of the books', () => {
  /** As the office has its pages: anew for every place one comes to. */
  function Placed(): ReactNode {
    const { place, visit, open, Provide } = usePlace();
    return (
      <Provide key={`${place.page} ${visit}`} place={place}>
        <BooksPage api={officeApi('http://office')} id={place.id} open={open} />
      </Provide>
    );
  }
  const periods = { closedThrough: null, next: '2026-10', acts: [] };
  const answers: [RegExp, object][] = [
    [/GET \/v1\/books$/, { open: opened, currency: 'GBP' }],
    [/trial-balance/, trial],
    [/periods$/, periods],
    [
      /ledger/,
      {
        account: '1000',
        names: names('Bank', 'Banka'),
        kind: 'asset',
        currency: 'GBP',
        openingMinor: 0,
        rows: [],
        cursor: null,
      },
    ],
    [/supplier-bills/, { rows: [], total: 0, isTotalLeast: false, cursor: null }],
  ];
  const view = async (name: string): Promise<void> => {
    fireEvent.click(await screen.findByRole('button', { name }));
  };

  it('stay open, stand in the address, and are there again for whoever comes back', async () => {
    window.history.replaceState(null, '', '#/books');
    answering(answers);
    show(<Placed />, { locale: 'en' });
    await view('Months');
    await screen.findByText('No month is closed yet.');
    expect(window.location.hash).toBe('#/books?view=periods');
    cleanup();
    show(<Placed />, { locale: 'en' });
    await screen.findByText('No month is closed yet.');
  });

  it('are reached from an account, and keep what is searched for in them', async () => {
    window.history.replaceState(null, '', '#/books/1000');
    answering(answers);
    show(<Placed />, { locale: 'en' });
    await view('Bills');
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'mugs' } });
    await waitFor(() => expect(window.location.hash).toBe('#/books?text=mugs&view=bills'));
    cleanup();
    show(<Placed />, { locale: 'en' });
    await waitFor(() => expect(screen.getByRole('searchbox')).toHaveProperty('value', 'mugs'));
  });
});

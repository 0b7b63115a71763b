import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { show } from '../../../ui/screen.test-kit';
import { BankPage } from './bank-page';
import { InvoicesPage } from './invoices-page';
import { door, page, sign, type } from './money-door.test-kit';
import { PlacementPage } from './placement-page';
import { ProvidersPage } from './providers-page';
import { QuotesPage } from './quotes-page';
import { RatesPage } from './rates-page';

afterEach(cleanup);
// A busy machine is no reason to fail.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });
// A test screen has no size of its own, and a grid shows only the rows that are in view.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 480 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 1200 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
});

const shipTo = {
  name: 'Kaya Ltd',
  company: null,
  lines: ['1 High Street'],
  postcode: 'LS1 1AA',
  city: 'Leeds',
  region: null,
  countryCode: 'GB',
  phone: null,
  email: null,
};
const quote = (state: string) => ({
  quote: {
    quoteId: 'q1',
    number: 'Q-1',
    channelId: 'web',
    customerId: 'K1',
    customerName: 'Kaya Ltd',
    shipTo,
    currency: 'GBP',
    lines: [
      { sku: 'MUG', name: 'A mug', quantity: 10, unitPriceMinor: 500, discountMinor: 0, taxPpm: 200_000 },
    ],
    discountMinor: 0,
    shippingMinor: 0,
    taxIncluded: true,
    validUntil: '2026-12-31T23:59:59.000Z',
    termsDays: 30,
    note: null,
    state,
    orderId: state === 'ordered' ? 'o1' : null,
    reason: null,
  },
  totalMinor: 5000,
  taxMinor: 833,
  invoiceNumber: null,
  link: state === 'sent' ? 'https://office.example.org/customer/quote/abc' : null,
});
const channels = { rows: [{ channelId: 'web', name: 'Web shop' }] };

describe('quotes', () => {
  it('are written, sent, and become an order and an invoice', async () => {
    const { api, asked } = door({
      quotes: page(quote('draft')),
      channels,
      saveQuote: quote('draft'),
      sendQuote: quote('sent'),
      acceptQuote: { quote: quote('ordered').quote, invoice: { number: 'INV-2026-000001' } },
    });
    const opened: unknown[] = [];
    const { missing } = show(<QuotesPage api={api} open={(...to) => opened.push(to)} />, { locale: 'en' });
    fireEvent.click(await screen.findByRole('button', { name: 'New quote' }));
    await screen.findByRole('option', { name: 'Web shop' });
    type('Number of the quote', 'Q-1');
    type('Name of the customer', 'Kaya Ltd');
    type('Town', 'Leeds');
    type(/Country/, 'gb');
    type(/Currency/, 'gbp');
    type('Product 1', 'MUG');
    type('Quantity 1', '10');
    type('E-mail', 'kaya@example.org');
    type('Price 1', '5,00');
    type('Tax % 1', '20');
    fireEvent.click(screen.getByRole('button', { name: 'Keep the draft' }));
    await screen.findByRole('button', { name: /Send it/ });
    const [, quoteId, content] = asked.find(([name]) => name === 'saveQuote') ?? [];
    expect(quoteId).toMatch(/^[0-9a-f-]{36}$/);
    expect(content).toMatchObject({
      channelId: 'web',
      currency: 'GBP',
      shipTo: { countryCode: 'GB', city: 'Leeds', email: 'kaya@example.org' },
      lines: [{ sku: 'MUG', quantity: 10, unitPriceMinor: 500, taxPpm: 200_000 }],
      termsDays: 30,
    });
    fireEvent.click(screen.getByRole('button', { name: /Send it/ }));
    const accept = await screen.findByRole('button', { name: /The customer accepts/ });
    expect((screen.getByLabelText('The customer answers here') as HTMLInputElement).value).toContain(
      '/customer/quote/',
    );
    fireEvent.click(accept);
    fireEvent.click(await screen.findByRole('button', { name: 'Open invoice INV-2026-000001' }));
    expect(opened).toEqual([['invoices', 'INV-2026-000001']]);
    expect(missing).toEqual([]);
  });

  it('say in Turkish which amount cannot be read', async () => {
    const { api, asked } = door({ quotes: page(), channels });
    const { missing } = show(<QuotesPage api={api} open={() => undefined} />, { locale: 'tr' });
    fireEvent.click(await screen.findByRole('button', { name: 'Yeni teklif' }));
    type('Ürün 1', 'MUG');
    type('Fiyat 1', 'beş');
    fireEvent.submit(
      screen.getByRole('button', { name: 'Taslağı sakla' }).closest('form') as HTMLFormElement,
    );
    await screen.findByText(/Bir tutar okunamıyor \(satır 1\)/);
    expect(asked.some(([name]) => name === 'saveQuote')).toBe(false);
    expect(missing).toEqual([]);
  });
});

describe('invoices', () => {
  const row = {
    number: 'INV-2026-000001',
    orderId: 'o1',
    orderNumber: 'Q-1',
    customerName: 'Kaya Ltd',
    issuedAt: '2026-11-01T10:00:00.000Z',
    dueAt: '2026-12-01T10:00:00.000Z',
    currency: 'GBP',
    totalMinor: 5000,
    paidMinor: 2000,
    state: 'overdue',
  };
  it.each(['en', 'tr'] as const)(
    'are listed with what came, and shown as they print (%s)',
    async (locale) => {
      const { api, asked } = door({
        invoices: page(row),
        invoicePage: { html: '<style></style><h1>Invoice</h1>' },
      });
      const { missing } = show(<InvoicesPage api={api} id={null} open={() => undefined} />, { locale });
      await screen.findByText('Kaya Ltd');
      expect(screen.getByRole('grid').textContent).toContain('20');
      fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
      await screen.findByTitle('INV-2026-000001');
      expect(asked).toContainEqual(['invoicePage', 'INV-2026-000001', locale]);
      await screen.findByRole('button', { name: locale === 'en' ? 'Print or keep as PDF' : /PDF/ });
      expect(missing).toEqual([]);
    },
  );
});

describe('bank lines', () => {
  const line = {
    lineId: 'l1',
    providerId: 'bank',
    bookedOn: '2026-11-27',
    amountMinor: 5000,
    currency: 'GBP',
    payer: 'KAYA LTD',
    reference: 'INV-2026-000001',
    paymentId: null,
    aside: null,
  };
  const proposal = {
    paymentId: 'p1',
    orderNumber: 'Q-1',
    invoiceNumber: 'INV-2026-000001',
    customerName: 'Kaya Ltd',
    reference: null,
    currency: 'GBP',
    openMinor: 5000,
    reason: 'invoice',
    isExact: true,
  };
  const providers = {
    rows: [
      {
        providerId: 'bank',
        method: 'bank-transfer',
        name: 'Bank',
        enabled: true,
        settings: {},
        secretsSet: [],
      },
    ],
    methods: [],
  };

  it('are matched with what they are for, and taken out again', async () => {
    const { api, asked } = door({
      bankLines: page(line),
      providers,
      bankProposals: { rows: [proposal] },
      matchBankLine: { ...line, paymentId: 'p1' },
      unmatchBankLine: line,
      putBankLineAside: { ...line, aside: { note: 'tax back', by: 'M1', at: '2026-01-05T10:00:00.000Z' } },
    });
    const { missing } = show(<BankPage api={api} />, { locale: 'en' });
    await screen.findByText('KAYA LTD');
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
    await screen.findByText(/its invoice is written there/);
    fireEvent.click(screen.getByRole('button', { name: 'It is for this' }));
    sign('It is for this');
    fireEvent.click(await screen.findByRole('button', { name: /It was for something else/ }));
    sign('It was for something else: take it out');
    await screen.findByText(/its invoice is written there/);
    type('What it is for, if not an order', 'tax back');
    fireEvent.click(screen.getByRole('button', { name: 'Put aside' }));
    sign('Put aside');
    await screen.findByText('Put aside: tax back');
    expect(asked.filter(([name]) => name.endsWith('matchBankLine')).map(([name, id]) => [name, id])).toEqual([
      ['matchBankLine', 'l1'],
      ['unmatchBankLine', 'l1'],
    ]);
    expect(asked).toContainEqual(['putBankLineAside', 'l1', 'tax back', { badge: 'M1', pin: '46824' }]);
    expect(missing).toEqual([]);
  });

  it('are read from a file of the bank, in Turkish too', async () => {
    const { api, asked } = door({
      bankLines: page(),
      providers,
      importStatement: { format: 'mt940', added: 2, known: 1, matched: 1, outgoing: 3, unread: ['4: ?'] },
    });
    const { missing } = show(<BankPage api={api} />, { locale: 'tr' });
    await screen.findByLabelText('Hesap');
    type('Para birimi', 'gbp');
    const file = new File(['Date,Amount,Payer'], 'statement.csv');
    fireEvent.change(screen.getByLabelText('Banka hesap özeti'), { target: { files: [file] } });
    fireEvent.submit(screen.getByLabelText('Banka hesap özeti').closest('form') as HTMLFormElement);
    sign('Hesap özetini oku', ['Rozet', 'PIN']);
    await screen.findByText(/2 yeni satır, 1 tanesi hemen eşleşti/);
    expect(asked).toContainEqual([
      'importStatement',
      { providerId: 'bank', currency: 'GBP', text: 'Date,Amount,Payer', by: { badge: 'M1', pin: '46824' } },
    ]);
    expect(missing).toEqual([]);
  });
});

describe('exchange rates', () => {
  const rows = ['2026-11-26', '2026-11-27'].map((day, at) => ({
    base: 'EUR',
    currency: 'USD',
    day,
    rate: `1.08${at}`,
    source: 'ECB',
  }));
  it.each([
    ['en', 'Rate', 'Keep the rate', 'Set it', 'Badge'],
    ['tr', 'Kur', 'Kuru sakla', 'Koy', 'Rozet'],
  ] as const)(
    'are drawn with the figures beside, and entered by hand (%s)',
    async (locale, rate, keep, set, badge) => {
      const { api, asked } = door({
        exchangeRates: { rows },
        moneySettings: { booksCurrency: 'GBP' },
        saveRates: { changed: 1, unread: [] },
        saveMoneySettings: { booksCurrency: 'EUR' },
      });
      const { missing } = show(<RatesPage api={api} />, { locale });
      const chart = await screen.findByRole('img');
      expect(chart.querySelectorAll('circle')).toHaveLength(2);
      expect(screen.getAllByText('ECB')).toHaveLength(2);
      const form = within(screen.getByRole('button', { name: keep }).closest('form') as HTMLFormElement);
      const fields = form.getAllByRole('textbox');
      fireEvent.change(fields[1] as HTMLElement, { target: { value: 'try' } });
      fireEvent.change(form.getByLabelText(rate), { target: { value: '48,12' } });
      fireEvent.click(screen.getByRole('button', { name: keep }));
      sign(keep, [badge, 'PIN']);
      await waitFor(() =>
        expect(asked.find(([name]) => name === 'saveRates')?.[1]).toMatchObject([
          { base: 'EUR', currency: 'TRY', rate: '48.12' },
        ]),
      );
      fireEvent.click(screen.getByRole('button', { name: set }));
      sign(set, [badge, 'PIN']);
      await waitFor(() => expect(asked.find(([name]) => name === 'saveMoneySettings')?.[1]).toBe('GBP'));
      expect(missing).toEqual([]);
    },
  );
});

describe('payment providers', () => {
  const card = {
    providerId: 'card',
    method: 'card',
    name: 'Cards',
    enabled: true,
    settings: {},
    secretsSet: ['secretKey'],
  };
  const methods = [{ method: 'card', secretNames: ['secretKey', 'signingSecret'] }];
  it.each([
    ['en', 'Try Cards', 'Change Cards', 'Keep it', /refuses us/, 'Badge', 'is set; leave empty to keep it'],
    [
      'tr',
      'Cards sağlayıcısını dene',
      'Cards sağlayıcısını değiştir',
      'Sakla',
      /bizi reddediyor/,
      'Rozet',
      'konmuş; kalması için boş bırakın',
    ],
  ] as const)(
    'are tried, and keep their secrets to themselves (%s)',
    async (locale, test, edit, keep, refused, badge, isSet) => {
      const { api, asked } = door({
        providers: { rows: [card], methods },
        testProvider: { outcome: 'refused', words: 'authentication_failed' },
        saveProvider: { rows: [card], methods },
        channelPayments: {
          rows: [
            {
              channelId: 'web',
              name: 'Web shop',
              rule: 'prepaid',
              captureAt: 'placing',
              providers: [],
              usual: null,
            },
          ],
        },
        saveChannelPayment: { rows: [] },
      });
      const { missing } = show(<ProvidersPage api={api} />, { locale });
      fireEvent.click(await screen.findByRole('button', { name: test }));
      await screen.findByText(refused);
      fireEvent.click(screen.getByRole('button', { name: edit }));
      const secret = screen.getByPlaceholderText(isSet);
      expect((secret as HTMLInputElement).value).toBe('');
      fireEvent.click(screen.getByRole('button', { name: keep }));
      sign(keep, [badge, 'PIN']);
      await waitFor(() => expect(asked.some(([name]) => name === 'saveProvider')).toBe(true));
      // What was left empty stays as it is.
      expect(asked.find(([name]) => name === 'saveProvider')?.slice(1)).toEqual([
        'card',
        { method: 'card', name: 'Cards', enabled: true, by: { badge: 'M1', pin: '46824' } },
      ]);
      fireEvent.click(await screen.findByRole('checkbox', { name: 'Cards' }));
      fireEvent.change(screen.getByRole('combobox'), { target: { value: 'card' } });
      const channel = screen.getByRole('form', { name: 'Web shop' });
      fireEvent.submit(channel);
      sign(within(channel).getByRole('button').textContent ?? '', [badge, 'PIN']);
      await waitFor(() =>
        expect(asked.find(([name]) => name === 'saveChannelPayment')?.slice(1)).toMatchObject([
          'web',
          { providers: ['card'], usual: 'card' },
        ]),
      );
      expect(missing).toEqual([]);
    },
  );
});

describe('placement rules', () => {
  const settings: unknown = {
    address: { channels: [], phoneNeeded: [], longestLine: 35 },
    fraud: {
      channels: ['*'],
      amountsOver: [{ currency: 'GBP', amountMinor: 50_000 }],
      countriesDiffer: false,
      ordersInAnHour: 0,
      blocked: [],
    },
    stopped: [],
    owners: [],
  };
  const preview = {
    orders: 500,
    held: 12,
    heldNow: 3,
    reasons: [{ reason: 'fraud', orders: 12, ordersNow: 3 }],
    examples: [{ orderId: 'o1', number: '1001', customerName: 'Kaya', reason: 'fraud', note: 'amount' }],
  };
  const props = (api: never): ComponentProps<typeof PlacementPage> => ({ api, open: () => undefined });

  it('are looked at on the newest orders, and set by a manager', async () => {
    const { api, asked } = door({
      placementSettings: settings,
      previewPlacement: preview,
      savePlacement: settings,
    });
    const { missing } = show(<PlacementPage {...props(api)} />, { locale: 'en' });
    await screen.findByRole('heading', { name: 'Sign of fraud' });
    type(/Orders above/, '300 GBP, 4000 TRY');
    type(/Blocked, one a line/, 'email: bad@example.org');
    type(/Products nobody packs/, 'MUG\nLAMP');
    fireEvent.click(screen.getByRole('button', { name: 'Look at it on the newest orders' }));
    await screen.findByText(/12 would have been held; by the rules in force 3/);
    fireEvent.click(screen.getByRole('button', { name: 'Set these rules' }));
    sign('Set these rules');
    await waitFor(() => expect(asked.some(([name]) => name === 'savePlacement')).toBe(true));
    expect(asked.find(([name]) => name === 'savePlacement')?.[1]).toMatchObject({
      fraud: {
        amountsOver: [
          { currency: 'GBP', amountMinor: 30_000 },
          { currency: 'TRY', amountMinor: 400_000 },
        ],
        blocked: [{ kind: 'email', value: 'bad@example.org' }],
      },
      stopped: ['MUG', 'LAMP'],
    });
    expect(missing).toEqual([]);
  });

  it('say in Turkish what cannot be read', async () => {
    const { api, asked } = door({ placementSettings: settings });
    const { missing } = show(<PlacementPage {...props(api)} />, { locale: 'tr' });
    await screen.findByRole('heading', { name: 'Dolandırıcılık belirtisi' });
    type(/Şundan büyük siparişler/, 'çok');
    fireEvent.click(screen.getByRole('button', { name: 'Bu kuralları koy' }));
    await screen.findByText(/Bu okunamıyor: çok/);
    expect(asked.some(([name]) => name === 'savePlacement')).toBe(false);
    expect(missing).toEqual([]);
  });
});

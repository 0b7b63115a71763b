// The page Customers against head office's answers at the wire: list and file in both languages, by keyboard, and what it sends.
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerPage as Page, CustomerRow } from '../../../../shared/contract/customers';
import { usualCustomerRules } from '../../../../shared/domain/customer/rules';
import { show } from '../../../ui/screen.test-kit';
import { officeApi } from '../office-api';
import { CustomersPage } from './customers-page';
import { OrderCustomer } from './order-customer';

const asked: { path: string; query: string; body: unknown }[] = [];
const opened: unknown[] = [];
const original = globalThis.fetch;
const id = '0198c0de-0000-7000-8000-000000000001';
const other = '0198c0de-0000-7000-8000-000000000002';
const value = {
  orders: 3,
  moneyMinor: 123_400,
  marginMinor: 45_000,
  marginOrders: 2,
  unratedOrders: 1,
  shippedUnits: 10,
  returnedUnits: 1,
  firstOrderAt: '2026-01-05T10:00:00.000Z',
  lastOrderAt: '2026-03-05T10:00:00.000Z',
  segment: 'champion' as const,
  isVip: true,
};
const row: CustomerRow = {
  ...value,
  customerId: id,
  name: 'Ayşe Yılmaz',
  countryCode: 'TR',
  mail: 'ayse@example.org',
  phone: null,
  currency: 'GBP',
};
const whole: Page = {
  customerId: id,
  name: row.name,
  countryCode: 'TR',
  firstSeenAt: '2026-01-05T10:00:00.000Z',
  erasedAt: null,
  vipByHand: null,
  currency: 'GBP',
  value,
  scores: { r: 5, f: 4, m: 5 },
  scale: {
    at: '2026-03-06T10:00:00.000Z',
    customers: 40,
    recency: [
      '2026-01-01T00:00:00.000Z',
      '2026-01-10T00:00:00.000Z',
      '2026-02-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
    ],
    frequency: [1, 1, 2, 5],
    money: [1000, 2000, 5000, 90_000],
  },
  months: [
    { month: '2026-01', orders: 2, moneyMinor: 100_000 },
    { month: '2026-03', orders: 1, moneyMinor: 23_400 },
  ],
  contacts: [
    {
      kind: 'mail',
      value: 'ayse@example.org',
      shown: 'Ayse@example.org',
      source: 'web',
      lastAt: row.lastOrderAt ?? '',
      isKey: true,
    },
    {
      kind: 'phone',
      value: '+905321234567',
      shown: '0532 123 45 67',
      source: 'web',
      lastAt: row.lastOrderAt ?? '',
      isKey: false,
    },
  ],
  addresses: [
    {
      addressKey: 'k1',
      kind: 'delivery',
      isDefault: true,
      address: {
        name: row.name,
        company: null,
        lines: ['Bağdat Cad. 1'],
        postcode: '34000',
        city: 'İstanbul',
        region: null,
        countryCode: 'TR',
        phone: null,
        email: null,
      },
      lastAt: row.lastOrderAt ?? '',
    },
  ],
  edits: [
    {
      actId: other,
      what: 'contact',
      how: 'changed',
      before: '0532 000 00 00',
      after: '0532 123 45 67',
      at: '2026-03-05T10:00:00.000Z',
      by: 'Desk 1',
    },
  ],
  notes: [
    { noteId: other, text: 'Likes blue', isPinned: true, at: '2026-03-05T10:00:00.000Z', by: 'Desk 1' },
  ],
  consent: [
    {
      channel: 'mail',
      contact: 'ayse@example.org',
      purpose: 'carts',
      at: '2026-02-05T10:00:00.000Z',
      isGiven: false,
      source: 'link',
      by: null,
    },
  ],
  alike: [
    {
      customerId: other,
      name: 'Ayse Yilmaz',
      mail: 'ayze@example.org',
      orders: 1,
      reasons: ['mail-typo', 'name-postcode'],
    },
  ],
  merges: [{ mergeId: other, fromId: other, name: 'A. Yılmaz', at: '2026-03-05T10:00:00.000Z', by: 'Deniz' }],
  credit: [
    {
      customerId: 'K9',
      currency: 'GBP',
      limitMinor: 100_000,
      usedMinor: 30_000,
      overdueMinor: 0,
      termsDays: 30,
      isOpen: true,
    },
  ],
  erasure: null,
};
let page: Page;

function answerTo(path: string): unknown {
  if (path === '/v1/customers') return { rows: [row], total: 1, cursor: null };
  if (path === '/v1/customer-rules') return usualCustomerRules;
  if (path.endsWith('/activity'))
    return {
      rows: [
        {
          id: 'e 1',
          at: row.lastOrderAt,
          kind: 'order',
          type: 'OrderPlaced',
          orderId: other,
          number: '1042',
          by: null,
          text: null,
        },
        {
          id: 'm 1',
          at: row.lastOrderAt,
          kind: 'mail',
          type: 'order-shipped',
          orderId: other,
          number: '1042',
          by: null,
          text: '1042 is on its way',
        },
        {
          id: 'a 1',
          at: row.lastOrderAt,
          kind: 'file',
          type: 'exported',
          orderId: null,
          number: null,
          by: 'Mina',
          text: null,
        },
      ],
      cursor: 'next',
    };
  if (path.endsWith('/merge-preview'))
    return {
      into: {
        customerId: id,
        name: row.name,
        orders: 3,
        moneyMinor: 123_400,
        contacts: ['Ayse@example.org'],
        addresses: 1,
      },
      from: {
        customerId: other,
        name: 'Ayse Yilmaz',
        orders: 1,
        moneyMinor: 1000,
        contacts: ['ayze@example.org'],
        addresses: 1,
      },
      currency: 'GBP',
      warnings: ['other-country'],
    };
  if (path.endsWith('/export')) return { fileName: 'customer.zip', base64: 'UEs=' };
  if (path.endsWith('/erase'))
    return {
      erasureId: other,
      askedAt: '2026-04-01T10:00:00.000Z',
      how: 'mail',
      by: 'Mina',
      kept: [],
      keptUntil: null,
      endedAt: null,
    };
  if (path.startsWith('/v1/orders/'))
    return {
      customer: {
        customerId: id,
        name: row.name,
        orders: 3,
        isVip: true,
        segment: 'champion',
        pinned: ['Likes blue'],
      },
    };
  return page;
}

beforeEach(() => {
  for (const [name, size] of [
    ['offsetHeight', 480],
    ['offsetWidth', 1200],
    ['clientHeight', 480],
  ] as const)
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value: size });
  asked.splice(0);
  opened.splice(0);
  page = whole;
  globalThis.fetch = (async (url: URL, init: RequestInit) => {
    const { pathname, search } = new URL(url);
    asked.push({
      path: pathname,
      query: search,
      body: init.method === 'POST' ? JSON.parse(init.body as string) : null,
    });
    return new Response(JSON.stringify(answerTo(pathname)));
  }) as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = original;
});

const api = officeApi('http://head-office.test');
const open = (...place: unknown[]): void => void opened.push(place);
const press = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getAllByRole('button', { name })[0] as HTMLElement));
const type = (label: string | RegExp, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
const lastTo = (path: string): unknown =>
  asked.findLast((each) => each.path === path && each.body !== null)?.body;
const answer = async (button: string): Promise<void> => {
  type(/Badge|Yaka kartı/, 'M1');
  type('PIN', '46824');
  const form = screen.getByRole('form', { name: button });
  await act(async () => void fireEvent.submit(form));
};
const by = { badge: 'M1', pin: '46824' };

describe('the list', () => {
  it.each([
    ['en', 'Champion', 'Customers'],
    ['tr', 'Şampiyon', 'Müşteriler'],
  ] as const)('shows in %s who is worth what, and opens one with Enter', async (locale, segment, title) => {
    const { missing } = show(<CustomersPage api={api} id={null} open={open} />, { locale });
    await waitFor(() => expect(screen.getByText('ayse@example.org')).toBeTruthy());
    expect(screen.getAllByText(segment).length).toBeGreaterThan(0);
    expect(screen.getByRole('heading', { name: new RegExp(title) })).toBeTruthy();
    const grid = screen.getByRole('grid');
    await act(async () => {
      grid.focus();
      fireEvent.keyDown(grid, { key: 'Enter' });
    });
    expect(opened).toEqual([['customers', id]]);
    expect(missing).toEqual([]);
  });

  it('asks head office to sort and to filter, and a manager sets the rule of VIPs', async () => {
    show(<CustomersPage api={api} id={null} open={open} />, { locale: 'en' });
    await waitFor(() => expect(screen.getByText('ayse@example.org')).toBeTruthy());
    type('Order by', 'last');
    type('Segment', 'lost');
    await waitFor(() => expect(asked.at(-1)?.query).toBe('?segment=lost&sort=last'));
    await press('Rules');
    await waitFor(() => expect(screen.getByLabelText('Customers become VIPs by a rule')).toBeTruthy());
    fireEvent.click(screen.getByLabelText('Customers become VIPs by a rule'));
    type('Spent at least', '500');
    await press('Save the rules');
    await answer('Save the rules');
    expect(lastTo('/v1/customer-rules')).toMatchObject({
      by,
      rules: { vip: { moneyMinor: 50_000, orders: 0, withinDays: 0, returnPercent: 100 } },
    });
  });
});

describe('the file', () => {
  it.each(['en', 'tr'] as const)(
    'shows everything in %s, charts with their numbers beside them',
    async (locale) => {
      const { missing } = show(<CustomersPage api={api} id={id} open={open} />, { locale });
      await waitFor(() => expect(screen.getByText('Likes blue')).toBeTruthy());
      const chart = screen.getByRole('img');
      expect(chart.querySelectorAll('rect')).toHaveLength(2);
      expect(chart.getAttribute('aria-label')).toContain('1');
      expect(screen.getByText(/Bağdat Cad. 1/)).toBeTruthy();
      await waitFor(() => expect(screen.getByText(/1042 is on its way/)).toBeTruthy());
      for (const table of screen.getAllByRole('table'))
        expect(within(table).getAllByRole('row').length).toBeGreaterThan(1);
      expect(missing).toEqual([]);
    },
  );

  it('compares, merges and undoes, with a name for each', async () => {
    show(<CustomersPage api={api} id={id} open={open} />, { locale: 'en' });
    await waitFor(() => expect(screen.getByText(/same name, mail differs/)).toBeTruthy());
    await press('Compare and merge');
    await waitFor(() => expect(screen.getByText('The countries differ.')).toBeTruthy());
    await press('Merge into this customer');
    await answer('Merge into this customer');
    expect(lastTo(`/v1/customers/${id}/merge`)).toEqual({ fromId: other, by });
    await press('Undo the merge');
    await answer('Undo the merge');
    expect(lastTo(`/v1/customer-merges/${other}/undo`)).toEqual({ by });
    await press('Two people');
    expect(lastTo(`/v1/customers/${id}/not-same`)).toEqual({ otherId: other });
  });

  it('takes notes, consent and the usual address', async () => {
    show(<CustomersPage api={api} id={id} open={open} />, { locale: 'en' });
    await waitFor(() => expect(screen.getByText('Likes blue')).toBeTruthy());
    type('A note about this customer', 'Call after six');
    await press('Add note');
    expect(lastTo(`/v1/customers/${id}/notes`)).toEqual({ text: 'Call after six', isPinned: false });
    await press('Note what they said');
    expect(lastTo(`/v1/customers/${id}/consent`)).toEqual({
      channel: 'mail',
      contact: 'ayse@example.org',
      purpose: 'marketing',
      isGiven: true,
      source: 'call',
    });
    await press('Usual for invoices');
    expect(lastTo(`/v1/customers/${id}/default-address`)).toEqual({ addressKey: 'k1', kind: 'invoice' });
  });

  it('takes contacts and addresses by hand, says what is wrong with them, and takes each back', async () => {
    show(<CustomersPage api={api} id={id} open={open} />, { locale: 'en' });
    await waitFor(() => expect(screen.getByText('Likes blue')).toBeTruthy());
    await press('Add a contact');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Mail');
    type('Kind', 'phone');
    type('Phone', '12 34');
    const save = (name: string) => act(async () => void fireEvent.submit(screen.getByRole('form', { name })));
    await save('Add a contact');
    expect(lastTo(`/v1/customers/${id}/contacts`)).toBeUndefined();
    expect(screen.getByText(/Phone cannot be a number there/)).toBeTruthy();
    type('Phone', '0532 765 43 21');
    await save('Add a contact');
    expect(lastTo(`/v1/customers/${id}/contacts`)).toEqual({
      kind: 'phone',
      shown: '0532 765 43 21',
      replaces: null,
    });
    expect(screen.queryByRole('form', { name: 'Add a contact' })).toBeNull();
    await press('Change Ayse@example.org');
    type('Mail', 'ayse@example,org');
    await press('Take ayse@example.org');
    await save('Change');
    expect(lastTo(`/v1/customers/${id}/contacts`)).toEqual({
      kind: 'mail',
      shown: 'ayse@example.org',
      replaces: { kind: 'mail', value: 'ayse@example.org' },
    });
    await press('Remove 0532 123 45 67');
    expect(lastTo(`/v1/customers/${id}/contacts/remove`)).toEqual({ kind: 'phone', value: '+905321234567' });
    await press('Add an address');
    await save('Add an address');
    expect(lastTo(`/v1/customers/${id}/addresses`)).toBeUndefined();
    expect(screen.getByText('Street and number is missing')).toBeTruthy();
    type('Street and number', 'Atatürk Cad. 5, Daire 2');
    type('Postcode', '35220');
    type('Town or district', 'Konak');
    await press('Take İzmir');
    await save('Add an address');
    expect(lastTo(`/v1/customers/${id}/addresses`)).toMatchObject({
      kind: 'delivery',
      replaces: null,
      address: { lines: ['Atatürk Cad. 5', 'Daire 2'], postcode: '35220', region: 'İzmir', phone: null },
    });
    await press(/^Change Ayşe Yılmaz, Bağdat/);
    type('Province or state', 'İstanbul');
    await save('Change');
    expect(lastTo(`/v1/customers/${id}/addresses`)).toMatchObject({
      replaces: { kind: 'delivery', addressKey: 'k1' },
      address: { lines: ['Bağdat Cad. 1'], region: 'İstanbul' },
    });
    await press(/^Remove Ayşe Yılmaz, Bağdat/);
    expect(lastTo(`/v1/customers/${id}/addresses/remove`)).toEqual({ kind: 'delivery', addressKey: 'k1' });
    await press('Undo: 0532 000 00 00 became 0532 123 45 67');
    expect(asked.some(({ path }) => path === `/v1/customers/${id}/edits/${other}/undo`)).toBe(true);
  });

  it('is exported and erased by a named person, and then shows what the law keeps', async () => {
    const saved: string[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(this.download);
    };
    show(<CustomersPage api={api} id={id} open={open} />, { locale: 'en' });
    await waitFor(() => expect(screen.getByText('Likes blue')).toBeTruthy());
    await press('Export all data');
    await answer('Export all data');
    await waitFor(() => expect(saved).toEqual(['customer.zip']));
    HTMLAnchorElement.prototype.click = click;
    await press('Erase on request');
    expect(screen.getByText(/This cannot be undone/)).toBeTruthy();
    page = {
      ...whole,
      name: 'erased-0198c0de',
      erasedAt: '2026-04-01T10:00:00.000Z',
      erasure: {
        erasureId: other,
        askedAt: '2026-04-01T10:00:00.000Z',
        how: 'mail',
        by: 'Mina',
        kept: [{ what: 'invoice', number: 'INV-2026-1', until: '2037-01-01T00:00:00.000Z' }],
        keptUntil: '2037-01-01T00:00:00.000Z',
        endedAt: null,
      },
    };
    await press('Erase now');
    await answer('Erase now');
    expect(lastTo(`/v1/customers/${id}/erase`)).toEqual({ how: 'mail', by });
    await waitFor(() =>
      expect(screen.getByText(/Invoice INV-2026-1 is kept by law until 1 January 2037/)).toBeTruthy(),
    );
    expect(screen.queryByText('Export all data')).toBeNull();
  });

  it('is one press away from an order', async () => {
    show(<OrderCustomer api={api} orderId={other} open={open} />, { locale: 'en' });
    await waitFor(() => expect(screen.getByText('Likes blue')).toBeTruthy());
    await press('Ayşe Yılmaz');
    expect(opened).toEqual([['customers', id]]);
  });
});

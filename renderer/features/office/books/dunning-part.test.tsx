// Reminders and fees on the page of the books: what is overdue, what is disputed, the rules by form, and what providers keep.
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { usualDunning } from '../../../../shared/domain/dunning/dunning';
import { show } from '../../../ui/screen.test-kit';
import { sign } from '../money/money-door.test-kit';
import { answering, by } from '../office-answers.test-kit';
import { officeApi } from '../office-api';
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
  fees: [{ providerId: 'gone', ppm: 10_000, fixedMinor: 5 }],
  late: 'next-open',
  priceTolerancePpm: 20_000,
};
const open = {
  settings,
  openedAt: '2026-11-01T08:00:00.000Z',
  waits: null,
  closedThrough: null,
  behind: 0,
  entries: 7,
};
const state: [RegExp, object] = [/GET \/v1\/books$/, { open, currency: 'GBP' }];
const paymentId = '0198a000-0000-7000-8000-000000000001';
const debt = {
  paymentId,
  customerId: 'K1',
  name: 'Kaya Ltd',
  orderId: '0198a000-0000-7000-8000-000000000002',
  orderNumber: '1042',
  currency: 'GBP',
  owedMinor: 12_000,
  dueOn: '2026-01-05',
  reached: 1,
  dispute: null,
};
const letter = {
  letterId: '0198a000-0000-7000-8000-000000000003',
  customerId: 'K1',
  currency: 'GBP',
  level: 1,
  writtenOn: '2026-01-20',
  totalMinor: 12_000,
  feeMinor: 0,
  fee: null,
  toAddress: 'kaya@example.org',
  state: 'sent',
};
const dunning = {
  rules: { ...usualDunning, isOn: true, feeCurrency: 'GBP' },
  changedAt: '2026-01-01T00:00:00.000Z',
  changedBy: 'Mina',
  lookedOn: '2026-01-20',
  debts: [debt],
  letters: [letter],
};
const page = (locale: 'en' | 'tr' = 'en') =>
  show(<BooksPage api={officeApi('http://office')} id={null} open={() => undefined} />, { locale });

describe('reminders', () => {
  it.each([
    ['en', 'Reminders', 'Reminders written', '1042'],
    ['tr', 'Hatırlatmalar', 'Yazılan hatırlatmalar', '1042'],
  ] as const)('show what is overdue and who was written to, in %s', async (locale, view, letters, order) => {
    answering([state, [/dunning$/, dunning]]);
    const { missing } = page(locale);
    fireEvent.click(await screen.findByRole('button', { name: view }));
    const row = (await screen.findByRole('button', { name: order })).closest('tr') as HTMLElement;
    expect(row.textContent).toMatch(/Kaya Ltd.*120/);
    expect(screen.getByRole('heading', { name: letters })).toBeTruthy();
    expect(screen.getByText('kaya@example.org')).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('stop for what somebody says is disputed', async () => {
    const after = { ...dunning, debts: [{ ...debt, dispute: { reason: 'broken', by: 'Mina' } }] };
    const sent = answering([state, [/GET .*dunning$/, dunning], [/dispute$/, after]]);
    page();
    fireEvent.click(await screen.findByRole('button', { name: 'Reminders' }));
    fireEvent.click(await screen.findByRole('button', { name: 'It is disputed' }));
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'broken' } });
    fireEvent.submit(screen.getByLabelText('Reason').closest('form') as HTMLElement);
    await screen.findByLabelText('Badge');
    sign('It is disputed');
    await screen.findByText(/broken \(Mina\)/);
    expect(sent).toEqual([
      { path: `/v1/dunning/debts/${paymentId}/dispute`, body: { reason: 'broken', by } },
    ]);
  });

  it('have rules that come one behind the other, or are asked for again', async () => {
    const sent = answering([state, [/GET .*dunning$/, dunning], [/rules$/, dunning]]);
    page();
    fireEvent.click(await screen.findByRole('button', { name: 'Reminders' }));
    const form = await screen.findByRole('form', { name: 'When customers are reminded' });
    const days = () => within(form).getAllByLabelText('Days after it was due');
    fireEvent.change(days()[1] as HTMLElement, { target: { value: '5' } });
    fireEvent.submit(form);
    await screen.findByText(/Each level comes some days/);
    fireEvent.change(days()[1] as HTMLElement, { target: { value: '15' } });
    fireEvent.change(within(form).getAllByLabelText('Fee')[1] as HTMLElement, { target: { value: '5,00' } });
    fireEvent.click(within(form).getByRole('button', { name: 'Take the last level away' }));
    fireEvent.submit(form);
    await screen.findByLabelText('Badge');
    sign('Save the rules');
    await waitFor(() =>
      expect(sent).toMatchObject([
        {
          path: '/v1/dunning/rules',
          body: {
            rules: {
              levels: [
                { afterDays: 5, feeMinor: 0 },
                { afterDays: 15, feeMinor: 500 },
              ],
              pauseDays: 7,
            },
            by,
          },
        },
      ]),
    );
  });

  it('are written at once when somebody asks, and say who cannot be written to', async () => {
    answering([state, [/GET .*dunning$/, dunning], [/look$/, { written: 2, unreachable: ['K9'] }]]);
    page();
    fireEvent.click(await screen.findByRole('button', { name: 'Reminders' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Write the reminders of today' }));
    await screen.findByLabelText('Badge');
    sign('Write the reminders of today');
    await screen.findByText(/2 reminders written\. One customer cannot be written to: K9/);
  });
});

describe('fees of reminders', () => {
  const open = { ...letter, level: 2, feeMinor: 500, fee: { state: 'open', openMinor: 200, reason: null } };
  const settled = (state: string, reason: string | null) => ({
    ...dunning,
    letters: [{ ...open, fee: { state, openMinor: 0, reason } }],
  });

  it('are paid by what is open of them, answered for', async () => {
    const sent = answering([
      state,
      [/GET .*dunning$/, { ...dunning, letters: [open] }],
      [/payments$/, settled('paid', null)],
    ]);
    const { missing } = page();
    fireEvent.click(await screen.findByRole('button', { name: 'Reminders' }));
    fireEvent.click(await screen.findByRole('button', { name: 'The fee is paid' }));
    await screen.findByLabelText('Badge');
    sign('The fee is paid');
    await screen.findByText('paid');
    expect(screen.queryByRole('button', { name: 'The fee is paid' })).toBeNull();
    expect(sent).toEqual([
      {
        path: `/v1/dunning/fees/${letter.letterId}/payments`,
        body: { key: 'open 200', amountMinor: 200, day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), by },
      },
    ]);
    expect(missing).toEqual([]);
  });

  it('are given up with why, in Turkish', async () => {
    const sent = answering([
      state,
      [/GET .*dunning$/, { ...dunning, letters: [open] }],
      [/waive$/, settled('waived', 'iyi niyet')],
    ]);
    page('tr');
    fireEvent.click(await screen.findByRole('button', { name: 'Hatırlatmalar' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Ücretten vazgeç' }));
    fireEvent.change(screen.getByLabelText('Neden'), { target: { value: 'iyi niyet' } });
    fireEvent.submit(screen.getByLabelText('Neden').closest('form') as HTMLElement);
    await screen.findByLabelText('Rozet');
    sign('Ücretten vazgeç', ['Rozet', 'PIN']);
    await screen.findByText('iyi niyet');
    expect(sent).toMatchObject([{ body: { reason: 'iyi niyet', by } }]);
  });
});

describe('fees of providers', () => {
  it('are typed by form; what is no number is asked for again, and providers that are gone keep theirs', async () => {
    const provider = {
      providerId: 'card',
      method: 'card',
      name: 'Card Ltd',
      enabled: true,
      settings: {},
      secretsSet: [],
    };
    const sent = answering([
      state,
      [/payment-providers$/, { rows: [provider], methods: [] }],
      [/POST .*settings$/, { open, currency: 'GBP' }],
    ]);
    page();
    fireEvent.click(await screen.findByRole('button', { name: 'Fees of providers' }));
    const form = await screen.findByRole('form', { name: 'Fees of providers' });
    const fixed = within(form).getByLabelText('Fixed part (GBP)');
    fireEvent.change(within(form).getByLabelText('Percent of the payment'), { target: { value: '1,4' } });
    fireEvent.change(fixed, { target: { value: '1,000' } });
    fireEvent.submit(form);
    await screen.findByText(/A share is a number/);
    fireEvent.change(fixed, { target: { value: '0.20' } });
    fireEvent.submit(form);
    await screen.findByLabelText('Badge');
    sign('Save the fees');
    await waitFor(() =>
      expect(sent).toEqual([
        {
          path: '/v1/books/settings',
          body: {
            fees: [
              { providerId: 'card', ppm: 14_000, fixedMinor: 20 },
              { providerId: 'gone', ppm: 10_000, fixedMinor: 5 },
            ],
            expectedReturnsPpm: 0,
            returnDays: 30,
            late: 'next-open',
            priceTolerancePpm: 20_000,
            by,
          },
        },
      ]),
    );
  });
});

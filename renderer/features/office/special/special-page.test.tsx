// Special orders in the office against head office's answers at the wire: list, one order, kinds and rules, both languages.
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrderSpecialPage, SpecialRow, SpecialSettingsDoc } from '../../../../shared/contract/special';
import { orderIdOf } from '../../../../shared/domain/ids.test-kit';
import { specialCodeForPeople, specialCodeOf } from '../../../../shared/domain/special/special-code';
import { firstKinds } from '../../../../shared/domain/special/special-kind';
import { markOf } from '../../../../shared/domain/special/special.test-kit';
import { ownCode } from '../../../../shared/barcode/own-code';
import { show } from '../../../ui/screen.test-kit';
import { officeApi } from '../office-api';
import { createPageScans, PageScansContext } from '../page-scans';
import { OrderSpecial } from './order-special';
import { SpecialPage } from './special-page';

const orderId = orderIdOf(1);
const code = specialCodeOf(orderId);
const kind = (kindId: string) => firstKinds.find((each) => each.kindId === kindId) ?? firstKinds[0];
const { names, sign, colour } = kind('vip') ?? firstKinds[0]!;
const row: SpecialRow = {
  orderId,
  number: '1042',
  customer: 'Ayşe Yılmaz',
  code,
  state: 'watched',
  owner: null,
  isRaised: false,
  risk: { level: 'late', reason: 'past-promise' },
  since: '2026-05-04T10:00:00.000Z',
  end: null,
  kinds: [{ kindId: 'vip', names, sign, colour }],
  where: 'with-carrier',
  at: 'Royal Mail',
  promise: '2026-05-05',
  leaveBy: null,
  calls: 1,
  lastCall: { at: '2026-05-04T11:00:00.000Z', by: 'Desk', kind: 'call', text: 'It comes tomorrow' },
};
const step = { parcelId: 'p', boxNumber: 1, units: null, gap: null, until: '2026-05-04T10:05:00.000Z' };
const page: OrderSpecialPage = {
  orderId,
  number: '1042',
  special: { code, marks: [markOf('vip', { note: 'Ribbon' })], takenOff: [], isRaised: false },
  giftMessage: 'İyi ki doğdun',
  row,
  calls: row.lastCall ? [row.lastCall] : [],
  custody: [
    {
      ...step,
      act: 'packed',
      at: '2026-05-04T10:00:00.000Z',
      by: 'Ayşe',
      where: 'Bench 1',
      holder: 'bench',
      units: 3,
    },
    { ...step, act: 'verified', at: step.until, by: 'Can', where: 'Bench 1', holder: 'bench' },
    {
      ...step,
      act: 'handed-over',
      at: '2026-05-06T10:00:00.000Z',
      until: '2026-05-06T10:00:00.000Z',
      by: null,
      where: 'Dock',
      holder: 'carrier',
      gap: { reason: 'long', minutes: 2875 },
    },
  ],
  kinds: [{ kindId: 'vip', names, sign, colour }],
};
const settings: SpecialSettingsDoc = {
  version: 3,
  kinds: [...firstKinds],
  rules: [{ ruleId: 'r1', name: 'VIPs', kindId: 'vip', isOn: true, when: { isVip: true } }],
  changedAt: null,
};
const asked: { path: string; query: URLSearchParams; body: unknown }[] = [];
const original = globalThis.fetch;

function answerTo(path: string): unknown {
  if (path === '/v1/special') return { rows: [row], total: 1, cursor: null };
  if (path === '/v1/special-settings') return settings;
  if (path === '/v1/special-preview')
    return { orders: 200, special: 12, rules: [{ ruleId: 'r1', orders: 12, numbers: ['1042', '1041'] }] };
  return page;
}

beforeAll(() => {
  // A window of some size, so that the list has rows.
  for (const [name, value] of [
    ['offsetHeight', 480],
    ['offsetWidth', 1200],
    ['clientHeight', 480],
    ['clientWidth', 1200],
  ] as const)
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
});
beforeEach(() => {
  asked.length = 0;
  globalThis.fetch = (async (url: URL, init: RequestInit) => {
    asked.push({
      path: url.pathname,
      query: url.searchParams,
      body: init.body ? JSON.parse(init.body as string) : null,
    });
    return new Response(JSON.stringify(answerTo(url.pathname)), {
      headers: { 'content-type': 'application/json' },
    });
  }) as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = original;
});
const posted = (path: string): unknown =>
  asked.findLast((each) => each.path === path && each.body !== null)?.body;

describe('the page Special orders', () => {
  const scans = createPageScans();
  const opened: unknown[] = [];
  const shown = (locale: 'en' | 'tr' = 'en') =>
    show(
      <PageScansContext value={scans}>
        <SpecialPage api={officeApi('http://127.0.0.1:1')} id={null} open={(...to) => opened.push(to)} />
      </PageScansContext>,
      { locale },
    );

  it.each([
    ['en', 'Late', 'the promised day is over', 'With the carrier', 'VIP'],
    ['tr', 'Gecikti', 'beklenen gün geçti', 'Kargo firmasında', 'VIP'],
  ] as const)('lists who is at risk, where it is and why, each with words (%s)', async (locale, ...words) => {
    const { missing } = shown(locale);
    await waitFor(() => expect(screen.getByText(specialCodeForPeople(code))).toBeTruthy());
    for (const word of words) expect(document.body.textContent).toContain(word);
    expect(document.body.textContent).toContain('Royal Mail');
    expect(document.body.textContent).toContain('It comes tomorrow');
    expect(asked.find(({ path }) => path === '/v1/special')?.query.get('state')).toBe('watched');
    expect(missing).toEqual([]);
  });

  it('filters by kind, risk and owner, and finds an order by the scan of its tag', async () => {
    shown();
    await waitFor(() => expect(screen.getByText('1042')).toBeTruthy());
    fireEvent.change(screen.getByLabelText('Kind'), { target: { value: 'gift' } });
    fireEvent.change(screen.getByLabelText('Looked after by'), { target: { value: 'Ber' } });
    await waitFor(() => {
      const { query } = asked.findLast(({ path }) => path === '/v1/special') ?? {};
      expect([query?.get('kindId'), query?.get('owner')]).toEqual(['gift', 'Ber']);
    });
    act(() => void scans.give(ownCode('special', code)));
    await waitFor(() =>
      expect(asked.findLast(({ path }) => path === '/v1/special')?.query.get('text')).toBe(
        specialCodeForPeople(code),
      ),
    );
  });

  it('opens one by key: takes it, notes a call, raises it, and goes to the order', async () => {
    shown();
    await waitFor(() => expect(screen.getByText('1042')).toBeTruthy());
    const grid = screen.getByRole('grid');
    fireEvent.keyDown(grid, { key: 'ArrowDown' });
    fireEvent.keyDown(grid, { key: 'Enter' });
    const dialog = await screen.findByRole('dialog');
    await waitFor(() => expect(within(dialog).getByText('İyi ki doğdun')).toBeTruthy());
    fireEvent.change(within(dialog).getByLabelText('Looked after by'), { target: { value: 'Berrin' } });
    fireEvent.click(within(dialog).getByText('Take it'));
    await waitFor(() => expect(posted(`/v1/special/${orderId}`)).toEqual({ act: 'take', owner: 'Berrin' }));
    fireEvent.change(within(dialog).getByLabelText('What was said, or why'), {
      target: { value: 'She waits' },
    });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Called the customer' }));
    await waitFor(() => expect(posted(`/v1/special/${orderId}`)).toEqual({ act: 'call', text: 'She waits' }));
    fireEvent.change(within(dialog).getByLabelText('What was said, or why'), { target: { value: 'Twice' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Raise priority' }));
    await waitFor(() => expect(posted(`/v1/special/${orderId}`)).toEqual({ act: 'raise', reason: 'Twice' }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open the order' }));
    expect(opened).toEqual([['orders', orderId]]);
  });

  it('lets a manager try rules before they are saved', async () => {
    shown();
    fireEvent.click(screen.getByText('Kinds and rules'));
    await waitFor(() => expect(screen.getByText('VIPs')).toBeTruthy());
    const save = screen.getByRole('button', { name: 'Save kinds and rules' });
    expect(save).toHaveProperty('disabled', true);
    fireEvent.click(screen.getByText('New rule'));
    const form = screen.getByRole('form', { name: 'Rule' });
    fireEvent.change(within(form).getByLabelText('Name of the rule'), { target: { value: 'Big ones' } });
    fireEvent.click(within(form).getByText('Take over'));
    expect(within(form).getByRole('alert').textContent).toContain('when');
    fireEvent.change(within(form).getByLabelText('Total of at least'), { target: { value: '250,50' } });
    fireEvent.change(within(form).getByLabelText('Currency of the amount'), { target: { value: 'gbp' } });
    fireEvent.change(within(form).getByLabelText('Countries (two letters each)'), {
      target: { value: 'gb, tr' },
    });
    fireEvent.click(within(form).getByText('Take over'));
    fireEvent.click(screen.getByText('See what they would mark'));
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toContain('12 of the newest 200 orders'),
    );
    expect(posted('/v1/special-preview')).toMatchObject({
      rules: [
        { ruleId: 'r1' },
        {
          name: 'Big ones',
          when: { valueOver: { amountMinor: 25_050, currency: 'GBP' }, countries: ['GB', 'TR'] },
        },
      ],
    });
    expect(document.querySelector('[data-preview="r1"]')?.textContent).toContain('1042, 1041');
    fireEvent.click(save);
    fireEvent.change(screen.getByLabelText('Badge'), { target: { value: 'M1' } });
    fireEvent.change(screen.getByLabelText('PIN'), { target: { value: '46824' } });
    fireEvent.submit(screen.getByRole('form', { name: 'Save kinds and rules' }));
    await waitFor(() =>
      expect(posted('/v1/special-settings')).toMatchObject({ version: 3, by: { badge: 'M1', pin: '46824' } }),
    );
  });

  it('adds a kind with its name in both languages', async () => {
    shown('tr');
    fireEvent.click(screen.getByText('Türler ve kurallar'));
    await waitFor(() => expect(screen.getByText('Yeni tür')).toBeTruthy());
    fireEvent.click(screen.getByText('Yeni tür'));
    const form = screen.getByRole('form', { name: 'Tür' });
    fireEvent.change(within(form).getByLabelText('İngilizce adı'), { target: { value: 'Blogger gift' } });
    fireEvent.change(within(form).getByLabelText('Türkçe adı'), { target: { value: 'Blog hediyesi' } });
    fireEvent.click(within(form).getByLabelText('Kapanmadan önce ikinci kişi bakar'));
    fireEvent.click(within(form).getByText('Uygula'));
    expect(document.querySelector('[data-kind="blogger-gift"]')?.textContent).toContain('Blog hediyesi');
  });
});

describe('what is special on the page of an order', () => {
  const shown = (locale: 'en' | 'tr' = 'en') =>
    show(<OrderSpecial api={officeApi('http://127.0.0.1:1')} orderId={orderId} />, { locale });

  it.each([
    [
      'en',
      'by the rule Dear customers',
      'Looked into by a second person',
      '2,875 minutes that nobody accounts for',
    ],
    ['tr', 'Dear customers kuralıyla', 'İkinci kişi baktı', '2.875 dakika açıklanmamış'],
  ] as const)('is who marked it, and who had the goods with every gap (%s)', async (locale, ...words) => {
    const { missing } = shown(locale);
    await waitFor(() => expect(document.querySelector('[data-act="verified"]')).not.toBeNull());
    for (const word of words) expect(document.body.textContent).toContain(word);
    expect(document.querySelector('[data-gap="long"]')?.getAttribute('data-act')).toBe('handed-over');
    expect(missing).toEqual([]);
  });

  it('is marked by hand with a reason, and taken off with badge and PIN', async () => {
    shown();
    await waitFor(() => expect(screen.getByText('Mark as special')).toBeTruthy());
    fireEvent.click(screen.getByText('Mark as special'));
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'She is a journalist' } });
    fireEvent.change(screen.getByLabelText('Note for the packer'), { target: { value: 'Red ribbon' } });
    fireEvent.submit(screen.getByRole('form', { name: 'Mark as special' }));
    await waitFor(() =>
      expect(posted(`/v1/orders/${orderId}/special`)).toEqual({
        kindId: 'vip',
        reason: 'She is a journalist',
        note: 'Red ribbon',
      }),
    );
    fireEvent.click(screen.getByText('Take the mark off'));
    const form = screen.getByRole('form', { name: 'Take the mark off' });
    fireEvent.change(within(form).getByLabelText('Badge'), { target: { value: 'S1' } });
    fireEvent.change(within(form).getByLabelText('PIN'), { target: { value: '2580' } });
    const [note] = within(form).getAllByRole('textbox');
    if (note) fireEvent.change(note, { target: { value: 'by mistake' } });
    fireEvent.submit(form);
    await waitFor(() =>
      expect(posted(`/v1/orders/${orderId}/special/unmark`)).toEqual({
        kindId: 'vip',
        reason: 'by mistake',
        by: { badge: 'S1', pin: '2580' },
      }),
    );
  });
});

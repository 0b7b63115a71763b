// Alerts in the office against head office's answers at the wire: list, one with what is done about it, thresholds, and the
// count in the frame; both languages.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AlertPage, AlertRow } from '../../../../shared/contract/alerts';
import { alertKinds } from '../../../../shared/domain/alert/alert-kinds';
import { usualAlertSettings } from '../../../../shared/domain/alert/alert-settings';
import { show } from '../../../ui/screen.test-kit';
import { officeApi } from '../office-api';
import { AlertCount } from './alert-count';
import { placeOf } from './alert-place';
import { AlertsPage } from './alerts-page';

const alertId = '0191d2f4-5a3c-7000-8000-000000000001';
const row: AlertRow = {
  alertId,
  kind: 'stock-out',
  subject: 'MUG',
  title: 'MUG A mug',
  warehouseId: null,
  measure: 4,
  values: {
    sku: 'MUG',
    name: 'A mug',
    on: '2026-11-30',
    days: 4,
    free: 9,
    week: 14.5,
    coming: 0,
    comingOn: '',
  },
  state: 'open',
  owner: null,
  snoozedUntil: null,
  openedAt: '2026-11-26T09:00:00.000Z',
  clearedAt: null,
  told: { measure: 4, at: '2026-11-26T09:00:00.000Z', times: 1 },
};
let shownRow: AlertRow = row;
const page = (): AlertPage => ({
  row: shownRow,
  history: [
    {
      type: 'AlertTold',
      at: '2026-11-26T09:00:00.000Z',
      by: null,
      why: 'new',
      measure: 4,
      owner: null,
      until: null,
    },
    {
      type: 'AlertOpened',
      at: '2026-11-26T09:00:00.000Z',
      by: null,
      why: null,
      measure: 4,
      owner: null,
      until: null,
    },
  ],
  letters: [
    { address: 'stock@example.org', at: '2026-11-26T09:30:00.000Z', state: 'sent', answer: '250 kept' },
    { address: 'late@example.org', at: '2026-11-26T09:30:00.000Z', state: 'waiting', answer: '421 busy' },
  ],
});
const asked: { path: string; query: URLSearchParams; body: unknown }[] = [];
const original = globalThis.fetch;

function answerTo(path: string, body: { act?: string; owner?: string; until?: string } | null): unknown {
  if (path === '/v1/alerts') return { rows: [row], total: 1, cursor: null };
  if (path === '/v1/floor')
    return {
      warehouses: [
        { warehouseId: 'W1', name: 'Leeds' },
        { warehouseId: 'W2', name: 'Rotterdam' },
      ],
    };
  if (path === '/v1/alert-count') return { open: 3, snoozed: 1 };
  if (path === '/v1/alerts/look') return { changed: 2 };
  if (path === '/v1/alert-settings')
    return {
      version: 2,
      settings: usualAlertSettings,
      changedAt: '2026-11-25T09:00:00.000Z',
      trail: [{ version: 2, changedAt: '2026-11-25T09:00:00.000Z', by: 'Mina' }],
    };
  if (path === '/v1/alert-preview')
    return {
      kinds: alertKinds.map((kind) => ({
        kind,
        open: kind === 'overstock' ? 12 : 0,
        opens: kind === 'overstock' ? 7 : 0,
        clears: 0,
        titles: kind === 'overstock' ? ['BOWL A bowl'] : [],
      })),
    };
  if (body?.act === 'take') shownRow = { ...shownRow, owner: body.owner ?? null };
  if (body?.act === 'snooze') shownRow = { ...shownRow, state: 'snoozed', snoozedUntil: body.until ?? null };
  if (body?.act === 'wake') shownRow = { ...shownRow, state: 'open', snoozedUntil: null };
  return page();
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
  shownRow = row;
  globalThis.fetch = (async (url: URL, init: RequestInit) => {
    const body = init.body ? (JSON.parse(init.body as string) as { act?: string }) : null;
    asked.push({ path: url.pathname, query: url.searchParams, body });
    return new Response(JSON.stringify(answerTo(url.pathname, body)), {
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
const opened: unknown[] = [];
const api = officeApi('http://127.0.0.1:1');
const shown = (locale: 'en' | 'tr' = 'en') =>
  show(<AlertsPage api={api} id={null} open={(...to) => opened.push(to)} />, { locale });

async function openedOne(): Promise<HTMLElement> {
  await waitFor(() => expect(screen.getByText('MUG A mug')).toBeTruthy());
  const grid = screen.getByRole('grid');
  fireEvent.keyDown(grid, { key: 'ArrowDown' });
  fireEvent.keyDown(grid, { key: 'Enter' });
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByLabelText('Looked after by');
  return dialog;
}

describe('the page Alerts', () => {
  it.each([
    [
      'en',
      'Runs out soon',
      'Runs out on 30 Nov 2026; free: 9, asked for a week: 14.5',
      'Order or hurry goods',
    ],
    ['tr', 'Yakında tükenecek', 'Tükeneceği gün 30 Kas 2026; serbest: 9', 'Mal isteyin ya da hızlandırın'],
  ] as const)(
    'lists what is open with its cause in numbers and what to do (%s)',
    async (locale, ...words) => {
      const { missing } = shown(locale);
      await waitFor(() => expect(screen.getByText('MUG A mug')).toBeTruthy());
      for (const word of words) expect(document.body.textContent).toContain(word);
      expect(asked.find(({ path }) => path === '/v1/alerts')?.query.get('state')).toBe('open');
      expect(missing).toEqual([]);
    },
  );

  it('looks now, and filters by kind', async () => {
    shown();
    fireEvent.click(await screen.findByText('Look now'));
    await waitFor(() => expect(posted('/v1/alerts/look')).toEqual({}));
    fireEvent.change(screen.getByLabelText('Kind'), { target: { value: 'clearance' } });
    await waitFor(() =>
      expect(asked.findLast(({ path }) => path === '/v1/alerts')?.query.get('kind')).toBe('clearance'),
    );
  });

  it('opens one by key: gives it an owner, puts it aside, and takes each back', async () => {
    shown();
    const dialog = await openedOne();
    expect(dialog.textContent).toContain('People were told of the alert · new');
    fireEvent.change(within(dialog).getByLabelText('Looked after by'), { target: { value: 'Berrin' } });
    fireEvent.click(within(dialog).getByText('Look after it'));
    await waitFor(() => expect(posted(`/v1/alerts/${alertId}`)).toEqual({ act: 'take', owner: 'Berrin' }));
    fireEvent.click(await within(dialog).findByText('Undo'));
    await waitFor(() => expect(posted(`/v1/alerts/${alertId}`)).toEqual({ act: 'take', owner: null }));
    fireEvent.click(within(dialog).getByText('Put aside for a day'));
    await waitFor(() => {
      const { act, until } = posted(`/v1/alerts/${alertId}`) as { act: string; until: string };
      expect(act).toBe('snooze');
      expect(Math.abs(Date.parse(until) - Date.now() - 86_400_000)).toBeLessThan(60_000);
    });
    fireEvent.click(await within(dialog).findByText('Undo'));
    await waitFor(() => expect(posted(`/v1/alerts/${alertId}`)).toEqual({ act: 'wake' }));
  });

  it('leads to where it is done', async () => {
    shown();
    const dialog = await openedOne();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Order or hurry goods' }));
    expect(opened).toEqual([['purchases', null, { text: 'MUG' }]]);
  });

  it('shows thresholds, tries them before they are saved, and asks who answers for them', async () => {
    const { missing } = shown();
    fireEvent.click(screen.getByText('Thresholds'));
    const over = await screen.findByRole('group', { name: 'Too much stock' });
    const save = screen.getByRole('button', { name: 'Save thresholds' });
    expect(save).toHaveProperty('disabled', true);
    const days = within(over).getByLabelText('When it lasts so many days');
    fireEvent.change(days, { target: { value: '9999' } });
    expect(within(over).getByRole('alert').textContent).toContain('From 1 to 730');
    fireEvent.change(days, { target: { value: '90' } });
    fireEvent.click(screen.getByText('See what would be open'));
    await waitFor(() =>
      expect(document.querySelector('[data-preview="overstock"]')?.textContent).toContain(
        'Would be open now: 12. Would open: 7, would be over: 0. BOWL A bowl',
      ),
    );
    expect(posted('/v1/alert-preview')).toMatchObject({
      settings: { kinds: { overstock: { limits: { coverDays: 90, leastUnits: 10 } } } },
    });
    fireEvent.click(save);
    fireEvent.change(screen.getByLabelText('Badge'), { target: { value: 'M1' } });
    fireEvent.change(screen.getByLabelText('PIN'), { target: { value: '46824' } });
    fireEvent.submit(screen.getByRole('form', { name: 'Save thresholds' }));
    await waitFor(() =>
      expect(posted('/v1/alert-settings')).toMatchObject({ version: 2, by: { badge: 'M1', pin: '46824' } }),
    );
    expect(document.body.textContent).toContain('2: Mina');
    expect(missing).toEqual([]);
  });

  it.each([
    ['en', 'Thresholds', 'Thresholds of', 'Late supplier', 'Own thresholds', 'See what would be open'],
    [
      'tr',
      'Eşikler',
      'Eşikleri gösterilen',
      'Geciken tedarikçi',
      'Kendi eşikleri',
      'Nelerin açık olacağını gör',
    ],
  ] as const)(
    'gives a warehouse thresholds of its own, and the company’s back, in %s',
    async (locale, tab, of, kind, own, tryIt) => {
      const { missing } = shown(locale);
      fireEvent.click(screen.getByText(tab));
      await screen.findByRole('option', { name: 'Rotterdam' });
      fireEvent.change(screen.getByLabelText(of), { target: { value: 'W2' } });
      const late = screen.getByRole('group', { name: kind });
      // The company's hold, and are seen.
      expect(within(late).getByRole('definition').textContent).toBe('1');
      expect(screen.queryByRole('group', { name: /returns|iade/i })).toBeNull();
      fireEvent.click(within(late).getByLabelText(own));
      fireEvent.change(within(late).getByRole('textbox'), { target: { value: '9' } });
      fireEvent.click(screen.getByText(tryIt));
      await waitFor(() =>
        expect(posted('/v1/alert-preview')).toMatchObject({
          settings: {
            sites: [{ warehouseId: 'W2', kinds: { 'late-supplier': { isOn: true, limits: { days: 9 } } } }],
          },
        }),
      );
      expect(await screen.findAllByRole('listitem')).not.toHaveLength(0);
      fireEvent.change(screen.getByLabelText(of), { target: { value: 'W1' } });
      expect(within(screen.getByRole('group', { name: kind })).getByRole('definition').textContent).toBe('1');
      fireEvent.change(screen.getByLabelText(of), { target: { value: 'W2' } });
      fireEvent.click(within(screen.getByRole('group', { name: kind })).getByLabelText(own));
      fireEvent.click(screen.getByText(tryIt));
      await waitFor(() => expect(posted('/v1/alert-preview')).toMatchObject({ settings: { sites: [] } }));
      expect(missing).toEqual([]);
    },
  );

  it('says to whom it was told by mail, and what became of it', async () => {
    shown();
    const dialog = await openedOne();
    expect(dialog.querySelector('[data-letter="sent"]')?.textContent).toContain('stock@example.org · sent');
    expect(dialog.querySelector('[data-letter="waiting"]')?.textContent).toContain('421 busy');
  });

  it('knows who is written to: added, chosen for a kind, taken out and brought back', async () => {
    shown();
    fireEvent.click(screen.getByText('Thresholds'));
    const form = await screen.findByRole('form', { name: 'New contact' });
    const name = within(form).getByLabelText('Name or role');
    fireEvent.change(name, { target: { value: 'Stock desk' } });
    fireEvent.change(within(form).getByLabelText('Mail addresses'), { target: { value: 'nobody' } });
    fireEvent.submit(form);
    expect(within(form).getByRole('alert').textContent).toContain('needs a name and mail addresses');
    fireEvent.change(within(form).getByLabelText('Mail addresses'), {
      target: { value: 'stock@example.org, night@example.org' },
    });
    fireEvent.change(within(form).getByLabelText('Language'), { target: { value: 'tr' } });
    fireEvent.submit(form);
    const low = screen.getByRole('group', { name: 'Low stock' });
    fireEvent.change(within(low).getByLabelText('Written to, if nobody who looks after it is'), {
      target: { value: 'Stock desk' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Take out Stock desk' }));
    expect(screen.getByText('Nobody is written to yet.')).toBeTruthy();
    fireEvent.click(screen.getByText('Undo'));
    fireEvent.click(screen.getByText('See what would be open'));
    await waitFor(() =>
      expect(posted('/v1/alert-preview')).toMatchObject({
        settings: {
          letterMinutes: 30,
          contacts: [
            { name: 'Stock desk', addresses: ['stock@example.org', 'night@example.org'], language: 'tr' },
          ],
          kinds: { 'low-stock': { tell: 'Stock desk' }, overstock: { tell: null } },
        },
      }),
    );
  });

  it('has every threshold in Turkish too', async () => {
    const { missing } = shown('tr');
    fireEvent.click(screen.getByText('Eşikler'));
    await screen.findByRole('group', { name: 'Fazla stok' });
    expect(missing).toEqual([]);
  });
});

describe('an alert', () => {
  it.each(alertKinds)('%s leads to a page', (kind) => {
    expect(placeOf({ kind, values: row.values }).page).toBeTruthy();
  });

  it('is counted in the frame of the office', async () => {
    show(<AlertCount api={api} />);
    await waitFor(() => expect(document.querySelector('[data-alerts="3"]')?.textContent).toBe('3'));
  });
});

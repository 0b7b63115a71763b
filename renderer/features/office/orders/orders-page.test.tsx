// The office's work surface against head office's answers at the wire: the grid by keyboard, filters that are kept, work on
// many orders with its preview and its undo, the list as a file, the palette, scans, and places in the address.
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BulkRun } from '../../../../shared/contract/bulk';
import type { SearchHit } from '../../../../shared/contract/office-search';
import type { OrderRow, SavedFilter } from '../../../../shared/contract/order-grid';
import { show } from '../../../ui/screen.test-kit';
import { Office, type OfficeScans } from '../office';

// A whole office is drawn for each; what takes long is the drawing, not what is tested.
vi.setConfig({ testTimeout: 20_000 });

type Asked = { path: string; query: Record<string, string>; body: unknown };
let asked: Asked[];
let run: BulkRun;
let saved: SavedFilter[];
let hits: SearchHit[];
const original = globalThis.fetch;

const rowOf = (n: number, change: Partial<OrderRow> = {}): OrderRow => ({
  orderId: `0198c0de-0000-7000-8000-00000000000${n}` as never,
  number: `104${n}`,
  channelId: 'web' as never,
  externalId: `W-104${n}`,
  status: 'ready',
  onHold: false,
  customerName: `Ayşe ${n}`,
  countryCode: 'TR',
  placedAt: '2026-01-05T09:30:00.000Z',
  units: 3,
  openUnits: 2,
  warehouseIds: ['W1' as never],
  seq: n,
  totalMinor: 255,
  currency: 'GBP',
  priority: 'normal',
  holds: [],
  tags: [],
  fields: {},
  payments: ['captured'],
  promisedFor: '2026-01-09',
  ...change,
});
const rows = [1, 2, 3, 4].map((n) => rowOf(n));
rows.push(rowOf(5, { number: '\u202E9401', customerName: 'شركة "غير" <b>' }));

function answerTo({ path, body }: Asked): unknown {
  if (path === '/v1/orders') return { rows, total: 120, cursor: null };
  if (path === '/v1/channels')
    return { rows: [{ channelId: 'web', name: 'Web shop', kind: 'web', currency: 'GBP', formats: [] }] };
  if (path === '/v1/order-filters') {
    if (body)
      saved.push({
        filterId: rows[0]?.orderId as string,
        total: 7,
        isTotalLeast: false,
        ...(body as object),
      } as SavedFilter);
    return { rows: saved };
  }
  if (path === '/v1/office/search') return { hits };
  if (path.endsWith('/start')) run = { ...run, state: 'done', will: 0, done: 2, undoable: 2, by: 'Ada' };
  if (path.endsWith('/undo'))
    run = { ...run, state: 'ready', will: 2, done: 0, undoable: 0, undoes: run.runId };
  if (path.endsWith('/orders'))
    return {
      rows: [
        {
          orderId: rows[0]?.orderId,
          number: '1041',
          state: 'refused',
          code: 'already-so',
          values: { number: '1041' },
          reason: '',
        },
      ],
      total: 1,
      cursor: null,
    };
  if (path.startsWith('/v1/bulk')) return run;
  return { rows: [], total: 0, cursor: null };
}

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 800 });
});
beforeEach(() => {
  asked = [];
  saved = [];
  hits = [];
  run = {
    runId: '0198c0de-0000-7000-8000-0000000000aa',
    state: 'ready',
    act: { kind: 'hold', reason: 'fraud', note: 'same card' },
    undoes: null,
    by: null,
    createdAt: '2026-01-05T10:00:00.000Z',
    startedAt: null,
    endedAt: null,
    waiting: 0,
    will: 2,
    refused: 1,
    done: 0,
    undoable: 0,
    reasons: [{ code: 'already-so', values: { number: '1041' }, orders: 1 }],
  };
  window.localStorage.clear();
  window.history.replaceState(null, '', '#/');
  globalThis.fetch = (async (address: URL | string, init?: RequestInit) => {
    const url = new URL(String(address));
    const one: Asked = {
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : null,
    };
    asked.push(one);
    if (url.pathname === '/v1/exports') return new Response('\uFEFFNumber\r\n1041\r\n');
    return Response.json(answerTo(one));
  }) as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = original;
});

const open = (language: 'en' | 'tr' = 'en', scans?: OfficeScans) =>
  show(<Office origin="http://head.office" onLeave={null} {...(scans ? { scans } : {})} />, {
    locale: language,
  });
/** Roles are slow to find in a whole office; one is asked for by name where that is the point. */
const one = (selector: string): Promise<HTMLElement> =>
  waitFor(() => {
    const found = document.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`there is no ${selector}`);
    return found;
  });
const grid = () => one('[role=grid]');
const press = (target: Element | Window, ...keys: (string | object)[]): void => {
  for (const key of keys) fireEvent.keyDown(target, typeof key === 'string' ? { key } : key);
};
const lastAsked = (path: string): Asked | undefined => asked.findLast((each) => each.path === path);
const chosen = (list: Element): string[] =>
  [...list.querySelectorAll('tbody tr[aria-selected=true]')].map(
    (row) => row.getAttribute('aria-rowindex') ?? '',
  );

describe('the grid', () => {
  it('is chosen from by keyboard: space, shift and arrows, all of the filter, none', async () => {
    open();
    const list = await grid();
    await within(list).findByText('1041');
    expect(list.getAttribute('aria-multiselectable')).toBe('true');
    press(list, ' ');
    expect(chosen(list)).toEqual(['2']);
    press(list, { key: 'ArrowDown', shiftKey: true }, { key: 'ArrowDown', shiftKey: true });
    expect(chosen(list)).toEqual(['2', '3', '4']);
    press(list, { key: 'ArrowUp', shiftKey: true });
    expect(chosen(list)).toEqual(['2', '3']);
    expect(screen.getByText('2 orders chosen')).toBeTruthy();
    press(list, { key: 'a', ctrlKey: true });
    expect(screen.getByText('120 orders chosen')).toBeTruthy();
    press(list, ' ');
    expect(screen.getByText('119 orders chosen')).toBeTruthy();
    press(list, 'Escape');
    expect(chosen(list)).toEqual([]);
  });

  it('keeps a text that runs from right to left in its own place', async () => {
    open();
    const list = await grid();
    const name = await within(list).findByText('شركة "غير" <b>');
    expect(name.tagName).toBe('BDI');
    expect(within(list).getByText('\u202E9401').tagName).toBe('BDI');
  });

  it('is brought into another order by a heading, and says so', async () => {
    open();
    await grid();
    const heading = () => screen.getByText('Total').closest('th') as HTMLElement;
    fireEvent.click(within(heading()).getByRole('button'));
    await waitFor(() => expect(lastAsked('/v1/orders')?.query).toMatchObject({ sort: 'total' }));
    expect(heading().getAttribute('aria-sort')).toBe('descending');
    fireEvent.click(within(heading()).getByRole('button'));
    await waitFor(() =>
      expect(lastAsked('/v1/orders')?.query).toMatchObject({ sort: 'total', turned: 'true' }),
    );
    expect(heading().getAttribute('aria-sort')).toBe('ascending');
    expect(window.location.hash).toContain('sort=total');
  });

  it('has the columns a person chose, in their order, also after a new start', async () => {
    const { unmount } = open();
    await grid();
    press(window, { key: 'c', altKey: true });
    const dialog = await one('[role=dialog]');
    fireEvent.click(within(dialog).getByLabelText('Country'));
    fireEvent.click(within(dialog).getByLabelText('Promised'));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Status: earlier' }));
    unmount();
    open();
    await grid();
    const headings = [...document.querySelectorAll('th')].map((each) =>
      each.textContent?.replace(/[▲▼]/, '').trim(),
    );
    expect(headings.slice(1, 3)).toEqual(['Status', 'Order']);
    expect(headings).toContain('Promised');
    expect(headings).not.toContain('Country');
  });
});

describe('a filter', () => {
  it('is asked for, stands in the address, and is there again when one comes back', async () => {
    const { unmount } = open();
    await grid();
    press(window, { key: 'f', altKey: true });
    fireEvent.change(await screen.findByLabelText('Held for'), { target: { value: 'fraud' } });
    fireEvent.change(screen.getByLabelText('Placed from'), { target: { value: '2026-01-02' } });
    fireEvent.blur(screen.getByLabelText('Country'), { target: { value: 'tr' } });
    await waitFor(() =>
      expect(lastAsked('/v1/orders')?.query).toMatchObject({
        hold: 'fraud',
        placedFrom: '2026-01-02',
        country: 'TR',
      }),
    );
    expect(window.location.hash).toContain('hold=fraud');
    unmount();
    asked = [];
    open();
    await waitFor(() =>
      expect(lastAsked('/v1/orders')?.query).toMatchObject({ hold: 'fraud', country: 'TR' }),
    );
  });

  it('is kept with its columns, counted, and shown again with one press', async () => {
    open();
    await grid();
    fireEvent.change(screen.getByLabelText('Status'), { target: { value: 'on-hold' } });
    press(window, { key: 's', ctrlKey: true });
    const dialog = await one('[role=dialog]');
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'Held' } });
    fireEvent.submit(within(dialog).getByLabelText('Name').closest('form') as HTMLFormElement);
    const button = await screen.findByRole('button', { name: 'Held 7' });
    expect(button.getAttribute('aria-pressed')).toBe('true');
    expect(lastAsked('/v1/order-filters')?.body).toMatchObject({
      name: 'Held',
      filter: { status: 'on-hold' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    await waitFor(() => expect(lastAsked('/v1/orders')?.query).not.toHaveProperty('status'));
    fireEvent.click(button);
    await waitFor(() => expect(lastAsked('/v1/orders')?.query).toMatchObject({ status: 'on-hold' }));
  });
});

describe.each([
  ['en', 'See what would happen', 'Do it now', 'Take back (2)', 'already'],
  ['tr', 'Ne olacağını gör', 'Şimdi yap', 'Geri al (2)', 'zaten'],
] as const)('work on many orders in %s', (language, preview, start, undo, word) => {
  it('says what would happen and why not, does it by somebody’s name, and takes it back', async () => {
    const { missing } = open(language);
    const list = await grid();
    await within(list).findByText('1041');
    press(list, { key: 'a', ctrlKey: true }, ' ', 'ContextMenu');
    const dialog = await one('[role=dialog]');
    fireEvent.change(within(dialog).getByRole('combobox'), { target: { value: 'fraud' } });
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'same card' } });
    expect(within(dialog).getByRole('button', { name: preview })).toBeTruthy();
    fireEvent.submit(within(dialog).getByRole('textbox').closest('form') as HTMLFormElement);
    await within(dialog).findByRole('button', { name: start });
    expect(lastAsked('/v1/bulk')?.body).toEqual({
      act: { kind: 'hold', reason: 'fraud', note: 'same card' },
      selection: { filter: {}, except: [rows[0]?.orderId] },
    });
    expect(dialog.querySelector('[data-count=will]')?.textContent).toBe('2');
    expect(within(dialog).getByText(new RegExp(word))).toBeTruthy();
    expect(asked.some(({ path }) => path.endsWith('/start'))).toBe(false);
    const [badge] = within(dialog).getAllByRole('textbox');
    fireEvent.change(badge as Element, { target: { value: 'WBB1' } });
    fireEvent.submit(badge?.closest('form') as HTMLFormElement);
    fireEvent.click(await within(dialog).findByRole('button', { name: undo }));
    await within(dialog).findByRole('button', { name: start });
    expect(asked.filter(({ path }) => path.endsWith('/undo'))).toHaveLength(1);
    expect(missing).toEqual([]);
  });
});

describe('the list as a file', () => {
  it('is asked for with the filter and the columns of the screen, in its language', async () => {
    const saving = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    open('tr');
    await within(await grid()).findByText('1041');
    fireEvent.change(screen.getByLabelText('Durum'), { target: { value: 'ready' } });
    await waitFor(() => expect(lastAsked('/v1/orders')?.query).toMatchObject({ status: 'ready' }));
    press(window, { key: 'e', ctrlKey: true });
    const dialog = await one('[role=dialog]');
    fireEvent.click(within(dialog).getByRole('button', { name: 'CSV' }));
    await within(dialog).findByText(/adıyla kaydedildi/);
    expect(lastAsked('/v1/exports')?.body).toMatchObject({
      list: '/v1/orders',
      query: { sort: 'placed', status: 'ready' },
      format: 'csv',
      language: 'tr',
      only: true,
      columns: expect.arrayContaining([{ field: 'customerName', heading: 'Müşteri' }]),
    });
    expect(saving).toHaveBeenCalledOnce();
    saving.mockRestore();
  });
});

describe('the palette', () => {
  const type = async (text: string) => {
    press(window, { key: 'k', ctrlKey: true });
    const field = await one('[role=combobox]');
    fireEvent.change(field, { target: { value: text } });
    return field;
  };

  it('goes to a page by a few letters, and back', async () => {
    open('tr');
    await grid();
    press(await type('bekl'), 'Enter');
    expect(window.location.hash).toBe('#/holds');
    await screen.findByRole('heading', { name: /Bekle/ });
    act(() => {
      window.history.replaceState(null, '', '#/orders?status=ready');
      window.dispatchEvent(new PopStateEvent('popstate'));
    });
    await waitFor(() => expect(lastAsked('/v1/orders')?.query).toMatchObject({ status: 'ready' }));
  });

  it('opens an order by its number, and what the page can do', async () => {
    hits = [
      { kind: 'order', id: rows[1]?.orderId as string, label: '1042', detail: 'Ayşe 2', isExact: true },
    ];
    open();
    await grid();
    const field = await type('1042');
    await waitFor(() => expect(document.querySelector('[role=option]')?.textContent).toContain('1042'));
    press(field, 'Enter');
    expect(window.location.hash).toBe(`#/orders/${rows[1]?.orderId}`);
    hits = [];
    window.history.replaceState(null, '', '#/orders');
    act(() => void window.dispatchEvent(new PopStateEvent('popstate')));
    await grid();
    press(await type('colum'), 'Enter');
    expect((await one('[role=dialog] h2')).textContent).toBe('Columns');
  });

  it('has what was scanned: opened when it is one thing, shown when it is none', async () => {
    let take: (text: string) => void = () => undefined;
    open('en', (listener) => {
      take = (text) => listener(text, text);
      return () => undefined;
    });
    await grid();
    hits = [{ kind: 'product', id: 'MUG', label: 'MUG', detail: 'White mug', isExact: true }];
    act(() => take('4006381333931'));
    await waitFor(() => expect(window.location.hash).toBe('#/stock?text=MUG'));
    hits = [];
    act(() => take('nothing'));
    expect(await screen.findByText('Nothing has this name or number.')).toBeTruthy();
  });

  it('shows the keys of the page', async () => {
    open();
    await grid();
    press(window, 'F1');
    const dialog = await one('[role=dialog]');
    for (const key of ['Ctrl+K', 'Ctrl+E', 'Alt+C', '/']) expect(within(dialog).getByText(key)).toBeTruthy();
  });
});

import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DemandPage as Page, ForecastRun, Overrides } from '../../../../shared/contract/demand';
import { show } from '../../../ui/screen.test-kit';
import { type DemandApi, DemandPage } from './demand-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const id = '01980000-0000-7000-8000-000000000001';
const mug: Page = {
  sku: 'MUG',
  name: 'White mug',
  part: { channel: null, site: null },
  history: [
    { week: '2026-11-09', units: 10, outDays: 0, taken: 10, mark: null },
    { week: '2026-11-16', units: 150, outDays: 0, taken: 12, mark: 'spike' },
    { week: '2026-11-23', units: 2, outDays: 3, taken: 3.5, mark: 'partly-out' },
  ],
  days: [{ day: '2026-11-29', units: 2 }],
  channels: [{ name: 'web', units: 162, share: 1, expected: 51 }],
  sites: [
    { name: 'W1', units: 150, share: 0.93, expected: 47.22 },
    { name: '', units: 12, share: 0.07, expected: 3.78 },
  ],
  forecast: {
    at: '2026-11-30T02:00:00.000Z',
    method: 'combined',
    pattern: 'smooth',
    adi: 1,
    cv2: 0.1,
    levels: [0.5, 0.8, 0.9, 0.95, 0.99],
    weeks: [
      { week: '2026-11-30', expected: 11, overridden: null, quantiles: [10, 13, 15, 17, 21] },
      { week: '2026-12-07', expected: 11, overridden: 40, quantiles: [10, 13, 15, 17, 21] },
    ],
    backTest: {
      weeks: [{ week: '2026-11-23', came: 3.5, said: 9 }],
      mase: 0.8,
      bias: 0.12,
      loss: 0.4,
      tried: [
        { method: 'combined', error: 2 },
        { method: 'imapa', error: 2.5 },
      ],
    },
  },
  overrides: [
    {
      overrideId: id,
      fromWeek: '2026-12-07',
      weeks: 1,
      units: 40,
      kind: 'season',
      reason: 'Advent fair',
      by: 'Mina Manager',
      at: '2026-11-30T08:00:00.000Z',
      accuracy: {
        weeks: [{ week: '2026-12-07', person: 40, forecast: 11, came: 38 }],
        came: 38,
        person: 40,
        forecast: 11,
        errorOfPerson: 2,
        errorOfForecast: 27,
        verdict: 'better',
      },
    },
  ],
  marks: [{ markId: id, ofAll: true, fromWeek: '2026-11-16', weeks: 1, kind: 'promotion', reason: 'Flyer' }],
  like: null,
};
/** What of it falls to the first site. */
const ofSite: Page = {
  ...mug,
  part: { channel: null, site: 'W1' },
  history: [
    { week: '2026-11-09', units: 9, outDays: 0, taken: 9, mark: null },
    { week: '2026-11-16', units: 139, outDays: 2, taken: 11.1, mark: null },
  ],
  channels: [{ name: 'web', units: 150, share: 1, expected: 47.22 }],
};
const sums = {
  overrides: 3,
  judged: 2,
  better: 1,
  worse: 1,
  weeks: 3,
  person: 90,
  forecast: 40,
  errorOfPerson: 10,
};
const told: Overrides = {
  rows: mug.overrides.map((row) => ({
    ...row,
    sku: 'MUG',
    name: 'White mug',
    removedAt: '2026-12-20T08:00:00.000Z',
  })),
  total: 7,
  isTotalLeast: false,
  byPerson: [{ group: 'PM', name: 'Mina Manager', ...sums, came: 100, errorOfForecast: 60 }],
  byKind: [{ group: 'season', name: 'season', ...sums, came: 0, errorOfForecast: 0 }],
};
const running: ForecastRun = {
  runId: id,
  cause: 'person',
  state: 'running',
  items: 100,
  done: 40,
  unchanged: 3,
  startedAt: '2026-11-30T08:00:00.000Z',
  endedAt: null,
};

function page(locale: 'en' | 'tr', of: string | null, run: ForecastRun | null = null) {
  const asked: unknown[][] = [];
  const give =
    <T,>(name: string, value: T) =>
    (...args: unknown[]): Promise<{ ok: true; value: T }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true, value });
    };
  const api: DemandApi = {
    demand: give('demand', {
      rows: [
        {
          sku: 'MUG',
          name: 'White mug',
          pattern: 'smooth' as const,
          method: 'combined' as const,
          nextMonth: 44,
          lastMonth: 40,
          mase: 0.8,
          overridden: true,
        },
      ],
      total: 1,
      isTotalLeast: false,
      cursor: null,
    }),
    demandOf: (sku, part) => give('demandOf', part?.site === 'W1' ? ofSite : mug)(sku, part),
    forecastOverrides: give('forecastOverrides', told),
    newestForecastRun: give('newestForecastRun', { run }),
    beginForecastRun: give('beginForecastRun', { run: running }),
    stopForecastRun: give('stopForecastRun', { run: { ...running, state: 'stopped' as const } }),
    addOverride: give('addOverride', mug),
    removeOverride: give('removeOverride', { ...mug, overrides: [] }),
    addDemandMark: give('addDemandMark', mug),
    removeDemandMark: give('removeDemandMark', { ...mug, marks: [] }),
    setLike: give('setLike', { ...mug, like: 'CUP' }),
  };
  const open = (...place: unknown[]): void => void asked.push(['open', ...place]);
  return { ...show(<DemandPage api={api} id={of} open={open} />, { locale }), asked };
}

describe('Demand', () => {
  it('lists products, begins a run and stops it while it tells how far it is', async () => {
    const { asked, missing } = page('en', null, running);
    expect(await screen.findByText('Forecasting: 40 of 100 products')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(asked).toContainEqual(['stopForecastRun', id]));
    fireEvent.change(screen.getByLabelText('Pattern'), { target: { value: 'lumpy' } });
    await waitFor(() => expect(asked).toContainEqual(['demand', { pattern: 'lumpy', text: '' }]));
    expect(missing).toEqual([]);
  });

  it('begins the first run', async () => {
    const { asked } = page('en', null);
    expect(await screen.findByText('No forecast was made yet.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Forecast now' }));
    await waitFor(() => expect(asked.some(([name]) => name === 'beginForecastRun')).toBe(true));
  });

  it('draws history and forecast, with the same in tables', async () => {
    const { missing } = page('en', 'MUG');
    const chart = await screen.findByRole('img');
    expect(chart.getAttribute('aria-label')).toBe(
      '3 weeks with 162 units asked for; 2 weeks ahead with 51 units expected',
    );
    expect(chart.querySelectorAll('circle')).toHaveLength(2);
    const history = screen.getByRole('region', { name: 'History' });
    expect(within(history).getByText('Spike: cut')).toBeTruthy();
    expect(within(history).getByText('Out of stock 3 days: scaled up')).toBeTruthy();
    const ahead = screen.getByRole('region', { name: 'Weeks ahead' });
    expect(within(ahead).getAllByText('17')).toHaveLength(2);
    expect(within(ahead).getByText('40')).toBeTruthy();
    expect(screen.getByText(/error 0\.8 of a naive forecast, \+12% in sum/)).toBeTruthy();
    expect(screen.getByRole('rowheader', { name: 'No site had any' })).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('takes another number with a reason, says who was nearer and takes it back', async () => {
    const { asked } = page('en', 'MUG');
    const form = await screen.findByRole('form', { name: 'Another number for some weeks' });
    fireEvent.change(within(form).getByLabelText('Units a week'), { target: { value: '60' } });
    fireEvent.change(within(form).getByLabelText('Kind of reason'), { target: { value: 'season' } });
    fireEvent.change(within(form).getByLabelText('Reason'), { target: { value: 'School starts' } });
    fireEvent.submit(form);
    // Who answers for it is asked next, and the caret waits there.
    const badge = await screen.findByLabelText('Badge');
    expect(document.activeElement).toBe(badge);
    fireEvent.change(badge, { target: { value: 'M1' } });
    fireEvent.change(screen.getByLabelText('PIN'), { target: { value: '46824' } });
    fireEvent.submit(badge);
    await waitFor(() =>
      expect(asked).toContainEqual([
        'addOverride',
        'MUG',
        {
          fromWeek: '2026-11-30',
          weeks: 4,
          units: 60,
          kind: 'season',
          reason: 'School starts',
          by: { badge: 'M1', pin: '46824' },
        },
      ]),
    );
    const kept = screen.getByRole('table', { name: 'Overrides' });
    const cells = within(within(kept).getAllByRole('row')[1] as HTMLElement).getAllByRole('cell');
    expect(cells.slice(0, -1).map(({ textContent }) => textContent)).toEqual([
      '1',
      '40',
      'Season or day',
      'Advent fair',
      'Mina Manager',
      '1',
      '40',
      '11',
      '38',
      '2',
      '27',
      'Person was nearer',
    ]);
    fireEvent.click(within(kept).getByRole('button', { name: 'Take back' }));
    await waitFor(() => expect(asked).toContainEqual(['removeOverride', 'MUG', id]));
  });

  it('shows one site alone and says what of it is the site: days without stock, channels, its part of the weeks', async () => {
    const { asked, missing } = page('en', 'MUG');
    const sites = await screen.findByRole('region', { name: 'Sites, last half year' });
    expect(within(sites).getByRole('row', { name: /^Together/ }).textContent).toBe('Together162100%51');
    const choice = screen.getByLabelText('Site');
    expect([...choice.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual([
      'All sites',
      'No site had any',
      'W1',
    ]);
    choice.focus();
    fireEvent.change(choice, { target: { value: 'is W1' } });
    await waitFor(() => expect(asked).toContainEqual(['demandOf', 'MUG', { site: 'W1' }]));
    expect(await screen.findByText('None here on 2 days')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Channels, last half year · W1' })).toBeTruthy();
    // The page stayed while it was asked for.
    expect(document.activeElement).toBe(choice);
    fireEvent.change(choice, { target: { value: 'is ' } });
    await waitFor(() => expect(asked).toContainEqual(['demandOf', 'MUG', { site: '' }]));
    fireEvent.change(choice, { target: { value: 'all' } });
    await waitFor(() => expect(asked.at(-1)).toEqual(['demandOf', 'MUG', {}]));
    expect(missing).toEqual([]);
  });

  it.each([
    ['en', 'Overrides and what came', 'By person', 'Person off by', 'Said by', '(taken back)'],
    ['tr', 'Değişiklikler ve gelenler', 'Kişiye göre', 'Kişinin sapması', 'Diyen', '(geri alındı)'],
  ] as const)('sums overrides by person and reason (%s)', async (locale, tab, title, off, by, back) => {
    const { asked, missing } = page(locale, null);
    fireEvent.click(await screen.findByRole('button', { name: tab }));
    const people = await screen.findByRole('region', { name: title });
    expect(within(people).getByRole('columnheader', { name: off })).toBeTruthy();
    const row = within(people).getAllByRole('row')[1] as HTMLElement;
    expect(
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent?.replaceAll(/[%\s]/g, '')),
    ).toEqual(['3', '2', '1', '1', '100', '10', '60']);
    expect(screen.getByText(back, { exact: false })).toBeTruthy();
    fireEvent.change(screen.getByRole('combobox', { name: by }), { target: { value: 'PM' } });
    await waitFor(() =>
      expect(asked).toContainEqual(['forecastOverrides', { weeks: '26', person: 'PM', kind: '' }]),
    );
    fireEvent.click(screen.getByRole('button', { name: 'White mug' }));
    expect(asked).toContainEqual(['open', 'demand', 'MUG']);
    expect(missing).toEqual([]);
  });

  it('sets weeks aside and lets a product follow another one, in Turkish too', async () => {
    const { asked, missing } = page('tr', 'MUG');
    const form = await screen.findByRole('form', { name: 'Öğrenilmeyecek haftalar' });
    fireEvent.change(within(form).getByLabelText('Başlangıç'), { target: { value: '2026-11-02' } });
    fireEvent.change(within(form).getByLabelText('Neden'), { target: { value: 'Fuar' } });
    fireEvent.click(within(form).getByRole('button', { name: 'Ayrı tut' }));
    await waitFor(() =>
      expect(asked).toContainEqual([
        'addDemandMark',
        'MUG',
        { fromWeek: '2026-11-02', weeks: 1, kind: 'promotion', ofAll: false, reason: 'Fuar' },
      ]),
    );
    const like = screen.getByRole('form', { name: 'Başka bir ürünü izleyen yeni ürün' });
    fireEvent.change(within(like).getByLabelText('Benzediği SKU'), { target: { value: 'CUP' } });
    fireEvent.click(within(like).getByRole('button', { name: 'İzle' }));
    await waitFor(() => expect(asked).toContainEqual(['setLike', 'MUG', 'CUP']));
    expect(missing).toEqual([]);
  });
});

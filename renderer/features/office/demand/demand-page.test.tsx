import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DemandPage as Page, ForecastRun } from '../../../../shared/contract/demand';
import { show } from '../../../ui/screen.test-kit';
import { type DemandApi, DemandPage } from './demand-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const id = '01980000-0000-7000-8000-000000000001';
const mug: Page = {
  sku: 'MUG',
  name: 'White mug',
  history: [
    { week: '2026-11-09', units: 10, outDays: 0, taken: 10, mark: null },
    { week: '2026-11-16', units: 150, outDays: 0, taken: 12, mark: 'spike' },
    { week: '2026-11-23', units: 2, outDays: 3, taken: 3.5, mark: 'partly-out' },
  ],
  days: [{ day: '2026-11-29', units: 2 }],
  channels: [{ name: 'web', units: 162, share: 1 }],
  sites: [
    { name: 'W1', units: 150, share: 0.93 },
    { name: '', units: 12, share: 0.07 },
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
      reason: 'Advent fair',
      by: 'x',
      at: '2026-11-30T08:00:00.000Z',
      accuracy: { weeks: 1, came: 38, errorOfPerson: 2, errorOfForecast: 27 },
    },
  ],
  marks: [{ markId: id, ofAll: true, fromWeek: '2026-11-16', weeks: 1, kind: 'promotion', reason: 'Flyer' }],
  like: null,
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
    demandOf: give('demandOf', mug),
    newestForecastRun: give('newestForecastRun', { run }),
    beginForecastRun: give('beginForecastRun', { run: running }),
    stopForecastRun: give('stopForecastRun', { run: { ...running, state: 'stopped' as const } }),
    addOverride: give('addOverride', mug),
    removeOverride: give('removeOverride', { ...mug, overrides: [] }),
    addDemandMark: give('addDemandMark', mug),
    removeDemandMark: give('removeDemandMark', { ...mug, marks: [] }),
    setLike: give('setLike', { ...mug, like: 'CUP' }),
  };
  const open = (): void => undefined;
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
    expect(screen.getByText('No site had any')).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('takes another number with a reason, says who was nearer and takes it back', async () => {
    const { asked } = page('en', 'MUG');
    const form = await screen.findByRole('form', { name: 'Another number for some weeks' });
    fireEvent.change(within(form).getByLabelText('Units a week'), { target: { value: '60' } });
    fireEvent.change(within(form).getByLabelText('Reason'), { target: { value: 'School starts' } });
    fireEvent.click(within(form).getByRole('button', { name: 'Override' }));
    await waitFor(() =>
      expect(asked).toContainEqual([
        'addOverride',
        'MUG',
        { fromWeek: '2026-11-30', weeks: 4, units: 60, reason: 'School starts' },
      ]),
    );
    const kept = screen.getByRole('table', { name: 'Overrides' });
    expect(kept.textContent).toContain('Off by: you 2, forecast 27');
    fireEvent.click(within(kept).getByRole('button', { name: 'Take back' }));
    await waitFor(() => expect(asked).toContainEqual(['removeOverride', 'MUG', id]));
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

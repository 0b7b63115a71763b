import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Behind, Figures, MeasureFigures } from '../../../../shared/contract/figures';
import { measureNames } from '../../../../shared/domain/figures/measures';
import { show } from '../../../ui/screen.test-kit';
import { type FiguresApi, FiguresPage } from './figures-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const none: MeasureFigures = {
  count: 0,
  amount: 0,
  series: [],
  by: { channel: [], country: [], currency: [], warehouse: [], key: [] },
};
const ordered: MeasureFigures = {
  count: 3,
  amount: 4500,
  series: [
    { at: '2026-11-29', count: 1, amount: 1500 },
    { at: '2026-11-30', count: 2, amount: 3000 },
  ],
  by: { ...none.by, country: [{ name: 'DE', count: 3, amount: 4500 }] },
};
const figuresWith = (own: MeasureFigures): Figures => ({
  from: '2026-11-29',
  to: '2026-11-30',
  bucket: 'day',
  currency: 'GBP',
  behind: 0,
  measures: {
    ...Object.fromEntries(measureNames.map((name) => [name, none])),
    ordered: own,
  } as Figures['measures'],
  hours: { picked: 0, packed: 0 },
  steps: [{ step: 'pack', count: 3, mean: 40, median: 30, nineOfTen: 180 }],
});
const event: Behind['rows'][number] = {
  at: '2026-11-30T10:00:00.000Z',
  type: 'OrderPlaced',
  orderId: '01980000-0000-7000-8000-000000000001',
  number: '1001',
  warehouse: '',
  key: '',
  count: 1,
  amount: 1500,
};

function company() {
  const asked: unknown[][] = [];
  const api: FiguresApi = {
    figures: (...question) => {
      asked.push(question);
      const isNow = question[0].to >= new Date().toISOString().slice(0, 10);
      return Promise.resolve({
        ok: true,
        value: figuresWith(isNow ? ordered : { ...ordered, amount: 3000, count: 2 }),
      });
    },
    figureRows: () => Promise.resolve({ ok: true, value: { rows: [] } }),
    eventsBehind: (query) => {
      asked.push(['behind', query]);
      const cursor = query['cursor'] === undefined ? 'next' : null;
      return Promise.resolve({ ok: true, value: { rows: [event], cursor, total: 1 } });
    },
  };
  const opened: unknown[] = [];
  show(<FiguresPage api={api} open={(...place) => void opened.push(place)} />);
  return { asked, opened };
}

describe('the figures', () => {
  it('show a sum beside the time before', async () => {
    company();
    const panel = within(await screen.findByRole('region', { name: 'Ordered' }));
    expect(panel.getAllByText('£45.00').length).toBeGreaterThan(0);
    expect(panel.getByText(/\+50% on the time before/)).toBeTruthy();
  });

  it('say how long nine of ten took', async () => {
    company();
    expect(await screen.findByText(/^30 min/)).toBeTruthy();
    expect(screen.getByText(/^3 h/)).toBeTruthy();
  });

  it('open the events behind a part, page by page, and the order of one', async () => {
    const { asked, opened } = company();
    const [choice] = await screen.findAllByLabelText('By');
    fireEvent.change(choice as HTMLElement, { target: { value: 'country' } });
    fireEvent.click(await screen.findByRole('button', { name: 'Events behind Germany' }));
    await screen.findByRole('dialog');
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(screen.getAllByRole('button', { name: '1001' })).toHaveLength(2));
    expect(asked.filter(([kind]) => kind === 'behind')).toMatchObject([
      ['behind', { country: 'DE', measure: 'ordered' }],
      ['behind', { country: 'DE', measure: 'ordered', cursor: 'next' }],
    ]);
    fireEvent.click(screen.getAllByRole('button', { name: '1001' })[0] as HTMLElement);
    expect(opened).toEqual([['orders', event.orderId]]);
  });

  it('are asked again for other days, and not while a day is half written', async () => {
    const { asked } = company();
    const from = await screen.findByLabelText('From');
    const before = asked.length;
    fireEvent.change(from, { target: { value: '2099-01-01' } });
    expect(asked).toHaveLength(before);
    expect(from.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(from, { target: { value: '2026-01-01' } });
    await waitFor(() => expect(asked.length).toBeGreaterThan(before));
    expect(asked.at(-1)?.[0]).toMatchObject({ from: '2026-01-01' });
  });
});

import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Behind, Figures, MeasureFigures } from '../../../../shared/contract/figures';
import type { ServedCostsPage } from '../../../../shared/contract/figure-costs';
import type {
  CustomerFigures,
  ForecastFigures,
  GoodsFigures,
  GoodsProducts,
} from '../../../../shared/contract/night-figures';
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

const costs: ServedCostsPage = {
  from: '2026-11-29',
  to: '2026-11-30',
  bucket: 'day',
  currency: 'GBP',
  orders: 2,
  handledOrders: 2,
  rows: [
    { kind: 'picking', amountMinor: null, perOrderMinor: null },
    { kind: 'packing', amountMinor: null, perOrderMinor: null },
    { kind: 'box', amountMinor: 80, perOrderMinor: 40 },
    { kind: 'padding', amountMinor: 24, perOrderMinor: 12 },
    { kind: 'postage', amountMinor: 630, perOrderMinor: 315 },
  ],
  perOrderMinor: null,
  series: [{ at: '2026-11-30', orders: 2, perOrderMinor: null }],
  seconds: 300,
  secondsWithoutRate: 300,
};
const rates = [
  { fromDay: '2026-01-01', minorPerHour: 1800, currency: 'GBP', by: 'Mina', at: '2026-01-01T00:00:00.000Z' },
];
const goods: GoodsFigures = {
  madeAt: '2026-11-30T02:00:00.000Z',
  currency: 'GBP',
  stock: {
    units: 700,
    valueMinor: 70_000,
    warehouses: [{ warehouseId: 'W1', units: 700, valueMinor: 70_000 }],
    months: [{ month: '2026-11', valueMinor: 70_000, costMinor: 10_000 }],
    turns: 4.2,
    turnsBefore: null,
  },
  coverDays: 35,
  classes: [
    {
      abc: 'A',
      xyz: 'X',
      products: 1,
      units: 700,
      valueMinor: 70_000,
      soldUnits: 200,
      soldMinor: 20_000,
      coverDays: 35,
      turns: 4.2,
    },
  ],
};
const product: GoodsProducts['rows'][number] = {
  sku: 'MUG' as never,
  name: 'Mug',
  abc: 'A',
  xyz: 'X',
  units: 700,
  valueMinor: 70_000,
  soldUnits: 200,
  coverDays: 35,
  turns: 4.2,
};
const forecasts: ForecastFigures = {
  madeAt: null,
  weeks: [{ week: '2026-11-16', items: 2, said: 10, came: 8, missed: 2 }],
  classes: [{ abc: 'A', items: 2, said: 10, came: 8, missed: 2 }],
};
const customers: CustomerFigures = {
  madeAt: null,
  currency: 'GBP',
  segments: [{ segment: 'loyal', customers: 2, orders: 3, moneyMinor: 700 }],
  cohorts: [
    { firstMonth: '2026-09', month: '2026-09', customers: 2, orders: 2, moneyMinor: 500 },
    { firstMonth: '2026-09', month: '2026-11', customers: 1, orders: 1, moneyMinor: 200 },
  ],
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
    servedCosts: (span, filter) => {
      asked.push(['costs', span, filter]);
      return Promise.resolve({ ok: true, value: costs });
    },
    labourRates: () => Promise.resolve({ ok: true, value: { rows: rates } }),
    saveLabourRate: (...rate) => {
      asked.push(['rate', ...rate]);
      return Promise.resolve({ ok: true, value: { rows: rates } });
    },
    goodsFigures: () => Promise.resolve({ ok: true, value: goods }),
    makeNightFigures: () => Promise.resolve({ ok: true, value: goods }),
    goodsProducts: (query) => {
      asked.push(['products', query]);
      return Promise.resolve({ ok: true, value: { rows: [product], cursor: null, total: 1 } });
    },
    forecastFigures: () => Promise.resolve({ ok: true, value: forecasts }),
    forecastItems: (query) => {
      asked.push(['items', query]);
      return Promise.resolve({
        ok: true,
        value: { rows: [{ sku: 'MUG' as never, name: 'Mug', said: 4, overridden: 9, came: 10 }] },
      });
    },
    customerFigures: () => Promise.resolve({ ok: true, value: customers }),
    cohortMembers: (query) => {
      asked.push(['members', query]);
      return Promise.resolve({
        ok: true,
        value: { rows: [{ customerId: event.orderId ?? '', name: 'Ada', orders: 1, moneyMinor: 200 }] },
      });
    },
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

describe('other dashboards', () => {
  const openDashboard = async (name: string): Promise<ReturnType<typeof company>> => {
    const at = company();
    fireEvent.click(await screen.findByRole('button', { name }));
    return at;
  };

  it('say what an order costs, what is not known yet, and open the events behind a part', async () => {
    const { asked } = await openDashboard('Cost to serve');
    expect(await screen.findByText('£6.30')).toBeTruthy();
    expect(screen.getByText(/nobody has said what an hour of hands costs/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Events behind Hands at the bench' }));
    await screen.findByRole('dialog');
    expect(asked.filter(([kind]) => kind === 'behind')).toMatchObject([
      ['behind', { measure: 'handled', key: 'packed' }],
    ]);
  });

  it('take what an hour costs with badge and PIN, in minor units', async () => {
    const { asked } = await openDashboard('Cost to serve');
    const [from] = within(
      await screen.findByRole('region', { name: 'What an hour of hands costs' }),
    ).getAllByLabelText('From');
    fireEvent.change(from as HTMLElement, { target: { value: '2026-12-01' } });
    fireEvent.change(screen.getByLabelText('An hour, in GBP'), { target: { value: '18.55' } });
    fireEvent.click(screen.getByRole('button', { name: 'Say what an hour costs' }));
    fireEvent.change(await screen.findByLabelText('Badge'), { target: { value: 'M1' } });
    fireEvent.change(screen.getByLabelText('PIN'), { target: { value: '46824' } });
    fireEvent.submit(screen.getByLabelText('PIN').closest('form') as HTMLElement);
    await waitFor(() =>
      expect(asked.find(([kind]) => kind === 'rate')).toEqual([
        'rate',
        '2026-12-01',
        1855,
        { badge: 'M1', pin: '46824' },
      ]),
    );
  });

  it('show stock and classes, and open a product', async () => {
    const { asked, opened } = await openDashboard('Goods');
    expect((await screen.findAllByText('£700.00')).length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole('button', { name: 'What is behind AX' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Mug' }));
    expect(asked).toContainEqual(['products', { abc: 'A', xyz: 'X' }]);
    expect(opened).toEqual([['demand', 'MUG']]);
  });

  it('show how far off forecasts were, and the products of a week', async () => {
    const { asked } = await openDashboard('Forecasts');
    expect((await screen.findAllByText('25%')).length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole('button', { name: /What is behind.*Nov/ }));
    expect(await screen.findByRole('button', { name: 'Mug' })).toBeTruthy();
    expect(asked).toContainEqual(['items', { week: '2026-11-16' }]);
  });

  it('show who came again, and who they are', async () => {
    const { asked, opened } = await openDashboard('Customers');
    fireEvent.click(await screen.findByRole('button', { name: /who ordered in Nov/ }));
    fireEvent.click(await screen.findByRole('button', { name: 'Ada' }));
    expect(asked).toContainEqual(['members', { firstMonth: '2026-09', month: '2026-11' }]);
    expect(opened).toEqual([['customers', event.orderId]]);
  });
});

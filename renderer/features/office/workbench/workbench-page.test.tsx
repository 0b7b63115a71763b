import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PoolOrderRow, RoutingPlan, Workbench } from '../../../../shared/contract/replan';
import type { SourcingPlan } from '../../../../shared/domain/routing/sourcing';
import { show } from '../../../ui/screen.test-kit';
import { type WorkbenchApi, WorkbenchPage } from './workbench-page';

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

const shipped = (score: number, ...nodeIds: string[]): SourcingPlan => ({
  shipments: nodeIds.map((nodeId) => ({
    nodeId,
    distanceKm: 100,
    lines: [{ lineNo: 1, sku: 'MUG', quantity: 1 }],
    quote: {
      carrierId: 'post',
      serviceId: 'two-day',
      cartonId: null,
      parcels: 1,
      billableGrams: 300,
      costMinor: score,
      lateDays: 0,
    },
  })),
  parts: { shipping: score, handling: 0, split: 0, late: 0, capacity: 0, scarcity: 0, preference: 0 },
  score,
  lateDays: 0,
  coverDays: 0,
});

const totals = (costMinor: number, shipments: number) => ({
  costMinor,
  shipments,
  splitOrders: shipments - 1,
  completeOrders: 1,
  unitsShort: 0,
});
const planOf = (change: Partial<RoutingPlan> = {}): RoutingPlan => ({
  planId: '01980000-0000-7000-8000-000000000001',
  kind: 'proposal',
  cause: 'stock',
  state: 'ready',
  progress: 1,
  startedAt: '2026-11-28T10:00:00.000Z',
  endedAt: '2026-11-28T10:00:02.000Z',
  plan: {
    orders: 2,
    isCut: false,
    currency: 'GBP',
    totals: { inForce: totals(1200, 2), proposed: totals(450, 1), nearest: totals(1300, 2) },
    loads: [
      { nodeId: 'W1', waiting: 4, inForce: 1, proposed: 0, shipmentsPerDay: 3 },
      { nodeId: 'W2', waiting: 2, inForce: 1, proposed: 1, shipmentsPerDay: null },
    ],
    groups: [{ groupNo: 0, orders: 1, savingMinor: 750, state: 'proposed', reason: null }],
    whatIf: { closed: [], capacities: [] },
    tries: 2000,
  },
  ...change,
});

const row: PoolOrderRow = {
  orderId: '01980000-0000-7000-8000-00000000000a' as PoolOrderRow['orderId'],
  number: '1001',
  city: 'York',
  countryCode: 'GB',
  place: { latitude: 53.96, longitude: -1.08 },
  customerName: 'Gülşah Öztürk',
  priority: 'vip',
  isPinned: false,
  risk: 'short',
  inForce: shipped(1200, 'W1', 'W2'),
  proposed: shipped(450, 'W2'),
  nearestMinor: 1300,
  lacks: 1,
  lacksThen: 0,
  groupNo: 0,
};

/** Head office's door: remembers what was asked. */
function door() {
  const asked: [string, ...unknown[]][] = [];
  let plan = planOf();
  const bench = (): Workbench => ({
    newest: plan,
    underWay: null,
    nodes: [
      {
        nodeId: 'W1',
        name: 'Leeds',
        place: { latitude: 53.8, longitude: -1.55 },
        localTime: '10:30',
        cutOff: '16:00',
      },
      {
        nodeId: 'W2',
        name: 'Rotterdam',
        place: { latitude: 51.9, longitude: 4.5 },
        localTime: '11:30',
        cutOff: null,
      },
    ],
    gathering: { orders: 3, nextAt: '2026-11-28T11:00:00.000Z' },
  });
  const ok = <T,>(value: T) => Promise.resolve({ ok: true as const, value });
  const withGroup = (state: 'applied' | 'undone'): RoutingPlan => {
    const [group] = plan.plan?.groups ?? [];
    plan = planOf({
      plan: {
        ...(plan.plan as NonNullable<RoutingPlan['plan']>),
        groups: group ? [{ ...group, state }] : [],
      },
    });
    return plan;
  };
  const api: WorkbenchApi = {
    workbench: () => ok(bench()),
    beginPlan: (wish) => {
      asked.push(['begin', wish]);
      return ok(wish.whatIf ? planOf({ kind: 'what-if' }) : planOf());
    },
    plan: () => ok(planOf()),
    cancelPlan: () => ok(planOf({ state: 'cancelled', plan: null })),
    planOrders: (_planId, query) => {
      asked.push(['orders', query]);
      return ok({ rows: [row], total: 1, isTotalLeast: false, cursor: null });
    },
    applyPlan: (_planId, groups) => {
      asked.push(['apply', groups]);
      return ok(withGroup('applied'));
    },
    undoPlan: (_planId, groups) => {
      asked.push(['undo', groups]);
      return ok(withGroup('undone'));
    },
    overrideOrders: (wish) => {
      asked.push(['override', wish]);
      return ok({ done: wish.orders.length, refused: [] });
    },
    releaseGathered: () => {
      asked.push(['release']);
      return ok({ released: 3 });
    },
    orderRoute: () => ok({ decidedAt: null, route: null, override: null, destination: null, nodes: [] }),
    routeOrder: () => ok({ decidedAt: null, route: null, override: null }),
  };
  return { api, asked };
}

describe('the routing workbench', () => {
  it('shows what the plan costs and saves, applies it and takes it back', async () => {
    const { api, asked } = door();
    const { missing } = show(<WorkbenchPage api={api} open={() => undefined} />, { locale: 'en' });
    await screen.findByText(/planned because stock changed/);
    const cost = within(screen.getByRole('region', { name: 'What it costs' }));
    expect(cost.getByRole('rowheader', { name: 'Cost' }).closest('tr')?.textContent).toBe(
      'Cost£12.00£4.50£13.00',
    );
    const load = within(screen.getByRole('region', { name: 'Load of each warehouse' }));
    expect(load.getByRole('rowheader', { name: 'Leeds' }).closest('tr')?.textContent).toContain('1 too many');
    fireEvent.click(screen.getByRole('button', { name: /Apply all: 1 proposal, saves £7.50/ }));
    fireEvent.click(await screen.findByRole('button', { name: 'Take back' }));
    await screen.findByText(/taken back; its orders stay/);
    expect(asked.filter(([what]) => what === 'apply' || what === 'undo')).toEqual([
      ['apply', undefined],
      ['undo', [0]],
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Let them go now' }));
    await waitFor(() => expect(asked.some(([what]) => what === 'release')).toBe(true));
    expect(missing).toEqual([]);
  });

  it('lists its orders, says from where for the marked ones, and opens one, in Turkish too', async () => {
    const { api, asked } = door();
    const { missing } = show(<WorkbenchPage api={api} open={() => undefined} />, { locale: 'tr' });
    await screen.findByText(/stok değiştiği için planlandı/);
    fireEvent.click(screen.getByRole('button', { name: 'Siparişler' }));
    const mark = await screen.findByLabelText('1001 siparişini işaretle');
    fireEvent.click(mark);
    fireEvent.change(screen.getByLabelText('Yalnız'), { target: { value: 'at-risk' } });
    await waitFor(() => expect(asked).toContainEqual(['orders', { text: '', only: 'at-risk' }]));
    fireEvent.change(screen.getByLabelText('Şuradan gönder'), { target: { value: 'W1' } });
    fireEvent.change(screen.getByLabelText('Neden'), { target: { value: 'Rotterdam kapalı' } });
    fireEvent.click(screen.getByRole('button', { name: 'İşaretlileri oradan gönder' }));
    await screen.findByText('1 sipariş söylendi');
    fireEvent.click(await screen.findByLabelText('1001 siparişini işaretle'));
    fireEvent.click(screen.getByRole('button', { name: 'Oldukları yere sabitle' }));
    await waitFor(() => expect(asked.filter(([what]) => what === 'override')).toHaveLength(2));
    expect(asked.filter(([what]) => what === 'override').map(([, wish]) => wish)).toMatchObject([
      { orders: [{ orderId: row.orderId, warehouseIds: ['W1'] }], reason: 'Rotterdam kapalı' },
      { orders: [{ orderId: row.orderId, warehouseIds: ['W1', 'W2'] }] },
    ]);
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
    await screen.findByText('Siparişi aç');
    expect(missing).toEqual([]);
  });

  it('leaves an order open that somebody works in, when the next plan arrives', async () => {
    const { api } = door();
    const { workbench, planOrders } = api;
    const next = '01980000-0000-7000-8000-000000000002';
    const listed: string[] = [];
    let hasNext = false;
    api.workbench = async () => {
      const now = await workbench();
      return hasNext && now.ok && now.value.newest
        ? { ok: true, value: { ...now.value, newest: { ...now.value.newest, planId: next } } }
        : now;
    };
    api.planOrders = (planId, query) => {
      listed.push(planId);
      return planOrders(planId, query);
    };
    show(<WorkbenchPage api={api} open={() => undefined} />, { locale: 'en' });
    await screen.findByText(/planned because stock changed/);
    fireEvent.click(screen.getByRole('button', { name: 'Orders' }));
    await screen.findByLabelText('Mark order 1001');
    screen.getByRole('grid').focus();
    await waitFor(() => {
      fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
      expect(screen.queryByText('Open the order')).toBeTruthy();
    });
    hasNext = true;
    fireEvent.click(screen.getByRole('button', { name: 'Let them go now' }));
    await waitFor(() => expect(listed.at(-1)).toBe(next));
    expect(screen.getByText('Open the order')).toBeTruthy();
  });

  it('looks at a what-if without ever applying it', async () => {
    const { api, asked } = door();
    show(<WorkbenchPage api={api} open={() => undefined} />, { locale: 'en' });
    await screen.findByText(/planned because stock changed/);
    fireEvent.click(screen.getByRole('button', { name: 'What if' }));
    fireEvent.click(screen.getByLabelText('Leeds ships nothing today'));
    fireEvent.change(screen.getByLabelText(/Parcels that Rotterdam can ship a day/), {
      target: { value: '80' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Look' }));
    await screen.findByText('You are looking at a what-if.');
    expect(asked).toContainEqual([
      'begin',
      { whatIf: { closed: ['W1'], capacities: [{ warehouseId: 'W2', shipmentsPerDay: 80 }] } },
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Plan' }));
    expect(screen.queryByRole('button', { name: /Apply/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Back to how it is' }));
    expect(screen.getByRole('button', { name: /Apply all/ })).toBeDefined();
  });
});

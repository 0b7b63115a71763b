import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { RouteOverride, RoutePage } from '../../../../shared/contract/routing';
import type { SourcingPlan } from '../../../../shared/domain/routing/sourcing';
import { warehouseIdOf } from '../../../../shared/domain/ids.test-kit';
import { show } from '../../../ui/screen.test-kit';
import { RoutePanel } from './route-panel';

afterEach(cleanup);

const plan = (nodeId: string, shipping: number): SourcingPlan => ({
  shipments: [
    {
      nodeId,
      distanceKm: 120,
      lines: [{ lineNo: 1, sku: 'MUG', quantity: 1 }],
      quote: {
        carrierId: 'post',
        serviceId: 'post-48',
        cartonId: null,
        parcels: 1,
        billableGrams: 300,
        costMinor: shipping,
        lateDays: 0,
      },
    },
  ],
  parts: { shipping, handling: 0, split: 0, late: 0, capacity: 0, scarcity: 0, preference: 0 },
  score: shipping,
  lateDays: 0,
  coverDays: 0,
});

const page = (): RoutePage => ({
  decidedAt: '2026-11-28T10:00:00.000Z',
  override: null,
  destination: { latitude: 51.5, longitude: -0.1 },
  nodes: [
    { nodeId: 'W1', name: 'Leeds', place: { latitude: 53.8, longitude: -1.55 } },
    { nodeId: 'W2', name: 'Rotterdam', place: { latitude: 51.9, longitude: 4.5 } },
  ],
  route: {
    currency: 'GBP',
    policyVersion: 1,
    bans: [],
    decision: {
      chosen: plan('W1', 450),
      alternatives: [plan('W2', 1150)],
      because: { reason: 'least-cost', aheadBy: 700, through: 'shipping' },
      short: [],
      proven: true,
      weighed: 2,
    },
  },
});

/** Head office's door: remembers what was said. */
function door(refused = false) {
  const said: (RouteOverride | null)[] = [];
  let now = page();
  return {
    said,
    orderRoute: async () => ({ ok: true as const, value: now }),
    routeOrder: async (_orderId: string, override: RouteOverride | null) => {
      if (refused) return { ok: false as const, failure: { code: 'route-settled', message: '', values: {} } };
      said.push(override);
      now = { ...now, override };
      return { ok: true as const, value: now };
    },
  };
}

const sayRotterdam = (say: string, reason: string, button: string): void => {
  fireEvent.change(screen.getByLabelText(say), { target: { value: 'W2' } });
  fireEvent.change(screen.getByLabelText(reason), { target: { value: 'fetched there' } });
  fireEvent.click(screen.getByText(button));
};

describe('why an order ships from where it does', () => {
  it('is said in words, figures and a picture', async () => {
    show(<RoutePanel api={door()} orderId="o" onChanged={() => undefined} />, { locale: 'en' });
    await screen.findByText(/7\.00 less than the next best/);
    const [chosen, other] = screen.getAllByRole('rowheader').map((cell) => cell.closest('tr')?.textContent);
    expect(chosen).toContain('✓ Leeds');
    expect(chosen).toContain('£4.50');
    expect(other).toContain('Rotterdam');
    expect(other).toContain('£11.50');
    expect(screen.getByRole('img').querySelectorAll('line')).toHaveLength(1);
  });

  it('can be said otherwise, and taken back', async () => {
    const api = door();
    let changes = 0;
    show(<RoutePanel api={api} orderId="o" onChanged={() => (changes += 1)} />, { locale: 'en' });
    await screen.findByText(/less than the next best/);
    sayRotterdam('Ship from', 'Why', 'Ship from there');
    await screen.findByText(/Somebody said: from Rotterdam \(fetched there\)/);
    fireEvent.click(screen.getByText('Let the cost decide again'));
    await screen.findByLabelText('Why');
    expect(api.said).toEqual([{ warehouseIds: [warehouseIdOf('W2')], reason: 'fetched there' }, null]);
    expect(changes).toBeGreaterThan(0);
  });

  it('holds as it was said last, however long head office takes over what was said before', async () => {
    const api = door();
    const { routeOrder } = api;
    await routeOrder('o', { warehouseIds: [warehouseIdOf('W1')], reason: 'nearer' });
    let waits = 2;
    api.routeOrder = async (orderId, override) => {
      // The first one takes longest.
      for (let turns = 40 * (waits -= 1); turns > 0; turns -= 1) await Promise.resolve();
      return routeOrder(orderId, override);
    };
    show(<RoutePanel api={api} orderId="o" onChanged={() => undefined} />, { locale: 'en' });
    fireEvent.click(await screen.findByText('Let the cost decide again'));
    sayRotterdam('Ship from', 'Why', 'Ship from there');
    await screen.findByText(/Somebody said: from Rotterdam/);
    expect(api.said.slice(1)).toEqual([
      null,
      { warehouseIds: [warehouseIdOf('W2')], reason: 'fetched there' },
    ]);
  });

  it('says in Turkish why it cannot be', async () => {
    show(<RoutePanel api={door(true)} orderId="o" onChanged={() => undefined} />, { locale: 'tr' });
    await screen.findByText(/sıradakinden .*7,00/);
    sayRotterdam('Şuradan gönder', 'Neden', 'Oradan gönder');
    await screen.findByText(/kolilere ayrılmış/);
  });
});

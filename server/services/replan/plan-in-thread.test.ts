import { describe, expect, it } from 'vitest';
import type { PoolQuestion } from '../../../shared/domain/routing/waiting-pool';
import { planInThread, pricesInThread } from './plan-in-thread';

/** Two orders hold what the other one is nearer to. */
const question = (orders: number): PoolQuestion => ({
  nodes: ['W1', 'W2'].map((nodeId) => ({ nodeId, waiting: 0, shipmentsPerDay: null, fullDayMinor: 0 })),
  stock: ['W1', 'W2'].map((nodeId) => ({ nodeId, sku: 'MUG', units: orders })),
  orders: Array.from({ length: orders }, (_, at) => ({
    orderId: String(at),
    number: String(at),
    delayMinor: 1000,
    isPinned: false,
    held: [{ lineNo: 1, sku: 'MUG', nodeId: at % 2 === 0 ? 'W1' : 'W2', quantity: 1 }],
    order: {
      lines: [{ lineNo: 1, sku: 'MUG', quantity: 1, grams: 300, volumeMm3: 1000 }],
      penalties: { splitMinor: 300, lateMinorPerDay: 200 },
      nodes: ['W1', 'W2'].map((nodeId, node) => ({
        nodeId,
        distanceKm: 10,
        available: [orders],
        unitCosts: [0],
        scarcity: [0],
        coverDays: [0],
        capacityCost: 0,
        preferenceCost: 0,
        cartons: [],
        services: [
          {
            carrierId: 'post',
            serviceId: 'two-day',
            lateDays: 0,
            divisorMm3PerGram: 5000,
            steps: [{ uptoGrams: 30_000, amountMinor: node === at % 2 ? 900 : 300 }],
          },
        ],
      })),
    },
  })),
});
const wish = { seed: 1, tries: 2000, priceRounds: 30, leastSavingMinor: 50 };

describe('planning in a thread of its own', () => {
  it('answers what the same question is answered with here, and tells how far it is', async () => {
    const told: number[] = [];
    const proposal = await planInThread(question(2), wish, (share) => told.push(share)).answer;
    expect(proposal?.groups.reduce((sum, group) => sum + group.savingMinor, 0)).toBe(1200);
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('can be stopped, and then there is no answer', async () => {
    const planning = planInThread(question(400), { ...wish, tries: 50_000_000 }, () => undefined);
    setTimeout(() => planning.stop(), 200);
    expect(await planning.answer).toBeNull();
  });

  it('prices what is scarce', async () => {
    const destination = {
      weight: 1,
      shipmentCosts: Float64Array.from([300, 900]),
      unitCosts: Float64Array.from([0, 0]),
    };
    const forecast = { nodes: 2, orders: 20, skus: [1], lines: [1], units: [1], destinations: [destination] };
    const stock = Int32Array.from([5, 50]);
    const asked = { forecast, stock, wish: { seed: 1, futures: 2, rounds: 40 } };
    const prices = await pricesInThread(asked).answer;
    expect(prices?.[0]).toBeGreaterThan(100);
    expect(prices?.[1]).toBe(0);
  });
});

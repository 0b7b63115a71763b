import { describe, expect, it } from 'vitest';
import { carrier, itemOf, large, medium } from '../../../shared/domain/boxing/plan.test-kit';
import type { StudyQuestion } from '../../../shared/domain/boxing/size-study';
import type { PoolQuestion } from '../../../shared/domain/routing/waiting-pool';
import { planInThread, pricesInThread, sizesInThread } from './plan-in-thread';

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

describe('sizes of boxes in a thread of their own', () => {
  const sizes = (orders: number): StudyQuestion => ({
    orders: Array.from({ length: orders }, (_, at) => ({
      items: [itemOf(1, [100 + (at % 7) * 10, 100, 80], { quantity: 1 + (at % 4) })],
      carrierId: carrier.carrierId,
      serviceId: 'std',
      to: { countryCode: 'GB', postcode: 'LS11AA' },
    })),
    boxes: [medium.box, large.box],
    paddings: [],
    carriers: [carrier],
    counts: [3, 4, 5],
  });

  it('are told of offer by offer, and the last is the answer', async () => {
    const told: number[] = [];
    const answer = await sizesInThread(sizes(60), (study) => told.push(study?.offers.length ?? 0)).answer;
    expect(answer?.offers.map(({ count }) => count)).toEqual([3, 4, 5]);
    expect(told.at(-1)).toBe(3);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
  });

  it('keep what was found when they are stopped', async () => {
    const planning = sizesInThread(sizes(3000), (study) => {
      if (study && study.offers.length > 0) planning.stop();
    });
    const answer = await planning.answer;
    expect(answer?.offers.length).toBeGreaterThan(0);
    expect(answer?.offers.length).toBeLessThan(3);
  });
});

import { describe, expect, it } from 'vitest';
import { carrierIdOf, skuOf } from '../ids.test-kit';
import { warehouseIdSchema } from '../ids';
import { type NodeFacts, orderNodes, type RoutingFacts } from './order-nodes';
import { defaultRoutingPolicy, nodePolicyOf, type NodePolicy } from './policy';
import { sourceOrder } from './source-order';

const size = { lengthMm: 100, widthMm: 100, heightMm: 100 };
const london = { latitude: 51.5, longitude: -0.13 };
const leeds: NodeFacts = {
  nodeId: 'W1',
  countryCode: 'GB',
  place: { latitude: 53.8, longitude: -1.55 },
  // A Thursday.
  now: { date: '2026-11-26', time: '10:00' },
  waiting: 0,
};
const rotterdam: NodeFacts = {
  ...leeds,
  nodeId: 'W2',
  countryCode: 'NL',
  place: { latitude: 51.92, longitude: 4.48 },
};
const service = (serviceId: string, days: number, amountMinor: number) => ({
  serviceId,
  name: serviceId,
  days,
  cutOff: '16:00',
  currency: 'GBP',
  rates: [{ countries: ['GB'], steps: [{ uptoGrams: 30_000, amountMinor }] }],
});
const factsOf = (nodes: Partial<NodePolicy>[] = [], more: Partial<RoutingFacts> = {}): RoutingFacts => ({
  policy: {
    ...defaultRoutingPolicy,
    nodes: nodes.map((node, at) => {
      const warehouseId = warehouseIdSchema.parse(`W${at + 1}`);
      return { ...nodePolicyOf(defaultRoutingPolicy, warehouseId), warehouseId, ...node };
    }),
  },
  nodes: [leeds, rotterdam],
  carriers: [
    {
      carrierId: carrierIdOf('post'),
      name: 'Post',
      divisorMm3PerGram: 5000,
      services: [service('slow', 6, 300), service('fast', 1, 600)],
    },
  ],
  boxes: [],
  products: new Map([['MUG', { weightGrams: 300, size }]]),
  ...more,
});
const order = {
  shipTo: { countryCode: 'GB' },
  place: london,
  channelId: 'web',
  priority: 'normal' as const,
  placedOn: '2026-11-26',
};
const wanted = [{ lineNo: 1, sku: skuOf('MUG'), quantity: 1 }];
const chosenFrom = (facts: RoutingFacts, onlyFrom: string[] | null = null, to: object = {}) =>
  sourceOrder(orderNodes(facts, { ...order, ...to }, wanted, () => 5, onlyFrom).order).chosen;

describe('what an order is weighed by', () => {
  it('is distance where all else is the same', () => {
    expect(chosenFrom(factsOf())?.shipments[0]).toMatchObject({
      nodeId: 'W1',
      distanceKm: expect.closeTo(272, -1),
    });
  });

  it.each<[what: string, nodes: Partial<NodePolicy>[], nodeId: string]>([
    ['a border', [{}, { abroadMinor: 500 }], 'W1'],
    ['handling', [{ handlingMinorPerUnit: 90 }, {}], 'W2'],
    ['a full day', [{ shipmentsPerDay: 1, fullDayMinor: 200 }, {}], 'W2'],
    ['a day that is not full', [{ shipmentsPerDay: 9, fullDayMinor: 200 }, {}], 'W1'],
    ['the way', [{ minorPer100Km: 50 }, {}], 'W2'],
  ])('is %s', (_what, nodes, nodeId) => {
    const busy = [{ ...leeds, waiting: 3 }, rotterdam];
    expect(chosenFrom(factsOf(nodes, { nodes: busy }))?.shipments[0]?.nodeId).toBe(nodeId);
  });

  it('is the promise: three days late at 200 each pay for speed', () => {
    // Promised for 1 December; six working days from the 26th end on 4 December.
    expect(chosenFrom(factsOf())).toMatchObject({
      lateDays: 0,
      shipments: [{ quote: { serviceId: 'fast' } }],
    });
    const patient = factsOf();
    const policy = { ...patient.policy, promiseDays: 14 };
    expect(chosenFrom({ ...patient, policy })?.shipments[0]?.quote.serviceId).toBe('slow');
  });

  it('is what a person said, and a ban of a rule', () => {
    expect(chosenFrom(factsOf(), ['W2'])?.shipments[0]?.nodeId).toBe('W2');
    const facts = factsOf();
    const rules = [
      {
        ruleId: 'a',
        name: 'no mugs from Leeds',
        active: true,
        when: { skus: [skuOf('MUG')], countries: [], channelIds: [], vipOnly: false },
        then: { kind: 'never' as const, nodes: { warehouseIds: [warehouseIdSchema.parse('W1')], kinds: [] } },
      },
    ];
    expect(chosenFrom({ ...facts, policy: { ...facts.policy, rules } })?.shipments[0]?.nodeId).toBe('W2');
  });

  it('has no node where no service goes', () => {
    expect(chosenFrom(factsOf(), null, { shipTo: { countryCode: 'TR' } })).toBeNull();
  });
});

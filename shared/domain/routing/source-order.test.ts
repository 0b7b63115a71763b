import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { cheapestShipment, type ServiceOffer } from './shipment-price';
import { sourceOrder } from './source-order';
import type { SourcingNode, SourcingOrder } from './sourcing';

const flat = (amountMinor: number, more: Partial<ServiceOffer> = {}): ServiceOffer => ({
  carrierId: 'post',
  serviceId: 'day-2',
  lateDays: 0,
  divisorMm3PerGram: 5000,
  steps: [{ uptoGrams: 1_000_000, amountMinor }],
  ...more,
});

const nodeOf = (nodeId: string, available: number[], more: Partial<SourcingNode> = {}): SourcingNode => ({
  nodeId,
  distanceKm: 10,
  available,
  unitCosts: available.map(() => 10),
  scarcity: available.map(() => 0),
  coverDays: available.map(() => 0),
  capacityCost: 0,
  preferenceCost: 0,
  services: [flat(500)],
  cartons: [],
  ...more,
});

const orderOf = (quantities: number[], ...nodes: SourcingNode[]): SourcingOrder => ({
  lines: quantities.map((quantity, at) => ({
    lineNo: at + 1,
    sku: `S${at + 1}`,
    quantity,
    grams: 100,
    volumeMm3: 1000,
  })),
  nodes,
  penalties: { splitMinor: 100, lateMinorPerDay: 200 },
});

const chosenNodes = (order: SourcingOrder): string[] =>
  sourceOrder(order).chosen?.shipments.map(({ nodeId }) => nodeId) ?? [];

/** All ways to divide an order over its nodes, by plain counting. */
const leastByCounting = (order: SourcingOrder): number => {
  const late = order.penalties.lateMinorPerDay;
  let best = Number.POSITIVE_INFINITY;
  const units = order.lines.map(() => order.nodes.map(() => 0));
  const price = (): number => {
    let sum = 0;
    let shipments = 0;
    for (const [at, node] of order.nodes.entries()) {
      const contents = { grams: 0, volumeMm3: 0 };
      let any = 0;
      for (const [line, { grams, volumeMm3 }] of order.lines.entries()) {
        const count = units[line]?.[at] ?? 0;
        any += count;
        contents.grams += grams * count;
        contents.volumeMm3 += volumeMm3 * count;
        sum += count * ((node.unitCosts[line] ?? 0) + (node.scarcity[line] ?? 0));
      }
      if (any === 0) continue;
      const quote = cheapestShipment(node.services, node.cartons, contents, late);
      if (!quote) return Number.POSITIVE_INFINITY;
      shipments += 1;
      sum += quote.costMinor + quote.lateDays * late + node.capacityCost + node.preferenceCost;
    }
    return sum + Math.max(0, shipments - 1) * order.penalties.splitMinor;
  };
  const next = (line: number, at: number, left: number): void => {
    if (line === order.lines.length) {
      best = Math.min(best, price());
      return;
    }
    const row = units[line] as number[];
    if (at === order.nodes.length) {
      if (left === 0) next(line + 1, 0, order.lines[line + 1]?.quantity ?? 0);
      return;
    }
    for (let count = 0; count <= Math.min(left, order.nodes[at]?.available[line] ?? 0); count += 1) {
      row[at] = count;
      next(line, at + 1, left - count);
    }
    row[at] = 0;
  };
  next(0, 0, order.lines[0]?.quantity ?? 0);
  return best;
};

const anyOrder = fc
  .record({
    lines: fc.integer({ min: 1, max: 3 }),
    nodes: fc.integer({ min: 1, max: 4 }),
    rising: fc.boolean(),
  })
  .chain(({ lines, nodes, rising }) =>
    fc.record({
      quantities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: lines, maxLength: lines }),
      penalties: fc.record({
        splitMinor: fc.integer({ min: 0, max: 300 }),
        lateMinorPerDay: fc.integer({ min: 0, max: 200 }),
      }),
      nodes: fc.array(
        fc.record({
          available: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: lines, maxLength: lines }),
          unitCosts: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: lines, maxLength: lines }),
          scarcity: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: lines, maxLength: lines }),
          capacityCost: fc.constantFrom(0, 0, 250),
          preferenceCost: fc.constantFrom(0, 0, 120),
          services: fc.array(
            fc.record({
              lateDays: fc.integer({ min: 0, max: 2 }),
              first: fc.integer({ min: 100, max: 900 }),
              step: rising ? fc.integer({ min: 0, max: 400 }) : fc.constant(0),
            }),
            { minLength: 1, maxLength: 2 },
          ),
        }),
        { minLength: nodes, maxLength: nodes },
      ),
    }),
  )
  .map(({ quantities, penalties, nodes }): SourcingOrder => {
    const order = orderOf(
      quantities,
      ...nodes.map(({ services, ...node }, at) =>
        nodeOf(`N${at}`, node.available, {
          ...node,
          services: services.map(({ first, step, lateDays }, service) =>
            flat(first, {
              serviceId: `service-${service}`,
              lateDays,
              steps: [200, 400, 10_000].map((uptoGrams, n) => ({ uptoGrams, amountMinor: first + n * step })),
            }),
          ),
        }),
      ),
    );
    // What no node has is another matter: here each line asks for no more than there is.
    const lines = order.lines.map((line, at) => ({
      ...line,
      quantity: Math.min(
        line.quantity,
        order.nodes.reduce((sum, node) => sum + (node.available[at] ?? 0), 0),
      ),
    }));
    return { ...order, lines, penalties };
  })
  .filter((order) => order.lines.every(({ quantity }) => quantity > 0));

describe('where an order ships from', () => {
  it('costs as little as the best of all ways there are', () => {
    holds(
      fc.property(anyOrder, (order) => {
        const { chosen, proven, short } = sourceOrder(order);
        expect(proven).toBe(true);
        expect(short).toEqual([]);
        expect(chosen?.score).toBeCloseTo(leastByCounting(order), 6);
      }),
    );
  });

  it('takes what was asked, from what is there', () => {
    holds(
      fc.property(anyOrder, (order) => {
        const { chosen, alternatives } = sourceOrder(order);
        for (const plan of [...(chosen ? [chosen] : []), ...alternatives]) {
          for (const line of order.lines) {
            const parts = plan.shipments.flatMap(({ nodeId, lines }) =>
              lines
                .filter(({ lineNo }) => lineNo === line.lineNo)
                .map(({ quantity }) => ({ nodeId, quantity })),
            );
            expect(parts.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(line.quantity);
            for (const { nodeId, quantity } of parts) {
              const node = order.nodes.find((each) => each.nodeId === nodeId);
              expect(quantity).toBeLessThanOrEqual(node?.available[line.lineNo - 1] ?? 0);
            }
          }
          expect(plan.score).toBeGreaterThanOrEqual((chosen?.score ?? 0) - 1e-6);
        }
      }),
    );
  });

  it('is one node that has everything, before two nearer ones', () => {
    const near = { unitCosts: [1, 1] };
    const order = orderOf([1, 1], nodeOf('A', [1, 0], near), nodeOf('B', [0, 1], near), nodeOf('C', [1, 1]));
    expect(sourceOrder(order)).toMatchObject({
      chosen: { shipments: [{ nodeId: 'C', lines: [{ lineNo: 1 }, { lineNo: 2 }] }], score: 520 },
      because: { reason: 'least-cost', aheadBy: 582, through: 'shipping' },
    });
  });

  it('leaves scarce goods to those who will need them', () => {
    const order = orderOf([1], nodeOf('A', [1], { scarcity: [300] }), nodeOf('B', [1], { unitCosts: [50] }));
    expect(sourceOrder(order)).toMatchObject({
      chosen: { shipments: [{ nodeId: 'B' }] },
      because: { reason: 'least-cost', aheadBy: 260, through: 'scarcity' },
    });
  });

  it('pays for speed where lateness costs more', () => {
    const services = [flat(300, { serviceId: 'slow', lateDays: 2 }), flat(600, { serviceId: 'fast' })];
    expect(sourceOrder(orderOf([1], nodeOf('A', [1], { services }))).chosen).toMatchObject({
      shipments: [{ quote: { serviceId: 'fast' } }],
      lateDays: 0,
    });
  });

  it('avoids a node whose day is full', () => {
    expect(chosenNodes(orderOf([1], nodeOf('A', [1], { capacityCost: 100 }), nodeOf('B', [1])))).toEqual([
      'B',
    ]);
  });

  const late = { services: [flat(300, { lateDays: 1 })] };
  it.each<[reason: string, a: Partial<SourcingNode>, b: Partial<SourcingNode>]>([
    ['promise-kept', late, {}],
    ['less-shipping', {}, { services: [flat(490)], unitCosts: [20] }],
    ['nearer', {}, { distanceKm: 9 }],
    ['stock-balance', {}, { coverDays: [3] }],
  ])('breaks a tie by %s', (reason, a, b) => {
    const order = orderOf([1], nodeOf('A', [1], a), nodeOf('B', [1], b));
    expect(sourceOrder(order)).toMatchObject({
      chosen: { shipments: [{ nodeId: 'B' }] },
      because: { reason, aheadBy: 0, through: null },
    });
  });

  it('ships what there is and names what is short', () => {
    expect(sourceOrder(orderOf([3, 1], nodeOf('A', [1, 1]), nodeOf('B', [1, 0])))).toMatchObject({
      chosen: { shipments: [{ nodeId: 'A' }, { nodeId: 'B' }] },
      short: [{ lineNo: 1, sku: 'S1', quantity: 1 }],
      because: { reason: 'only-way', aheadBy: null },
    });
    expect(sourceOrder(orderOf([1], nodeOf('A', [0])))).toMatchObject({
      chosen: null,
      short: [{ quantity: 1 }],
    });
  });

  it('lets two lines of one SKU share what a node has', () => {
    const order = orderOf([1, 1], nodeOf('A', [1, 1]), nodeOf('B', [2, 2], { unitCosts: [90, 90] }));
    const lines = order.lines.map((line) => ({ ...line, sku: 'S1' }));
    expect(chosenNodes({ ...order, lines })).toEqual(['B']);
  });

  it('says so when it had no time to prove it', () => {
    const nodes = Array.from({ length: 26 }, (_, at) =>
      nodeOf(
        `N${at}`,
        [1, 1, 1, 1, 1].map((units, line) => (line === at % 5 ? units : 0)),
      ),
    );
    const decision = sourceOrder(orderOf([1, 1, 1, 1, 1], ...nodes));
    expect(decision.proven).toBe(false);
  });
});

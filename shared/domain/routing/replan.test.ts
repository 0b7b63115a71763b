import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { gatherFor } from './gather';
import { type PoolProposal, type ReplanWish, replan } from './replan';
import type { SourcingNode } from './sourcing';
import type { PoolQuestion, UnitsAt, WaitingOrder } from './waiting-pool';

const wish: ReplanWish = { seed: 7, tries: 4000, priceRounds: 40, leastSavingMinor: 1 };
const skus = ['MUG', 'LAMP', 'BOWL'];

/** A node that ships anything for the same amount. */
const nodeOf = (nodeId: string, postage: number, available: number[]): SourcingNode => ({
  nodeId,
  distanceKm: postage,
  available,
  unitCosts: available.map(() => 0),
  scarcity: available.map(() => 0),
  coverDays: available.map(() => 0),
  capacityCost: 0,
  preferenceCost: 0,
  services: [
    {
      carrierId: 'post',
      serviceId: 'two-day',
      lateDays: 0,
      divisorMm3PerGram: 5000,
      steps: [{ uptoGrams: 1_000_000, amountMinor: postage }],
    },
  ],
  cartons: [],
});

type Drawn = {
  wants: [sku: string, quantity: number][];
  held: [sku: string, nodeId: string, units: number][];
  postage: number[];
};

const waitingOf = (orderId: string, { wants, held, postage }: Drawn): WaitingOrder => ({
  orderId,
  number: orderId,
  isPinned: false,
  delayMinor: 1000,
  held: held.map(([sku, nodeId, quantity]) => ({
    lineNo: wants.findIndex(([each]) => each === sku) + 1,
    sku,
    nodeId,
    quantity,
  })),
  order: {
    lines: wants.map(([sku, quantity], at) => ({
      lineNo: at + 1,
      sku,
      quantity,
      grams: 100,
      volumeMm3: 1000,
    })),
    nodes: ['Leeds', 'Rotterdam'].map((nodeId, at) =>
      nodeOf(
        nodeId,
        postage[at] ?? 500,
        wants.map(() => 99),
      ),
    ),
    penalties: { splitMinor: 300, lateMinorPerDay: 200 },
  },
});

const questionOf = (
  orders: WaitingOrder[],
  free: [nodeId: string, sku: string, units: number][],
  limits: Record<string, number> = {},
): PoolQuestion => {
  const stock = new Map<string, number>();
  const add = (nodeId: string, sku: string, units: number): void => {
    stock.set(`${nodeId}\n${sku}`, (stock.get(`${nodeId}\n${sku}`) ?? 0) + units);
  };
  for (const each of free) add(...each);
  for (const each of orders.flatMap(({ held }) => held)) add(each.nodeId, each.sku, each.quantity);
  return {
    orders,
    nodes: ['Leeds', 'Rotterdam'].map((nodeId) => ({
      nodeId,
      waiting: 0,
      shipmentsPerDay: limits[nodeId] ?? null,
      fullDayMinor: 400,
    })),
    stock: [...stock].map(([key, units]) => {
      const [nodeId = '', sku = ''] = key.split('\n');
      return { nodeId, sku, units };
    }),
  };
};

const placesOf = ({ rows }: PoolProposal): (string[] | undefined)[] =>
  rows.map(({ proposed, inForce }) => (proposed ?? inForce)?.shipments.map(({ nodeId }) => nodeId).sort());

describe('planning orders that wait together', () => {
  it('brings an order together when the rest of it came elsewhere', () => {
    const split = waitingOf('A', {
      wants: [
        ['MUG', 1],
        ['LAMP', 1],
      ],
      held: [
        ['MUG', 'Leeds', 1],
        ['LAMP', 'Rotterdam', 1],
      ],
      postage: [500, 600],
    });
    const answer = replan(questionOf([split], [['Rotterdam', 'MUG', 1]]), wish);
    expect(placesOf(answer)).toEqual([['Rotterdam']]);
    // One box for 6.00 instead of two for 11.00 and a split of 3.00.
    expect(answer.groups).toEqual([{ orders: 1, savingMinor: 800 }]);
    expect(answer.totals).toMatchObject({
      inForce: { costMinor: 1400, shipments: 2, splitOrders: 1 },
      proposed: { costMinor: 600, shipments: 1, splitOrders: 0 },
    });
  });

  it('lets two orders change places, together or not at all', () => {
    const near = (postage: number[], at: string): Drawn => ({
      wants: [['MUG', 1]],
      held: [['MUG', at, 1]],
      postage,
    });
    const orders = [
      waitingOf('to the south', near([900, 300], 'Leeds')),
      waitingOf('to the north', near([300, 900], 'Rotterdam')),
    ];
    const answer = replan(questionOf(orders, []), wish);
    expect(placesOf(answer)).toEqual([['Rotterdam'], ['Leeds']]);
    expect(answer.groups).toEqual([{ orders: 2, savingMinor: 1200 }]);
    expect(answer.rows.map(({ group }) => group)).toEqual([0, 0]);
    expect(replan(questionOf(orders, []), { ...wish, leastSavingMinor: 1201 }).groups).toEqual([]);
  });

  it('never makes one that has all it wants wait for another', () => {
    const cheap = waitingOf('A', { wants: [['MUG', 1]], held: [['MUG', 'Leeds', 1]], postage: [900, 900] });
    const asks = waitingOf('B', { wants: [['MUG', 1]], held: [], postage: [100, 100] });
    const answer = replan(questionOf([cheap, asks], []), wish);
    expect(answer.groups).toEqual([]);
    expect(answer.rows.map(({ risk, lacks }) => [risk, lacks])).toEqual([
      [null, 0],
      ['short', 1],
    ]);
  });

  it('counts a full day at what it costs, and says the load', () => {
    const orders = Array.from({ length: 6 }, (_, at) =>
      waitingOf(`O${at}`, { wants: [['MUG', 1]], held: [['MUG', 'Leeds', 1]], postage: [300, 500] }),
    );
    const free: [string, string, number][] = [['Rotterdam', 'MUG', 9]];
    expect(replan(questionOf(orders, free), wish).groups).toEqual([]);
    const answer = replan(questionOf(orders, free, { Leeds: 2 }), wish);
    const leeds = answer.loads.find(({ nodeId }) => nodeId === 'Leeds');
    expect(leeds).toMatchObject({ inForce: 6, shipmentsPerDay: 2 });
    expect(leeds?.proposed).toBeLessThan(6);
  });

  it('leaves a person’s word alone', () => {
    const said = waitingOf('A', { wants: [['MUG', 1]], held: [['MUG', 'Leeds', 1]], postage: [900, 300] });
    expect(replan(questionOf([said], [['Rotterdam', 'MUG', 5]]), wish).groups).toHaveLength(1);
    const pinned = replan(questionOf([{ ...said, isPinned: true }], [['Rotterdam', 'MUG', 5]]), wish);
    expect(pinned.groups).toEqual([]);
    expect(pinned.rows).toMatchObject([{ isPinned: true, inForce: { score: 900 }, nearestMinor: 300 }]);
  });

  const anyOrder = fc.record({
    wants: fc.uniqueArray(fc.tuple(fc.constantFrom(...skus), fc.integer({ min: 1, max: 3 })), {
      minLength: 1,
      maxLength: 3,
      selector: ([sku]) => sku,
    }),
    postage: fc.array(fc.integer({ min: 100, max: 900 }), { minLength: 2, maxLength: 2 }),
    shares: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }),
  });
  const anyQuestion = fc
    .record({
      orders: fc.array(anyOrder, { minLength: 1, maxLength: 7 }),
      free: fc.array(
        fc.tuple(
          fc.constantFrom('Leeds', 'Rotterdam'),
          fc.constantFrom(...skus),
          fc.integer({ min: 0, max: 4 }),
        ),
        { maxLength: 6 },
      ),
    })
    .map(({ orders, free }) =>
      questionOf(
        orders.map(({ wants, postage, shares }, at) => {
          const held = wants.flatMap(([sku, quantity], line): Drawn['held'] => {
            const first = Math.min(quantity, shares[2 * line] ?? 0);
            const second = Math.min(quantity - first, shares[2 * line + 1] ?? 0);
            return [
              [sku, 'Leeds', first],
              [sku, 'Rotterdam', second],
            ];
          });
          return waitingOf(`O${at}`, { wants, postage, held: held.filter(([, , units]) => units > 0) });
        }),
        free,
      ),
    );

  it('takes no more than there is, makes nobody wait longer, and is the same each time', () => {
    holds(
      fc.property(anyQuestion, (question) => {
        const short = { ...wish, tries: 400 };
        const answer = replan(question, short);
        expect(replan(structuredClone(question), short)).toEqual(answer);
        const left = new Map(question.stock.map(({ nodeId, sku, units }) => [`${nodeId}\n${sku}`, units]));
        for (const [at, row] of answer.rows.entries()) {
          expect(row.lacksThen).toBeLessThanOrEqual(row.lacks);
          const units: readonly Omit<UnitsAt, 'lineNo'>[] =
            row.group === null
              ? (question.orders[at]?.held ?? [])
              : (row.proposed?.shipments ?? []).flatMap(({ nodeId, lines }) =>
                  lines.map((line) => ({ ...line, nodeId })),
                );
          for (const { nodeId, sku, quantity } of units) {
            const rest = (left.get(`${nodeId}\n${sku}`) ?? 0) - quantity;
            expect(rest).toBeGreaterThanOrEqual(0);
            left.set(`${nodeId}\n${sku}`, rest);
          }
        }
        for (const [group, { savingMinor, orders }] of answer.groups.entries()) {
          expect(savingMinor).toBeGreaterThan(0);
          expect(answer.rows.filter((row) => row.group === group)).toHaveLength(orders);
        }
        const { inForce, proposed } = answer.totals;
        expect(proposed.unitsShort).toBeLessThanOrEqual(inForce.unitsShort);
        if (proposed.unitsShort === inForce.unitsShort)
          expect(proposed.costMinor).toBeLessThanOrEqual(inForce.costMinor);
      }),
      { runs: 150 },
    );
  });
});

describe('how long a complete order waits for others', () => {
  it.each([
    ['as long as was set', '09:00', 60, ['16:00'], 60],
    ['less before the last pick-up', '13:30', 60, ['16:00'], 30],
    ['not at all shortly before it', '15:00', 60, ['16:00'], 0],
    ['again as long behind it', '16:30', 60, ['16:00'], 60],
    ['by the earliest pick-up still to come', '12:30', 90, ['12:00', '14:45', '18:00'], 15],
    ['not at all where nothing was set', '09:00', 0, ['16:00'], 0],
  ])('%s', (_name, time, minutes, cutOffs, expected) => {
    expect(gatherFor({ date: '2026-11-28', time }, minutes, cutOffs)).toBe(expected);
  });
});

// What goods cost goes along from site to site: no order of giving and taking changes what the company's stock is worth, but for
// a variance that is posted.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postMove } from './post-stock';
import { postBetweenSites } from './post-transfer';
import {
  type CostMethod,
  costMethods,
  issueUnits,
  noStock,
  receiveUnits,
  type StockCost,
  unitsOf,
  valueOf,
} from './stock-cost';
import type { BookSettings } from './settings';

const settingsOf = (costing: CostMethod, stock: BookSettings['stock'] = 'perpetual'): BookSettings =>
  ({
    stock,
    costing,
    currency: 'GBP',
    expectedReturnsPpm: 0,
    returnDays: 30,
    fees: [],
    late: 'next',
  }) as never;
const move = { streamId: 'W2', seq: 7, sku: 'MUG', quantity: 4, day: '2026-03-01' };
const accountOf = (role: string): string => role;
const stockOf = (method: CostMethod, ...layers: [units: number, each: number][]): StockCost =>
  layers.reduce((cost, [units, each]) => receiveUnits(cost, method, units, units * each, 10).cost, noStock);

describe('goods from another site', () => {
  it('come at what they cost there, the oldest first, and post nothing', () => {
    const giving = stockOf('fifo', [3, 10], [5, 12]);
    const facts = { settings: settingsOf('fifo'), accountOf, giving, taking: noStock, listMinor: null };
    const posting = postBetweenSites(move, false, facts);
    expect(posting.entry).toBeNull();
    expect([unitsOf(posting.giving), valueOf(posting.giving)]).toEqual([4, 48]);
    expect([unitsOf(posting.taking), valueOf(posting.taking)]).toEqual([4, 42]);
    const back = postBetweenSites(move, true, { ...facts, giving: posting.taking, taking: posting.giving });
    expect([valueOf(back.giving), valueOf(back.taking)]).toEqual([0, 90]);
  });

  it('are a variance where the other site had given out units that it did not have', () => {
    const owing = issueUnits(receiveUnits(noStock, 'fifo', 1, 8, null).cost, 3).cost;
    const facts = {
      settings: settingsOf('fifo'),
      accountOf,
      giving: stockOf('fifo', [4, 10]),
      taking: owing,
      listMinor: null,
    };
    const { entry, taking } = postBetweenSites(move, false, facts);
    expect([unitsOf(taking), valueOf(taking)]).toEqual([2, 20]);
    // Two were given out at 8 and came at 10.
    expect(entry?.lines).toMatchObject([
      { account: 'inventory', baseMinor: -4 },
      { account: 'cost-variance', baseMinor: 4 },
    ]);
    expect(
      postBetweenSites(move, false, { ...facts, settings: settingsOf('fifo', 'periodic') }).entry,
    ).toBeNull();
  });

  it('move nothing in the books on their way', () => {
    const facts = {
      settings: settingsOf('fifo'),
      accountOf,
      cost: stockOf('fifo', [4, 10]),
      price: null,
      listMinor: null,
      orderId: null,
      supplier: null,
      isGift: false,
      rightMinor: 0,
      reference: null,
    };
    for (const [from, to] of [
      ['A-01', 'transit'],
      ['transit', 'A-01'],
      ['transit', 'other-site'],
      ['other-site', 'receiving'],
    ] as const)
      expect(postMove({ ...move, from, to }, facts)).toEqual({
        entry: null,
        cost: facts.cost,
        rightMinor: 0,
      });
    expect(postMove({ ...move, from: 'transit', to: 'adjustment' }, facts).entry?.lines).toMatchObject([
      { account: 'stock-loss', baseMinor: 40 },
      { account: 'inventory', baseMinor: -40 },
    ]);
  });

  it('whatever was there before, units and value of both sites together change by the variance alone', () => {
    const layers = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 50 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...costMethods),
        layers as fc.Arbitrary<[number, number][]>,
        layers as fc.Arbitrary<[number, number][]>,
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        (method, there, here, gone, quantity, isBack) => {
          const giving = stockOf(method, ...there);
          const before = stockOf(method, ...here);
          const taking = gone > 0 ? issueUnits(before, gone).cost : before;
          const facts = { settings: settingsOf(method), accountOf, giving, taking, listMinor: 10 };
          const posting = postBetweenSites({ ...move, quantity }, isBack, facts);
          expect(unitsOf(posting.giving) + unitsOf(posting.taking)).toBe(unitsOf(giving) + unitsOf(taking));
          const booked = posting.entry?.lines.find(({ account }) => account === 'inventory')?.baseMinor ?? 0;
          expect(valueOf(posting.giving) + valueOf(posting.taking)).toBe(
            valueOf(giving) + valueOf(taking) + booked,
          );
          expect(posting.entry?.lines.reduce((sum, line) => sum + line.baseMinor, 0) ?? 0).toBe(0);
        },
      ),
      { seed: 711, numRuns: 400 },
    );
  });
});

// Costing: the worked figures of three methods, and that units and value never part.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outsideLocations } from '../stock/ledger';
import { holds } from '../property.test-kit';
import { accountOf, byRole, moveFacts, settings } from './books.test-kit';
import { imbalanceOf } from './entry';
import { postMove } from './post-stock';
import {
  costMethods,
  type CostMethod,
  issueUnits,
  noStock,
  receiveUnits,
  type StockCost,
  unitsOf,
  valueOf,
} from './stock-cost';

const receive = (cost: StockCost, method: CostMethod, units: number, unitMinor: number): StockCost =>
  receiveUnits(cost, method, units, units * unitMinor, 1000).cost;

describe('receive 8 at 10 and 4 at 16, deliver 10', () => {
  it.each([
    ['standard', 2000],
    ['average', 2400],
    ['fifo', 3200],
  ] as const)('%s leaves 2 worth %i', (method, left) => {
    const stocked = receive(receive(noStock, method, 8, 1000), method, 4, 1600);
    const { cost } = issueUnits(stocked, 10);
    expect(unitsOf(cost)).toBe(2);
    expect(valueOf(cost)).toBe(left);
  });
});

describe('stock below zero', () => {
  it('leaves at the cost last known, and tells the difference once the goods come', () => {
    const had = receive(noStock, 'fifo', 1, 1000);
    const { cost, valueMinor } = issueUnits(had, 3);
    expect([unitsOf(cost), valueOf(cost), valueMinor]).toEqual([-2, -2000, 3000]);
    const got = receiveUnits(cost, 'fifo', 5, 6000, null);
    expect([unitsOf(got.cost), valueOf(got.cost)]).toEqual([3, 3600]);
    expect([got.stockMinor, got.varianceMinor]).toEqual([5600, 400]);
  });
});

const { supplier, customer, adjustment, scrap } = outsideLocations;
const places = ['A-01', 'B-01', 'bench', 'quarantine', supplier, customer, adjustment, scrap];
const moveArbitrary = fc.record({
  from: fc.constantFrom(...places),
  to: fc.constantFrom(...places),
  quantity: fc.integer({ min: 1, max: 40 }),
  unitMinor: fc.integer({ min: 0, max: 5000 }),
  isForeign: fc.boolean(),
  expectedPpm: fc.constantFrom(0, 30_000, 333_333),
});

describe('movements', () => {
  it.each(costMethods)('%s: every entry balances, and the books hold what the ledger holds', (costing) => {
    holds(
      fc.property(fc.array(moveArbitrary, { maxLength: 60 }), (moves) => {
        const fold = (): { value: number; units: number; booked: number; entries: unknown[] } => {
          let cost = noStock;
          let rightMinor = 0;
          let units = 0;
          let booked = 0;
          const entries: unknown[] = [];
          for (const [seq, { from, to, quantity, unitMinor, isForeign, expectedPpm }] of moves.entries()) {
            if (from === to) continue;
            const paid = unitMinor * quantity;
            const posting = postMove(
              { streamId: 'W1', seq, sku: 'MUG', quantity, from, to, day: '2026-03-02' },
              moveFacts({
                settings: { ...settings, costing, expectedReturnsPpm: expectedPpm },
                cost,
                rightMinor,
                listMinor: costing === 'standard' ? 700 : null,
                price: {
                  currency: isForeign ? 'USD' : 'EUR',
                  amountMinor: isForeign ? Math.round(paid * 1.1) : paid,
                  baseMinor: paid,
                },
              }),
            );
            const outside: readonly string[] = Object.values(outsideLocations);
            units += (outside.includes(to) ? 0 : quantity) - (outside.includes(from) ? 0 : quantity);
            if (posting.entry) {
              expect(imbalanceOf(posting.entry.lines)).toBeNull();
              booked += byRole(posting.entry.lines)['inventory'] ?? 0;
              entries.push(posting.entry);
            }
            ({ cost } = posting);
            rightMinor += posting.rightMinor;
            expect(unitsOf(cost)).toBe(units);
            expect(valueOf(cost)).toBe(booked);
            expect(rightMinor).toBeGreaterThanOrEqual(0);
          }
          return { value: valueOf(cost), units, booked, entries };
        };
        expect(fold()).toEqual(fold());
      }),
    );
  });

  it('posts what came from whom, what went to whom, and what a count found', () => {
    const came = postMove(
      { streamId: 'W1', seq: 1, sku: 'MUG', quantity: 4, from: supplier, to: 'receiving', day: '2026-03-02' },
      moveFacts({ price: { currency: 'USD', amountMinor: 4400, baseMinor: 4000 }, supplier: 'Akin' }),
    );
    expect(came.entry).toMatchObject({
      kind: 'goods-received',
      currency: 'USD',
      lines: [
        { account: accountOf('inventory'), amountMinor: 4400, baseMinor: 4000, sku: 'MUG', quantity: 4 },
        { account: accountOf('goods-not-billed'), amountMinor: -4400, baseMinor: -4000, party: 'Akin' },
      ],
    });
    const out = (to: string, more = {}) =>
      byRole(
        postMove(
          { streamId: 'W1', seq: 2, sku: 'MUG', quantity: 1, from: 'A-01', to, day: '2026-03-02' },
          moveFacts({ cost: came.cost, ...more }),
        ).entry?.lines ?? [],
      );
    expect(out(customer)).toEqual({ inventory: -1000, 'goods-cost': 1000 });
    expect(out(customer, { isGift: true })).toEqual({ inventory: -1000, gifts: 1000 });
    expect(out(adjustment)).toEqual({ inventory: -1000, 'stock-loss': 1000 });
    expect(out(scrap)).toEqual({ inventory: -1000, 'stock-loss': 1000 });
    expect(out(supplier)).toEqual({ inventory: -1000, 'goods-not-billed': 1000 });
    expect(out('B-01')).toEqual({});
    expect(out(customer, { settings: { ...settings, stock: 'periodic' } })).toEqual({});
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { type ItemFacts, type ItemRules, quantityToOrder } from './line-quantity';
import { serviceByCost } from './service-by-cost';
import { composeOrder, type OrderLine, type SupplierTerms } from './supplier-order';
import { proposeTransfers } from './transfers';

const facts: ItemFacts = {
  onHand: 8,
  onOrder: 0,
  committed: 0,
  demand: 4,
  protection: { mean: 10, variance: 0 },
  shape: 'normal',
};
const rules: ItemRules = {
  policy: 'up-to',
  service: 0.95,
  orderQuantity: 30,
  leastOrder: 0,
  packUnits: 6,
  palletUnits: null,
  shelfLifeWeeks: null,
  mostCoverWeeks: null,
};

describe('the quantity of a line', () => {
  it('orders up to the most, in whole packs: at least 10, at most 40, by 6, 8 there: 36 (Odoo)', () => {
    const { units, why } = quantityToOrder(facts, rules);
    expect(units).toBe(36);
    expect(why.map(({ kind }) => kind)).toEqual(['position', 'point', 'up-to', 'pack']);
  });

  it('orders whole multiples, one of them at the point itself', () => {
    const multiples: ItemRules = { ...rules, policy: 'multiples', orderQuantity: 12, packUnits: 1 };
    expect(quantityToOrder({ ...facts, onHand: 10 }, multiples).units).toBe(12);
    expect(quantityToOrder({ ...facts, onHand: -15 }, multiples).units).toBe(36);
    expect(quantityToOrder({ ...facts, onHand: 11 }, multiples)).toMatchObject({ units: 0, position: 11 });
  });

  it('counts what is on the way, and what is promised', () => {
    expect(quantityToOrder({ ...facts, onOrder: 20 }, rules).units).toBe(0);
    expect(quantityToOrder({ ...facts, onOrder: 20, committed: 20 }, rules).units).toBe(36);
  });

  it('orders no more than keeps, and says so when the supplier sells no less', () => {
    const short = quantityToOrder(facts, { ...rules, shelfLifeWeeks: 5 });
    expect(short.units).toBe(12);
    const large = quantityToOrder(facts, { ...rules, shelfLifeWeeks: 5, leastOrder: 24 });
    expect(large.units).toBe(24);
    expect(large.why.at(-1)).toEqual({ kind: 'over-cap', units: 24 });
  });

  it('rounds up to a pallet that is nearly full', () => {
    expect(quantityToOrder(facts, { ...rules, palletUnits: 42 }).units).toBe(42);
    expect(quantityToOrder(facts, { ...rules, palletUnits: 90 }).units).toBe(36);
  });

  it('is a whole number of packs, at least the least order, and never of nothing that is enough', () => {
    holds(
      fc.property(
        fc.integer({ min: -50, max: 200 }),
        fc.integer({ min: 1, max: 24 }),
        fc.nat(60),
        fc.constantFrom('up-to' as const, 'multiples' as const),
        (onHand, packUnits, leastOrder, policy) => {
          const { units, position, point } = quantityToOrder(
            { ...facts, onHand },
            { ...rules, packUnits, leastOrder, policy },
          );
          expect(units % packUnits).toBe(0);
          if (position > point) expect(units).toBe(0);
          else {
            expect(units).toBeGreaterThanOrEqual(leastOrder);
            expect(position + units).toBeGreaterThanOrEqual(point);
          }
        },
      ),
    );
  });
});

describe('one order to a supplier', () => {
  const line: OrderLine = {
    sku: 'MUG',
    units: 20,
    packUnits: 10,
    unitCostMinor: 100,
    demand: 5,
    position: 10,
    point: 20,
    mostUnits: 500,
  };
  const terms: SupplierTerms = {
    freeFreightMinor: 5000,
    freightMinor: 900,
    budgetMinor: null,
    holdingShare: 0.2,
  };

  it('is filled up to free freight by what lasts shortest', () => {
    const slow = { ...line, sku: 'LAMP', units: 0, demand: 1, position: 25 };
    const { lines, goodsMinor, freightMinor } = composeOrder([line, slow], terms);
    expect([goodsMinor, freightMinor]).toEqual([5000, 0]);
    expect(lines.map(({ added }) => added)).toEqual([20, 10]);
  });

  it('pays the freight where holding more would cost more, and orders nothing where nothing is wanted', () => {
    const dear = composeOrder([line], { ...terms, freeFreightMinor: 50_000, holdingShare: 0.5 });
    expect(dear).toMatchObject({ goodsMinor: 2000, freightMinor: 900, reachedFreeFreight: false });
    expect(composeOrder([{ ...line, units: 0 }], terms)).toMatchObject({ goodsMinor: 0, freightMinor: 0 });
  });

  it('is cut to a budget where it can wait longest', () => {
    const soon = { ...line, sku: 'SOON', position: -20 };
    const { lines } = composeOrder([line, soon], { ...terms, freeFreightMinor: null, budgetMinor: 3000 });
    expect(lines.map(({ units, cut }) => [units, cut])).toEqual([
      [10, 10],
      [20, 0],
    ]);
  });

  it('never exceeds its budget, and never breaks a pack of a whole line', () => {
    const anyLine = fc.record({
      units: fc.nat(30),
      demand: fc.nat(20),
      position: fc.integer({ min: -40, max: 90 }),
    });
    holds(
      fc.property(fc.array(anyLine, { maxLength: 8 }), fc.nat(9000), (some, budgetMinor) => {
        const wanted = some.map((each, at) => ({
          ...line,
          ...each,
          units: each.units * 10,
          sku: String(at),
        }));
        const { lines, goodsMinor } = composeOrder(wanted, { ...terms, budgetMinor });
        expect(goodsMinor).toBeLessThanOrEqual(budgetMinor);
        for (const { units } of lines) expect(units % 10).toBe(0);
      }),
    );
  });
});

describe('transfers before buying', () => {
  it('move what is too much to where it is wanted, and no more', () => {
    const { transfers, stillWanted } = proposeTransfers(
      [
        { site: 'Leeds', position: 100, keep: 40, wanted: 0 },
        { site: 'Rotterdam', position: 5, keep: 30, wanted: 80 },
        { site: 'Izmir', position: 33, keep: 30, wanted: 0 },
      ],
      5,
    );
    expect(transfers).toEqual([{ from: 'Leeds', to: 'Rotterdam', units: 60 }]);
    expect(stillWanted.get('Rotterdam')).toBe(20);
  });

  it('leave every giver what it keeps', () => {
    const site = fc.record({ position: fc.nat(200), keep: fc.nat(100), wanted: fc.nat(100) });
    holds(
      fc.property(fc.array(site, { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (some, least) => {
        const sites = some.map((each, at) => ({ ...each, site: String(at) }));
        const { transfers, stillWanted } = proposeTransfers(sites, least);
        for (const { site: name, position, keep, wanted } of sites) {
          const given = transfers
            .filter(({ from }) => from === name)
            .reduce((sum, { units }) => sum + units, 0);
          const got = transfers.filter(({ to }) => to === name).reduce((sum, { units }) => sum + units, 0);
          if (given > 0) expect(position - given).toBeGreaterThanOrEqual(keep);
          expect(got + (stillWanted.get(name) ?? 0)).toBe(wanted);
        }
        expect(transfers.every(({ units }) => units >= least)).toBe(true);
      }),
    );
  });
});

describe('service by cost', () => {
  it('is high for cheap goods that sell and low for dear ones that do not', () => {
    const cheap = serviceByCost({ holdingCost: 0.01, orderQuantity: 20, demand: 10 }, 2);
    const dear = serviceByCost({ holdingCost: 1, orderQuantity: 5, demand: 3 }, 2);
    expect(cheap).toBeCloseTo(0.99, 10);
    expect(dear).toBeLessThan(cheap);
    expect(serviceByCost({ holdingCost: 1, orderQuantity: 5, demand: 0 }, 2)).toBe(0.5);
  });
});

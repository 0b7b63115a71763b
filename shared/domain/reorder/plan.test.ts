import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skuSchema } from '../ids';
import { holds } from '../property.test-kit';
import { leadTimeOf } from './lead-time';
import { meanOver, ofSite, planSku, serviceFor, type SitePosition, type SkuFacts } from './plan-sku';
import { planSupplier } from './plan-supplier';
import { expectedShort, quantileOf } from './safety-stock';
import { classesByValue } from './value-classes';

const leeds: SitePosition = {
  site: 'W1',
  onHand: 10,
  onOrder: 0,
  late: 0,
  drafted: 0,
  committed: 0,
  waiting: 0,
  share: 1,
};
const mug: SkuFacts = {
  sku: 'MUG',
  sites: [leeds],
  weeks: Array.from({ length: 26 }, () => 10),
  deviation: 3,
  isSparse: false,
  spikes: ['2026-07-06'],
  method: 'combined',
  lead: leadTimeOf([], [], 14),
  reviewDays: 7,
  orderCostMinor: 1000,
  holdingShare: 0.25,
  valueClass: 'a',
  target: { kind: 'service', level: 0.95 },
  item: {
    sku: skuSchema.parse('MUG'),
    unitCostMinor: 200,
    packUnits: 6,
    leastOrder: 0,
    palletUnits: null,
    leadDays: null,
    orderUnits: null,
    shelfLifeWeeks: null,
    mostCoverWeeks: null,
    policy: 'up-to',
  },
  leastTransfer: 1,
};

describe('a lead time', () => {
  it('is what the supplier says until orders say something else', () => {
    expect(leadTimeOf([], [], 14)).toMatchObject({ days: 14, deviation: 3.5, of: 'nobody' });
    // (3 x 14 + 20 + 20 + 20) / 6.
    expect(leadTimeOf([], [20, 20, 20], 14)).toMatchObject({ days: 17, of: 'supplier' });
    const many = leadTimeOf(
      Array.from({ length: 20 }, () => 20),
      [5],
      14,
    );
    expect(many.of).toBe('product');
    expect(many.days).toBeGreaterThan(19);
  });

  it('lies between what is said and what was seen, and late orders make it vary more', () => {
    holds(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 3, maxLength: 30 }),
        fc.integer({ min: 1, max: 90 }),
        (seen, stated) => {
          const { days, deviation } = leadTimeOf(seen, [], stated);
          expect(days).toBeGreaterThanOrEqual(Math.min(stated, ...seen) - 1e-9);
          expect(days).toBeLessThanOrEqual(Math.max(stated, ...seen) + 1e-9);
          expect(deviation).toBeGreaterThan(0);
        },
      ),
    );
    expect(leadTimeOf([10, 10, 40], [], 10).deviation).toBeGreaterThan(
      leadTimeOf([10, 10, 10], [], 10).deviation,
    );
  });
});

describe('classes by value', () => {
  it('gives A to the first four fifths, C to what brings nothing', () => {
    const classes = classesByValue(
      new Map([
        ['D', 0],
        ['B', 15],
        ['A', 80],
        ['C', 5],
      ]),
    );
    expect(Object.fromEntries(classes)).toEqual({ A: 'a', B: 'b', C: 'c', D: 'c' });
  });
});

describe('demand of a site', () => {
  it('is a share of the whole, with more noise the smaller the share', () => {
    expect(ofSite(10, 3, 1)).toEqual({ demand: 10, deviation: 3 });
    // 0.25 x 9 + 0.25 x 10 = 4.75.
    expect(ofSite(10, 3, 0.5).deviation).toBeCloseTo(Math.sqrt(4.75));
    expect(meanOver([10, 20], 1.5)).toBeCloseTo(20 / 1.5);
    expect(meanOver([10, 20], 4)).toBe(17.5);
    expect(meanOver([], 4)).toBe(0);
  });
});

describe('a fill target', () => {
  it('is the service at which no more than its share of an order is short', () => {
    holds(
      fc.property(
        fc.double({ min: 5, max: 500, noNaN: true }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.double({ min: 0.8, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        (mean, variation, fill, quantity) => {
          const protection = { mean, variance: (variation * mean) ** 2 };
          const service = serviceFor({ kind: 'fill', level: fill }, protection, quantity);
          const short = expectedShort(protection, quantileOf(protection, 'normal', service));
          if (service < 0.9995) expect(short).toBeLessThanOrEqual((1 - fill) * quantity + 1e-3);
        },
      ),
    );
  });
});

describe('the plan of a product', () => {
  it('orders up to the level at the point, in packs, and says what counted', () => {
    const { sites, transfers } = planSku(mug);
    const [plan] = sites;
    expect(transfers).toEqual([]);
    // Three weeks of ten, and safety for both uncertainties.
    expect(plan?.point).toBeGreaterThan(38);
    expect(plan?.point).toBeLessThan(46);
    expect(plan?.units).toBeGreaterThan(30);
    expect((plan?.units ?? 1) % 6).toBe(0);
    expect(plan?.why.map(({ kind }) => kind)).toEqual([
      'demand',
      'lead',
      'stock',
      'target',
      'quantity',
      'position',
      'point',
      'up-to',
      'pack',
    ]);
    expect(plan?.why[0]).toMatchObject({ weekly: 10, spikes: ['2026-07-06'] });
  });

  it('counts drafts as on order, and orders that wait as promised', () => {
    const with200 = { ...leeds, drafted: 200 };
    expect(planSku({ ...mug, sites: [with200] }).sites[0]?.units).toBe(0);
    const waiting = planSku({ ...mug, sites: [{ ...with200, committed: 200, waiting: 200 }] });
    expect(waiting.sites[0]?.units).toBe(planSku(mug).sites[0]?.units);
  });

  it('moves what another site has too much of before it buys', () => {
    const rich = { ...leeds, site: 'W2', onHand: 1000, share: 0.5 };
    const both = planSku({ ...mug, sites: [{ ...leeds, share: 0.5 }, rich] });
    expect(both.transfers).toMatchObject([{ sku: 'MUG', from: 'W2', to: 'W1' }]);
    expect(both.sites.map(({ units }) => units)).toEqual([0, 0]);
    expect(both.sites[0]?.why).toContainEqual(expect.objectContaining({ kind: 'from-site', site: 'W2' }));
    const never = planSku({ ...mug, leastTransfer: null, sites: [{ ...leeds, share: 0.5 }, rich] });
    expect(never.transfers).toEqual([]);
    expect(never.sites[0]?.units).toBeGreaterThan(0);
  });

  it('never gives away what a site needs, and never buys without need', () => {
    const site = fc.record({
      onHand: fc.integer({ min: -20, max: 300 }),
      onOrder: fc.nat(60),
      committed: fc.nat(40),
    });
    holds(
      fc.property(fc.array(site, { minLength: 1, maxLength: 4 }), fc.nat(30), (places, weekly) => {
        const sites = places.map((place, at) => ({
          ...leeds,
          ...place,
          site: `W${at}`,
          share: 1 / places.length,
        }));
        const plan = planSku({ ...mug, sites, weeks: [weekly] });
        for (const { site: name, units, position, point } of plan.sites) {
          const given = plan.transfers.filter(({ from }) => from === name);
          const gave = given.reduce((sum, each) => sum + each.units, 0);
          if (gave > 0) expect(position - gave).toBeGreaterThanOrEqual(point);
          if (position > point) expect(units).toBe(0);
          expect(units % 6).toBe(0);
        }
      }),
    );
  });
});

describe('one order to a supplier', () => {
  const terms = { freeFreightMinor: null, freightMinor: 500, budgetMinor: null, holdingShare: 0.25 };
  const question = (
    onHand: number,
    budgetMinor: number | null = null,
    freeFreightMinor: number | null = null,
  ) => ({
    supplierId: 'S',
    site: 'W1',
    terms: { ...terms, budgetMinor, freeFreightMinor },
    lines: planSku({ ...mug, sites: [{ ...leeds, onHand }] }).sites.map((site) => ({
      ...site,
      packUnits: 6,
      unitCostMinor: 200,
    })),
  });

  it('is none where nothing is needed', () => {
    expect(planSupplier(question(500))).toBeNull();
  });

  it('is cut to the budget and filled to free freight, and says so', () => {
    const whole = planSupplier(question(10));
    const units = whole?.lines[0]?.units ?? 0;
    expect(whole).toMatchObject({ goodsMinor: units * 200, freightMinor: 500 });
    const cut = planSupplier(question(10, 2400));
    expect(cut?.lines[0]).toMatchObject({ units: 12 });
    expect(cut?.lines[0]?.why.at(-1)).toEqual({ kind: 'budget', cut: units - 12, units: 12 });
    const filled = planSupplier(question(10, null, units * 200 + 1));
    expect(filled).toMatchObject({ freightMinor: 0, lines: [{ units: units + 6 }] });
    expect(filled?.lines[0]?.why.at(-1)).toEqual({ kind: 'freight', added: 6, units: units + 6 });
  });
});

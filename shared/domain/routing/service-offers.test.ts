import { describe, expect, it } from 'vitest';
import { carrierIdOf } from '../ids.test-kit';
import { laneOf } from '../shipping/lane';
import type { NodeFacts, RoutingFacts } from './order-nodes';
import { defaultRoutingPolicy } from './policy';
import { askedKey, type CarrierFacts, serviceOffers } from './service-offers';

const node: NodeFacts = {
  nodeId: 'W1',
  countryCode: 'GB',
  place: null,
  // A Thursday.
  now: { date: '2026-11-26', time: '10:00' },
  waiting: 0,
};
const service = (change: object = {}) => ({
  serviceId: 'two-day',
  name: 'Two day',
  days: 2,
  cutOff: '16:00',
  currency: 'GBP',
  rates: [
    { countries: ['GB'], steps: [{ uptoGrams: 2000, amountMinor: 400 }] },
    { countries: ['GB'], postcodes: ['IV'], days: 4, steps: [{ uptoGrams: 2000, amountMinor: 900 }] },
    { countries: ['*'], steps: [{ uptoGrams: 2000, amountMinor: 1500 }] },
  ],
  ...change,
});
const factsOf = (services: object[], carrierFacts: CarrierFacts = {}): RoutingFacts => ({
  policy: defaultRoutingPolicy,
  nodes: [node],
  carriers: [
    { carrierId: carrierIdOf('post'), name: 'Post', divisorMm3PerGram: 5000, services: services as never },
  ],
  boxes: [],
  products: new Map(),
  carrierFacts,
});
const offers = (
  facts: RoutingFacts,
  to: { countryCode: string; postcode?: string } = { countryCode: 'GB' },
  wish = {},
) => serviceOffers(facts, { node, to, promised: '2026-12-01', leavesBy: null, surchargeMinor: 0, ...wish });

describe('what a service takes', () => {
  it.each([
    ['its country', { countryCode: 'GB', postcode: 'LS1 1AA' }, 400, 0],
    // Two days more: Wednesday instead of Monday, and Tuesday was promised.
    ['the part of it that is named most narrowly', { countryCode: 'GB', postcode: 'IV2 3XY' }, 900, 1],
    ['everywhere else', { countryCode: 'TR', postcode: '34000' }, 1500, 0],
  ])('is the price of %s, and its days', (_name, to, amountMinor, lateDays) => {
    expect(offers(factsOf([service()]), to)).toMatchObject([{ lateDays, steps: [{ amountMinor }] }]);
  });

  it('has its surcharges on every step, and goes on by the kilogram', () => {
    const fuel = [{ kind: 'fuel', basisPoints: 1000 }];
    const rates = [
      {
        countries: ['*'],
        steps: [{ uptoGrams: 1000, amountMinor: 500 }],
        above: { uptoGrams: 3500, amountMinorPerKg: 100 },
      },
    ];
    expect(offers(factsOf([service({ surcharges: fuel, rates })]))[0]?.steps).toEqual([
      { uptoGrams: 1000, amountMinor: 550 },
      { uptoGrams: 2000, amountMinor: 660 },
      { uptoGrams: 3000, amountMinor: 770 },
      { uptoGrams: 3500, amountMinor: 880 },
    ]);
  });

  it('is in the currency of the weighing, at a rate, and no offer without one', () => {
    const euros = service({ serviceId: 'euro', currency: 'EUR' });
    const convert = (minor: number, currency: string): number | null =>
      currency === 'GBP' ? minor : currency === 'EUR' ? Math.round(minor * 0.85) : null;
    const found = offers(
      factsOf([service(), euros, service({ serviceId: 'lira', currency: 'TRY' })], { convert }),
    );
    expect(found.map(({ serviceId, steps }) => [serviceId, steps[0]?.amountMinor])).toEqual([
      ['two-day', 400],
      ['euro', 340],
    ]);
  });

  it('is what the carrier said of the lane, where it was asked', () => {
    const lane = laneOf('W1', { countryCode: 'GB', postcode: 'LS1 1AA' });
    const asked = new Map([
      [
        askedKey('post', 'two-day', lane),
        { currency: 'GBP', steps: [{ uptoGrams: 5000, amountMinor: 333 }] },
      ],
    ]);
    const facts = factsOf([service()], { asked });
    expect(offers(facts, { countryCode: 'GB', postcode: 'LS9 9ZZ' })[0]?.steps).toEqual([
      { uptoGrams: 5000, amountMinor: 333 },
    ]);
    expect(offers(facts, { countryCode: 'GB', postcode: 'M1 1AA' })[0]?.steps[0]?.amountMinor).toBe(400);
  });

  it('arrives when the lane has shown, where the carrier is set up', () => {
    const arrivalOf = () => ({ leaves: '2026-11-27', arrives: '2026-12-04' });
    expect(offers(factsOf([service()], { arrivalOf }))).toMatchObject([{ lateDays: 3 }]);
    expect(offers(factsOf([service()], { arrivalOf: () => null }))).toMatchObject([{ lateDays: 0 }]);
    expect(
      offers(
        factsOf([service()], { arrivalOf }),
        { countryCode: 'GB' },
        { promised: '2026-12-31', leavesBy: '2026-11-26' },
      ),
    ).toMatchObject([{ lateDays: 1 }]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carrierIdOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { type Offer, shop, type ShopPolicy } from './rate-shop';

const nowMs = Date.parse('2026-03-02T10:00:00Z');
const offer = (
  serviceId: string,
  amountMinor: number,
  days: number | null,
  more: Partial<Offer> = {},
): Offer => ({
  carrierId: carrierIdOf('post'),
  carrierName: 'Post',
  serviceId,
  serviceName: serviceId.toUpperCase(),
  amountMinor,
  currency: 'GBP',
  days,
  arrives: days === null ? null : `2026-03-0${2 + days}`,
  source: 'asked',
  askedAt: '2026-03-02T09:59:00Z',
  ...more,
});
const facts = {
  nowMs,
  currency: 'GBP',
  convert: (amount: number, currency: string) =>
    currency === 'GBP' ? amount : currency === 'EUR' ? Math.round(amount * 0.85) : null,
};
const policy = (over: Partial<ShopPolicy> = {}): ShopPolicy => ({
  by: 'cost',
  promisedFor: null,
  maxAgeMs: 600_000,
  ...over,
});
const told = (offers: Offer[], over: Partial<ShopPolicy> = {}): string[] =>
  shop(offers, policy(over), facts).ranked.map(({ offer: { serviceId }, reason }) =>
    `${serviceId}: ${reason.code} ${Object.values(reason.values).join(' ')}`.trim(),
  );

const three = [offer('slow', 300, 3), offer('fast', 700, 1), offer('mid', 450, 2)];

describe('the offer a parcel goes by', () => {
  it('is the cheapest', () => {
    expect(told(three)).toEqual([
      'slow: cheapest-in-time 150 Post MID',
      'mid: dearer 150',
      'fast: dearer 400',
    ]);
  });
  it('is the cheapest that keeps the promise', () => {
    expect(told(three, { promisedFor: '2026-03-04' })).toEqual([
      'mid: cheapest-in-time 250 Post FAST',
      'fast: dearer 250',
      'slow: too-late 2026-03-04',
    ]);
  });
  it('is the fastest, and what that costs', () => {
    expect(told(three, { by: 'speed' })).toEqual([
      'fast: fastest-in-time 1 250 Post MID',
      'mid: slower 1',
      'slow: slower 2',
    ]);
  });
  it('is the best there is when nothing keeps the promise, and says so', () => {
    expect(told(three, { promisedFor: '2026-03-02' })[0]).toBe('slow: none-in-time 2026-03-02');
  });
  it('is never one that was asked for too long ago; a tariff of our own does not age', () => {
    const old = { askedAt: '2026-03-02T09:00:00Z' };
    expect(told([offer('old', 1, 1, old), offer('own', 2, 1, { ...old, source: 'own' })])).toEqual([
      'own: only-offer',
      'old: too-old 60',
    ]);
  });
  it('compares in one currency; what cannot be compared is not chosen', () => {
    expect(
      told([
        offer('pounds', 900, 1),
        offer('euros', 1000, 1, { currency: 'EUR' }),
        offer('dirham', 1, 1, { currency: 'AED' }),
      ]),
    ).toEqual(['euros: cheapest-in-time 50 Post POUNDS', 'pounds: dearer 50', 'dirham: no-rate AED']);
  });
  it('is none when there is none', () => {
    expect(shop([], policy(), facts)).toEqual({ chosen: null, ranked: [] });
  });
  it('does not keep a promise with a carrier that names no day', () => {
    expect(told([offer('mute', 1, null), offer('slow', 300, 3)], { promisedFor: '2026-03-05' })[0]).toBe(
      'slow: only-offer',
    );
  });

  it('is the same whatever the order of the offers, and nothing cheaper is in time', () => {
    const any = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 50 }),
        amount: fc.integer({ min: 1, max: 900 }),
        days: fc.option(fc.integer({ min: 1, max: 6 })),
      }),
      { selector: ({ id }) => id, maxLength: 8 },
    );
    holds(
      fc.property(
        any,
        fc.constantFrom('cost' as const, 'speed' as const),
        fc.option(fc.constantFrom('2026-03-04', '2026-03-06')),
        (list, by, promisedFor) => {
          const offers = list.map(({ id, amount, days }) => offer(`s${id}`, amount, days));
          const rules = policy({ by, promisedFor });
          const { chosen, ranked } = shop(offers, rules, facts);
          expect(shop([...offers].reverse(), rules, facts).ranked).toEqual(ranked);
          expect(ranked).toHaveLength(offers.length);
          if (!chosen || by === 'speed') return;
          const inTime = offers.filter(
            ({ arrives }) => promisedFor === null || (arrives !== null && arrives <= promisedFor),
          );
          if (inTime.length > 0)
            expect(chosen.costMinor).toBe(Math.min(...inTime.map(({ amountMinor }) => amountMinor)));
        },
      ),
    );
  });
});

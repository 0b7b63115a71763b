import { describe, expect, it } from 'vitest';
import { carrierIdOf } from '../ids.test-kit';
import type { Carrier } from './carrier';
import { billableGrams, offersFor } from './tariff';

const size = { lengthMm: 300, widthMm: 200, heightMm: 100 };

function carrierOf(
  id: string,
  divisorMm3PerGram: number,
  ...services: [serviceId: string, days: number, rates: Carrier['services'][number]['rates']][]
): Carrier {
  return {
    carrierId: carrierIdOf(id),
    name: id.toUpperCase(),
    divisorMm3PerGram,
    services: services.map(([serviceId, days, rates]) => ({
      serviceId,
      name: serviceId,
      days,
      cutOff: '16:00',
      currency: 'GBP',
      rates,
    })),
  };
}

const steps = (
  ...pairs: [uptoGrams: number, amountMinor: number][]
): { uptoGrams: number; amountMinor: number }[] =>
  pairs.map(([uptoGrams, amountMinor]) => ({ uptoGrams, amountMinor }));

const carriers = [
  carrierOf('post', 5000, [
    'post-48',
    2,
    [
      { countries: ['GB'], steps: steps([1000, 300], [5000, 600]) },
      { countries: ['*'], steps: steps([1000, 900]) },
    ],
  ]),
  carrierOf(
    'express',
    4000,
    ['express-24', 1, [{ countries: ['GB', 'IE'], steps: steps([1000, 300], [30_000, 1500]) }]],
    ['express-09', 1, [{ countries: ['GB'], steps: steps([30_000, 2500]) }]],
  ),
];

const told = (countryCode: string, grams: number, box: typeof size | null = null): string[] =>
  offersFor(carriers, countryCode, grams, box).map(
    ({ serviceId, amountMinor }) => `${serviceId} ${amountMinor}`,
  );

describe('billable weight', () => {
  // 300 x 200 x 100 mm is 6,000,000 mm3, at 5000 cm3 a kilogram 1200 g.
  it.each([
    [500, null, 5000, 500],
    [500, size, 5000, 1200],
    [1300, size, 5000, 1300],
    [500, size, 4000, 1500],
    [500, { ...size, heightMm: 101 }, 5000, 1212],
    [500, { lengthMm: 301, widthMm: 200, heightMm: 100 }, 5000, 1204],
    [1, { lengthMm: 1, widthMm: 1, heightMm: 1 }, 5000, 1],
  ])('of %i g in %o by %i is %i g', (grams, box, divisor, billable) => {
    expect(billableGrams(grams, box, divisor)).toBe(billable);
  });
});

describe('offers', () => {
  it('are cheapest first, then fastest, then by name', () => {
    expect(told('GB', 400)).toEqual(['express-24 300', 'post-48 300', 'express-09 2500']);
    expect(told('GB', 1000)).toEqual(['express-24 300', 'post-48 300', 'express-09 2500']);
    expect(told('GB', 1001)).toEqual(['post-48 600', 'express-24 1500', 'express-09 2500']);
  });

  it('are of services that take this weight to this country', () => {
    expect(told('GB', 5001)).toEqual(['express-24 1500', 'express-09 2500']);
    expect(told('GB', 30_001)).toEqual([]);
    expect(told('IE', 400)).toEqual(['express-24 300', 'post-48 900']);
    expect(told('TR', 400)).toEqual(['post-48 900']);
    expect(told('TR', 1001)).toEqual([]);
  });

  it('count the box by the divisor of each carrier', () => {
    expect(told('GB', 400, size)).toEqual(['post-48 600', 'express-24 1500', 'express-09 2500']);
    expect(told('TR', 400, size)).toEqual([]);
  });

  it('say what the label and the queue need', () => {
    expect(offersFor(carriers, 'TR', 1, null)).toEqual([
      {
        carrierId: 'post',
        carrierName: 'POST',
        serviceId: 'post-48',
        serviceName: 'post-48',
        cutOff: '16:00',
        amountMinor: 900,
        currency: 'GBP',
      },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carrierIdOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { type Carrier, carrierNumberOf, carrierSchema, type Rate, serialOf, type Service } from './carrier';
import { areaMatch, plainPostcode } from './postcode';
import type { Surcharge } from './surcharge';
import { destinationOf, tariffQuote, tariffQuotes } from './tariff';

const row = (countries: string[], amountMinor: number, more: Partial<Rate> = {}): Rate => ({
  countries,
  steps: [{ uptoGrams: 1000, amountMinor }],
  ...more,
});

function carrierWith(rates: Rate[], surcharges: Surcharge[] = []): { carrier: Carrier; service: Service } {
  const service: Service = {
    serviceId: 'std',
    name: 'Standard',
    days: 2,
    cutOff: '16:00',
    currency: 'GBP',
    rates,
    surcharges,
  };
  const carrier: Carrier = {
    carrierId: carrierIdOf('post'),
    name: 'Post',
    divisorMm3PerGram: 5000,
    services: [service],
  };
  return { carrier: carrierSchema.parse(carrier), service };
}

function price(
  rates: Rate[],
  surcharges: Surcharge[],
  parcel: {
    country?: string;
    postcode?: string | null;
    grams?: number;
    size?: [number, number, number];
    cod?: number;
  },
): string | null {
  const { carrier, service } = carrierWith(rates, surcharges);
  const [lengthMm, widthMm, heightMm] = parcel.size ?? [0, 0, 0];
  const quote = tariffQuote(carrier, service, {
    to: destinationOf({ countryCode: parcel.country ?? 'GB', postcode: parcel.postcode ?? null }),
    weightGrams: parcel.grams ?? 500,
    size: parcel.size ? { lengthMm, widthMm, heightMm } : null,
    codMinor: parcel.cod ?? null,
  });
  return quote && quote.parts.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`).join(' + ');
}

describe('postcode areas', () => {
  it.each([
    [['IV'], 'IV1 1AA', 2],
    [['B'], 'B1 1AA', 1],
    [['B'], 'BT1 1AA', 0],
    [['BT9'], 'bt9 5ab', 3],
    [['34000-34999'], '34710', 3],
    [['34000-34999'], '35000', 0],
    [['34000-34999'], '34', 0],
    [['IV', 'IV27'], 'IV27 4AA', 4],
    [['IV'], '', 0],
  ])('%j name %s by %i', (areas, postcode, match) => {
    expect(areaMatch(areas, plainPostcode(postcode))).toBe(match);
  });
});

describe('a zone', () => {
  const rates = [
    row(['GB'], 300),
    row(['GB'], 700, { postcodes: ['IV', 'KW', 'BT'], days: 4 }),
    row(['GB'], 1200, { postcodes: ['IV27'] }),
    row(['*'], 1900),
    row(['TR'], 1500, { postcodes: ['34000-34999'] }),
  ];
  it.each([
    ['GB', 'LS1 4AP', 'base 300'],
    ['GB', null, 'base 300'],
    ['GB', 'IV1 1AA', 'base 700'],
    ['GB', 'IV27 4AA', 'base 1200'],
    ['TR', '34710', 'base 1500'],
    ['TR', '06100', 'base 1900'],
    ['FR', '75001', 'base 1900'],
  ])('is named by the narrowest row: %s %s is %s', (country, postcode, told) => {
    expect(price(rates, [], { country, postcode })).toBe(told);
  });

  it('has its own days on the way', () => {
    const { carrier } = carrierWith(rates);
    const to = destinationOf({ countryCode: 'GB', postcode: 'IV1 1AA' });
    expect(tariffQuotes([carrier], { to, weightGrams: 1, size: null, codMinor: null })[0]?.days).toBe(4);
  });
});

describe('a price', () => {
  const above = { amountMinorPerKg: 50, uptoGrams: 5000 };
  it.each([
    [1000, 'base 300'],
    [1001, 'base 350'],
    [2000, 'base 350'],
    [2001, 'base 400'],
    [5000, 'base 500'],
    [5001, null],
  ])('goes on by the kilogram above the last step: %i g is %s', (grams, told) => {
    expect(price([row(['GB'], 300, { above })], [], { grams })).toBe(told);
  });

  it.each<[string, Surcharge[], Parameters<typeof price>[2], string | null]>([
    ['fuel, half up', [{ kind: 'fuel', basisPoints: 1250 }], {}, 'base 300 + fuel 38'],
    [
      'fuel on what is carried, not on cash',
      [
        { kind: 'cod', amountMinor: 200, basisPoints: 100 },
        { kind: 'fuel', basisPoints: 1000 },
        { kind: 'remote', countries: ['GB'], postcodes: ['IV'], amountMinor: 500 },
      ],
      { postcode: 'IV1 1AA', cod: 5000 },
      'base 300 + remote 500 + fuel 80 + cod 250',
    ],
    ['remote elsewhere', [{ kind: 'remote', countries: ['TR'], amountMinor: 500 }], {}, 'base 300'],
    [
      'oversize by side',
      [{ kind: 'oversize', longestMm: 150, amountMinor: 900 }],
      { size: [10, 151, 20] },
      'base 300 + oversize 900',
    ],
    [
      'not oversize',
      [{ kind: 'oversize', longestMm: 151, amountMinor: 900 }],
      { size: [10, 151, 20] },
      'base 300',
    ],
    [
      'oversize by girth',
      [{ kind: 'oversize', girthMm: 200, amountMinor: 900 }],
      { size: [20, 151, 10] },
      'base 300 + oversize 900',
    ],
    ['cash nobody collects', [], { cod: 5000 }, null],
  ])('with %s', (_name, surcharges, parcel, told) => {
    expect(price([row(['GB'], 300)], surcharges, parcel)).toBe(told);
  });

  it('never falls when a parcel grows, and is the sum of its parts', () => {
    const grams = fc.integer({ min: 1, max: 6000 });
    const surcharges: Surcharge[] = [
      { kind: 'fuel', basisPoints: 1333 },
      { kind: 'oversize', longestMm: 300, amountMinor: 77 },
      { kind: 'cod', amountMinor: 10, basisPoints: 77 },
    ];
    const { carrier, service } = carrierWith(
      [row(['GB'], 300, { above: { amountMinorPerKg: 90, uptoGrams: 9999 } })],
      surcharges,
    );
    const quote = (weightGrams: number, lengthMm: number) =>
      tariffQuote(carrier, service, {
        to: { countryCode: 'GB', postcode: '' },
        weightGrams,
        size: { lengthMm, widthMm: 100, heightMm: 100 },
        codMinor: 5000,
      });
    holds(
      fc.property(
        grams,
        grams,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 200 }),
        (one, other, side, more) => {
          const small = quote(Math.min(one, other), side);
          const large = quote(Math.max(one, other), side + more);
          expect(small?.amountMinor).toBeLessThanOrEqual(large?.amountMinor ?? 0);
          expect(small?.parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(small?.amountMinor);
        },
      ),
    );
  });
});

describe("a carrier's own number", () => {
  const numbers = { prefix: 'TF', from: 10, to: 5000, digits: 6 };
  it.each([
    [10, 'TF000010'],
    [5000, 'TF005000'],
    [9, null],
    [5001, null],
  ])('of serial %i is %s', (serial, number) => {
    expect(carrierNumberOf(numbers, serial)).toBe(number);
    if (number !== null) expect(serialOf(numbers, number)).toBe(serial);
  });

  it.each(['TF000009', 'TF5001', 'XX000010', 'TF00001x', ''])('%s is none of the contract', (number) => {
    expect(serialOf(numbers, number)).toBeNull();
  });
});

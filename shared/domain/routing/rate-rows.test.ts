import { describe, expect, it } from 'vitest';
import { distanceBetween } from './distance';
import { cheapestRow, type RateRow, rowApplies, rowPrice } from './rate-rows';
import { cheapestShipment } from './shipment-price';
import { shareCapacity } from './share-capacity';

const row = (more: Partial<RateRow> = {}): RateRow => ({
  carrierId: 'C1',
  originId: 'P1',
  destinationId: 'P9',
  serviceId: 'door',
  mode: 'air',
  minKg: 10,
  maxKg: 100,
  minimumCharge: 20,
  rate: 0.5,
  transitDays: 2,
  ...more,
});
const wish = { kg: 30, serviceId: 'door', mostTransitDays: 2, weight: 'band' } as const;

describe('rate rows', () => {
  it.each([
    [row(), 30, 20],
    [row(), 41, 20.5],
    [row({ mode: 'ground', rate: 128 }), 5000, 128],
  ])('price air by weight above a minimum, ground by the shipment', (each, kg, price) => {
    expect(rowPrice(each, kg)).toBe(price);
  });

  it.each([
    [{}, true],
    [{ kg: 10 }, true],
    [{ kg: 100 }, true],
    [{ kg: 9.99 }, false],
    [{ kg: 100.01 }, false],
    [{ kg: 9.99, weight: 'capacity' as const }, true],
    [{ serviceId: 'port' }, false],
    [{ serviceId: null }, true],
    [{ mostTransitDays: 1 }, false],
    [{ mostTransitDays: null }, true],
  ])('apply by band, service and transit: %o %s', (more, applies) => {
    expect(rowApplies(row(), { ...wish, ...more })).toBe(applies);
  });

  it('are chosen by price, then by transit', () => {
    const quick = row({ carrierId: 'C2', transitDays: 1 });
    expect(cheapestRow([row(), quick, row({ rate: 5 })], wish)).toEqual({ row: quick, price: 20 });
    expect(cheapestRow([row({ transitDays: 9 })], wish)).toBeNull();
  });
});

describe('room that is shared', () => {
  const options = (...costs: number[]) => ({
    kg: 1,
    options: costs.map((cost, place) => ({ cost, place, row: null })),
  });

  it('goes to those who would lose most without it, proven', () => {
    const plan = shareCapacity([options(10, 11), options(10, 50), options(10, 30)], [1, 9], [], 300);
    expect(plan).toMatchObject({ chosen: [1, 0, 1], cost: 51, proven: true });
  });

  it('counts weight by row', () => {
    const heavy = {
      kg: 6,
      options: [
        { cost: 1, place: 0, row: 0 },
        { cost: 9, place: 0, row: 1 },
      ],
    };
    expect(shareCapacity([heavy, heavy], [9], [10, 10], 300)).toMatchObject({ cost: 10 });
    expect(shareCapacity([heavy, heavy], [9], [10, 5], 300)).toBeNull();
    expect(shareCapacity([heavy, heavy], [1], [99, 99], 300)).toBeNull();
  });
});

describe('a shipment', () => {
  const steps = [
    { uptoGrams: 1000, amountMinor: 300 },
    { uptoGrams: 2000, amountMinor: 500 },
  ];
  const service = { carrierId: 'post', serviceId: 'day-2', lateDays: 0, divisorMm3PerGram: 5000, steps };
  const small = {
    cartonId: 'S',
    holdsMm3: 1_000_000,
    outerMm3: 2_000_000,
    ownGrams: 100,
    maxGrams: 900,
    costMinor: 20,
  };
  const large = {
    ...small,
    cartonId: 'L',
    holdsMm3: 4_000_000,
    outerMm3: 6_000_000,
    maxGrams: 5000,
    costMinor: 40,
  };

  it.each([
    [500, 500_000, 'S', 1, 320],
    [850, 500_000, 'L', 1, 540],
    [500, 3_000_000, 'L', 1, 540],
    [1900, 500_000, 'L', 1, 540],
    [1950, 500_000, 'S', 3, 960],
    [2400, 3_000_000, 'S', 3, 960],
    [4500, 500_000, 'L', 3, 1620],
  ])('of %i g and %i mm3 takes carton %s x %i for %i', (grams, volumeMm3, cartonId, parcels, costMinor) => {
    expect(cheapestShipment([service], [small, large], { grams, volumeMm3 }, 0)).toMatchObject({
      cartonId,
      parcels,
      costMinor,
    });
  });

  it('is refused when no service takes it', () => {
    expect(cheapestShipment([service], [], { grams: 90_000, volumeMm3: 1 }, 0)).toBeNull();
    expect(cheapestShipment([], [], { grams: 1, volumeMm3: 1 }, 0)).toBeNull();
  });
});

describe('distance', () => {
  it('is the great circle', () => {
    const london = { latitude: 51.5074, longitude: -0.1278 };
    const istanbul = { latitude: 41.0082, longitude: 28.9784 };
    expect(distanceBetween(london, istanbul)).toBeCloseTo(2500, -1);
    expect(distanceBetween(london, london)).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocationId, Sku } from '../ids';
import { holds } from '../property.test-kit';
import { binsAfter, type LoadBin, loadStops } from './loading';
import { toLoad } from './questions';
import { lamp, mug, transferIn } from './transfer-table.test-kit';
import type { Transfer } from './transfer';

const bin = (name: string, sku: Sku, units: number, more: Partial<LoadBin> = {}): LoadBin => ({
  locationId: name as LocationId,
  walkOrder: Number(name.slice(-2)),
  isBulk: false,
  sku,
  units,
  ...more,
});
/** Ten mugs and four lamps. */
const released = transferIn('released') as Transfer;
const told = (bins: readonly LoadBin[], transfer = released): string[] => {
  const { stops, nowhere } = loadStops(transfer, bins);
  return [
    ...stops.map(({ locationId, quantity, sku }) => `${locationId} ${quantity} ${sku}`),
    ...nowhere.map(({ quantity, sku }) => `nowhere ${quantity} ${sku}`),
  ];
};

describe('the bins to load from', () => {
  it('come in walking order, one bin before two that share it', () => {
    const bins = [bin('A-07', mug, 30), bin('A-01', mug, 6), bin('A-03', lamp, 4), bin('A-02', mug, 6)];
    expect(told(bins)).toEqual(['A-03 4 LAMP', 'A-07 10 MUG']);
  });

  it('are bulk before faces that orders are picked from, and further bins where one has too few', () => {
    const bins = [
      bin('A-01', mug, 50),
      bin('B-09', mug, 7, { isBulk: true }),
      bin('A-02', lamp, 3),
      bin('B-01', mug, 0 + 1, { isBulk: true }),
    ];
    expect(told(bins)).toEqual(['A-01 2 MUG', 'B-01 1 MUG', 'A-02 3 LAMP', 'B-09 7 MUG', 'nowhere 1 LAMP']);
  });

  it('are what is left to fetch of a transfer that is loaded, and none of one that has left', () => {
    const bins = [bin('A-01', mug, 50), bin('A-02', lamp, 9)];
    // Eight of ten mugs are loaded.
    expect(told(bins, transferIn('loading') as Transfer)).toEqual(['A-01 2 MUG', 'A-02 4 LAMP']);
    expect(told(bins, transferIn('in transit') as Transfer)).toEqual([]);
    expect(told([])).toEqual(['nowhere 10 MUG', 'nowhere 4 LAMP']);
  });

  it('have what this station has not been told of yet: units it took, put back, or carried elsewhere', () => {
    const bins = [bin('A-01', mug, 5), bin('A-02', mug, 3)];
    const after = binsAfter(bins, [
      { sku: mug, locationId: 'A-01', units: -4 },
      { sku: mug, locationId: 'A-01', units: 1 },
      { sku: lamp, locationId: 'A-02', units: -2 },
      { sku: mug, locationId: 'A-02', units: -7 },
      { sku: mug, locationId: 'Z-99', units: 7 },
    ]);
    expect(after.map(({ locationId, units }) => [locationId, units])).toEqual([['A-01', 2]]);
  });

  it('never ask for more than is wanted or than lies there, and say what is missing', () => {
    const bins = fc.array(
      fc.record({
        walkOrder: fc.integer({ min: 0, max: 9 }),
        isBulk: fc.boolean(),
        sku: fc.constantFrom(mug, lamp),
        units: fc.integer({ min: 1, max: 12 }),
      }),
      { maxLength: 8 },
    );
    holds(
      fc.property(bins, (some) => {
        const all = some.map((each, at) => ({ ...each, locationId: `A-${at}` as LocationId }));
        const { stops, nowhere } = loadStops(released, all);
        const walk = stops.map(
          ({ locationId }) => all.find((each) => each.locationId === locationId)?.walkOrder ?? -1,
        );
        expect(walk).toEqual(walk.toSorted((a, b) => a - b));
        for (const { quantity, units } of stops) expect(quantity).toBeLessThanOrEqual(units);
        for (const line of released.lines) {
          const sum = (list: readonly { sku: Sku; quantity: number }[]): number =>
            list.filter(({ sku }) => sku === line.sku).reduce((total, { quantity }) => total + quantity, 0);
          expect(sum(stops) + sum(nowhere)).toBe(toLoad(released, line));
          const there = all
            .filter(({ sku }) => sku === line.sku)
            .reduce((total, { units }) => total + units, 0);
          expect(sum(stops)).toBe(Math.min(there, line.asked));
        }
      }),
    );
  });
});

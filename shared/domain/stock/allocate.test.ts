import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, skuOf, warehouseIdOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { type Allocation, type Availability, allocate, type WantedLine } from './allocate';

const leeds = warehouseIdOf('leeds');
const york = warehouseIdOf('york');

/** `{ leeds: { MUG: { A: 3, B: 2 } } }` as availability; bins in the order written. */
function stock(plan: Record<string, Record<string, Record<string, number>>>): Availability {
  return new Map(
    Object.entries(plan).map(([warehouse, skus]) => [
      warehouseIdOf(warehouse),
      new Map(
        Object.entries(skus).map(([sku, bins]) => [
          skuOf(sku),
          Object.entries(bins).map(([bin, available]) => ({ locationId: binOf(bin), available })),
        ]),
      ),
    ]),
  );
}

const want = (...lines: [sku: string, quantity: number][]): WantedLine[] =>
  lines.map(([sku, quantity], index) => ({ lineNo: index + 1, sku: skuOf(sku), quantity }));

/** `leeds 1:MUGx5 A3 B2` a line. */
function told(allocations: readonly Allocation[]): string[] {
  return allocations.flatMap(({ warehouseId, lines }) =>
    lines.map(
      ({ lineNo, sku, quantity, sources }) =>
        `${warehouseId} ${lineNo}:${sku}x${quantity} ${sources.map((one) => one.locationId + one.quantity).join(' ')}`,
    ),
  );
}

describe('allocation', () => {
  it.each<[string, WantedLine[], Availability, string[]]>([
    [
      'from the bins in walking order',
      want(['MUG', 4]),
      stock({ leeds: { MUG: { A: 3, B: 2 } } }),
      ['leeds 1:MUGx4 A3 B1'],
    ],
    [
      'one warehouse that has all, though the first has some',
      want(['MUG', 3], ['LAMP', 1]),
      stock({ leeds: { MUG: { A: 9 } }, york: { MUG: { Y: 3 }, LAMP: { Y: 1 } } }),
      ['york 1:MUGx3 Y3', 'york 2:LAMPx1 Y1'],
    ],
    [
      'the first of two that have all',
      want(['MUG', 3]),
      stock({ leeds: { MUG: { A: 3 } }, york: { MUG: { Y: 9 } } }),
      ['leeds 1:MUGx3 A3'],
    ],
    [
      'two warehouses when none has all, each unit once',
      want(['MUG', 5]),
      stock({ leeds: { MUG: { A: 3 } }, york: { MUG: { Y: 4 } } }),
      ['leeds 1:MUGx3 A3', 'york 1:MUGx2 Y2'],
    ],
    [
      'what there is, when there is too little',
      want(['MUG', 9]),
      stock({ leeds: { MUG: { A: 3 } } }),
      ['leeds 1:MUGx3 A3'],
    ],
    ['nothing from nothing', want(['MUG', 1]), stock({ leeds: {} }), []],
    ['nothing from a bin that was oversold', want(['MUG', 1]), stock({ leeds: { MUG: { A: -2 } } }), []],
    [
      'two lines of one item share one bin',
      want(['MUG', 2], ['MUG', 2]),
      stock({ leeds: { MUG: { A: 3 } } }),
      ['leeds 1:MUGx2 A2', 'leeds 2:MUGx1 A1'],
    ],
    ['nothing for no lines', [], stock({ leeds: { MUG: { A: 3 } } }), []],
  ])('takes %s', (_name, wanted, availability, expected) => {
    expect(told(allocate(wanted, [leeds, york], availability))).toEqual(expected);
  });

  it('looks at no warehouse it was not given', () => {
    expect(allocate(want(['MUG', 1]), [york], stock({ leeds: { MUG: { A: 3 } } }))).toEqual([]);
  });
});

const skus = ['MUG', 'LAMP', 'SOAP'];
const availabilities = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('leeds', 'york', 'hull'),
      fc.constantFrom(...skus),
      fc.constantFrom('A', 'B', 'C'),
      fc.integer({ min: -1, max: 5 }),
    ),
    { selector: ([warehouse, sku, bin]) => `${warehouse} ${sku} ${bin}`, maxLength: 20 },
  )
  .map((rows) => {
    const plan: Record<string, Record<string, Record<string, number>>> = {};
    for (const [warehouse, sku, bin, units] of rows) ((plan[warehouse] ??= {})[sku] ??= {})[bin] = units;
    return stock(plan);
  });
const wanteds = fc
  .array(fc.tuple(fc.constantFrom(...skus), fc.integer({ min: 1, max: 6 })), { maxLength: 5 })
  .map((lines) => want(...lines));
const orders = fc.shuffledSubarray(['leeds', 'york', 'hull'].map(warehouseIdOf));

function available(availability: Availability, warehouse: string, sku: string): number {
  const bins = availability.get(warehouseIdOf(warehouse))?.get(skuOf(sku)) ?? [];
  return bins.reduce((sum, bin) => sum + Math.max(0, bin.available), 0);
}

function covers(availability: Availability, warehouse: string, wanted: readonly WantedLine[]): boolean {
  return skus.every((sku) => {
    const units = wanted.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0);
    return units <= available(availability, warehouse, sku);
  });
}

describe('allocation of anything from anything', () => {
  it('never takes more from a bin than is available, never gives a line more than it wants', () => {
    holds(
      fc.property(wanteds, orders, availabilities, (wanted, warehouses, availability) => {
        const taken = new Map<string, number>();
        const given = new Map<number, number>();
        for (const { warehouseId, lines } of allocate(wanted, warehouses, availability)) {
          expect(warehouses).toContain(warehouseId);
          for (const { lineNo, sku, quantity, sources } of lines) {
            expect(wanted[lineNo - 1]?.sku).toBe(sku);
            expect(sources.reduce((sum, source) => sum + source.quantity, 0)).toBe(quantity);
            given.set(lineNo, (given.get(lineNo) ?? 0) + quantity);
            for (const source of sources) {
              expect(source.quantity).toBeGreaterThan(0);
              const key = `${warehouseId} ${sku} ${source.locationId}`;
              taken.set(key, (taken.get(key) ?? 0) + source.quantity);
            }
          }
        }
        for (const [key, units] of taken) {
          const [warehouse = '', sku = '', bin = ''] = key.split(' ');
          const found = availability.get(warehouseIdOf(warehouse))?.get(skuOf(sku));
          expect(units).toBeLessThanOrEqual(found?.find((one) => one.locationId === bin)?.available ?? 0);
        }
        for (const [lineNo, units] of given)
          expect(units).toBeLessThanOrEqual(wanted[lineNo - 1]?.quantity ?? 0);
      }),
      { runs: 1000 },
    );
  });

  it('gives everything there is: what a product lacks, no warehouse has', () => {
    holds(
      fc.property(wanteds, orders, availabilities, (wanted, warehouses, availability) => {
        const lines = allocate(wanted, warehouses, availability).flatMap((one) => one.lines);
        for (const sku of skus) {
          const units = wanted
            .filter((line) => line.sku === sku)
            .reduce((sum, line) => sum + line.quantity, 0);
          const all = warehouses.reduce((sum, one) => sum + available(availability, one, sku), 0);
          const got = lines.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0);
          expect(got).toBe(Math.min(units, all));
        }
      }),
      { runs: 1000 },
    );
  });

  it('uses the first warehouse that has everything, and only that one', () => {
    holds(
      fc.property(wanteds, orders, availabilities, (wanted, warehouses, availability) => {
        const complete = warehouses.find((one) => covers(availability, one, wanted));
        fc.pre(complete !== undefined && wanted.length > 0);
        const used = allocate(wanted, warehouses, availability).map(({ warehouseId }) => warehouseId);
        expect(used).toEqual([complete]);
      }),
      { runs: 1000 },
    );
  });

  it('answers the same to the same question, and leaves it as it was', () => {
    holds(
      fc.property(wanteds, orders, availabilities, (wanted, warehouses, availability) => {
        const before = structuredClone([wanted, warehouses, availability]);
        const first = allocate(wanted, warehouses, availability);
        expect(allocate(wanted, warehouses, availability)).toEqual(first);
        expect([wanted, warehouses, availability]).toEqual(before);
      }),
    );
  });
});

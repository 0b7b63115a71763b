// What a station can say of units that are not where they should be, without asking anybody.
import { describe, expect, it } from 'vitest';
import { binOf, skuOf } from '../ids.test-kit';
import { leased, lineOf, parcelAfter, parcelIn, planOf, started } from '../parcel/parcel.test-kit';
import type { Parcel } from '../parcel/parcel';
import type { Shelf } from '../putaway/shelf';
import type { WarehouseId } from '../ids';
import { type Known, type ShortChoice, type WhereElse, whereElse, whyNot } from './where-else';
import { type Whereabouts, whereaboutsSchema } from './whereabouts';

const mug = skuOf('MUG');
const shelf = (name: string, walkOrder: number, units: number): Shelf => ({
  locationId: binOf(name),
  warehouseId: 'W1' as WarehouseId,
  kind: 'pick',
  walkOrder,
  size: null,
  maxGrams: null,
  faces: [],
  holds: units > 0 ? [{ sku: mug, units }] : [],
  asOf: 1,
  seq: 1,
});
const at = '2026-01-05T10:00:00.000Z';
const told = (more: Partial<Whereabouts> = {}): Whereabouts =>
  whereaboutsSchema.parse({
    sku: mug,
    isWanted: true,
    bins: [
      { locationId: 'C-01', walkOrder: 2, units: 4 },
      { locationId: 'A-02', walkOrder: 9, units: 9 },
    ],
    sites: [{ warehouseId: 'W2', units: 3 }],
    at,
    ...more,
  });
const ask = (known: Partial<Known>, notAt = [binOf('A-01')]): WhereElse =>
  whereElse({ shelves: [], told: null, lookedAt: null, ...known }, { sku: mug, notAt });

describe('where else a product is', () => {
  it('in other bins in walking order: described ones as their shelf has them, the others as head office told', () => {
    const shelves = [shelf('B-01', 3, 2), shelf('A-01', 0, 5), shelf('A-02', 1, 6), shelf('A-03', 2, 0)];
    expect(ask({ shelves, told: told() }).bins).toEqual([
      { locationId: 'A-02', units: 6 },
      { locationId: 'C-01', units: 4 },
      { locationId: 'B-01', units: 2 },
    ]);
  });

  it('at other sites, where head office told; of what nobody wants any more nothing is told', () => {
    expect(ask({ told: told() }).sites).toEqual([{ warehouseId: 'W2', units: 3 }]);
    expect(ask({})).toEqual({ bins: [], sites: null, at: null });
    expect(ask({ told: told({ isWanted: false }) })).toMatchObject({ bins: [], sites: null });
  });

  it('is as old as the last look at all of them, where nothing changed since', () => {
    const later = '2026-01-05T10:05:00.000Z';
    expect(ask({ told: told(), lookedAt: later }).at).toBe(later);
    expect(ask({ told: told({ at: later }), lookedAt: at }).at).toBe(later);
    expect(ask({ lookedAt: later }).at, 'of this product nobody told').toBeNull();
  });
});

describe('which choices do not help, and why', () => {
  const nowhere: WhereElse = { bins: [], sites: [], at };
  const some: WhereElse = {
    bins: [{ locationId: binOf('B-07'), units: 2 }],
    sites: [
      { warehouseId: 'W2' as WarehouseId, units: 1 },
      { warehouseId: 'W3' as WarehouseId, units: 2 },
    ],
    at,
  };
  const empty = parcelAfter(planOf([lineOf({ expected: 3 })]), leased, started);
  const begun = parcelIn.packing as Parcel;

  it.each<[string, ShortChoice, number, WhereElse, Parcel | null, ReturnType<typeof whyNot>]>([
    ['no bin has any', 'another-bin', 1, nowhere, null, { reason: 'no-bin' }],
    ['a bin has some of them', 'another-bin', 3, some, null, { reason: 'some', units: 2 }],
    ['bins have enough', 'another-bin', 2, some, null, null],
    ['no site has any', 'other-site', 1, nowhere, null, { reason: 'no-site' }],
    ['sites have enough together', 'other-site', 3, some, null, null],
    ['sites have some of them', 'other-site', 4, some, null, { reason: 'some', units: 3 }],
    ['nobody told of sites', 'other-site', 1, { ...nowhere, sites: null }, null, null],
    ['nothing is in the box', 'new-box', 1, some, empty, { reason: 'box-empty' }],
    ['something is in the box', 'new-box', 1, some, begun, null],
    ['nothing else goes into the box', 'ship-part', 3, some, empty, { reason: 'nothing-else' }],
    ['something else goes into the box', 'ship-part', 2, some, empty, null],
    ['something is in the box already', 'ship-part', 9, some, begun, null],
    ['it can always wait', 'hold', 9, nowhere, empty, null],
  ])('%s: %s', (_words, choice, quantity, where, box, why) => {
    expect(whyNot(choice, quantity, where, box)).toEqual(why);
  });
});

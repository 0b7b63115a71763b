import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocationId } from '../ids';
import { namesOfSpan, rackOfBins, type RackPattern } from './bin-pattern';
import { neighbourOf, placedBins, type MapKey } from './bin-neighbours';
import { changeFloor, floorChangeSchema, type BinHold, type FloorChangeAsked } from './floor-change';
import { type Bin, emptyFloor, type FloorPlan, walkOrderAt } from './floor-plan';
import { floorTableOf } from './floor-table';
import { changeOfRows, readFloorRow, rowsOfFloor } from './floor-csv';
import { pushed, rackMoved, rackRemoved } from './move-parts';

const pattern: RackPattern = {
  names: 'A-01..A-04',
  levels: 2,
  levelNames: 'numbers',
  side: 'both',
  rack: 'A',
  aisle: 'A',
  fromMm: 0,
  bayMm: 1000,
  purpose: 'pick',
  zone: null,
  size: null,
  maxGrams: null,
};
const made = (change: Partial<RackPattern> = {}) => {
  const rack = rackOfBins({ ...pattern, ...change });
  if (!rack.ok) throw new Error(rack.refusal.code);
  return rack;
};
const change = (asked: FloorChangeAsked) => floorChangeSchema.parse(asked);
const free = (): readonly BinHold[] => [];
const after = (plan: FloorPlan, asked: FloorChangeAsked): FloorPlan => {
  const decided = changeFloor(plan, change(asked), free);
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
  return decided.plan;
};
const rack = made();
const drawn = after(emptyFloor, {
  put: {
    aisles: [
      { code: 'A', atMm: 0 },
      { code: 'B', atMm: 4000 },
    ],
    crossings: [
      { code: 'X1', atMm: 0 },
      { code: 'X2', atMm: 6000 },
    ],
    racks: rack.racks,
    bins: rack.bins,
  },
});
const binOf = (plan: FloorPlan, code: string): Bin => {
  const bin = plan.bins.find(({ locationId }) => locationId === code);
  if (!bin) throw new Error(`no ${code}`);
  return bin;
};
const sorted = (plan: FloorPlan): FloorPlan => ({
  ...plan,
  bins: [...plan.bins].sort((a, b) => (a.locationId < b.locationId ? -1 : 1)),
  aisles: [...plan.aisles].sort((a, b) => (a.code < b.code ? -1 : 1)),
  crossings: [...plan.crossings].sort((a, b) => (a.code < b.code ? -1 : 1)),
  racks: [...plan.racks].sort((a, b) => (a.code < b.code ? -1 : 1)),
});

describe('a pattern of bins', () => {
  it.each([
    ['A-01..A-03', ['A-01', 'A-02', 'A-03']],
    ['A-8..A-11', ['A-8', 'A-9', 'A-10', 'A-11']],
    ['A-08 .. A-10', ['A-08', 'A-09', 'A-10']],
    ['K7', ['K7']],
    ['A-03..A-01', null],
    ['A-01..B-03', null],
    ['A..B', null],
    ['', null],
    ['1..2..3', null],
    ['1..99999', null],
  ])('%s', (text, names) => {
    expect(namesOfSpan(text)).toEqual(names);
  });

  it('puts odd bays on the left and even ones across from them, on every level', () => {
    expect(
      rack.bins.map(({ locationId, spot }) => [locationId, spot?.side, spot?.alongMm, spot?.level]),
    ).toEqual([
      ['A-01-1', 'left', 500, 1],
      ['A-01-2', 'left', 500, 2],
      ['A-02-1', 'right', 500, 1],
      ['A-02-2', 'right', 500, 2],
      ['A-03-1', 'left', 1500, 1],
      ['A-03-2', 'left', 1500, 2],
      ['A-04-1', 'right', 1500, 1],
      ['A-04-2', 'right', 1500, 2],
    ]);
    expect(rack.racks.map(({ code, bays }) => [code, bays])).toEqual([
      ['A-L', 2],
      ['A-R', 2],
    ]);
    expect(
      made({ levelNames: 'letters', names: 'A-01', levels: 3 }).bins.map(({ locationId }) => locationId),
    ).toEqual(['A-01-A', 'A-01-B', 'A-01-C']);
    expect(made({ levels: 1, side: 'left' }).bins[0]?.locationId).toBe('A-01');
  });

  it.each([
    { levels: 0 },
    { levels: 27, levelNames: 'letters' as const },
    { names: 'A..' },
    { names: `${'x'.repeat(39)}1..${'x'.repeat(39)}2` },
  ])('is none: %j', (wish) => {
    expect(rackOfBins({ ...pattern, ...wish })).toMatchObject({
      ok: false,
      refusal: { code: 'bin-pattern-wrong' },
    });
  });
});

describe('changing a floor', () => {
  const stray: Bin = { ...binOf(drawn, 'A-01-1'), locationId: 'Z' as LocationId };
  const cases: [string, FloorChangeAsked, string][] = [
    ['two aisles in one place', { put: { aisles: [{ code: 'C', atMm: 4000 }] } }, 'floor-place-taken'],
    ['two cross aisles in one place', { put: { crossings: [{ code: 'X3', atMm: 0 }] } }, 'floor-place-taken'],
    ['two bins in one place', { put: { bins: [stray] } }, 'floor-place-taken'],
    ['a bin at no aisle', { put: { bins: [{ ...stray, aisle: 'Q' }] } }, 'floor-no-aisle'],
    [
      'a bin beyond the cross aisles',
      { put: { bins: [{ ...stray, spot: { rack: null, side: 'left', level: 1, alongMm: 6001 } }] } },
      'floor-outside',
    ],
    [
      'a bin in a rack of another side',
      { put: { bins: [{ ...stray, spot: { rack: 'A-R', side: 'left', level: 1, alongMm: 5000 } }] } },
      'floor-no-rack',
    ],
    ['a bin in no zone', { put: { bins: [{ ...stray, zone: 'F', spot: null }] } }, 'floor-no-zone'],
    ['a name of the ledger', { put: { bins: [{ ...stray, locationId: 'quarantine' }] } }, 'bin-name-kept'],
    ['an aisle with bins', { remove: { aisles: ['A'] } }, 'floor-no-aisle'],
    ['a rack with bins', { remove: { racks: ['A-L'] } }, 'floor-no-rack'],
    ['a cross aisle that bins need', { remove: { crossings: ['X2'] } }, 'floor-needs-crossings'],
    ['walks from nowhere', { depot: { aisle: 'Q', crossing: 'X1' } }, 'floor-no-aisle'],
    ['walks from no cross aisle', { depot: { aisle: 'A', crossing: 'Q' } }, 'floor-no-crossing'],
  ];
  it.each(cases)('refuses %s', (_, asked, code) => {
    expect(changeFloor(drawn, change(asked), free)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('takes no bin from goods or from a picker, and lets it change as long as the ledger sees the same', () => {
    const stock = (): BinHold[] => [{ kind: 'stock', units: 3 }];
    const tour = (): BinHold[] => [{ kind: 'tour', number: 7 }];
    const remove = change({ remove: { bins: ['A-01-1'] } });
    expect(changeFloor(drawn, remove, stock)).toMatchObject({
      ok: false,
      refusal: { code: 'bin-holds-stock', values: { bin: 'A-01-1', quantity: 3 } },
    });
    expect(changeFloor(drawn, remove, tour)).toMatchObject({
      ok: false,
      refusal: { code: 'bin-in-tour', values: { bin: 'A-01-1', tour: 7 } },
    });
    const to = (purpose: Bin['purpose']) =>
      change({ put: { bins: [{ ...binOf(drawn, 'A-01-1'), purpose }] } });
    expect(changeFloor(drawn, to('bulk'), stock).ok).toBe(true);
    expect(changeFloor(drawn, to('damaged'), tour).ok).toBe(true);
    expect(changeFloor(drawn, to('damaged'), stock)).toMatchObject({ refusal: { code: 'bin-holds-stock' } });
  });

  it('puts bins into walking order by where they lie, bulk last, and again when their aisle moves', () => {
    const bulk = after(drawn, { put: { bins: [{ ...binOf(drawn, 'A-01-1'), purpose: 'bulk' }] } });
    const order = (plan: FloorPlan) =>
      [...plan.bins]
        .sort((a, b) => a.walkOrder - b.walkOrder || (a.locationId < b.locationId ? -1 : 1))
        .map(({ locationId }) => locationId);
    expect(order(bulk)).toEqual([
      'A-01-2',
      'A-02-1',
      'A-02-2',
      'A-03-1',
      'A-03-2',
      'A-04-1',
      'A-04-2',
      'A-01-1',
    ]);
    const decided = changeFloor(drawn, change({ put: { aisles: [{ code: 'A', atMm: 900_000 }] } }), free);
    expect(decided.ok && decided.bins.length).toBe(8);
    const far = walkOrderAt(
      { code: 'A', atMm: 999_999 },
      { rack: null, side: 'left', alongMm: 999_999, level: 99 },
      'bulk',
    );
    expect(far).toBeLessThanOrEqual(2_147_483_647);
  });

  it('is undone by its inverse, whatever it was', () => {
    const parts = fc.record({
      aisle: fc.constantFrom('A', 'B', 'C'),
      at: fc.constantFrom(0, 4000, 8000, 12_000),
      removes: fc.subarray(drawn.bins.map(({ locationId }) => locationId as string)),
      moves: fc.subarray(drawn.bins),
      by: fc.integer({ min: -2000, max: 6000 }),
      depot: fc.constantFrom(undefined, null, { aisle: 'B', crossing: 'X2' }),
      dropsB: fc.boolean(),
    });
    let done = 0;
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 4 }), (all) => {
        let plan = drawn;
        for (const { aisle, at, removes, moves, by, depot, dropsB } of all) {
          const asked = change({
            put: {
              aisles: [{ code: aisle, atMm: at }],
              bins: moves.map((bin) => ({
                ...bin,
                spot: bin.spot && { ...bin.spot, alongMm: Math.max(0, bin.spot.alongMm + by) },
              })),
            },
            remove: { bins: removes, aisles: dropsB ? ['B'] : [] },
            ...(depot === undefined ? {} : { depot }),
          });
          const decided = changeFloor(plan, asked, free);
          if (!decided.ok) continue;
          done += 1;
          const back = changeFloor(decided.plan, decided.inverse, free);
          expect(back.ok && sorted(back.plan)).toEqual(sorted(plan));
          plan = decided.plan;
        }
      }),
      { seed: 1129, numRuns: 300 },
    );
    expect(done).toBeGreaterThan(100);
  });
});

describe('racks and bins that move', () => {
  it('a rack takes its bins along, and goes with them', () => {
    const [left] = drawn.racks;
    if (!left) throw new Error('no rack');
    const moved = after(drawn, rackMoved(drawn, left, { aisle: 'B', side: 'right', fromMm: 2000 }));
    expect(binOf(moved, 'A-03-2')).toMatchObject({
      aisle: 'B',
      spot: { side: 'right', alongMm: 3500, level: 2, rack: 'A-L' },
    });
    const without = after(drawn, rackRemoved(drawn, left));
    expect([without.racks.length, without.bins.length]).toEqual([1, 4]);
  });

  it.each([
    ['A-01-1', 'ArrowUp', { aisle: 'A', side: 'left', alongMm: 1500, rack: 'A-L' }],
    ['A-01-1', 'ArrowRight', { aisle: 'A', side: 'right', alongMm: 500, rack: null }],
    ['A-02-1', 'ArrowRight', { aisle: 'B', side: 'left', alongMm: 500, rack: null }],
  ] as const)('%s is pushed by %s', (code, key, { aisle, ...spot }) => {
    expect(pushed(drawn, binOf(drawn, code), key)).toMatchObject({ aisle, spot });
  });

  it('is not pushed off the floor', () => {
    expect(pushed(drawn, binOf(drawn, 'A-01-1'), 'ArrowLeft')).toBeNull();
  });
});

describe('going from bin to bin by keys', () => {
  const placed = placedBins(drawn);
  const go = (from: string, ...keys: MapKey[]): string => {
    let at = placed.find(({ locationId }) => locationId === from);
    if (!at) throw new Error(`no ${from}`);
    for (const key of keys) at = neighbourOf(placed, at, key);
    return at.locationId;
  };
  it.each<[string, MapKey[], string]>([
    ['A-01-1', ['ArrowUp'], 'A-03-1'],
    ['A-01-1', ['ArrowUp', 'ArrowUp'], 'A-03-1'],
    ['A-03-1', ['ArrowRight'], 'A-04-1'],
    ['A-04-1', ['ArrowRight'], 'A-04-1'],
    ['A-04-1', ['ArrowLeft', 'ArrowDown'], 'A-01-1'],
    ['A-01-1', ['PageUp'], 'A-01-2'],
    ['A-01-1', ['PageDown'], 'A-01-1'],
    ['A-01-2', ['End'], 'A-03-2'],
    ['A-03-2', ['Home'], 'A-01-2'],
  ])('%s %j', (from, keys, to) => {
    expect(go(from, ...keys)).toBe(to);
  });

  it('every bin is reached from every other', () => {
    const keys: MapKey[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'];
    const reached = new Set(['A-01-1']);
    for (const code of reached) for (const key of keys) reached.add(go(code, key));
    expect(reached.size).toBe(placed.length);
  });
});

describe('the same positions as tours walk', () => {
  it('metres from the same millimetres, and bins that nobody drew behind them', () => {
    const more = after(drawn, {
      depot: { aisle: 'B', crossing: 'X2' },
      put: {
        bins: [{ ...binOf(drawn, 'A-01-1'), locationId: 'OLD-9', spot: null, aisle: 'OLD', walkOrder: 3 }],
      },
    });
    const { area, bins } = floorTableOf(more);
    expect(area).toEqual({ aislesAt: [0, 4, 7], crossingsAt: [0, 6], depot: { aisle: 1, crossing: 1 } });
    expect(bins.find(({ locationId }) => locationId === 'A-03-1')?.stop).toEqual({ aisle: 0, height: 1.5 });
    expect(bins.find(({ locationId }) => locationId === 'OLD-9')?.stop).toMatchObject({ aisle: 2 });
  });

  it('a floor that nobody drew is laid out by its numbers', () => {
    const undrawn = { ...emptyFloor, bins: drawn.bins.map((bin) => ({ ...bin, spot: null })) };
    expect(floorTableOf(undrawn).bins.every(({ stop }) => stop !== null)).toBe(true);
  });
});

describe('a floor as rows', () => {
  it('comes back as it was written', () => {
    const whole = after(drawn, {
      depot: { aisle: 'B', crossing: 'X1' },
      put: {
        zones: [{ code: 'F', name: 'Fragile, "glass"' }],
        bins: [
          {
            ...binOf(drawn, 'A-01-1'),
            zone: 'F',
            size: { lengthMm: 900, widthMm: 500, heightMm: 400 },
            maxGrams: 25_000,
          },
          { ...binOf(drawn, 'A-02-1'), locationId: '=1+1', spot: null, aisle: 'old', walkOrder: 12 },
        ],
      },
    });
    const readings = rowsOfFloor(whole).map(readFloorRow);
    expect(readings.every(({ ok }) => ok)).toBe(true);
    const decided = changeFloor(emptyFloor, changeOfRows(readings), free);
    expect(decided.ok && sorted(decided.plan)).toEqual(sorted(whole));
  });

  it.each([
    [{ part: 'shelf', code: 'A' }, 'part', 'shelf'],
    [{ part: 'aisle', code: 'A', at_mm: 'twelve' }, 'at_mm', 'twelve'],
    [{ part: 'aisle', code: '', at_mm: '1' }, 'code', '–'],
    [{ part: 'bin', code: 'A', purpose: 'gold' }, 'purpose', 'gold'],
    [{ part: 'bin', code: 'A', side: 'left', at_mm: '1' }, 'level', '–'],
    [{ part: 'bin', code: 'A', length_mm: '10', width_mm: '10' }, 'height_mm', '–'],
    [{ part: 'bin', code: 'A', max_grams: '1.5' }, 'max_grams', '1.5'],
    [{ part: 'depot', aisle: 'A' }, 'crossing', '–'],
  ])('says what is wrong with %j', (row, column, value) => {
    expect(readFloorRow(row)).toMatchObject({
      ok: false,
      refusal: { code: 'floor-field-wrong', values: { column, value } },
    });
  });
});

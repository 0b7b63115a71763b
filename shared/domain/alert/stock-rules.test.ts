import { describe, expect, it } from 'vitest';
import { clearance, lowStock, overstock, type StockFacts, stockOut } from './stock-rules';

/** 14 a week, two a day, for half a year from this Monday on. */
const facts = (own: Partial<StockFacts> = {}): StockFacts => ({
  sku: 'MUG',
  name: 'Mug',
  warehouseId: null,
  today: '2026-05-04',
  onHand: 100,
  free: 100,
  expected: Array.from({ length: 26 }, () => 14),
  fromWeek: '2026-05-04',
  incoming: [],
  lastAskedOn: '2026-05-03',
  lastCameOn: '2026-04-01',
  ...own,
});

describe('low stock', () => {
  const limits = { coverDays: 14, leastUnits: 0 };
  it.each([
    ['enough', {}, null],
    ['just enough, near', { free: 28 }, [100, false]],
    ['one less', { free: 27 }, [96, true]],
    ['nothing', { free: 0 }, [0, true]],
    ['orders wait', { free: -14 }, [-50, true]],
    ['goods come in time', { free: 0, incoming: [{ on: '2026-05-17', units: 31 }] }, null],
    ['goods come too late', { free: 0, incoming: [{ on: '2026-05-18', units: 31 }] }, [0, true]],
    ['overdue goods are nobody’s', { free: 0, incoming: [{ on: '2026-05-03', units: 31 }] }, [0, true]],
    ['nobody is expected to ask', { free: 0, expected: [], fromWeek: null }, null],
    ['seldom asked for', { free: 0, expected: Array.from({ length: 26 }, () => 0.1) }, null],
  ] satisfies [string, Partial<StockFacts>, [number, boolean] | null][])('%s', (_name, own, expected) => {
    const found = lowStock(facts(own), limits);
    expect(found && [found.measure, found.isBad]).toEqual(expected);
  });

  it('of a warehouse is another one than that of all together, and says which', () => {
    expect(lowStock(facts({ free: 0 }), limits)).toMatchObject({
      subject: 'MUG',
      title: 'MUG Mug',
      warehouseId: null,
    });
    expect(lowStock(facts({ free: 0, warehouseId: 'W2' }), limits)).toMatchObject({
      subject: 'W2 MUG',
      title: 'W2 MUG Mug',
      warehouseId: 'W2',
    });
  });

  it('has a floor of units that needs no forecast', () => {
    const bare = facts({ free: 4, expected: [], fromWeek: null });
    expect(lowStock(bare, { coverDays: 14, leastUnits: 5 })).toMatchObject({
      measure: 80,
      isBad: true,
      values: { free: 4, need: 5, incoming: 0, days: 14 },
    });
  });

  it('goes on behind the forecast with its last quarter', () => {
    const short = facts({ free: 27, expected: [14], today: '2026-05-08' });
    expect(lowStock(short, limits)?.values).toMatchObject({ need: 28 });
  });
});

describe('the day stock runs out', () => {
  const limits = { withinDays: 7 };
  it.each([
    // 9 are enough for four days; on the fifth one is missing.
    ['in days', { free: 9 }, ['2026-05-08', 4, true]],
    ['today, orders wait already', { free: -3 }, ['2026-05-04', 0, true]],
    ['not within the days', { free: 17 }, ['2026-05-12', 8, false]],
    ['far', { free: 100 }, null],
    ['goods come the day before', { free: 9, incoming: [{ on: '2026-05-08', units: 50 }] }, null],
    [
      'goods come the day after',
      { free: 9, incoming: [{ on: '2026-05-09', units: 50 }] },
      ['2026-05-08', 4, true],
    ],
    ['nobody asks', { free: 0, expected: [], fromWeek: null }, null],
  ] satisfies [string, Partial<StockFacts>, [string, number, boolean] | null][])(
    '%s',
    (_name, own, expected) => {
      const found = stockOut(facts(own), limits);
      expect(found && [found.values['on'], found.measure, found.isBad]).toEqual(expected);
    },
  );

  it('says which goods come next', () => {
    const found = stockOut(facts({ free: 1, incoming: [{ on: '2026-05-20', units: 50 }] }), limits);
    expect(found?.values).toMatchObject({ coming: 50, comingOn: '2026-05-20', week: 14, free: 1 });
    expect(stockOut(facts({ free: 1 }), limits)?.values).toMatchObject({ coming: 0, comingOn: '' });
  });
});

describe('too much stock', () => {
  const limits = { coverDays: 180, leastUnits: 10 };
  it.each([
    [359, [180, false]],
    [370, [185, true]],
    [320, null],
    [5000, [999, true]],
  ])('%d on hand', (onHand, expected) => {
    const found = overstock(facts({ onHand }), limits);
    expect(found && [found.measure, found.isBad]).toEqual(expected);
  });
  it('is not what nobody is expected to ask for', () => {
    expect(
      overstock(facts({ onHand: 5000, expected: Array.from({ length: 26 }, () => 0) }), limits),
    ).toBeNull();
    expect(overstock(facts({ onHand: 400 }), limits)?.values).toMatchObject({
      excess: 40,
      days: 200,
      cover: 180,
    });
  });
});

describe('goods to be sold off', () => {
  const limits = { idleDays: 180, leastUnits: 1 };
  const idle = { expected: [], fromWeek: null, lastAskedOn: '2025-11-04', lastCameOn: '2025-06-01' };
  it.each([
    ['nobody asked for', idle, 181],
    ['one day short', { ...idle, lastAskedOn: '2025-11-06' }, null],
    ['new goods', { ...idle, lastCameOn: '2026-03-01' }, null],
    ['never asked for', { ...idle, lastAskedOn: null, lastCameOn: '2025-10-01' }, 215],
    ['nobody knows since when', { ...idle, lastAskedOn: null, lastCameOn: null }, null],
    ['its season comes', { ...idle, fromWeek: '2026-05-04', expected: [0, 0, 3] }, null],
    ['none left', { ...idle, onHand: 0 }, null],
  ] satisfies [string, Partial<StockFacts>, number | null][])('%s', (_name, own, days) => {
    expect(clearance(facts(own), limits)?.measure ?? null).toBe(days);
  });
});

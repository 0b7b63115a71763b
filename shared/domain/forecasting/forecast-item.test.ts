import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { learnSelector } from './assortment';
import { forecastItem } from './forecast-item';
import { cleanHistory, type WeekOfDemand } from './history';
import { yearShape } from './year-shape';

const selector = learnSelector([], { horizon: 8 });
const week = (units: number, outDays = 0, marked: WeekOfDemand['marked'] = null): WeekOfDemand => ({
  units,
  outDays,
  marked,
});
const usual = (count: number): WeekOfDemand[] => Array.from({ length: count }, (_, at) => week(9 + (at % 3)));
const ask = (weeks: readonly WeekOfDemand[], more: { like?: number[]; shape?: number[] } = {}) =>
  forecastItem({ weeks, horizon: 8, selector, shape: more.shape ?? null, like: more.like ?? null });

describe('a history made fit to learn from', () => {
  it('scales a week that was out of stock for some days, and fills one that says nothing', () => {
    const { values, marks } = cleanHistory([...usual(6), week(4, 3), week(0, 7), ...usual(6)]);
    expect(marks.slice(6, 8)).toEqual(['partly-out', 'out']);
    expect(values[6]).toBe(7);
    expect(values[7]).toBeGreaterThan(8);
  });

  it('never takes a week without stock for less than was asked for in it', () => {
    expect(cleanHistory([...usual(6), week(40, 7), ...usual(6)]).values[6]).toBe(40);
  });

  it('cuts a spike, but not the rhythm of goods that are seldom asked for', () => {
    const spiky = cleanHistory([...usual(20), week(200), ...usual(10)]);
    expect([spiky.values[20], spiky.marks[20]]).toEqual([11, 'spike']);
    const rhythm = cleanHistory(Array.from({ length: 48 }, (_, at) => week(at % 4 === 0 ? 100 : 2)));
    expect(rhythm.marks.every((mark) => mark === null)).toBe(true);
  });

  it('sets a promotion aside', () => {
    const { values, marks } = cleanHistory([...usual(6), week(60, 0, 'promotion'), ...usual(6)]);
    expect(marks[6]).toBe('promotion');
    expect(values[6]).toBeLessThan(12);
  });

  it('keeps every week, and none below zero', () => {
    const weeks = fc.array(
      fc.record({
        units: fc.nat(500),
        outDays: fc.nat(7),
        marked: fc.constantFrom(null, 'promotion' as const, 'excluded' as const),
      }),
      { maxLength: 80 },
    );
    holds(
      fc.property(weeks, (all) => {
        const { values, marks } = cleanHistory(all);
        expect([values.length, marks.length]).toEqual([all.length, all.length]);
        expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
        all.forEach(({ units, outDays, marked }, at) => {
          if (outDays === 0 && marked === null && marks[at] === null) expect(values[at]).toBe(units);
        });
      }),
    );
  });
});

describe('the forecast of an item', () => {
  it('says a level for a level, with a back-test beside it', () => {
    const said = ask(usual(60));
    expect(said.pattern).toBe('smooth');
    said.expected.forEach((value) => expect(value).toBeCloseTo(10, 0));
    expect(said.backTest?.came).toHaveLength(8);
    expect(said.backTest?.tried[0]?.method).toBe(said.method);
    expect(said.backTest?.bias).toBeCloseTo(0, 1);
  });

  it('expects nothing of what died, and nothing of what was never asked for', () => {
    expect(ask([...usual(30), ...Array.from({ length: 26 }, () => week(0))]).method).toBe('obsolete');
    expect(ask([]).method).toBe('none');
    expect(ask([week(0), week(0)]).expected.every((value) => value === 0)).toBe(true);
  });

  it('lets a new item go the way of one that it is like, at its own height', () => {
    const like = [4, 8, 12, 16, 20, 20, 20, 20, 20, 20, 20, 20];
    const atOnce = ask([], { like });
    expect(atOnce.method).toBe('like');
    expect(atOnce.expected[7]).toBeCloseTo(20, 0);
    const twice = ask([week(8), week(16)], { like });
    expect(twice.expected[7]).toBeCloseTo(40, 0);
    expect(ask(usual(30), { like }).method).not.toBe('like');
  });

  it('takes the season of its category', () => {
    const shape = [2, 2, 2, 2, 1, 1, 1, 1];
    const { expected } = ask(usual(60), { shape });
    expect((expected[0] as number) / (expected[7] as number)).toBeCloseTo(2, 1);
  });

  it('is finite, whatever happened', () => {
    const weeks = fc.array(fc.record({ units: fc.nat(500), outDays: fc.nat(7), marked: fc.constant(null) }), {
      maxLength: 90,
    });
    holds(
      fc.property(weeks, (all) => {
        const { expected, quantiles } = ask(all);
        expect(
          [...expected, ...quantiles.flat()].every((value) => Number.isFinite(value) && value >= 0),
        ).toBe(true);
        for (let at = 0; at < 8; at += 1) {
          const column = quantiles.map((row) => row[at] as number);
          expect(column).toEqual([...column].sort((a, b) => a - b));
        }
      }),
      { runs: 60 },
    );
  });
});

describe('the season of a category', () => {
  const total = Array.from({ length: 156 }, (_, at) =>
    Math.round(1000 * (1 + 0.5 * Math.sin((2 * Math.PI * at) / 52))),
  );
  it('is seen in two years that are alike and split down as factors', () => {
    const shape = yearShape(total, 26);
    // Week 156 begins a year: it rises from the trough of the quarter before.
    expect(shape?.[13]).toBeGreaterThan(1.8);
    expect(yearShape(total.slice(0, 103), 26)).toBeNull();
    expect(
      yearShape(
        total.map((_, at) => ((at * at * 37) % 101) + 50),
        26,
      ),
    ).toBeNull();
    expect(
      yearShape(
        total.map(() => 1000),
        26,
      ),
    ).toBeNull();
  });
});

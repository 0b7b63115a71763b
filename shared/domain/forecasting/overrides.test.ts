import { describe, expect, it } from 'vitest';
import { judgeOverride, type SaidOverride, sumOverrides, withOverrides } from './overrides';

const weeks = ['2026-11-30', '2026-12-07', '2026-12-14'];
const said: SaidOverride = {
  fromWeek: '2026-11-30',
  weeks: 3,
  units: 40,
  at: '2026-11-27T10:00:00.000Z',
  removedAt: null,
  before: [10, 12, 14],
};
const came: Record<string, number | null> = { '2026-11-30': 30, '2026-12-07': 45, '2026-12-14': 38 };
const judge = (over: Partial<SaidOverride> = {}, thisWeek = '2026-12-21', told = came) =>
  judgeOverride({ ...said, ...over }, (week) => told[week] ?? null, thisWeek);

describe('overrides', () => {
  it('count for their weeks, the last one said first', () => {
    const overrides = [
      { fromWeek: '2026-12-07', weeks: 2, units: 40 },
      { fromWeek: '2026-12-14', weeks: 1, units: 50 },
    ];
    expect(withOverrides([1, 2, 3], weeks, overrides)).toEqual([1, 40, 50]);
  });

  it('are held against what came and what the forecast had said, week by week', () => {
    expect(judge({}, '2026-12-14')).toEqual({
      weeks: [
        { week: '2026-11-30', person: 40, forecast: 10, came: 30 },
        { week: '2026-12-07', person: 40, forecast: 12, came: 45 },
      ],
      came: 75,
      person: 80,
      forecast: 22,
      errorOfPerson: 15,
      errorOfForecast: 53,
      verdict: 'better',
    });
    expect(judge({ units: 5 })?.verdict).toBe('worse');
    expect(judge({ units: 10, weeks: 1 })?.verdict).toBe('even');
  });

  it.each([
    ['no week of it is over', {}, '2026-11-30', came],
    ['it was said when its weeks were over', { at: '2026-12-21T08:00:00.000Z' }, '2027-01-04', came],
    [
      'it was taken back before a week of it was over',
      { removedAt: '2026-12-04T08:00:00.000Z' },
      '2026-12-21',
      came,
    ],
    ['the forecast did not reach its weeks', { before: [null, null, null] }, '2026-12-21', came],
    ['there was nothing to sell', {}, '2026-12-21', {}],
  ])('say nothing when %s', (_why, over, thisWeek, told) => {
    expect(judge(over, thisWeek, told)).toBeNull();
  });

  it('leave out single weeks: said too late, taken back, unknown to the forecast, without stock', () => {
    const judged = (over: Partial<SaidOverride>, told = came): string[] | undefined =>
      judge(over, '2026-12-21', told)?.weeks.map(({ week }) => week);
    expect(judged({ at: '2026-12-09T08:00:00.000Z' })).toEqual(weeks.slice(1));
    expect(judged({ removedAt: '2026-12-14T00:00:00.000Z' })).toEqual(weeks.slice(0, 2));
    expect(judged({ before: [10, 12] })).toEqual(weeks.slice(0, 2));
    expect(judged({}, { ...came, '2026-12-07': null })).toEqual(['2026-11-30', '2026-12-14']);
  });

  it('are summed by whoever said them', () => {
    const row = (person: string, over: Partial<SaidOverride>) => ({ person, accuracy: judge(over) });
    const rows = [row('Mina', {}), row('Cem', { units: 5 }), row('Mina', { at: '2027-01-01' })];
    const sums = sumOverrides(rows, ({ person }) => ({ group: person, name: person }));
    expect(
      sums.map(({ group, overrides, judged, better, worse }) => [group, overrides, judged, better, worse]),
    ).toEqual([
      ['Mina', 2, 1, 1, 0],
      ['Cem', 1, 1, 0, 1],
    ]);
    expect(sums[0]).toMatchObject({
      weeks: 3,
      came: 113,
      person: 120,
      forecast: 36,
      errorOfPerson: 17,
      errorOfForecast: 77,
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { type EtaFacts, etaOf, quantileOf, totalOf, transitDays } from './eta';
import {
  dayAfter,
  isWorkDay,
  type WorkCalendar,
  wallTime,
  weekDayOf,
  workDayAfter,
  workDayFrom,
  workDaysBetween,
} from './work-calendar';

const weekdays = [1, 2, 3, 4, 5];
const london: WorkCalendar = {
  timeZone: 'Europe/London',
  weekDays: weekdays,
  holidays: ['2026-04-03', '2026-04-06'],
};
const istanbul: WorkCalendar = {
  timeZone: 'Europe/Istanbul',
  weekDays: [1, 2, 3, 4, 5, 6],
  holidays: ['2026-04-23'],
};
const facts = (over: Partial<EtaFacts> = {}): EtaFacts => ({
  fromMs: Date.parse('2026-03-02T10:00:00Z'),
  handlingMinutes: 120,
  warehouse: london,
  cutOff: '16:00',
  carrier: london,
  destination: london,
  lane: {},
  service: {},
  contractDays: 2,
  quantile: 0.9,
  ...over,
});

describe('working days', () => {
  it('know weekday, holiday and the day after a month', () => {
    expect([weekDayOf('2026-03-02'), weekDayOf('2026-03-08')]).toEqual([1, 7]);
    expect(dayAfter('2026-02-28', 1)).toBe('2026-03-01');
    expect(isWorkDay(london, '2026-04-03')).toBe(false);
    expect(workDayFrom([london], '2026-04-03')).toBe('2026-04-07');
    expect(workDayAfter(london, '2026-04-02', 1)).toBe('2026-04-07');
    expect(
      workDayFrom(
        [
          { ...london, holidays: [], weekDays: [1] },
          { ...london, weekDays: [2] },
        ],
        '2026-03-02',
      ),
    ).toBeNull();
  });
  it('read the clock of their own zone, through both changes of the year', () => {
    expect(wallTime(london, Date.parse('2026-03-29T00:30:00Z'))).toEqual({
      day: '2026-03-29',
      time: '00:30',
    });
    expect(wallTime(london, Date.parse('2026-03-29T01:30:00Z'))).toEqual({
      day: '2026-03-29',
      time: '02:30',
    });
    expect(wallTime(istanbul, Date.parse('2026-03-02T22:30:00Z'))).toEqual({
      day: '2026-03-03',
      time: '01:30',
    });
  });
  it('count forward and back the same', () => {
    holds(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 30 }), (start, count) => {
        const from = workDayFrom([london], dayAfter('2026-01-01', start)) ?? '';
        expect(workDaysBetween(london, from, workDayAfter(london, from, count) ?? '')).toBe(count);
      }),
    );
  });
});

describe('days on the way', () => {
  it.each([
    ['a lane that has shown enough', { lane: { 1: 20, 2: 8, 5: 2 } }, 2, 'lane'],
    [
      'few of a lane, many of its service',
      { lane: { 1: 3 }, service: { 2: 270, 4: 30 } },
      2,
      'lane-and-service',
    ],
    ['few bad ones do not drown in the contract', { lane: { 6: 6 } }, 6, 'lane-and-service'],
    ['nothing of the lane', { service: { 3: 30 } }, 3, 'service'],
    ['nothing at all', {}, 2, 'contract'],
  ] as const)('%s', (_name, counts, days, from) => {
    const told = transitDays({ ...facts(), ...counts });
    expect([told.days, told.basis.from]).toEqual([days, from]);
  });

  const counts = fc.dictionary(fc.integer({ min: 0, max: 9 }).map(String), fc.integer({ min: 0, max: 40 }), {
    maxKeys: 6,
  });

  it('never fall when more certainty is asked for, and lie between what was seen', () => {
    holds(
      fc.property(
        counts,
        counts,
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lane, service, contractDays, one, other) => {
          const at = (quantile: number) => transitDays({ lane, service, contractDays, quantile }).days;
          expect(at(Math.min(one, other))).toBeLessThanOrEqual(at(Math.max(one, other)));
          const seen = [...Object.entries(lane), ...Object.entries(service)]
            .filter(([, count]) => count > 0)
            .map(([days]) => Number(days));
          expect(at(one)).toBeLessThanOrEqual(Math.max(contractDays, ...seen));
          expect(at(one)).toBeGreaterThanOrEqual(Math.min(contractDays, ...seen));
        },
      ),
    );
  });

  it("are the lane's own quantile from 30 observations on: at least that share had arrived", () => {
    holds(
      fc.property(counts, fc.double({ min: 0.01, max: 1, noNaN: true }), (lane, quantile) => {
        const total = totalOf(lane);
        if (total < 30) return;
        const { days } = transitDays({ lane, service: { 9: 500 }, contractDays: 9, quantile });
        expect(days).toBe(quantileOf(lane, quantile));
        const share = (upto: number) =>
          Object.entries(lane).reduce((sum, [day, count]) => (Number(day) <= upto ? sum + count : sum), 0) /
          total;
        expect(share(days)).toBeGreaterThanOrEqual(quantile - 1e-9);
        expect(share(days - 1)).toBeLessThan(quantile);
      }),
    );
  });
});

describe('the promised day', () => {
  it.each([
    ['in time for today', {}, '2026-03-02', '2026-03-04'],
    ['one minute past the cut-off', { handlingMinutes: 361 }, '2026-03-03', '2026-03-05'],
    ['over a weekend', { fromMs: Date.parse('2026-03-06T10:00:00Z') }, '2026-03-06', '2026-03-10'],
    ['over Easter', { fromMs: Date.parse('2026-04-02T15:30:00Z') }, '2026-04-07', '2026-04-09'],
    [
      'a destination that is closed on the day',
      { destination: { ...istanbul, holidays: ['2026-03-04', '2026-03-05'] } },
      '2026-03-02',
      '2026-03-06',
    ],
  ])('%s', (_name, over, leaves, arrives) => {
    expect(etaOf(facts(over))).toMatchObject({ leaves, arrives });
  });

  it('is none when nobody ever works', () => {
    expect(etaOf(facts({ destination: { ...london, holidays: [], weekDays: [] } }))).toBeNull();
  });

  it('is a day of work there, never before it leaves, and later work never comes earlier', () => {
    holds(
      fc.property(
        fc.integer({ min: 0, max: 600 * 24 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 9 }),
        (hour, minutes, more, days) => {
          const at = (handlingMinutes: number) =>
            etaOf(
              facts({
                fromMs: Date.parse('2026-01-01T00:00:00Z') + hour * 3_600_000,
                handlingMinutes,
                destination: istanbul,
                contractDays: days,
              }),
            );
          const [sooner, later] = [at(minutes), at(minutes + more)];
          if (!sooner || !later) throw new Error('there are days of work');
          expect(isWorkDay(istanbul, sooner.arrives)).toBe(true);
          expect(isWorkDay(london, sooner.leaves)).toBe(true);
          expect(sooner.arrives >= sooner.leaves).toBe(true);
          expect(later.leaves >= sooner.leaves && later.arrives >= sooner.arrives).toBe(true);
        },
      ),
    );
  });
});

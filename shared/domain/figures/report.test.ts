import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { nextDue, periods, reportRhythms, type ReportSchedule, spanOfPeriod } from './report';

const schedule: ReportSchedule = {
  every: 'day',
  weekday: 1,
  monthDay: 1,
  at: '07:30',
  timeZone: 'Europe/Istanbul',
  to: ['boss@example.org'],
  formats: ['pdf'],
};
const next = (more: Partial<ReportSchedule>, after: string): string =>
  nextDue({ ...schedule, ...more }, new Date(after)).toISOString();

describe('days of a report', () => {
  it('follow its rule', () => {
    const of = (period: Parameters<typeof spanOfPeriod>[0], today: string): string =>
      Object.values(spanOfPeriod(period, today)).join(' ');
    expect(of('last-7-days', '2026-03-03')).toBe('2026-02-25 2026-03-03');
    expect(of('last-week', '2026-11-30')).toBe('2026-11-23 2026-11-29');
    expect(of('last-week', '2026-11-29')).toBe('2026-11-16 2026-11-22');
    expect(of('last-month', '2024-03-15')).toBe('2024-02-01 2024-02-29');
    expect(of('last-month', '2026-01-01')).toBe('2025-12-01 2025-12-31');
    expect(of('last-quarter', '2026-02-10')).toBe('2025-10-01 2025-12-31');
    expect(of('last-year', '2026-02-10')).toBe('2025-01-01 2025-12-31');
    expect(of('this-month', '2026-02-10')).toBe('2026-02-01 2026-02-10');
    expect(of('this-year', '2026-02-10')).toBe('2026-01-01 2026-02-10');
  });

  it('are in order, and never after today', () => {
    holds(
      fc.property(fc.constantFrom(...periods), fc.nat(3000), (period, offset) => {
        const today = new Date(Date.UTC(2022, 0, 1 + offset)).toISOString().slice(0, 10);
        const { from, to } = spanOfPeriod(period, today);
        expect(from <= to && to <= today).toBe(true);
      }),
    );
  });
});

describe('when a report is due', () => {
  it('is by the clock of its zone', () => {
    expect(next({}, '2026-11-30T04:00:00Z')).toBe('2026-11-30T04:30:00.000Z');
    expect(next({}, '2026-11-30T04:30:00Z')).toBe('2026-12-01T04:30:00.000Z');
    expect(next({ every: 'week' }, '2026-11-30T04:30:00Z')).toBe('2026-12-07T04:30:00.000Z');
  });

  it('is the last day of a shorter month', () => {
    expect(next({ every: 'month', monthDay: 31 }, '2026-02-01T00:00:00Z')).toBe('2026-02-28T04:30:00.000Z');
    expect(next({ every: 'month', monthDay: 31 }, '2026-02-28T04:30:00Z')).toBe('2026-03-31T04:30:00.000Z');
  });

  it('is one moment also where clocks change', () => {
    const berlin = { timeZone: 'Europe/Berlin', at: '02:30' };
    const spring = next(berlin, '2026-03-28T12:00:00Z');
    expect(next(berlin, spring)).toBe('2026-03-30T00:30:00.000Z');
    const autumn = next(berlin, '2026-10-24T12:00:00Z');
    expect(next(berlin, autumn)).toBe('2026-10-26T01:30:00.000Z');
  });

  it('is always later, and each time once', () => {
    holds(
      fc.property(
        fc.constantFrom(...reportRhythms),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 31 }),
        fc.constantFrom('00:00', '02:30', '23:59'),
        fc.constantFrom('UTC', 'Europe/Berlin', 'Europe/Istanbul', 'America/New_York', 'Pacific/Apia'),
        fc.nat(40_000),
        (every, weekday, monthDay, at, timeZone, hours) => {
          const own = { ...schedule, every, weekday, monthDay, at, timeZone };
          let after = new Date(Date.UTC(2025, 0, 1) + hours * 3_600_000);
          const days = new Set<string>();
          for (let turn = 0; turn < 4; turn += 1) {
            const due = nextDue(own, after);
            expect(due.getTime()).toBeGreaterThan(after.getTime());
            days.add(due.toISOString());
            after = due;
          }
          expect(days.size).toBe(4);
        },
      ),
      { runs: 100 },
    );
  });
});

// A dashboard that is kept under a name: which days, beside which others, under which filter; and when it is sent to whom.
import { z } from 'zod';
import { createZoneClock, readWallTime } from '../channel/local-time';
import { siteDay } from '../stock/site-day';
import { dashboards } from './dashboards';
import { comparisons, type Span } from './span';

/** Days by a rule: whole weeks, months, quarters and years that are over, the last so many days, or what has begun. */
export const periods = [
  'last-7-days',
  'last-30-days',
  'last-365-days',
  'last-week',
  'last-month',
  'last-quarter',
  'last-year',
  'this-month',
  'this-year',
] as const;
export type Period = (typeof periods)[number];

const value = z.string().min(1).max(80);
export const reportSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  dashboard: z.enum(dashboards),
  period: z.enum(periods),
  comparison: z.enum(comparisons),
  filter: z.strictObject({
    channel: value.optional(),
    country: value.optional(),
    warehouse: value.optional(),
  }),
  language: z.enum(['en', 'tr']),
});
export type Report = z.infer<typeof reportSchema>;

export const reportRhythms = ['day', 'week', 'month'] as const;
export const reportFormats = ['csv', 'xlsx', 'pdf'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const reportScheduleSchema = z.strictObject({
  every: z.enum(reportRhythms),
  /** Of a week, Monday is 1. */
  weekday: z.int().min(1).max(7),
  /** Of a month; a shorter month has its last day. */
  monthDay: z.int().min(1).max(31),
  /** `07:30` by the clock of the zone. */
  at: z
    .string()
    .max(5)
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  timeZone: z.string().min(1).max(60),
  to: z.array(z.email().max(254)).min(1).max(20),
  formats: z.array(z.enum(reportFormats)).min(1).max(reportFormats.length),
});
export type ReportSchedule = z.infer<typeof reportScheduleSchema>;

const dayMs = 24 * 60 * 60_000;
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const firstOfMonth = (year: number, month: number): string => text(Date.UTC(year, month, 1));
const dayBefore = (day: string): string => text(Date.parse(day) - dayMs);

/** Both days are counted in. @param today `2026-11-30` */
export function spanOfPeriod(period: Period, today: string): Span {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1];
  const lastDays = (days: number): Span => ({
    from: text(Date.parse(today) - (days - 1) * dayMs),
    to: today,
  });
  switch (period) {
    case 'last-7-days':
      return lastDays(7);
    case 'last-30-days':
      return lastDays(30);
    case 'last-365-days':
      return lastDays(365);
    case 'last-week': {
      const monday = Date.parse(today) - ((new Date(today).getUTCDay() + 6) % 7) * dayMs;
      return { from: text(monday - 7 * dayMs), to: text(monday - dayMs) };
    }
    case 'last-month':
      return { from: firstOfMonth(year, month - 1), to: dayBefore(firstOfMonth(year, month)) };
    case 'last-quarter': {
      const quarter = month - (month % 3);
      return { from: firstOfMonth(year, quarter - 3), to: dayBefore(firstOfMonth(year, quarter)) };
    }
    case 'last-year':
      return { from: firstOfMonth(year - 1, 0), to: dayBefore(firstOfMonth(year, 0)) };
    case 'this-month':
      return { from: firstOfMonth(year, month), to: today };
    case 'this-year':
      return { from: firstOfMonth(year, 0), to: today };
    default: {
      const never: never = period;
      throw new Error(`unexpected ${String(never)}`);
    }
  }
}

/** Days looked through for the next one: the longest month, and a day. */
const mostDaysAhead = 33;

/**
 * The first moment after an instant at which the report is due, by the clock of its zone: a time that a change of clocks skips or
 * has twice is one moment.
 */
export function nextDue(schedule: ReportSchedule, after: Date): Date {
  const clock = createZoneClock(schedule.timeZone);
  const today = siteDay(after.getTime(), schedule.timeZone);
  for (let ahead = 0; ahead <= mostDaysAhead; ahead += 1) {
    const day = text(Date.parse(today) + ahead * dayMs);
    const time = isDueOn(schedule, day) ? readWallTime(`${day} ${schedule.at}`) : null;
    const at = time && new Date(clock(time));
    if (at && at > after) return at;
  }
  throw new Error(`a report is never due: ${JSON.stringify(schedule)}`);
}

function isDueOn({ every, weekday, monthDay }: ReportSchedule, day: string): boolean {
  const date = new Date(day);
  if (every === 'day') return true;
  if (every === 'week') return (date.getUTCDay() + 6) % 7 === weekday - 1;
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.getUTCDate() === Math.min(monthDay, last);
}

// Days on which work is done: of a warehouse, a carrier's lanes, a destination. Days are YYYY-MM-DD in the calendar's own
// time zone. Nothing here knows what day it is.
import { z } from 'zod';

export const dayText = z
  .string()
  .max(10)
  .regex(/^\d{4}-\d{2}-\d{2}$/);

export const workCalendarSchema = z.strictObject({
  timeZone: z.string().min(1).max(60),
  /** 1 is Monday, 7 is Sunday. */
  weekDays: z.array(z.int().min(1).max(7)).min(1).max(7),
  holidays: z.array(dayText).max(2000),
});
export type WorkCalendar = z.infer<typeof workCalendarSchema>;

const dayMs = 86_400_000;
/** A calendar that has no day of work within two years has none. */
const mostDays = 800;

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekDayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

export function isWorkDay(calendar: WorkCalendar, day: string): boolean {
  return calendar.weekDays.includes(weekDayOf(day)) && !calendar.holidays.includes(day);
}

/** The day itself, or the next one on which all of the calendars work; null when there is none. */
export function workDayFrom(calendars: readonly WorkCalendar[], day: string): string | null {
  for (let ahead = 0; ahead < mostDays; ahead += 1) {
    const next = dayAfter(day, ahead);
    if (calendars.every((calendar) => isWorkDay(calendar, next))) return next;
  }
  return null;
}

/** `count` days of work behind `day`; 0 is the day itself or the next day of work. Null when there are not so many. */
export function workDayAfter(calendar: WorkCalendar, day: string, count: number): string | null {
  let at = workDayFrom([calendar], day);
  for (let left = count; left > 0 && at !== null; left -= 1) at = workDayFrom([calendar], dayAfter(at, 1));
  return at;
}

/** Days of work behind `from` up to and with `to`: what `workDayAfter` counts forward. 0 when `to` is not later. */
export function workDaysBetween(calendar: WorkCalendar, from: string, to: string): number {
  let count = 0;
  for (let day = dayAfter(from, 1); day <= to && count < mostDays; day = dayAfter(day, 1))
    if (isWorkDay(calendar, day)) count += 1;
  return count;
}

/** Wall-clock day and time of an instant, `2026-03-02` and `16:30`. */
export function wallTime(calendar: WorkCalendar, instantMs: number): { day: string; time: string } {
  const parts: Record<string, string> = {};
  for (const { type, value } of clockOf(calendar.timeZone).formatToParts(instantMs)) parts[type] = value;
  return {
    day: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
  };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(timeZone, clock);
  return clock;
}

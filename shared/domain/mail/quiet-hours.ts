// When a mail that may wait is sent: not while the customer sleeps. Hours are those of the clocks in the customer's
// country; where a country has several, a time is quiet when it is quiet on any of them.
import { z } from 'zod';
import { zonesOfCountry } from './country-zones';

/** Clocks change on a quarter of an hour, and so do quiet hours. */
const clockSchema = z
  .string()
  .max(5)
  .regex(/^([01]\d|2[0-3]):(00|15|30|45)$/);

/** The same time twice is never quiet. */
export const quietHoursSchema = z.strictObject({ from: clockSchema, until: clockSchema });
export type QuietHours = z.infer<typeof quietHoursSchema>;

const quarterMs = 900_000;
/** Every quiet time is over within two days, unless the clocks of one country leave no time between them. */
const mostQuarters = 2 * 96;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Minutes since midnight, on the clock of a zone. */
export function minuteOfDay(instantMs: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  const parts = clock.formatToParts(instantMs);
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return value('hour') * 60 + value('minute');
}

export function isQuiet(instantMs: number, { from, until }: QuietHours, timeZone: string): boolean {
  const minute = minuteOfDay(instantMs, timeZone);
  const [begin, end] = [minutesOf(from), minutesOf(until)];
  return begin <= end ? minute >= begin && minute < end : minute >= begin || minute < end;
}

/**
 * The first moment from `at` on that is not quiet.
 * @param at ISO instant
 * @param countryCode ISO 3166-1 alpha-2
 * @param homeZone the company's own, for countries that are not known
 */
export function afterQuietHours(
  at: string,
  quiet: QuietHours | null,
  countryCode: string,
  homeZone: string,
): string {
  const asked = Date.parse(at);
  if (!quiet) return at;
  const zones = zonesOfCountry(countryCode) ?? [homeZone];
  const isAsleep = (instantMs: number, among: readonly string[]): boolean =>
    among.some((zone) => isQuiet(instantMs, quiet, zone));
  if (!isAsleep(asked, zones)) return at;
  const first = Math.ceil(asked / quarterMs) * quarterMs;
  for (const among of [zones, zones.slice(0, 1)])
    for (let quarter = 0; quarter < mostQuarters; quarter += 1) {
      const instantMs = first + quarter * quarterMs;
      if (!isAsleep(instantMs, among)) return new Date(instantMs).toISOString();
    }
  return at;
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** Whether the name is one of a zone that is known here. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

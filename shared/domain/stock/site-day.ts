// Which day it is where goods lie: a lot is past its date by the calendar of its own site, not by that of head office.

const calendars = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-30` at that instant. @param at epoch milliseconds or ISO 8601. A zone that nobody knows is UTC. */
export function siteDay(at: number | string, timeZone: string): string {
  const known = calendars.get(timeZone) ?? calendarOf(timeZone);
  calendars.set(timeZone, known);
  // The Swedish form of a date is the ISO one.
  return known.format(new Date(at));
}

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', dateStyle: 'short' });
  }
}

// Which day and hour it is where goods lie: a lot is past its date by the calendar of its own site, not by that of head office.

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-30` at that instant. @param at epoch milliseconds or ISO 8601. A zone that nobody knows is UTC. */
export function siteDay(at: number | string, timeZone: string): string {
  return siteTime(at, timeZone).slice(0, 10);
}

/** `00` to `23`. */
export function siteHour(at: number | string, timeZone: string): string {
  return siteTime(at, timeZone).slice(11, 13);
}

function siteTime(at: number | string, timeZone: string): string {
  const known = clocks.get(timeZone) ?? clockOf(timeZone);
  clocks.set(timeZone, known);
  // The Swedish form of a time is the ISO one.
  return known.format(new Date(at));
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const form = { dateStyle: 'short', timeStyle: 'short' } as const;
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, ...form });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', ...form });
  }
}

// When a parcel leaves and arrives, in whole days of the place it leaves: after the carrier's cut-off it leaves on the
// next open day, and it travels on open days only. Days are dates (`2026-11-28`); the clock comes in.

export type LocalTime = {
  date: string;
  /** `HH:MM` of that day. */
  time: string;
};

export type OpenDays = {
  /** 0 is Sunday. */
  closedWeekdays: readonly number[];
  holidays: readonly string[];
};

const dayMs = 86_400_000;

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** From one date to another, in days; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);

export function isOpen(date: string, days: OpenDays): boolean {
  return (
    !days.closedWeekdays.includes(new Date(`${date}T00:00:00Z`).getUTCDay()) && !days.holidays.includes(date)
  );
}

/** Asked for every service of every node of an order, of few dates. */
const openDays = new WeakMap<OpenDays, Map<string, string>>();

function openFrom(date: string, days: OpenDays): string {
  const known = openDays.get(days) ?? new Map<string, string>();
  openDays.set(days, known);
  const open = known.get(date) ?? firstOpen(date, days);
  known.set(date, open);
  return open;
}

/** From a date on; a year without an open day is taken as it is. */
function firstOpen(date: string, days: OpenDays): string {
  for (let ahead = 0; ahead < 366; ahead += 1) {
    const day = addDays(date, ahead);
    if (isOpen(day, days)) return day;
  }
  return date;
}

export function arrivalDate(
  now: LocalTime,
  service: { cutOff: string; days: number },
  days: OpenDays,
): { leaves: string; arrives: string } {
  const leaves = openFrom(now.time <= service.cutOff ? now.date : addDays(now.date, 1), days);
  let arrives = leaves;
  for (let travelled = 0; travelled < service.days; travelled += 1) {
    arrives = openFrom(addDays(arrives, 1), days);
  }
  return { leaves, arrives };
}

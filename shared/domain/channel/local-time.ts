// Reads the wall-clock times that files carry, and says which instant they were in the channel's time zone.
// A wall-clock time that a zone skips (spring) or has twice (autumn) takes the offset in force before the change.

export type WallTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
};

const isoLike = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** `2010-12-01`, `2010-12-01 08:26`, `2010-12-01T08:26:30`. Null for anything else, and for days that do not exist. */
export function readWallTime(text: string): WallTime | null {
  const match = isoLike.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const time: WallTime = {
    year: year ?? 0,
    month: month ?? 0,
    day: day ?? 0,
    hour: hour ?? 0,
    minute: minute ?? 0,
    second: second ?? 0,
  };
  if (time.year < 1900 || time.hour > 23 || time.minute > 59 || time.second > 59) return null;
  const asDate = new Date(Date.UTC(time.year, time.month - 1, time.day));
  const exists = asDate.getUTCMonth() === time.month - 1 && asDate.getUTCDate() === time.day;
  return exists ? time : null;
}

/** Zones change their offset on a quarter of an hour. */
const slotMs = 900_000;
const dayMs = 86_400_000;

/** Instants of a zone's wall-clock times; keeps the offsets it has worked out, so a year of orders asks a year of days. */
export function createZoneClock(timeZone: string): (time: WallTime) => string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const offsets = new Map<number, number>();
  const offsetMs = (instant: number): number => {
    const values: Record<string, number> = {};
    for (const part of parts.formatToParts(instant)) values[part.type] = Number(part.value);
    const wall = Date.UTC(
      values['year'] ?? 0,
      (values['month'] ?? 1) - 1,
      values['day'],
      values['hour'],
      values['minute'],
      values['second'],
    );
    return wall - Math.floor(instant / 1000) * 1000;
  };
  return (time) => {
    const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
    const slot = Math.floor(wall / slotMs);
    const known = offsets.get(slot);
    if (known !== undefined) return new Date(wall - known).toISOString();
    const slotStart = slot * slotMs;
    const before = offsetMs(slotStart - dayMs);
    const after = offsetMs(slotStart - before);
    const offset = after !== before && offsetMs(slotStart - after) === after ? after : before;
    offsets.set(slot, offset);
    return new Date(wall - offset).toISOString();
  };
}

// How long a complete order waits for others before its parcels are made. Not where the day's last pick-up is near: what
// leaves a day later costs more than any plan saves.
import type { LocalTime } from './arrival';

/** Picking and packing need so long before a pick-up. */
const benchMinutes = 120;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/**
 * @param cutOffs `HH:MM` of the services it may leave by today
 * @returns minutes from now
 */
export function gatherFor(now: LocalTime, gatherMinutes: number, cutOffs: readonly string[]): number {
  const left = cutOffs
    .map((cutOff) => minutesOf(cutOff) - minutesOf(now.time))
    .filter((minutes) => minutes >= 0)
    .map((minutes) => Math.max(0, minutes - benchMinutes));
  return Math.min(gatherMinutes, ...left);
}

import type { LocalTime } from '../../../shared/domain/routing/arrival';

/** When a carrier leaves next: today, or tomorrow when it has left. @param cutOff `HH:MM` of the warehouse; else null */
export function nextCutOff(at: string, now: LocalTime, cutOff: string): string | null {
  const [minutes, reached] = [minutesOf(cutOff), minutesOf(now.time)];
  if (minutes === null || reached === null) return null;
  const left = minutes - reached + (minutes < reached ? 24 * 60 : 0);
  return new Date(Math.floor(Date.parse(at) / 60_000) * 60_000 + left * 60_000).toISOString();
}

function minutesOf(time: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? null : 60 * Number(hours) + Number(minutes);
}

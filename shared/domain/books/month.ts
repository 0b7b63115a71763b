// Months as `2026-03`: what comes before and after, and their days.
export function monthAfter(month: string, months = 1): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  const count = year * 12 + (of - 1) + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

export function firstDayOf(month: string): string {
  return `${month}-01`;
}

export function lastDayOf(month: string): string {
  const next = Date.parse(`${monthAfter(month)}-01T00:00:00Z`);
  return new Date(next - 86_400_000).toISOString().slice(0, 10);
}

/** The day something is posted on: its own, or the first that is open where its month is closed. */
export function openDay(day: string, closedThrough: string | null): string {
  return closedThrough !== null && day.slice(0, 7) <= closedThrough
    ? firstDayOf(monthAfter(closedThrough))
    : day;
}

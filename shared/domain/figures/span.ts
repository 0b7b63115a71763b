// Stretches of days that figures are looked at for, and what they are compared with.

/** Both days are counted in, `2026-11-30`. */
export type Span = { from: string; to: string };

export const spanNames = ['week', 'month', 'quarter', 'year'] as const;
export type SpanName = (typeof spanNames)[number];
export const comparisons = ['before', 'year-ago', 'none'] as const;
export type Comparison = (typeof comparisons)[number];

const dayMs = 24 * 60 * 60_000;
const lengths: Readonly<Record<SpanName, number>> = { week: 7, month: 30, quarter: 91, year: 365 };

const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The last days up to and with today. @param today `2026-11-30` */
export function spanOf(name: SpanName, today: string): Span {
  return { from: text(Date.parse(today) - (lengths[name] - 1) * dayMs), to: today };
}

/** As many days just before, or the same days a year ago; null: compared with nothing. */
export function comparedWith({ from, to }: Span, comparison: Comparison): Span | null {
  if (comparison === 'none') return null;
  if (comparison === 'year-ago') return { from: yearBefore(from), to: yearBefore(to) };
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  return { from: text(Date.parse(from) - days * dayMs), to: text(Date.parse(from) - dayMs) };
}

/** The 29th of February is the 28th a year ago. */
function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  return new Date(same).toISOString().startsWith(same) ? same : `${year}-02-28`;
}

/** The days of one bar that are in the span. */
export function spanOfBucket(at: string, bucket: 'day' | 'week' | 'month', { from, to }: Span): Span {
  const end = new Date(at);
  if (bucket === 'month') end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCDate(end.getUTCDate() + (bucket === 'week' ? 7 : 1));
  const last = text(end.getTime() - dayMs);
  return { from: at < from ? from : at, to: last > to ? to : last };
}

export const isSpan = ({ from, to }: Span): boolean =>
  !Number.isNaN(Date.parse(from)) && !Number.isNaN(Date.parse(to)) && from <= to;

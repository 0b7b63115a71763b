// Numbers that stations get ahead in ranges, so that a bench numbers boxes and documents with head office away: parcel
// numbers (SSCC serials), documents of a warehouse and year, a carrier's own numbers. One rule for all of them.
// Must never let a number be used twice: a range is one station's until that station itself gives the rest back; what a
// lost store, a revoked station or a former life of head office may have used is ended, and ended numbers never return.
import { z } from 'zod';

export const numberKinds = ['sscc', 'document', 'carrier'] as const;
export type NumberKind = (typeof numberKinds)[number];

/** Kind and what is numbered: `sscc 39521234`, `document W1 2026`, `carrier POST standard`. */
export const seriesSchema = z
  .string()
  .max(120)
  .regex(/^(sscc|document|carrier) \S/, 'a series begins with its kind');

const serial = z.int().nonnegative().max(1e15);

/**
 * A range as its station knows it; `next` is its first unused number, `to + 1` when it is used up. `turn` counts how often
 * it was given out: what arrives late about an earlier turn means nothing.
 */
export const heldRangeSchema = z.object({
  series: seriesSchema,
  from: serial,
  to: serial,
  next: serial,
  turn: z.int().positive(),
});
export type HeldRange = z.infer<typeof heldRangeSchema>;

/** What a station says about its numbers with every greeting. */
export type NumbersTold = {
  /** Its store is new: whatever it was given before, it knows nothing of. */
  fresh: boolean;
  held: readonly HeldRange[];
  /** Ranges that it will not touch again, from `next` on. */
  returned: readonly HeldRange[];
};

/** A range in head office's book. */
export type GivenRange = HeldRange & {
  stationId: string | null;
  /** ended: nobody gets the rest. free: given back unused, the next one to ask gets it. */
  state: 'given' | 'ended' | 'free';
  /** An answer with it has left. */
  told: boolean;
  /** The station has named it. */
  confirmed: boolean;
  /** False for ranges that a restored head office remembers: somebody may have been given the rest since. */
  mayReturn: boolean;
};

/** A series that a station needs, how many numbers it gets at a time, and the last number there is. */
export type WantedSeries = {
  series: string;
  size: number;
  end: number;
  /** The series begins behind this number; behind 0 when it is not said. */
  after?: number;
};

export type NumberBook = {
  ranges: readonly GivenRange[];
  /** The highest number ever given out, by series. */
  last: ReadonlyMap<string, number>;
};

export type SettledNumbers = {
  /** Rows that are new or changed. */
  changed: GivenRange[];
  last: Map<string, number>;
  answer: HeldRange[];
  /** Series the station holds numbers of and needs no more: it is asked to give them back. */
  giveBack: string[];
};

/** A station asks for more when it has less than this share of a full range left. */
export const lowShare = 0.2;

export function kindOf(series: string): NumberKind {
  return series.slice(0, series.indexOf(' ')) as NumberKind;
}

export function numbersLeft(
  ranges: readonly Pick<HeldRange, 'series' | 'to' | 'next'>[],
  series: string,
): number {
  return ranges
    .filter((range) => range.series === series)
    .reduce((sum, range) => sum + Math.max(0, range.to - range.next + 1), 0);
}

/** The number to be used next: of the lowest range that has one. */
export function nextNumber(ranges: readonly HeldRange[], series: string): number | null {
  const open = ranges.filter((range) => range.series === series && range.next <= range.to);
  return open.length === 0 ? null : Math.min(...open.map((range) => range.next));
}

/** The ranges once a number is used: it and those below it in its range are never next again. */
export function withUsed(ranges: readonly HeldRange[], series: string, number: number): HeldRange[] {
  return ranges.map((range) =>
    range.series === series && number >= range.from && number <= range.to
      ? { ...range, next: Math.max(range.next, number + 1) }
      : range,
  );
}

/**
 * Head office's answer to what a station says about its numbers. `book` holds every range of that station that is given,
 * every free one of the wanted series, and whatever overlaps a range that the station names.
 * @param mayGive false while a restored head office still has to hear what it forgot
 */
export function settleNumbers(
  book: NumberBook,
  stationId: string,
  told: NumbersTold,
  wanted: readonly WantedSeries[],
  mayGive: boolean,
): SettledNumbers {
  const ranges = new Map(book.ranges.map((range) => [keyOf(range), range]));
  const changed = new Map<string, GivenRange>();
  const last = new Map<string, number>();
  const put = (range: GivenRange): void => {
    const before = ranges.get(keyOf(range));
    if (before && JSON.stringify(before) === JSON.stringify(range)) return;
    ranges.set(keyOf(range), range);
    changed.set(keyOf(range), range);
  };
  const lastOf = (series: string): number => last.get(series) ?? book.last.get(series) ?? 0;

  for (const returned of told.returned) takeBack(ranges, put, stationId, returned);
  for (const held of told.held) {
    const known = ranges.get(keyOf(held));
    if (known?.stationId === stationId && known.turn === held.turn && known.state !== 'free') {
      const next = Math.max(known.next, Math.min(held.next, known.to + 1));
      put({ ...known, next, confirmed: true, told: true, state: 'given' });
    } else if (!known && isWhole(held) && !overlaps(ranges.values(), held)) {
      // A restored head office has forgotten that it gave it.
      put({ ...held, stationId, state: 'given', told: true, confirmed: true, mayReturn: false });
      last.set(held.series, Math.max(lastOf(held.series), held.to));
    }
  }
  const named = new Set(told.held.map(keyOf));
  for (const range of ranges.values()) {
    if (range.stationId !== stationId || range.state !== 'given' || named.has(keyOf(range))) continue;
    // Used up, or lost with the station's store: which of its numbers are printed on something, nobody knows.
    if (told.fresh ? range.told : range.confirmed) put({ ...range, state: 'ended' });
  }
  if (mayGive)
    for (const want of wanted) {
      const own = [...ranges.values()].filter(
        (range) => range.stationId === stationId && range.state === 'given',
      );
      if (numbersLeft(own, want.series) >= want.size * lowShare) continue;
      const given = freeRange(ranges.values(), want) ?? newRange(want, lastOf(want.series));
      if (!given) continue;
      last.set(want.series, Math.max(lastOf(want.series), given.to));
      put({ ...given, stationId, state: 'given', told: false, confirmed: false, turn: given.turn + 1 });
    }
  for (const range of ranges.values())
    if (range.stationId === stationId && range.state === 'given') put({ ...range, told: true });
  const answer = [...ranges.values()]
    .filter((range) => range.stationId === stationId && range.state === 'given')
    .map(({ series, from, to, next, turn }) => ({ series, from, to, next, turn }));
  const needed = new Set(wanted.map(({ series }) => series));
  const giveBack = [...new Set(answer.map(({ series }) => series))].filter((series) => !needed.has(series));
  return { changed: [...changed.values()], last, answer, giveBack };
}

/** What happens to the ranges of a station that is ended: none of their numbers is ever given again. */
export function endNumbers(ranges: readonly GivenRange[]): GivenRange[] {
  return ranges.filter(({ state }) => state === 'given').map((range) => ({ ...range, state: 'ended' }));
}

function takeBack(
  ranges: ReadonlyMap<string, GivenRange>,
  put: (range: GivenRange) => void,
  stationId: string,
  returned: HeldRange,
): void {
  const whole = ranges.get(keyOf(returned));
  const isOwn = whole?.stationId === stationId && whole.turn === returned.turn && whole.state !== 'free';
  if (!whole || !isOwn || whole.to !== returned.to || !isWhole(returned) || whole.next > returned.next)
    return;
  const rest = { stationId: null, state: 'free', told: false, confirmed: false } as const;
  const { next } = returned;
  if (!whole.mayReturn || next > whole.to) put({ ...whole, state: 'ended', next });
  else if (next === whole.from) put({ ...whole, ...rest });
  else {
    put({ ...whole, state: 'ended', to: next - 1, next });
    put({ ...whole, ...rest, from: next, next, turn: 0 });
  }
}

function freeRange(ranges: Iterable<GivenRange>, { series }: WantedSeries): GivenRange | null {
  const free = [...ranges].filter((range) => range.series === series && range.state === 'free');
  return free.sort((a, b) => a.from - b.from)[0] ?? null;
}

/** Number 0 is left out, so that a number never looks like an empty field. */
function newRange({ series, size, end, after = 0 }: WantedSeries, last: number): GivenRange | null {
  const from = Math.max(last, after) + 1;
  if (from > end) return null;
  const to = Math.min(end, from + size - 1);
  const fresh = { stationId: null, state: 'free', told: false, confirmed: false, mayReturn: true } as const;
  return { series, from, to, next: from, turn: 0, ...fresh };
}

const keyOf = ({ series, from }: Pick<HeldRange, 'series' | 'from'>): string => `${series} ${from}`;

const isWhole = ({ from, to, next }: HeldRange): boolean => from <= to && next >= from && next <= to + 1;

function overlaps(ranges: Iterable<GivenRange>, held: HeldRange): boolean {
  for (const range of ranges)
    if (range.series === held.series && range.from <= held.to && range.to >= held.from) return true;
  return false;
}

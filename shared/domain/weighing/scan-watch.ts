// Weigh as you scan: every unit that was scanned has to be heavier on the scale, by what one of it weighs. Tells of a unit that was
// scanned and not put in, and of one that was scanned twice; units whose weight nobody has learned, or that are lighter than what
// the scale strays by, are not watched. What changes without a scan (padding, another box) is taken as it is.
// Must never stop anybody while the scale is not at rest: then nobody knows.
import type { Sku } from '../ids';
import type { LearnedWeight } from './learned-weight';

export type WatchedScan = { sku: Sku; units: number; learned: LearnedWeight | null };

export type ScanWatch = {
  /** What lay there when everything scanned was in; null while nobody knows. */
  baseMilligrams: number | null;
  /** At rest now; null while it is not. */
  restMilligrams: number | null;
  /** Scanned, and not seen on the scale yet; in order. */
  waiting: readonly WatchedScan[];
};

export const freshWatch: ScanWatch = { baseMilligrams: null, restMilligrams: null, waiting: [] };

export type Unmatched = {
  sku: Sku;
  units: number;
  /** `nothing`: the scale has not changed; `other`: it has, by something else. */
  kind: 'nothing' | 'other';
  /** What it should have changed by, and what it did. */
  expectedMilligrams: number;
  changedMilligrams: number;
};

/** What a reading at rest strays by: a division of a bench scale, and as much again. */
const readingSpreadMilligrams = 700;
/** Less is no unit. */
const nothingMilligrams = 3_000;
const deviations = 4;
const unsureOfSpread = 4;

type Increment = { milligrams: number; toleranceMilligrams: number };

/** Null: one of them cannot be watched. Two readings stray, and the units as they were learned to. */
export function incrementOf(scans: readonly WatchedScan[]): Increment | null {
  let milligrams = 0;
  let variance = 2 * readingSpreadMilligrams ** 2;
  for (const { units, learned } of scans) {
    if (!learned) return null;
    milligrams += units * learned.milligrams;
    // A spread that few boxes taught may be larger than it looks.
    const spread = learned.spreadMilligrams * (1 + unsureOfSpread / learned.boxes);
    variance += units * spread ** 2 + (units * spread) ** 2 / learned.boxes;
  }
  return { milligrams, toleranceMilligrams: Math.max(nothingMilligrams, deviations * Math.sqrt(variance)) };
}

/** Whether with and without it can be told apart. */
export function isWatchable(scan: WatchedScan): boolean {
  const increment = incrementOf([scan]);
  return increment !== null && increment.milligrams - increment.toleranceMilligrams > nothingMilligrams;
}

/** The scale came to rest, or rests on with another weight. */
export function rested(watch: ScanWatch, milligrams: number): ScanWatch {
  const { baseMilligrams, waiting } = watch;
  if (baseMilligrams === null) return { baseMilligrams: milligrams, restMilligrams: milligrams, waiting: [] };
  const changed = milligrams - baseMilligrams;
  for (let count = waiting.length; count > 0; count -= 1)
    if (fits(waiting.slice(0, count), changed))
      return {
        baseMilligrams: milligrams,
        restMilligrams: milligrams,
        waiting: waiting.slice(count),
      };
  return { ...watch, restMilligrams: milligrams };
}

export function moved(watch: ScanWatch): ScanWatch {
  return { ...watch, restMilligrams: null };
}

/** A scan was accepted. */
export function scanned(watch: ScanWatch, scan: WatchedScan): ScanWatch {
  const { baseMilligrams, restMilligrams, waiting } = watch;
  if (!isWatchable(scan)) return { baseMilligrams: null, restMilligrams, waiting: [] };
  if (waiting.length > 0) {
    const all = [...waiting, scan];
    // The next one went in before the scale had come to rest with the one before.
    const areIn =
      baseMilligrams !== null && restMilligrams !== null && fits(all, restMilligrams - baseMilligrams);
    return areIn
      ? { baseMilligrams: restMilligrams, restMilligrams, waiting: [] }
      : { ...watch, waiting: all };
  }
  if (baseMilligrams === null || restMilligrams === null)
    return { ...watch, baseMilligrams: baseMilligrams ?? restMilligrams, waiting: [scan] };
  // Some put it in first and scan then; anything else that came meanwhile is padding, or the box.
  const isIn = fits([scan], restMilligrams - baseMilligrams);
  return { ...watch, baseMilligrams: restMilligrams, waiting: isIn ? [] : [scan] };
}

/** The newest scan was taken back; a unit that was in comes out again. */
export function undone(watch: ScanWatch): ScanWatch {
  return watch.waiting.length > 0
    ? { ...watch, waiting: watch.waiting.slice(0, -1) }
    : { ...watch, baseMilligrams: null };
}

/** Whatever lies there now is right: somebody said so, or the box is another one. */
export function rebased({ restMilligrams }: ScanWatch): ScanWatch {
  return { baseMilligrams: restMilligrams, restMilligrams, waiting: [] };
}

/**
 * What was scanned and is not on the scale; null when all is, and while nobody can know.
 * @param next what is being scanned now: it may lie there already, together with what was scanned before
 */
export function unmatched(
  { baseMilligrams, restMilligrams, waiting }: ScanWatch,
  next: WatchedScan | null = null,
): Unmatched | null {
  const [first] = waiting;
  if (!first || baseMilligrams === null || restMilligrams === null) return null;
  const changedMilligrams = restMilligrams - baseMilligrams;
  if (next && fits([...waiting, next], changedMilligrams)) return null;
  return {
    sku: first.sku,
    units: waiting.reduce((sum, { units }) => sum + units, 0),
    kind: Math.abs(changedMilligrams) <= nothingMilligrams ? 'nothing' : 'other',
    expectedMilligrams: incrementOf(waiting)?.milligrams ?? 0,
    changedMilligrams,
  };
}

function fits(scans: readonly WatchedScan[], changedMilligrams: number): boolean {
  const increment = incrementOf(scans);
  return (
    increment !== null && Math.abs(changedMilligrams - increment.milligrams) <= increment.toleranceMilligrams
  );
}

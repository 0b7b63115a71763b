// A bench scale as `bench weigh` plays it: what lies on it, how it comes to rest, and what it strays by.
import type { ScaleReading } from '../../shared/domain/weighing/reading';
import { moved, rested, freshWatch, type ScanWatch } from '../../shared/domain/weighing/scan-watch';
import { nothingYet, settle, settledAt, type Settling } from '../../shared/domain/weighing/settling';

/** Stated in the output. Grams and milliseconds. */
export const noise = {
  divisionGrams: 1,
  /** Standard deviation of one reading at rest. */
  readingGrams: 0.4,
  /** Of the zero, from one second to the next. */
  driftGrams: 0.05,
  /** After the load changed it is not at rest for so long. */
  movingMs: [250, 700],
  everyMs: 100,
} as const;

export type Draw = {
  even: () => number;
  normal: () => number;
  between: (from: number, to: number) => number;
};

export function drawsOf(even: () => number): Draw {
  return {
    even,
    // Box and Muller.
    normal: () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even()),
    between: (from, to) => from + even() * (to - from),
  };
}

/** The scale with what the product makes of its readings: when it is at rest, and what was seen of the scans. */
export type Pan = {
  change: (grams: number) => void;
  pass: (ms: number) => void;
  watch: () => ScanWatch;
  setWatch: (watch: ScanWatch) => void;
  /** Grams at rest; null while it is not. */
  weight: () => number | null;
};

export function createPan(draw: Draw): Pan {
  let [nowMs, load, drift, movingUntilMs] = [0, 0, 0, 0];
  let settling: Settling = nothingYet;
  let watch: ScanWatch = freshWatch;

  const read = (): ScaleReading => {
    drift += draw.normal() * noise.driftGrams * Math.sqrt(noise.everyMs / 1000);
    const isMoving = nowMs < movingUntilMs;
    const stray = draw.normal() * (isMoving ? 20 : noise.readingGrams);
    const grams = Math.round((load + drift + stray) / noise.divisionGrams) * noise.divisionGrams;
    return {
      milligrams: Math.round(grams * 1000),
      isStable: !isMoving,
      condition: isMoving ? 'moving' : 'ok',
      unit: 'g',
      isNet: false,
      atMs: nowMs,
    };
  };
  const atRest = (): number | null => settledAt(settling, nowMs);

  return {
    change: (grams) => {
      load += grams;
      movingUntilMs = nowMs + draw.between(noise.movingMs[0], noise.movingMs[1]);
    },
    pass: (ms) => {
      for (const endMs = nowMs + ms; nowMs < endMs; ) {
        nowMs += noise.everyMs;
        settling = settle(settling, read());
        const rest = atRest();
        watch = rest === null ? moved(watch) : rested(watch, rest);
      }
    },
    watch: () => watch,
    setWatch: (next) => {
      watch = next;
    },
    weight: () => {
      const rest = atRest();
      return rest === null ? null : rest / 1000;
    },
  };
}

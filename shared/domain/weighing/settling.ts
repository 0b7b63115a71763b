// When what a scale says is the weight: at rest for a while, and not the box that was weighed before. A box that stays on the scale
// after its seal must never lend its weight to the next one (a rule of ShipHero's benches).
import { type ScaleCondition, type ScaleReading, weightOf } from './reading';

export type Settling = {
  /** The weight at rest, since when it has been the same; null while there is none. */
  rest: { milligrams: number; sinceMs: number } | null;
  condition: ScaleCondition;
  isNet: boolean;
  /** What was weighed last and has not been taken off since. */
  usedMilligrams: number | null;
};

export const nothingYet: Settling = { rest: null, condition: 'moving', isNet: false, usedMilligrams: null };

/** The same weight for so long, and every reading of that time at rest. */
export const restMs = 400;
/** A scale that shows one step more or less is still the same. */
const sameMilligrams = 2_000;
/** Less off the scale than this is the same box. */
const otherMilligrams = 5_000;

export function settle(before: Settling, reading: ScaleReading): Settling {
  const milligrams = weightOf(reading);
  const { condition, isNet, atMs } = reading;
  // Whatever is heavier, lighter or gone is another load; a reading that is no weight may be the hand on it.
  const isOther =
    before.usedMilligrams !== null &&
    milligrams !== null &&
    Math.abs(milligrams - before.usedMilligrams) > otherMilligrams;
  const usedMilligrams = isOther ? null : before.usedMilligrams;
  if (milligrams === null) return { rest: null, condition, isNet, usedMilligrams };
  const { rest } = before;
  const isSame =
    rest !== null && Math.abs(milligrams - rest.milligrams) <= sameMilligrams && atMs >= rest.sinceMs;
  return {
    rest: isSame ? { ...rest, milligrams } : { milligrams, sinceMs: atMs },
    condition,
    isNet,
    usedMilligrams,
  };
}

/** Milligrams, by the clock of the readings; null while it is not at rest, or is the box from before. */
export function settledAt({ rest, usedMilligrams }: Settling, nowMs: number): number | null {
  if (rest === null || usedMilligrams !== null || nowMs - rest.sinceMs < restMs) return null;
  return rest.milligrams;
}

/** What lies on it was weighed: until it changes it is nobody's weight any more. */
export function usedUp(settling: Settling): Settling {
  return { ...settling, usedMilligrams: settling.rest?.milligrams ?? settling.usedMilligrams };
}

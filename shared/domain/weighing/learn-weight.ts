// What one unit of a product weighs, learned from sealed boxes with nothing else in them. Middle values rather than means: a box
// that was packed wrong, or weighed with a hand on it, moves them little.
import type { LearnedWeight } from './learned-weight';

export type WeighedBox = {
  units: number;
  /** Without the box. */
  netGrams: number;
};

/** Fewer boxes teach nothing. */
const leastBoxes = 5;
/** The middle distance from the middle of normally spread values is a standard deviation divided by so much. */
const perDeviation = 1.4826;
/** So many deviations off, a box was packed or weighed wrong. */
const farOff = 5;
/** Of a scale that shows whole grams, a box strays by so much even if all units are alike. */
const roundingMilligrams = 300;

/** The n units of a box stray together by the root of n less than one by itself. Null: too little to go by. */
export function learnWeight(boxes: readonly WeighedBox[]): LearnedWeight | null {
  const weighed = boxes.filter(({ units, netGrams }) => units > 0 && netGrams > 0);
  if (weighed.length < leastBoxes) return null;
  const middle = weightedMiddle(weighed.map(({ units, netGrams }) => [netGrams / units, units]));
  const strays = weighed.map(({ units, netGrams }) => Math.abs(netGrams / units - middle) * Math.sqrt(units));
  const usual = Math.max(
    weightedMiddle(strays.map((stray) => [stray, 1])) * perDeviation,
    roundingMilligrams / 1000,
  );
  // The middle says which boxes to believe; of those the spread is known better from all of them.
  const believed = strays.filter((stray) => stray <= farOff * usual);
  const variance = believed.reduce((sum, stray) => sum + stray ** 2, 0) / Math.max(1, believed.length - 1);
  const spread = Math.round(Math.sqrt(variance) * 1000);
  return {
    milligrams: Math.max(1, Math.round(middle * 1000)),
    spreadMilligrams: Math.max(roundingMilligrams, spread),
    boxes: weighed.length,
  };
}

/** The value with half of the weight on either side. */
function weightedMiddle(pairs: readonly (readonly [value: number, weight: number])[]): number {
  const sorted = [...pairs].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let before = 0;
  for (const [index, [value, weight]] of sorted.entries()) {
    before += weight;
    if (before * 2 === total) return (value + (sorted[index + 1]?.[0] ?? value)) / 2;
    if (before * 2 > total) return value;
  }
  return 0;
}

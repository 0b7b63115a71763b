// Chance that repeats: the same seed gives the same draws (mulberry32). The seed always comes in from outside.

export type Draw = () => number;

/** Numbers in [0, 1) from a 32-bit seed. */
export function seededDraw(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function drawBelow(draw: Draw, count: number): number {
  return Math.floor(draw() * count);
}

/** Draws an index with a chance in proportion to its weight. Weights are not negative; all zero means equal chances. */
export function weightedDraw(weights: readonly number[]): (draw: Draw) => number {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let at = 0; at < weights.length; at += 1) {
    total += weights[at] as number;
    sums[at] = total;
  }
  return (draw) => {
    if (total <= 0) return drawBelow(draw, weights.length);
    const wanted = draw() * total;
    let low = 0;
    let high = weights.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

// Least of a function without derivatives: the simplex search of Nelder and Mead (1965, The Computer Journal 7).

export type SearchLimits = {
  /** Most evaluations of the function. */
  evaluations: number;
  /** The search ends when the values at the corners lie this close together, as a share of the best one. */
  tolerance: number;
};

type Corner = { point: number[]; value: number };

export type Least = { point: number[]; value: number; evaluations: number };

/**
 * `value` may answer Infinity where it is not defined. `step` is the first edge along each axis.
 * Deterministic: the same start gives the same answer.
 */
export function leastOf(
  value: (point: readonly number[]) => number,
  start: readonly number[],
  step: readonly number[],
  { evaluations: most, tolerance }: SearchLimits,
): Least {
  const axes = start.length;
  let evaluations = 0;
  const at = (point: readonly number[]): number => {
    evaluations += 1;
    const found = value(point);
    return Number.isNaN(found) ? Number.POSITIVE_INFINITY : found;
  };
  const corners: Corner[] = [{ point: [...start], value: at(start) }];
  for (let axis = 0; axis < axes; axis += 1) {
    const point = [...start];
    point[axis] = (point[axis] as number) + (step[axis] as number);
    corners.push({ point, value: at(point) });
  }
  const last = axes;
  while (evaluations < most) {
    corners.sort((a, b) => a.value - b.value);
    const best = corners[0] as Corner;
    const worst = corners[last] as Corner;
    if (worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance)) break;
    const middle = Array.from({ length: axes }, (): number => 0);
    for (let corner = 0; corner < last; corner += 1)
      for (let axis = 0; axis < axes; axis += 1)
        middle[axis] = (middle[axis] as number) + ((corners[corner] as Corner).point[axis] as number) / axes;
    const along = (share: number): Corner => {
      const point = middle.map((centre, axis) => centre + share * ((worst.point[axis] as number) - centre));
      return { point, value: at(point) };
    };
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      corners[last] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < (corners[last - 1] as Corner).value) {
      corners[last] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) corners[last] = contracted;
      else
        for (let corner = 1; corner <= last; corner += 1) {
          const point = (corners[corner] as Corner).point.map(
            (coordinate, axis) => (coordinate + (best.point[axis] as number)) / 2,
          );
          corners[corner] = { point, value: at(point) };
        }
    }
  }
  corners.sort((a, b) => a.value - b.value);
  const best = corners[0] as Corner;
  return { ...best, evaluations };
}

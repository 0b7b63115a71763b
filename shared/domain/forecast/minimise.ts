// The least of a function of a few numbers, without its slope: Nelder and Mead, Computer Journal 7 (1965).

/** @returns the best point found after at most `tries` calls of `value` */
export function minimise(
  value: (point: Float64Array) => number,
  start: readonly number[],
  steps: readonly number[],
  tries: number,
): { point: Float64Array; value: number } {
  type Corner = { point: Float64Array; value: number };
  const n = start.length;
  const corners = Array.from({ length: n + 1 }, (_, corner): Corner => {
    const point: Float64Array = Float64Array.from(start);
    if (corner > 0) point[corner - 1] = (point[corner - 1] as number) + (steps[corner - 1] as number);
    return { point, value: value(point) };
  });
  let used = n + 1;
  const between = (from: Float64Array, to: Float64Array, share: number): Corner => {
    const point = from.map((coordinate, at) => coordinate + share * ((to[at] as number) - coordinate));
    used += 1;
    return { point, value: value(point) };
  };
  for (;;) {
    corners.sort((a, b) => a.value - b.value);
    const best = corners[0] as Corner;
    const worst = corners[n] as Corner;
    if (used >= tries || worst.value - best.value <= 1e-9 * Math.abs(best.value)) return best;
    const centre = new Float64Array(n);
    for (const { point } of corners.slice(0, n))
      for (let at = 0; at < n; at += 1) centre[at] = (centre[at] as number) + (point[at] as number) / n;
    const mirrored = between(centre, worst.point, -1);
    if (mirrored.value < best.value) {
      const further = between(centre, worst.point, -2);
      corners[n] = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value < (corners[n - 1] as Corner).value) corners[n] = mirrored;
    else {
      const nearer = between(centre, mirrored.value < worst.value ? mirrored.point : worst.point, 0.5);
      if (nearer.value < Math.min(mirrored.value, worst.value)) corners[n] = nearer;
      else
        for (let corner = 1; corner <= n; corner += 1)
          corners[corner] = between(best.point, (corners[corner] as Corner).point, 0.5);
    }
  }
}

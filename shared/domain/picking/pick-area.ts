// Parallel aisles with any number of cross aisles, as a picker walks them. All lengths in metres.
import type { Stop } from './block';

export type PickArea = {
  /** Where each aisle lies, left to right, rising. */
  aislesAt: readonly number[];
  /** Where each cross aisle lies, from the front to the rear, rising; at least two. */
  crossingsAt: readonly number[];
  /** A tour begins and ends where this aisle meets this cross aisle; indices. */
  depot: { aisle: number; crossing: number };
};

/** @throws RangeError when the stop is not in the area */
export function checkPlace({ aislesAt, crossingsAt }: PickArea, { aisle, height }: Stop): void {
  if (!Number.isInteger(aisle) || aisle < 0 || aisle >= aislesAt.length)
    throw new RangeError(`aisle ${aisle} is not one of the ${aislesAt.length} of the area`);
  const [front, rear] = [crossingsAt[0] as number, crossingsAt.at(-1) as number];
  if (!(height >= front && height <= rear))
    throw new RangeError(`height ${height} is outside the aisles, which reach from ${front} to ${rear} m`);
}

/** Metres of the shortest way between two places. */
export function walk({ aislesAt, crossingsAt }: PickArea, a: Stop, b: Stop): number {
  if (a.aisle === b.aisle) return Math.abs(a.height - b.height);
  const along = Math.abs((aislesAt[a.aisle] as number) - (aislesAt[b.aisle] as number));
  return along + Math.min(...crossingsAt.map((at) => Math.abs(a.height - at) + Math.abs(b.height - at)));
}

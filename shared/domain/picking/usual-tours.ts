// Lengths of the ways that people walk by habit, to stand beside the shortest one. Names and rules: Roodbergen and de
// Koster, Routing methods for warehouses with multiple cross aisles, IJPR 39 (2001). They begin at the leftmost aisle with
// a stop and come back to the depot along the front.
import { type Block, checkStop, type Stop } from './block';

export type UsualTours = {
  /** Every aisle with a stop is walked through, the last one back when their number is odd. */
  sShape: number;
  /** Every aisle from the front and back. */
  return: number;
  /** First and last aisle through, the others from both ends up to the middle. */
  midpoint: number;
  /** First and last aisle through, in the others the largest gap is left out. */
  largestGap: number;
  /** Each aisle through or back, as is shorter for the whole. */
  combined: number;
};

type Aisle = { aisle: number; heights: number[] };

/** Metres of each way; 0 without stops. @throws RangeError when a stop is not in the block */
export function usualTours(block: Block, stops: readonly Stop[]): UsualTours {
  for (const stop of stops) checkStop(block, stop);
  const aisles = aislesOf(stops);
  const [first, last] = [aisles[0], aisles.at(-1)];
  if (!first || !last) return { sShape: 0, return: 0, midpoint: 0, largestGap: 0, combined: 0 };
  const length = block.aisleLength;
  // To the leftmost and back from the rightmost; the depot may stand between or outside them.
  const along =
    (Math.abs(block.depotAisle - first.aisle) +
      (last.aisle - first.aisle) +
      Math.abs(last.aisle - block.depotAisle)) *
    block.aisleSpacing;
  const inner = aisles.slice(1, -1);
  const sum = (list: readonly Aisle[], metres: (aisle: Aisle) => number): number =>
    list.reduce((total, aisle) => total + metres(aisle), 0);
  const back = ({ heights }: Aisle): number => 2 * (heights.at(-1) as number);
  const isOne = aisles.length === 1;
  return {
    sShape:
      along + (aisles.length % 2 === 0 ? aisles.length * length : (aisles.length - 1) * length + back(last)),
    return: along + sum(aisles, back),
    midpoint: along + (isOne ? back(first) : 2 * length + sum(inner, (aisle) => halves(aisle, length))),
    largestGap:
      along +
      (isOne ? back(first) : 2 * length + sum(inner, (aisle) => 2 * (length - widest(aisle, length)))),
    combined: along + combined(aisles, length, back),
  };
}

function aislesOf(stops: readonly Stop[]): Aisle[] {
  const found = new Map<number, number[]>();
  for (const { aisle, height } of stops) found.set(aisle, [...(found.get(aisle) ?? []), height]);
  return [...found]
    .map(([aisle, heights]) => ({ aisle, heights: heights.sort((a, b) => a - b) }))
    .sort((a, b) => a.aisle - b.aisle);
}

function halves({ heights }: Aisle, length: number): number {
  const below = heights.filter((height) => height <= length / 2).at(-1) ?? 0;
  const above = heights.find((height) => height > length / 2) ?? length;
  return 2 * below + 2 * (length - above);
}

function widest({ heights }: Aisle, length: number): number {
  const ends = [0, ...heights, length];
  return Math.max(...ends.slice(1).map((height, at) => height - (ends[at] as number)));
}

/** Two ends to leave an aisle by; the way back is along the front. */
function combined(aisles: readonly Aisle[], length: number, back: (aisle: Aisle) => number): number {
  let front = 0;
  let rear = Number.POSITIVE_INFINITY;
  for (const aisle of aisles) {
    const fromRear = 2 * (length - (aisle.heights[0] as number));
    [front, rear] = [Math.min(front + back(aisle), rear + length), Math.min(front + length, rear + fromRear)];
  }
  return front;
}

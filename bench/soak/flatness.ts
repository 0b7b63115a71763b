// Whether the memory of a process grows: the straight line through its samples (least squares), without its first third,
// in which caches fill and the heap finds its size.
import type { Figures } from '../bench';

export type MemorySample = { atMs: number; nowMiB: number; peakMiB: number };

/** `memoryGrowthShare` is what the line rises over the time looked at, as a share of its middle. */
export function flatness(samples: readonly MemorySample[]): Figures & { memoryGrowthShare: number } {
  const looked = samples.slice(Math.ceil(samples.length / 3));
  const middle = (of: (sample: MemorySample) => number): number =>
    looked.reduce((sum, each) => sum + of(each), 0) / looked.length;
  const [atMs, nowMiB] = [middle((each) => each.atMs), middle((each) => each.nowMiB)];
  const spread = looked.reduce((sum, each) => sum + (each.atMs - atMs) ** 2, 0);
  const together = looked.reduce((sum, each) => sum + (each.atMs - atMs) * (each.nowMiB - nowMiB), 0);
  const perMs = together / spread;
  const lookedMs = (looked.at(-1)?.atMs ?? 0) - (looked[0]?.atMs ?? 0);
  return {
    memoryMiB: nowMiB,
    memoryPeakMiB: Math.max(...samples.map(({ peakMiB }) => peakMiB)),
    memorySlopeMiBPerHour: perMs * 3_600_000,
    memoryGrowthShare: (perMs * lookedMs) / nowMiB,
  };
}

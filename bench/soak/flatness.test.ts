import { describe, expect, it } from 'vitest';
import { flatness } from './flatness';

const series = (nowMiB: (second: number) => number) =>
  Array.from({ length: 300 }, (_, second) => ({
    atMs: second * 1000,
    nowMiB: nowMiB(second),
    peakMiB: nowMiB(second),
  }));

describe('the memory of a server', () => {
  it('that warms up and then stays is flat', () => {
    const { memoryGrowthShare, memoryMiB } = flatness(
      series((second) => 150 + Math.min(50, second) + (second % 7)),
    );
    expect(Math.abs(memoryGrowthShare)).toBeLessThan(0.01);
    expect(memoryMiB).toBeCloseTo(203, 0);
  });

  it('that leaks a little every second is not', () => {
    const { memoryGrowthShare, memorySlopeMiBPerHour } = flatness(series((second) => 100 + second / 4));
    expect(memorySlopeMiBPerHour).toBeCloseTo(900, 5);
    expect(memoryGrowthShare).toBeGreaterThan(0.25);
  });
});

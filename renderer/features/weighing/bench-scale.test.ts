import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBenchScale } from './bench-scale';
import { createFakeScales } from './scales.test-kit';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function play() {
  const scales = createFakeScales();
  const scale = openBenchScale(scales, () => null);
  let rests = 0;
  scale.onRest(() => {
    rests += 1;
  });
  const grams = (): number | null | undefined => {
    const now = scale.now();
    return now && (now.milligrams === null ? null : now.milligrams / 1000);
  };
  return { scales, scale, grams, rests: () => rests };
}

describe('the scale of a bench', () => {
  it('says a weight once it has been the same for a while, also when nothing more is heard', () => {
    const { scales, grams, rests } = play();
    expect(grams()).toBeNull();
    scales.weigh(500);
    expect([grams(), rests()]).toEqual([null, 0]);
    vi.advanceTimersByTime(500);
    expect([grams(), rests()]).toEqual([500, 1]);
    scales.weigh(502);
    expect([grams(), rests()]).toEqual([502, 1]);
    scales.weigh(null);
    expect([grams(), rests()]).toEqual([null, 1]);
    scales.weigh(900);
    vi.advanceTimersByTime(500);
    expect([grams(), rests()]).toEqual([900, 2]);
  });

  it('says none of a box that was sealed until it is taken off', () => {
    const { scales, scale, grams } = play();
    scales.weigh(500);
    vi.advanceTimersByTime(500);
    scale.used();
    expect(scale.now()).toMatchObject({ milligrams: null, isUsed: true });
    scales.weigh(501);
    vi.advanceTimersByTime(500);
    expect(grams()).toBeNull();
    scales.weigh(0);
    vi.advanceTimersByTime(500);
    expect(scale.now()).toMatchObject({ milligrams: 0, isUsed: false });
    scale.used();
    expect(scale.now()).toMatchObject({ milligrams: 0, isUsed: false });
  });

  it('keeps a tare for the screen alone, until zero or until the scale is gone', async () => {
    const { scales, scale, grams } = play();
    expect(scale.tare()).toBe(false);
    scales.weigh(420);
    vi.advanceTimersByTime(500);
    expect(scale.tare()).toBe(true);
    expect(scale.tareStore.getState().tareMilligrams).toBe(420_000);
    expect(grams()).toBe(420);
    scales.outcome = 'refused';
    expect(await scale.zero()).toBe('refused');
    expect(scale.tareStore.getState().tareMilligrams).toBe(420_000);
    scales.outcome = 'done';
    expect(await scale.zero()).toBe('done');
    expect(scale.tareStore.getState().tareMilligrams).toBe(0);
    expect(scales.acts).toEqual(['zero', 'zero']);
    scale.tare();
    scales.unplug();
    expect(scale.now()).toBeNull();
    expect(scale.tareStore.getState().tareMilligrams).toBe(0);
    scales.weigh(500);
    expect(grams()).toBeNull();
  });
});

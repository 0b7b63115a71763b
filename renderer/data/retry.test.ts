import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeadOffice, HeadOfficeFailure } from './head-office';
import { createWaiting } from './retry';

/** How long a wait took, by the fake clock; null when it did not end. */
async function waited(
  start: (signal: AbortSignal) => Promise<void>,
  withinMs = 200_000,
): Promise<number | null> {
  const began = Date.now();
  let ended: number | null = null;
  void start(new AbortController().signal).then(() => {
    ended = Date.now() - began;
  });
  await vi.advanceTimersByTimeAsync(withinMs);
  return ended;
}

describe('waiting before head office is asked again', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('doubles, with a half by chance, up to half a minute', async () => {
    for (const [random, share] of [
      [0, 0.5],
      [1, 1],
    ] as const) {
      const { wait } = createWaiting(() => random);
      const steps = [];
      for (const attempt of [0, 1, 2, 5, 6, 50]) steps.push(await waited((signal) => wait(attempt, signal)));
      expect(steps).toEqual([500, 1_000, 2_000, 16_000, 30_000, 30_000].map((ms) => ms * share));
    }
  });

  it('is never shorter than head office asked for, and not the same for everybody', async () => {
    const waits = [];
    for (const random of [0, 0.5, 1])
      waits.push(await waited((signal) => createWaiting(() => random).wait(0, signal, 4_000)));
    expect(waits).toEqual([4_000, 5_000, 6_000]);
    expect(await waited((signal) => createWaiting(() => 0).wait(0, signal, 9_999_000))).toBe(60_000);
  });

  it('ends when head office is heard, but not before the time it asked for', async () => {
    const waiting = createWaiting(() => 0);
    const asked = waited((signal) => waiting.wait(3, signal, 5_000));
    const free = waited((signal) => waiting.wait(3, signal));
    waiting.wake();
    expect(await free).toBe(0);
    expect(await asked).toBe(5_000);
  });

  it('ends at once when the station stops', async () => {
    const stopping = new AbortController();
    let ended = false;
    void createWaiting()
      .wait(9, stopping.signal, 60_000)
      .then(() => {
        ended = true;
      });
    stopping.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toBe(true);
  });
});

describe('a refusal because of too many requests', () => {
  it.each([
    [429, '7', 7_000],
    [503, '2', 2_000],
    [429, null, 0],
    [429, 'Wed, 21 Oct 2026 07:28:00 GMT', 0],
  ])('%s with Retry-After %s is a failure that asks for %s ms', async (status, header, retryAfterMs) => {
    const office = createHeadOffice('http://127.0.0.1:1', () =>
      Promise.resolve(
        new Response('{}', { status, headers: header === null ? {} : { 'retry-after': header } }),
      ),
    );
    const { signal } = new AbortController();
    for (const ask of [() => office.sendOps([], signal), () => office.stream(signal, null)]) {
      const failure: unknown = await ask().catch((cause: unknown) => cause);
      expect(failure).toBeInstanceOf(HeadOfficeFailure);
      expect(failure).toMatchObject({ trouble: 'failing', status, retryAfterMs });
    }
  });
});

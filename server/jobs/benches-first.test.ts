import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createBenchesFirst } from './benches-first';

/** Works that note how many of them run side by side. */
function crowd() {
  let running = 0;
  let most = 0;
  return {
    work: async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await sleep(2);
      running -= 1;
    },
    most: () => most,
  };
}

describe('benches first', () => {
  it('lets everything run side by side while no bench sends', async () => {
    const { patiently } = createBenchesFirst();
    const { work, most } = crowd();
    await Promise.all([patiently(work), patiently(work), patiently(work)]);
    expect(most()).toBe(3);
  });

  it('lets one piece run at a time while a bench sends, and all of them in the end', async () => {
    const { now, patiently } = createBenchesFirst();
    const { work, most } = crowd();
    await now(() => Promise.all([patiently(work), patiently(work), patiently(work)]));
    expect(most()).toBe(1);
  });

  it('rests longer than it worked while a bench sends', async () => {
    const { now, patiently } = createBenchesFirst();
    const { work } = crowd();
    const times: number[] = [];
    await now(async () => {
      for (let piece = 0; piece < 3; piece += 1)
        await patiently(async () => {
          times.push(performance.now());
          await work();
          times.push(performance.now());
        });
    });
    const [began = 0, ended = 0, nextBegan = 0] = times;
    expect(nextBegan - ended).toBeGreaterThan(2 * (ended - began));
  });

  it("lets others go on beside a piece that waits for somebody else's server", async () => {
    const { now, patiently } = createBenchesFirst();
    let answer: () => void = () => undefined;
    await now(async () => {
      const slow = patiently(() => new Promise<void>((resolve) => (answer = resolve)));
      const next = patiently(() => Promise.resolve('next'));
      expect(await next).toBe('next');
      answer();
      await slow;
    });
  });

  it('holds up no bench, and a piece that fails holds up no other', async () => {
    const { now, patiently } = createBenchesFirst();
    const seen: string[] = [];
    await now(async () => {
      const slow = patiently(async () => {
        await sleep(20);
        throw new Error('half-way');
      });
      const next = patiently(() => Promise.resolve(seen.push('next')));
      await now(() => Promise.resolve(seen.push('bench')));
      await expect(slow).rejects.toThrow('half-way');
      await next;
    });
    expect(seen).toEqual(['bench', 'next']);
  });
});

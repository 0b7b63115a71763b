import { describe, expect, it } from 'vitest';
import { startJob } from './job-loop';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('a job', () => {
  it('runs at once while there is more, then when it is nudged, and not after it was stopped', async () => {
    let left = 3;
    let rounds = 0;
    const job = startJob({
      name: 'count',
      idleMs: 1_000_000,
      onFailure: (cause) => {
        throw cause;
      },
      round: () => {
        rounds += 1;
        left = Math.max(0, left - 1);
        return Promise.resolve(left > 0);
      },
    });
    while (left > 0) await turn();
    expect(rounds).toBe(3);
    left = 2;
    job.nudge();
    while (left > 0) await turn();
    expect(rounds).toBe(5);
    await job.stop();
    job.nudge();
    await turn();
    expect(rounds).toBe(5);
  });

  it('tells of a failing round and tries again, and never runs two rounds at once', async () => {
    let running = 0;
    let busiest = 0;
    let tries = 0;
    const failures: unknown[] = [];
    const job = startJob({
      name: 'shaky',
      idleMs: 1,
      onFailure: (cause) => failures.push(cause),
      round: async () => {
        running += 1;
        busiest = Math.max(busiest, running);
        await turn();
        running -= 1;
        tries += 1;
        if (tries === 1) throw new Error('not yet');
        return false;
      },
    });
    while (failures.length === 0) await turn();
    await Promise.all([job.drain(), job.drain(), job.drain()]);
    await job.stop();
    expect(tries).toBeGreaterThanOrEqual(4);
    expect(busiest).toBe(1);
    expect(failures).toEqual([new Error('not yet')]);
  });
});

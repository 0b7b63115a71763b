import { describe, expect, it } from 'vitest';
import { createPlanningJobs } from './planning-jobs';

function desk() {
  const failures: unknown[] = [];
  const said: string[] = [];
  return { failures, said, jobs: createPlanningJobs((cause) => failures.push(cause)) };
}

describe('jobs of a planning desk', () => {
  it('go on by themselves and are ended once, with all that was noted written in order', async () => {
    const { jobs, said, failures } = desk();
    jobs.begin(
      'one',
      async ({ note, noted }) => {
        for (const at of [1, 2, 3])
          note(async () => {
            await new Promise((resolve) => setTimeout(resolve, 4 - at));
            said.push(`note ${at}`);
          });
        await noted();
        said.push('ready');
      },
      async () => said.push('failed'),
    );
    expect(jobs.isUnderWay('one')).toBe(true);
    await jobs.ended('one');
    expect(said).toEqual(['note 1', 'note 2', 'note 3', 'ready']);
    expect([jobs.isUnderWay('one'), failures]).toEqual([false, []]);
  });

  it('are stopped with what they have, one or all, and waited for', async () => {
    const { jobs, said } = desk();
    for (const name of ['a', 'b', 'c'])
      jobs.begin(
        name,
        async ({ stopped, isStopped }) => {
          await stopped;
          said.push(`${name} ${isStopped()}`);
        },
        async () => said.push('failed'),
      );
    await jobs.stop('b');
    expect(said).toEqual(['b true']);
    await jobs.stopAll();
    expect([...said].sort()).toEqual(['a true', 'b true', 'c true']);
    await jobs.stop('never begun');
  });

  it('that fail are reported and written down as failed; a note that fails holds nothing up', async () => {
    const { jobs, said, failures } = desk();
    jobs.begin(
      'bad',
      async ({ note, noted }) => {
        note(() => Promise.reject(new Error('disk')));
        note(async () => said.push('noted'));
        await noted();
        throw new Error('planner');
      },
      async (cause) => said.push(String(cause)),
    );
    await jobs.ended('bad');
    expect(said).toEqual(['noted', 'Error: planner']);
    expect(failures.map(String)).toEqual(['Error: disk', 'Error: planner']);
    jobs.begin(
      'worse',
      () => Promise.reject(new Error('first')),
      () => Promise.reject(new Error('second')),
    );
    await jobs.ended('worse');
    expect(failures.map(String).slice(2)).toEqual(['Error: first', 'Error: second']);
    expect(jobs.isUnderWay('worse')).toBe(false);
  });
});

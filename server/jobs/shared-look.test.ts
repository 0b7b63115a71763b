import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSharedLook, type Joiner } from './shared-look';

type Named = Joiner & { name: string };

function shared(lookOnce: () => Promise<void> = () => Promise.resolve(), hasWork = true) {
  let looks = 0;
  const nudged: string[] = [];
  const failures: unknown[] = [];
  const look = createSharedLook<Named>(
    'look',
    () => {
      looks += 1;
      return lookOnce();
    },
    () => hasWork,
  );
  const joiner = (name: string, idleMs: number): Named => ({
    name,
    idleMs,
    nudge: () => nudged.push(name),
    onFailure: (cause) => failures.push(cause),
  });
  return { look, joiner, nudged, failures, looks: () => looks };
}

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await sleep(1);
};
const longMs = 1_000_000;

describe('a shared look', () => {
  it('is one for all, and nudges whoever joined and has something to do', async () => {
    const { look, joiner, nudged, looks } = shared();
    const all = ['a', 'b', 'c'].map((name) => joiner(name, longMs));
    for (const each of all) look.join(each);
    await until(() => nudged.length >= 3);
    expect(nudged).toEqual(['a', 'b', 'c']);
    expect(looks()).toBeLessThanOrEqual(2);
    for (const each of all) await look.leave(each);
  });

  it('wakes nobody who sleeps because another one asks', async () => {
    const { look, joiner, nudged } = shared();
    const [sleepy, lively] = [joiner('sleepy', longMs), joiner('lively', longMs)];
    for (const each of [sleepy, lively]) look.join(each);
    await until(() => nudged.length === 2);
    look.nudge(lively);
    await until(() => nudged.length === 3);
    expect(nudged).toEqual(['sleepy', 'lively', 'lively']);
    for (const each of [sleepy, lively]) await look.leave(each);
  });

  it('looks again for somebody who asks while it looks', async () => {
    let goOn = (): void => undefined;
    const { look, joiner, nudged, looks } = shared(
      () =>
        new Promise((resolve) => {
          goOn = resolve;
        }),
    );
    const one = joiner('one', longMs);
    look.join(one);
    await until(() => looks() === 1);
    look.nudge(one);
    goOn();
    await until(() => looks() === 2);
    goOn();
    await until(() => nudged.length === 2);
    const left = look.leave(one);
    goOn();
    await left;
  });

  it('forgets nobody who asked when the database was away', async () => {
    let isAway = true;
    const { look, joiner, nudged, failures } = shared(() =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve(),
    );
    const one = joiner('one', 1);
    look.join(one);
    await until(() => failures.length > 0);
    expect(nudged).toEqual([]);
    isAway = false;
    await until(() => nudged.length > 0);
    await look.leave(one);
  });

  it('nudges nobody without something to do, and everybody at their own pace', async () => {
    const idle = shared(undefined, false);
    const one = idle.joiner('one', 1);
    idle.look.join(one);
    await until(() => idle.looks() > 3);
    expect(idle.nudged).toEqual([]);
    await idle.look.leave(one);
    const { look, joiner, nudged } = shared();
    const [slow, quick] = [joiner('slow', longMs), joiner('quick', 2)];
    for (const each of [slow, quick]) look.join(each);
    await until(() => nudged.length > 5);
    expect(nudged.filter((name) => name === 'slow')).toEqual(['slow']);
    for (const each of [slow, quick]) await look.leave(each);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { type AccessKeeper, createAccessKeeper, type Obtained } from './access-keeper';

const lifeMs = 900_000;
let monotonicMs: number;
let asleepMs: number;
let asked: number;
let troubles: (string | null)[];
let timers: { atMs: number; work: () => void }[];
let answer: () => Promise<Obtained>;

const settle = async (): Promise<void> => {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
};
/** Lets time pass, timer by timer. */
const pass = async (ms: number): Promise<void> => {
  await settle();
  const untilMs = monotonicMs + ms;
  for (;;) {
    const next = timers.sort((a, b) => a.atMs - b.atMs)[0];
    if (!next || next.atMs > untilMs) break;
    timers.shift();
    monotonicMs = Math.max(monotonicMs, next.atMs);
    next.work();
    await settle();
  }
  monotonicMs = untilMs;
  await settle();
};

const make = (random = 0.5): AccessKeeper => {
  const keeper = createAccessKeeper({
    obtain: () => {
      asked += 1;
      return answer();
    },
    monotonicMs: () => monotonicMs,
    wallMs: () => monotonicMs + asleepMs,
    random: () => random,
    later: (ms, work) => {
      const timer = { atMs: monotonicMs + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });
  keeper.onTrouble((trouble) => troubles.push(trouble));
  return keeper;
};
const given = async (): Promise<Obtained> => ({ ok: true, token: `token-${asked}`, lifeMs });
const no = (trouble: string) => async (): Promise<Obtained> => ({ ok: false, trouble });

beforeEach(() => {
  monotonicMs = 0;
  asleepMs = 0;
  asked = 0;
  troubles = [];
  timers = [];
  answer = given;
});

describe('the token of a station', () => {
  it('is asked for at once and again well before its end, forever', async () => {
    const keeper = make();
    keeper.begin();
    await settle();
    expect(await keeper.fresh(1_000)).toEqual({ kind: 'token', token: 'token-1' });
    for (let n = 0; n < 200; n += 1) {
      await pass(60_000);
      expect((await keeper.fresh(1_000)).kind).toBe('token');
    }
    // 12,000 s in steps of 0.7 of 900 s.
    expect(asked).toBe(1 + Math.floor(12_000 / 630));
  });

  it.each([
    [0, 540_000],
    [1, 720_000],
  ])('is renewed at an uneven moment (chance %s: after %s ms)', async (random, afterMs) => {
    const keeper = make(random);
    keeper.begin();
    await pass(afterMs - 1);
    expect(asked).toBe(1);
    await pass(1);
    expect(asked).toBe(2);
  });

  it('waits for one question, however many requests ask', async () => {
    let give: (got: Obtained) => void = () => undefined;
    answer = () => new Promise((done) => (give = done));
    const keeper = make();
    const all = Promise.all(Array.from({ length: 50 }, () => keeper.fresh(5_000)));
    await settle();
    expect(asked).toBe(1);
    give({ ok: true, token: 't', lifeMs });
    expect(new Set((await all).map((got) => JSON.stringify(got))).size).toBe(1);
  });

  it('is not waited for longer than a request has patience', async () => {
    answer = () => new Promise(() => undefined);
    const keeper = make();
    const asking = keeper.fresh(2_000);
    await pass(2_000);
    expect(await asking).toEqual({ kind: 'unreachable' });
  });

  it('that head office refuses leads to one new question, however many requests met it', async () => {
    const keeper = make();
    keeper.begin();
    await pass(10_000);
    for (let n = 0; n < 20; n += 1) keeper.refused('token-1');
    await settle();
    expect(asked).toBe(2);
    expect(await keeper.fresh(0)).toEqual({ kind: 'token', token: 'token-2' });
    keeper.refused('token-1');
    await settle();
    expect(asked, 'an older one says nothing about the new one').toBe(2);
  });

  it('that is refused as soon as it is given leads to pauses, not to a storm', async () => {
    const keeper = make();
    keeper.begin();
    await settle();
    for (let n = 0; n < 600; n += 1) {
      const got = await keeper.fresh(0);
      if (got.kind === 'token') keeper.refused(got.token);
      await pass(100);
    }
    // A minute.
    expect(asked).toBeLessThan(80);
  });

  it('is not taken for living after the computer slept through its end', async () => {
    const keeper = make();
    keeper.begin();
    await settle();
    asleepMs = lifeMs;
    expect(await keeper.fresh(1_000)).toEqual({ kind: 'token', token: 'token-2' });
  });
});

describe('without an answer', () => {
  it('pauses grow to a minute and are uneven, and all is well at the first yes', async () => {
    answer = no('enrol.unreachable');
    const keeper = make(1);
    keeper.begin();
    await pass(1_000 + 2_000 + 4_000 + 8_000 + 16_000 + 32_000);
    expect(asked).toBe(7);
    await pass(10 * 60_000);
    expect(asked).toBe(17);
    expect(troubles).toEqual(['enrol.unreachable']);
    answer = given;
    await pass(60_000);
    expect(troubles).toEqual(['enrol.unreachable', null]);
  });

  it('a request after the network is back need not wait for the pause to end', async () => {
    answer = no('enrol.unreachable');
    const keeper = make(1);
    keeper.begin();
    await pass(5 * 60_000);
    answer = given;
    expect((await keeper.fresh(1_000)).kind).toBe('token');
  });

  it('many requests a second do not become many questions a second', async () => {
    answer = no('enrol.unreachable');
    const keeper = make();
    for (let n = 0; n < 1_000; n += 1) {
      await keeper.fresh(10);
      await pass(10);
    }
    expect(asked).toBeLessThanOrEqual(25);
  });

  it('a station that is refused says so, and keeps quiet in its pauses', async () => {
    answer = no('refused');
    const keeper = make(1);
    keeper.begin();
    await pass(3 * 60_000);
    const before = asked;
    for (let n = 0; n < 100; n += 1) {
      expect(await keeper.fresh(0)).toEqual({ kind: 'refused' });
      await pass(100);
    }
    expect(asked - before).toBeLessThanOrEqual(1);
  });

  it('nothing is asked after it was stopped', async () => {
    const keeper = make();
    keeper.begin();
    await settle();
    keeper.stop();
    await pass(3_600_000);
    await keeper.fresh(0);
    keeper.refused('token-1');
    expect(asked).toBe(1);
  });
});

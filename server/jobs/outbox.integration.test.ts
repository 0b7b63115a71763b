// What waits to leave the database, on real PostgreSQL: at least once, in order for a key, put off when it fails, given
// up only in words, and taken over by another process when one dies behind its effect.
import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../db/test-database';
import { forgetOldWork, GiveUp, later, pauseAfter, type Performed, startReaction, TryLater } from './outbox';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query('DELETE FROM outbox');
});

type Letter = { text: string };
let clock = Date.UTC(2026, 0, 1);
const now = (): Date => new Date(clock);
const send = (key: string, text: string, more: { coalesce?: boolean } = {}): Promise<void> =>
  later(
    database.pool,
    [{ topic: 'letter', key, payload: { text }, availableAt: now().toISOString(), ...more }],
    uuidV7,
  );

async function worked(
  perform: (work: Performed<Letter>) => Promise<string>,
  options: { mostAttempts?: number } = {},
): Promise<unknown[]> {
  const failures: unknown[] = [];
  const job = startReaction<Letter>({
    pool: database.pool,
    topic: 'letter',
    now,
    idleMs: 1_000_000,
    perform,
    onFailure: (cause) => failures.push(cause),
    ...options,
  });
  await job.drain();
  await job.stop();
  return failures;
}

const rows = async (): Promise<Record<string, unknown>[]> =>
  (
    await database.pool.query(
      'SELECT key, attempts, answer, error, done_at, gave_up_at, available_at FROM outbox ORDER BY id',
    )
  ).rows as Record<string, unknown>[];

describe('the outbox', () => {
  it('performs everything once when all goes well, a key in the order in which it came, and keeps the answers', async () => {
    for (const text of ['a1', 'a2', 'a3']) await send('a', text);
    await send('b', 'b1');
    const seen: string[] = [];
    await worked(async ({ payload }) => {
      await wait(payload.text === 'a1' ? 30 : 1);
      seen.push(payload.text);
      return `took ${payload.text}`;
    });
    expect([...seen].sort()).toEqual(['a1', 'a2', 'a3', 'b1']);
    expect(seen.filter((text) => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect((await rows()).map(({ answer }) => answer)).toEqual(['took a1', 'took a2', 'took a3', 'took b1']);
  });

  it('puts off what fails, ever longer, and holds back what comes behind it on the same key', async () => {
    await send('a', 'first');
    await send('a', 'second');
    const seen: string[] = [];
    const failures = await worked(({ payload }) => {
      seen.push(payload.text);
      return Promise.reject(new Error('their server is away'));
    });
    expect(seen).toEqual(['first']);
    expect(failures).toHaveLength(1);
    const [first] = await rows();
    expect(first).toMatchObject({ attempts: 1, error: 'their server is away', done_at: null });
    expect(first?.['available_at']).toBe(new Date(clock + 1000).toISOString());
    clock += 1000;
    await worked(({ payload }) => {
      seen.push(payload.text);
      return Promise.resolve('ok');
    });
    expect(seen).toEqual(['first', 'first', 'second']);
    expect(pauseAfter(3)).toBe(4000);
    expect(pauseAfter(50)).toBe(3_600_000);
  });

  it('waits as long as the other side asked for, without calling that a failure', async () => {
    await send('a', 'first');
    const failures = await worked(() => Promise.reject(new TryLater('429: too many', 90_000)));
    expect(failures).toEqual([]);
    expect((await rows())[0]?.['available_at']).toBe(new Date(clock + 90_000).toISOString());
  });

  it('gives up in words, and goes on with what is behind it', async () => {
    await send('a', 'refused');
    await send('a', 'next');
    await worked(({ payload }) =>
      payload.text === 'refused'
        ? Promise.reject(new GiveUp('they do not know this SKU'))
        : Promise.resolve('ok'),
    );
    expect(await rows()).toMatchObject([
      { error: 'they do not know this SKU', gave_up_at: now().toISOString() },
      { answer: 'ok', gave_up_at: null },
    ]);
    await send('b', 'weak');
    await worked(() => Promise.reject(new Error('no')), { mostAttempts: 1 });
    expect((await rows())[2]).toMatchObject({ error: 'no', gave_up_at: now().toISOString() });
    expect(await forgetOldWork(database.pool, new Date(clock + 1).toISOString())).toBe(3);
  });

  it('is tried again when a process died behind its effect, and says that it is not the first try', async () => {
    await send('a', 'first');
    const dead = startReaction<Letter>({
      pool: database.pool,
      topic: 'letter',
      now,
      idleMs: 1_000_000,
      patienceMs: 5000,
      perform: () => new Promise(() => undefined),
      onFailure: () => undefined,
    });
    const deadline = Date.now() + 10_000;
    while ((await rows())[0]?.['attempts'] !== 1 && Date.now() < deadline) await wait(5);
    const attempts: number[] = [];
    const perform = ({ attempt }: Performed<Letter>): Promise<string> => {
      attempts.push(attempt);
      return Promise.resolve('ok');
    };
    await worked(perform);
    expect(attempts).toEqual([]);
    clock += 5000;
    await worked(perform);
    expect(attempts).toEqual([2]);
    void dead;
  });

  it('leaves out what already waits untried on the same key when told to', async () => {
    await send('sku', 'one', { coalesce: true });
    await send('sku', 'two', { coalesce: true });
    await send('other', 'three', { coalesce: true });
    expect((await rows()).map(({ key }) => key)).toEqual(['sku', 'other']);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CuttingProxy, openCuttingProxy } from './cutting-proxy.test-kit';
import { openPool, type Pool } from './pool';
import { entriesOf, makeStreams, writeEntry } from './stream.test-kit';
import { createStreamWriter, type StreamWriter } from './stream-writer';
import { testDatabase, type TestDatabase } from './test-database';

let database: TestDatabase;
let proxy: CuttingProxy;
let wired: Pool;
let writer: StreamWriter;

beforeAll(async () => {
  database = await testDatabase();
  await makeStreams(database.pool);
  proxy = await openCuttingProxy(database.url);
  wired = await openPool(proxy.url, { max: 4 });
  writer = createStreamWriter(wired, { pollMs: 1_000_000 });
});
beforeEach(async () => {
  await database.pool.query('DELETE FROM directory; UPDATE stream SET seq = 0');
});
afterAll(async () => {
  await writer.stop();
  await wired.end();
  proxy.close();
  await database.close();
});

describe('law 2: a connection that breaks', () => {
  it.each(['lost', 'unheard'] as const)('on a COMMIT that is %s does every unit once', async (how) => {
    const heard: unknown[] = [];
    const stop = writer.subscribe((_streamId, batch) =>
      heard.push(...(batch?.changes.map((change) => change.document['entryId']) ?? ['pull'])),
    );
    const before = proxy.cuts();
    proxy.cutNextCommit(how);
    const names = ['a', 'b', 'c'];
    const places = await Promise.all(names.map((name) => writeEntry(writer, 'W1', name)));
    stop();
    expect(proxy.cuts()).toBe(before + 1);
    expect(places).toEqual([1, 2, 3]);
    expect(await entriesOf(database.pool, 'W1')).toEqual(names);
    expect([names, ['pull']]).toContainEqual(heard);
  });

  it('in the middle of a unit does the whole group again', async () => {
    let runs = 0;
    const cut = writer.submit(['W1'], async (tx) => {
      runs += 1;
      if (runs === 1) await tx.client.query('SELECT pg_terminate_backend(pg_backend_pid())');
      return tx.client.query('SELECT 1 AS one').then(({ rows }) => rows);
    });
    const turns = await Promise.all([writeEntry(writer, 'W1', 'beside'), cut]);
    expect(turns).toEqual([1, [{ one: 1 }]]);
    expect(runs).toBe(2);
    expect(await entriesOf(database.pool, 'W1')).toEqual(['beside']);
  });

  it('for good refuses what waits in words, and takes work again when it is back', async () => {
    const away = await openCuttingProxy(database.url);
    const pool = await openPool(away.url, { max: 2 });
    const cutOff = createStreamWriter(pool, { pollMs: 1_000_000 });
    await writeEntry(cutOff, 'W1', 'first');
    away.close();
    const turns = await Promise.allSettled(['x', 'y'].map((name) => writeEntry(cutOff, 'W1', name)));
    expect(turns).toMatchObject([
      { status: 'rejected', reason: { code: 'database-unreachable' } },
      { status: 'rejected', reason: { code: 'database-unreachable' } },
    ]);
    await cutOff.stop();
    await pool.end();
    expect(await entriesOf(database.pool, 'W1')).toEqual(['first']);
  });
});

describe('a deadlock with work outside the streams', () => {
  it('is resolved by doing the group again', async () => {
    await database.pool.query(
      `INSERT INTO channel VALUES ('c', 'C', 'k', '{}', 'EUR'), ('d', 'D', 'k', '{}', 'EUR')`,
    );
    const outside = await database.pool.connect();
    await outside.query('BEGIN');
    await outside.query(`UPDATE channel SET name = 'outside' WHERE channel_id = 'c'`);
    let runs = 0;
    const inside = writer.submit(['W1'], async (tx) => {
      runs += 1;
      // The shorter patience makes the writer, not the other side, the one that is told of the deadlock.
      await tx.client.query(`SET LOCAL deadlock_timeout = '20ms'`);
      await tx.client.query(`UPDATE channel SET name = 'inside' WHERE channel_id = 'd'`);
      const crossing =
        runs === 1 ? outside.query(`UPDATE channel SET name = 'outside' WHERE channel_id = 'd'`) : null;
      await tx.client
        .query(`UPDATE channel SET name = 'inside' WHERE channel_id = 'c'`)
        .catch(async (cause: unknown) => {
          await tx.client.query('ROLLBACK');
          await crossing;
          await outside.query('COMMIT');
          throw cause;
        });
      return tx.nextSeq('W1');
    });
    expect(await inside).toBe(1);
    expect(runs).toBe(2);
    outside.release();
    const { rows } = await database.pool.query(`SELECT DISTINCT name FROM channel`);
    expect(rows).toEqual([{ name: 'inside' }]);
  });
});

describe('a serialisation failure', () => {
  it('is resolved by doing the group again, each unit once', async () => {
    // PostgreSQL gives 40001 only to stricter transactions than ours; a company may have made those its default.
    const url = new URL(database.url);
    url.searchParams.set('options', '-c default_transaction_isolation=serializable');
    const strict = await openPool(url.href);
    const serialisable = createStreamWriter(strict, { pollMs: 1_000_000 });
    await database.pool.query('DELETE FROM writer_mark');
    const outside = await database.pool.connect();
    await outside.query('BEGIN');
    await outside.query(`UPDATE stream SET low_seq = low_seq WHERE stream_id = 'W1'`);
    const names = ['a', 'b', 'c'];
    const written = Promise.all(names.map((name) => writeEntry(serialisable, 'W1', name)));
    // Its snapshot is taken and it waits for the row: now the row changes under it.
    const isWaiting = async (): Promise<boolean> =>
      ((
        await database.pool.query(
          `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        )
      ).rowCount ?? 0) > 0;
    await expect.poll(isWaiting, { timeout: 30_000 }).toBe(true);
    await outside.query('COMMIT');
    outside.release();
    expect(await written).toEqual([1, 2, 3]);
    expect(await entriesOf(database.pool, 'W1')).toEqual(names);
    const { rows } = await database.pool.query(`SELECT group_no FROM writer_mark WHERE stream_id = 'W1'`);
    // The first group was taken back, the second is what stands.
    expect(rows).toEqual([{ group_no: 2 }]);
    await serialisable.stop();
    await strict.end();
  });
});

describe('two head offices on one database', () => {
  const running = new Set<ChildProcess>();
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
  });

  const startWriting = (name: string, count: number): { child: ChildProcess; stored: string[] } => {
    const script = fileURLToPath(new URL('./writing-process.test-kit.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, database.url, name, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const stored: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => stored.push(line));
    return { child, stored };
  };

  it('law 7: write one stream without a gap, and lose nothing when one is killed in the middle', async () => {
    const survivor = startWriting('survivor', 300);
    for (let round = 1; round <= 3; round += 1) {
      const victim = startWriting(`victim${round}`, 100_000);
      await expect.poll(() => victim.stored.length, { timeout: 60_000 }).toBeGreaterThan(20 * round);
      victim.child.kill('SIGKILL');
      await once(victim.child, 'close');
      const kept = new Set(await entriesOf(database.pool, 'W1'));
      expect(victim.stored.filter((name) => !kept.has(name))).toEqual([]);
    }
    if (survivor.child.exitCode === null) await once(survivor.child, 'close');
    const names = await entriesOf(database.pool, 'W1');
    expect(names.filter((name) => name.startsWith('survivor')).length).toBe(300);
  });
});

import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseFailure, type DatabaseFailureCode } from './database-failure';
import { freePort } from './free-port';
import { openDatabase } from './open-database';
import { openPool, withTransaction } from './pool';
import { testDatabase, type TestDatabase } from './test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query('CREATE TABLE counted (name text PRIMARY KEY, n bigint)');
});
afterAll(() => database.close());

const changed = (change: (url: URL) => void): string => {
  const url = new URL(database.url);
  change(url);
  return url.href;
};

describe('a DATABASE_URL that does not work', () => {
  const secret = 'S3cret-of-the-company';
  const cases: [string, DatabaseFailureCode, RegExp, () => Promise<string>][] = [
    ['is no address', 'database-url-wrong', /DATABASE_URL/, async () => `postgres://u:${secret}@[bad/x`],
    ['is of another kind', 'database-url-wrong', /postgres:\/\//, async () => `mysql://u:${secret}@h/x`],
    [
      'names no database',
      'database-url-wrong',
      /host:port\/database/,
      async () => `postgres://u:${secret}@h/`,
    ],
    [
      'has a wrong password',
      'database-refused-password',
      /127\.0\.0\.1:\d+, database "test_/,
      async () => changed((url) => (url.password = secret)),
    ],
    [
      'has a port where nobody listens',
      'database-unreachable',
      /127\.0\.0\.1:\d+, database "shop" \(ECONNREFUSED\)/,
      async () => `postgres://u:${secret}@127.0.0.1:${await freePort()}/shop`,
    ],
    [
      'names a host that does not exist',
      'database-unreachable',
      /no-such-host\.invalid:5432/,
      async () => `postgres://u:${secret}@no-such-host.invalid/shop`,
    ],
  ];
  it.each(cases)('says so when it %s, and never shows the password', async (_words, code, pattern, make) => {
    const failure: unknown = await openDatabase({ databaseUrl: await make(), dataDir: '' }).catch(
      (cause: unknown) => cause,
    );
    expect(failure).toBeInstanceOf(DatabaseFailure);
    expect((failure as DatabaseFailure).code).toBe(code);
    expect((failure as DatabaseFailure).message).toMatch(pattern);
    expect(inspect(failure, { depth: 9 })).not.toContain(secret);
  });

  it('says so when the user may not make the database', async () => {
    await database.pool.query(`CREATE ROLE guest LOGIN PASSWORD 'guest'`);
    const url = changed((target) => {
      target.username = 'guest';
      target.password = 'guest';
      target.pathname = '/not_there';
    });
    await expect(openPool(url)).rejects.toMatchObject({ code: 'database-missing' });
  });

  it('refuses a database that cannot hold every name', async () => {
    await database.pool.query(
      `CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0`,
    );
    await expect(openPool(changed((url) => (url.pathname = '/latin')))).rejects.toMatchObject({
      code: 'database-not-utf8',
      message: expect.stringContaining('LATIN1'),
    });
  });
});

describe('a DATABASE_URL that works', () => {
  it('makes the database when it is absent, and finds it the next time', async () => {
    const url = changed((target) => (target.pathname = '/made_by_waybill'));
    const [first, second] = await Promise.all([openPool(url), openPool(url)]);
    expect((await first.query('SELECT current_database() AS name')).rows).toEqual([
      { name: 'made_by_waybill' },
    ]);
    await Promise.all([first.end(), second.end()]);
    const third = await openDatabase({ databaseUrl: url, dataDir: '' });
    expect(third.description).toBe(`127.0.0.1:${new URL(url).port}/made_by_waybill`);
    await third.close();
  });
});

describe('what comes back from the database', () => {
  it('has numbers for int8, ISO instants in UTC, and dates as they are', async () => {
    const { rows } = await database.pool.query(
      `SELECT 9007199254740991::int8 AS big, '2026-03-29 03:30:00+03'::timestamptz AS instant, '2026-03-29'::date AS day`,
    );
    expect(rows).toEqual([
      { big: 9_007_199_254_740_991, instant: '2026-03-29T00:30:00.000Z', day: '2026-03-29' },
    ]);
  });

  it('refuses an int8 that a number cannot hold rather than round it', async () => {
    await expect(database.pool.query('SELECT 9007199254740993::int8 AS big')).rejects.toThrow('does not fit');
  });
});

describe('a transaction', () => {
  const add = (isolation: string, name: string): Promise<void> =>
    withTransaction(database.pool, async (client) => {
      await client.query(`SET TRANSACTION ISOLATION LEVEL ${isolation}`);
      const { rows } = await client.query<{ n: number }>('SELECT n FROM counted WHERE name = $1', [name]);
      await client.query('UPDATE counted SET n = $2 WHERE name = $1', [name, (rows[0]?.n ?? 0) + 1]);
    });

  it('is done again when it could not be put in one order with another', async () => {
    await database.pool.query(`INSERT INTO counted VALUES ('turns', 0)`);
    await Promise.all(Array.from({ length: 3 }, () => add('SERIALIZABLE', 'turns')));
    expect((await database.pool.query(`SELECT n FROM counted WHERE name = 'turns'`)).rows).toEqual([
      { n: 3 },
    ]);
  });

  it('is done again when two wait for each other', async () => {
    await database.pool.query(`INSERT INTO counted VALUES ('a', 0), ('b', 0)`);
    const both = (first: string, second: string): Promise<void> =>
      withTransaction(database.pool, async (client) => {
        for (const name of [first, second]) {
          await client.query('UPDATE counted SET n = n + 1 WHERE name = $1', [name]);
          await client.query('SELECT pg_sleep(0.05)');
        }
      });
    await Promise.all([both('a', 'b'), both('b', 'a')]);
    expect((await database.pool.query(`SELECT n FROM counted WHERE name IN ('a', 'b')`)).rows).toEqual([
      { n: 2 },
      { n: 2 },
    ]);
  });

  it('does not pass for done when a failed statement in it was hidden', async () => {
    const hiding = withTransaction(database.pool, async (client) => {
      await client.query(`INSERT INTO counted VALUES ('hidden', 1)`);
      await client.query('SELECT 1/0').catch(() => undefined);
    });
    await expect(hiding).rejects.toThrow('hidden');
    expect((await database.pool.query(`SELECT 1 FROM counted WHERE name = 'hidden'`)).rows).toEqual([]);
  });

  it('leaves a pool that works when its connection is cut', async () => {
    await expect(
      withTransaction(database.pool, (client) =>
        client.query('SELECT pg_terminate_backend(pg_backend_pid())'),
      ),
    ).rejects.toMatchObject({ code: '57P01' });
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});

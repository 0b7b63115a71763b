import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './migrate';
import { migrations } from './migrations';
import { openPool, type Pool } from './pool';
import { testDatabase, type TestDatabase } from './test-database';

const one = { name: '0001-one', sql: 'CREATE TABLE one (n int)' };
const two = { name: '0002-two', sql: 'CREATE TABLE two (n int); INSERT INTO two VALUES (2)' };

let database: TestDatabase;
const pools: Pool[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.close();
});

const emptyDatabase = async (name: string): Promise<Pool> => {
  const url = new URL(database.url);
  url.pathname = `/${new URL(database.url).pathname.slice(1)}_${name}`;
  const pool = await openPool(url.href);
  pools.push(pool);
  return pool;
};

const tables = async (pool: Pool): Promise<string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

describe('migrations', () => {
  it('run once each, in order, however often they are asked for', async () => {
    const pool = await emptyDatabase('once');
    expect(await migrate(pool, [one])).toEqual(['0001-one']);
    expect(await migrate(pool, [one, two])).toEqual(['0002-two']);
    expect(await migrate(pool, [one, two])).toEqual([]);
    expect((await pool.query('SELECT n FROM two')).rows).toEqual([{ n: 2 }]);
  });

  it('run once when several head offices start at the same moment', async () => {
    const pool = await emptyDatabase('together');
    const ran = await Promise.all([1, 2, 3, 4].map(() => migrate(pool, [one, two])));
    expect(ran.flat().sort()).toEqual(['0001-one', '0002-two']);
  });

  it('leave nothing of one that fails, and keep those before it', async () => {
    const pool = await emptyDatabase('fails');
    const broken = { name: '0002-broken', sql: 'CREATE TABLE half (n int); SELECT 1/0' };
    await expect(migrate(pool, [one, broken])).rejects.toThrow('division by zero');
    expect(await tables(pool)).toEqual(['migration', 'one']);
    expect(await migrate(pool, [one, two])).toEqual(['0002-two']);
  });

  it('refuse a database that a newer program used, before they touch it', async () => {
    const pool = await emptyDatabase('newer');
    await migrate(pool, [one, { name: '0009-later', sql: 'CREATE TABLE later (n int)' }]);
    await expect(migrate(pool, [one, two])).rejects.toMatchObject({
      code: 'database-newer',
      message: expect.stringContaining('0009-later'),
    });
    expect(await tables(pool)).toEqual(['later', 'migration', 'one']);
  });

  it('refuse a database in which one of them ran in another form', async () => {
    const pool = await emptyDatabase('changed');
    await migrate(pool, [one]);
    await expect(migrate(pool, [{ ...one, sql: `${one.sql} ` }, two])).rejects.toMatchObject({
      code: 'database-newer',
      message: expect.stringContaining('0001-one'),
    });
    expect(await tables(pool)).toEqual(['migration', 'one']);
  });

  it('make number ranges of the numbers that stations had, which go on where they stood', async () => {
    const pool = await emptyDatabase('numbers');
    const before = migrations.filter(({ name }) => name < '0016');
    await migrate(pool, before);
    await pool.query(
      `INSERT INTO stream (stream_id, kind, epoch) VALUES ('W1', 'warehouse', gen_random_uuid());
       INSERT INTO station (station_id, stream_id, name, roles, token_hash, sscc_prefix, sscc_from, sscc_to, revoked_at) VALUES
         ('00000000-0000-7000-8000-000000000001', 'W1', 'One', '{station}', 'a', '39521234', 1, 1000000, NULL),
         ('00000000-0000-7000-8000-000000000002', 'W1', 'Two', '{station}', 'b', '39521234', 1000001, 2000000, now());
       INSERT INTO op (op_id, stream_id, seq, station_id, station_seq, type, v, body, content_hash, status, at, doc)
       SELECT gen_random_uuid(), 'W1', n, '00000000-0000-7000-8000-000000000001', n, 'parcel.seal', 1,
         jsonb_build_object('sscc', '39521234' || lpad((40 + n)::text, 9, '0') || '0'), 'h', 'applied', now(), '{}' FROM generate_series(1, 2) n;
       INSERT INTO number_skip VALUES ('39521234', 5000000), ('30000000', 7)`,
    );
    await migrate(pool);
    const { rows } = await pool.query(
      'SELECT from_no, to_no, next_no, turn, state FROM number_range ORDER BY from_no',
    );
    expect(rows).toEqual([
      { from_no: 1, to_no: 1_000_000, next_no: 43, turn: 1, state: 'given' },
      { from_no: 1_000_001, to_no: 2_000_000, next_no: 1_000_001, turn: 1, state: 'ended' },
    ]);
    expect((await pool.query('SELECT series, last FROM number_series ORDER BY series')).rows).toEqual([
      { series: 'sscc 30000000', last: 7 },
      { series: 'sscc 39521234', last: 5_000_000 },
    ]);
  });

  it('have names of one pattern, in order, without doubles', () => {
    const names = migrations.map(({ name }) => name);
    expect(names.filter((name) => !/^\d{4}-[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect([...new Set(names)].sort()).toEqual(names);
  });

  it('law 7: every pulled table can be read by stream and sequence along an index', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      // A view is pulled along the indexes of the tables it is made of, which are looked at themselves.
      `SELECT c.table_name AS name FROM information_schema.columns c
       JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
       WHERE c.table_schema = 'public' AND c.column_name IN ('stream_id', 'seq', 'deleted', 'doc')
       GROUP BY 1 HAVING count(*) = 4
         AND NOT EXISTS (SELECT 1 FROM pg_indexes i WHERE i.tablename = c.table_name AND i.indexdef ~ '\\(stream_id, (station_id, )?seq\\)')`,
    );
    expect(rows).toEqual([]);
  });
});

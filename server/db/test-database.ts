// Real PostgreSQL for integration tests: one server a run (vitest globalSetup), one fresh database a test file, made
// from a migrated template so that it costs milliseconds.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres';
import { migrate } from './migrate';
import { openPool, type Pool } from './pool';

const urlVariable = 'WAYBILL_TEST_DATABASE_URL';
const template = 'waybill_template';

/** vitest globalSetup. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-test-db-'));
  const server = await startEmbeddedPostgres(folder);
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  const pool = await openPool(url.href);
  await migrate(pool);
  // Nothing here outlives the run, so nothing waits for the disk; a killed process loses no more than with it.
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'])
    await pool.query(`ALTER SYSTEM SET ${name} = off`);
  await pool.query('SELECT pg_reload_conf()');
  await pool.end();
  process.env[urlVariable] = server.url;
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

export type TestDatabase = { pool: Pool; url: string; close: () => Promise<void> };

/** A migrated, empty database of its own. */
export async function testDatabase(): Promise<TestDatabase> {
  const base = process.env[urlVariable];
  if (base === undefined)
    throw new Error(
      'run integration tests with the integration project: npx vitest run --project integration',
    );
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = new URL(base);
  admin.pathname = '/postgres';
  const maker = new pg.Client({ connectionString: admin.href });
  await maker.connect();
  await maker.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  await maker.end();
  const url = new URL(base);
  url.pathname = `/${name}`;
  const pool = await openPool(url.href);
  return { pool, url: url.href, close: () => pool.end() };
}

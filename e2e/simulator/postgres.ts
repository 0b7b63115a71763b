// A PostgreSQL of the simulator's own, thrown away afterwards: the programs head office brings, without waiting for the
// disk, which no schedule cuts the power of at head office.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres';
import { openPool } from '../../server/db/pool';

export type ThrowawayPostgres = {
  /** Connection string of an empty database of this name. */
  database: (name: string) => Promise<string>;
  stop: () => Promise<void>;
};

const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  // Plans must not change with the moment at which somebody counts rows.
  autovacuum: 'off',
};

export async function startThrowawayPostgres(): Promise<ThrowawayPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-simulator-'));
  const server = await startEmbeddedPostgres(folder);
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await tune(server.url);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return {
    database: async (name) => {
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      await (await openPool(url.href)).end();
      return url.href;
    },
    stop,
  };
}

async function tune(url: string): Promise<void> {
  const address = new URL(url);
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    for (const [name, value] of Object.entries(settings))
      await client.query(`ALTER SYSTEM SET ${name} = ${value}`);
    await client.query('SELECT pg_reload_conf()');
  } finally {
    await client.end();
  }
}

// A PostgreSQL of the simulator's own, thrown away afterwards: the programs head office brings, without waiting for the
// disk, which no schedule cuts the power of at head office.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres';
import { openPool } from '../../server/db/pool';

export type ThrowawayPostgres = {
  /** Connection string of an empty database of this name. */
  database: (name: string) => Promise<string>;
  /** Throws that database away; nobody may be connected to it. */
  drop: (name: string) => Promise<void>;
  stop: () => Promise<void>;
};

const settings = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  // Plans must not change with the moment at which somebody counts rows.
  'autovacuum=off',
  'track_counts=off',
  'jit=off',
];

export async function startThrowawayPostgres(): Promise<ThrowawayPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-simulator-'));
  // Every statement goes over it and back: half the price of the loopback network.
  const sockets = mkdtempSync(join(tmpdir(), 'waybill-sockets-'));
  chmodSync(sockets, 0o777);
  const server = await startEmbeddedPostgres(folder, [...settings, `unix_socket_directories=${sockets}`]);
  return {
    database: async (name) => {
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      await (await openPool(url.href)).end();
      url.searchParams.set('host', sockets);
      return url.href;
    },
    drop: async (name) => {
      const url = new URL(server.url);
      url.pathname = '/postgres';
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      try {
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      } finally {
        await client.end();
      }
    },
    stop: async () => {
      await server.stop();
      for (const each of [folder, sockets]) rmSync(each, { recursive: true, force: true });
    },
  };
}

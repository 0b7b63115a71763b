// The one way head office gets its database: DATABASE_URL when given, else the embedded PostgreSQL of the data folder.
// Only one head office works on a data folder at a time; a second one is told so instead of sharing it by accident.
import { DatabaseFailure } from './database-failure';
import { startEmbeddedPostgres } from './embedded-postgres';
import { migrate } from './migrate';
import { type Client, openPool, type Pool } from './pool';

export type Database = {
  pool: Pool;
  /** `embedded` or host:port/name, for /health and logs. */
  description: string;
  close: () => Promise<void>;
};

export type DatabaseOptions = { databaseUrl: string | undefined; dataDir: string };

const ownerLock = 7_294_002;

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl !== undefined && options.databaseUrl !== '') {
    const pool = await openPool(options.databaseUrl);
    await migrate(pool);
    const target = new URL(options.databaseUrl);
    return { pool, description: `${target.host}${target.pathname}`, close: () => pool.end() };
  }
  const server = await startEmbeddedPostgres(options.dataDir);
  const pool = await openPool(server.url);
  const owner = await pool.connect();
  try {
    await own(owner, options.dataDir);
    await migrate(pool);
  } catch (cause) {
    owner.release(true);
    await pool.end();
    if (!(cause instanceof DatabaseFailure && cause.code === 'data-folder-in-use')) await server.stop();
    throw cause;
  }
  return {
    pool,
    description: 'embedded',
    close: async () => {
      owner.release(true);
      await pool.end();
      await server.stop();
    },
  };
}

/** The lock lives as long as the connection, so a killed head office frees it by dying. */
async function own(client: Client, dataDir: string): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
    ownerLock,
  ]);
  if (rows[0]?.mine) return;
  throw new DatabaseFailure(
    'data-folder-in-use',
    `Another Waybill head office already works in ${dataDir}. Use that one, stop it first, or choose another WAYBILL_DATA_DIR.`,
    { folder: dataDir },
  );
}

// The one way head office gets its database: DATABASE_URL when given, else the embedded PostgreSQL of the data folder.
// Only one head office works on a data folder at a time; a second one is told so instead of sharing it by accident.
import { parseDatabaseUrl } from './connect';
import { holdDataFolder } from './data-folder-holder';
import { startEmbeddedPostgres } from './embedded-postgres';
import { migrate } from './migrate';
import { openPool, type Pool } from './pool';

export type Database = {
  pool: Pool;
  /** `embedded` or host:port/name, for /health and logs. */
  description: string;
  close: () => Promise<void>;
};

export type DatabaseOptions = {
  databaseUrl: string | undefined;
  dataDir: string;
  /** Told when a connection broke by itself; the pool and the data folder's holder recover on their own. */
  onTrouble?: (cause: Error) => void;
};

/** @throws DatabaseFailure with what to do */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const poolOptions = options.onTrouble ? { onLostConnection: options.onTrouble } : {};
  if (options.databaseUrl !== undefined && options.databaseUrl !== '') {
    const target = parseDatabaseUrl(options.databaseUrl);
    const pool = await openPool(target.url, poolOptions);
    await migrate(pool).catch((cause: unknown) => pool.end().then(() => Promise.reject(cause)));
    return {
      pool,
      description: `${target.host}:${target.port}/${target.database}`,
      close: () => pool.end(),
    };
  }
  return openEmbedded(options, poolOptions);
}

async function openEmbedded(
  { dataDir, onTrouble }: DatabaseOptions,
  poolOptions: { onLostConnection?: (cause: Error) => void },
): Promise<Database> {
  const server = await startEmbeddedPostgres(dataDir);
  const pool = await openPool(server.url, poolOptions);
  // While this is not ours, the server may be another head office's: it is left running.
  const holder = await holdDataFolder(server, onTrouble ?? (() => undefined)).catch((cause: unknown) =>
    pool.end().then(() => Promise.reject(cause)),
  );
  const close = async (): Promise<void> => {
    await pool.end();
    await holder.release();
    await server.stop();
  };
  await migrate(pool).catch((cause: unknown) => close().then(() => Promise.reject(cause)));
  return { pool, description: 'embedded', close };
}

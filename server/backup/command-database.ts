// The database as the commands beside head office get it: the server of DATABASE_URL, or the embedded one of the data
// folder, started when it does not run and stopped again only when nobody else uses it.
import { holdDataFolder } from '../db/data-folder-holder';
import { DatabaseFailure } from '../db/database-failure';
import { startEmbeddedPostgres } from '../db/embedded-postgres';
import { openPool, type Pool } from '../db/pool';

export type CommandDatabase = { pool: Pool; close: () => Promise<void> };

/** For commands that only read: head office may go on working meanwhile. @throws DatabaseFailure */
export async function openToRead(
  databaseUrl: string | undefined,
  dataDir: string | undefined,
): Promise<CommandDatabase> {
  if (databaseUrl) {
    const pool = await openPool(databaseUrl, { max: 2 });
    return { pool, close: () => pool.end() };
  }
  const server = await startEmbeddedPostgres(needFolder(dataDir));
  const pool = await openPool(server.url, { max: 2 });
  const holder = await holdDataFolder(server, () => undefined).catch((cause: unknown) => {
    if (cause instanceof DatabaseFailure && cause.code === 'data-folder-in-use') return null;
    throw cause;
  });
  return {
    pool,
    close: async () => {
      await pool.end();
      if (!holder) return;
      await holder.release();
      await server.stop();
    },
  };
}

/** For commands that take head office's place. @throws DatabaseFailure `data-folder-in-use` while it works */
export async function openToReplace(
  databaseUrl: string | undefined,
  dataDir: string | undefined,
): Promise<{ url: string; release: () => Promise<void>; close: () => Promise<void> }> {
  if (databaseUrl) {
    const words =
      'A backup is restored into the embedded database of a data folder. Unset DATABASE_URL and set WAYBILL_DATA_DIR; your own PostgreSQL has tools of its own for this.';
    throw new DatabaseFailure('database-url-wrong', words);
  }
  const server = await startEmbeddedPostgres(needFolder(dataDir));
  // Makes the database of a folder that is new.
  await (await openPool(server.url)).end();
  const holder = await holdDataFolder(server, () => undefined);
  return {
    url: server.url,
    release: holder.release,
    close: async () => {
      await holder.release();
      await server.stop();
    },
  };
}

function needFolder(dataDir: string | undefined): string {
  if (dataDir) return dataDir;
  throw new DatabaseFailure(
    'data-folder-not-writable',
    'Which head office? Set WAYBILL_DATA_DIR to its data folder, or DATABASE_URL to its database.',
  );
}

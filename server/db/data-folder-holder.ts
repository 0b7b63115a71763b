// One head office a data folder: it holds a lock of the embedded database for as long as it lives, on a connection of its
// own, so that a killed head office frees it by dying. The same connection notices when PostgreSQL itself dies, and has
// it started again. Nothing correct depends on this lock: two writers on one database stay right, only slower.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseFailure } from './database-failure';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';

export type DataFolderHolder = { release: () => Promise<void> };

const holderLock = 7_294_002;
/** A killed head office's connection is noticed by PostgreSQL within moments; a living one's is not. */
const patienceMs = 3_000;
const retryMs = 500;

/**
 * @param onTrouble told each time the hold is lost and when it cannot be had again yet
 * @throws DatabaseFailure `data-folder-in-use` when another head office works there
 */
export async function holdDataFolder(
  server: EmbeddedPostgres,
  onTrouble: (cause: Error) => void,
): Promise<DataFolderHolder> {
  let isReleased = false;
  let client = await take(server);

  const watch = (): void => {
    // An error is followed by the end, which comes once.
    client.once('end', () => {
      if (isReleased) return;
      onTrouble(new Error('PostgreSQL closed the connection that holds the data folder'));
      void regain();
    });
  };

  const regain = async (): Promise<void> => {
    while (!isReleased) {
      await sleep(retryMs);
      try {
        const again = await startEmbeddedPostgres(server.folder);
        if (again.port !== server.port)
          throw new DatabaseFailure(
            'database-unreachable',
            `PostgreSQL had to move to port ${again.port} because another program took ${server.port}. Start Waybill again.`,
          );
        client = await take(server);
        if (isReleased) await client.end();
        else watch();
        return;
      } catch (cause) {
        onTrouble(cause instanceof Error ? cause : new Error(String(cause)));
      }
    }
  };

  watch();
  return {
    release: async () => {
      isReleased = true;
      await client.end().catch(() => undefined);
    },
  };
}

async function take(server: EmbeddedPostgres): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.url, application_name: 'waybill-holder' });
  client.on('error', () => undefined);
  await client.connect();
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
      holderLock,
    ]);
    if (rows[0]?.mine) return client;
    if (Date.now() > untilMs) break;
    await sleep(100);
  }
  await client.end();
  throw new DatabaseFailure(
    'data-folder-in-use',
    `Another Waybill head office already works in ${server.folder}. Use that one, stop it first, or choose another WAYBILL_DATA_DIR.`,
    { folder: server.folder },
  );
}

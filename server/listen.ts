// Opens head office for the network: database, services, sample company when asked, door; and closes it in the opposite
// order. A start that cannot succeed says why in one sentence and leaves nothing running.
import { createServer } from 'node:net';
import { v7 as uuidV7 } from 'uuid';
import { buildApp } from './build-app';
import type { ServerConfig } from './config';
import { openDatabase } from './db/open-database';
import { openHeadOffice } from './head-office';
import type { Log } from './log';
import { ownVersion } from './own-version';
import { loadSample } from './sample/load-sample';
import { createEnrolmentCode } from './services/stations/enrol';
import { firstWarehouse } from './services/stations/first-warehouse';

export type RunningServer = {
  /** For example `http://127.0.0.1:4310`. */
  origin: string;
  /** A fresh one-time code for one station with every role; null when none was asked for. */
  enrolCode: string | null;
  close: () => Promise<void>;
};

/** A start that failed for a reason outside the program; the message says what to do. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/** @throws StartFailure or DatabaseFailure */
export async function listen(config: ServerConfig, log: Log): Promise<RunningServer> {
  await ensurePortFree(config);
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    onTrouble: (cause) => log.warn({ err: cause }, 'a database connection broke; it is opened again'),
  });
  const closers: (() => Promise<unknown>)[] = [() => database.close()];
  const close = async (): Promise<void> => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    const office = await openHeadOffice({
      pool: database.pool,
      database: database.description,
      version: ownVersion(),
      log,
      ssccPrefix: config.ssccPrefix,
    });
    closers.push(() => office.stop());
    const app = await buildApp(office, { logger: log, origins: config.origins });
    closers.push(() => app.close());
    if (config.isSampleWanted) {
      const isSample = await loadSample({
        pool: office.pool,
        writer: office.writer,
        imports: office.imports,
        now: () => office.now().toISOString(),
        newId: office.newId,
      });
      if (!isSample) log.warn({}, 'this company has data of its own; the sample was not loaded');
      await office.allocation.drain();
    }
    await office.imports.resume();
    const origin = await openDoor(app, config);
    let enrolCode: string | null = null;
    if (config.isEnrolmentPrinted) {
      const warehouseId = await firstWarehouse(office.pool, office.writer, uuidV7);
      const made = await createEnrolmentCode(office.pool, warehouseId, ['station', 'office'], office.now());
      enrolCode = made.code;
    }
    log.info({ origin, database: database.description }, 'head office is open');
    return { origin, enrolCode, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function openDoor(app: Awaited<ReturnType<typeof buildApp>>, config: ServerConfig): Promise<string> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (cause) {
    throw portFailure(cause, config);
  }
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('head office listens on no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/** Before the database is started: a wrong port should be said at once. */
function ensurePortFree(config: ServerConfig): Promise<void> {
  if (config.port === 0) return Promise.resolve();
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (cause) => reject(portFailure(cause, config)));
    probe.listen(config.port, config.host, () => probe.close(() => resolve()));
  });
}

function portFailure(cause: unknown, { host, port }: ServerConfig): Error {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  switch (code) {
    case 'EADDRINUSE':
      return new StartFailure(
        `Port ${port} is taken by another program. Stop that program, or set PORT to a free port (PORT=0 finds one).`,
        { cause },
      );
    case 'EACCES':
      return new StartFailure(`This user may not open port ${port}. Set PORT to 1024 or more.`, { cause });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartFailure(`This computer has no address ${host}. Correct HOST, or leave it out.`, {
        cause,
      });
    default:
      return cause instanceof Error ? cause : new Error(String(cause));
  }
}

// Opens head office for its stations: database, services, sample company when asked, door; and closes it in the opposite
// order. A start that cannot succeed says why in one sentence and leaves nothing running.
import { join } from 'node:path';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Server as TlsServer } from 'node:tls';
import { v7 as uuidV7 } from 'uuid';
import { ticketText, typedTicket } from '../shared/contract/enrolment-ticket';
import { buildApp } from './build-app';
import type { ServerConfig } from './config';
import { openDatabase } from './db/open-database';
import { openHeadOffice } from './head-office';
import { startJob } from './jobs/job-loop';
import type { Log } from './log';
import { requestLimits, widened } from './routes/every-route';
import { ownVersion } from './own-version';
import { loadPlugIns } from './plug-ins';
import { carrierPlugins } from './services/carriers/carrier-plugins';
import { addProviderKind } from './services/payments/providers/registry';
import { loadSample } from './sample/load-sample';
import { createEnrolmentCode } from './services/stations/enrol';
import { firstWarehouse } from './services/stations/first-warehouse';
import { isWildcard, openDoorSecurity } from './tls/door-security';

export type RunningServer = {
  /** As this computer reaches it, for example `http://127.0.0.1:4310`. */
  origin: string;
  /** A fresh one-time code for one station with every role, to type; null when none was asked for. */
  enrolCode: string | null;
  /** The same to be scanned, with address and fingerprint. */
  ticket: string | null;
  close: () => Promise<void>;
};

/** A start that failed for a reason outside the program; the message says what to do. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/** How often it is looked whether the certificate is about to end or this computer has another address. */
const certificateRoundMs = 10 * 60_000;

/** @throws StartFailure, PlugInFailure or DatabaseFailure */
export async function listen(config: ServerConfig, log: Log): Promise<RunningServer> {
  await ensurePortFree(config);
  const plugIns = await loadPlugIns(config.plugIns);
  for (const kind of plugIns.payments) addProviderKind(kind);
  if (plugIns.files.length > 0) log.info({ files: plugIns.files }, 'plug-ins are read');
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
      carrierPlugins: [...carrierPlugins, ...plugIns.carriers],
      channels: { connectors: plugIns.channels },
      webhooks: { allowInside: config.areInsideWebhooksAllowed },
      waybillFolder: join(config.dataDir, 'waybills'),
      ...(config.integrator === null ? {} : { integrator: config.integrator }),
    });
    closers.push(() => office.stop());
    const security = config.isSecure ? await openDoorSecurity(config, office.now()) : null;
    const pin = security?.pin ?? null;
    let stationsUse = '';
    const app = await buildApp(office, {
      logger: log,
      origins: config.origins,
      limits: widened(requestLimits, config.limitFactor),
      tls: security?.shown ?? null,
      reachedAt: () => ({ headOffice: stationsUse, pin }),
    });
    closers.push(() => app.close());
    if (security) {
      const renewing = startJob({
        name: 'renew-certificate',
        round: async () => {
          const next = await security.next(office.now());
          const server: unknown = app.server;
          if (next && server instanceof TlsServer) {
            server.setSecureContext(next);
            log.info({}, 'head office shows a new certificate');
          }
          return false;
        },
        idleMs: certificateRoundMs,
        onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
      });
      closers.push(() => renewing.stop());
    }
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
    stationsUse = originForStations(origin, config);
    let enrolCode: string | null = null;
    let ticket: string | null = null;
    if (config.isEnrolmentPrinted) {
      const warehouseId = await firstWarehouse(office.pool, office.writer, uuidV7);
      const made = await createEnrolmentCode(office.pool, warehouseId, ['station', 'office'], office.now());
      enrolCode = typedTicket(made.code, pin);
      ticket = ticketText(stationsUse, made.code, pin);
    }
    log.info({ origin, stationsUse, database: database.description }, 'head office is open');
    return { origin, enrolCode, ticket, close };
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
  // Who listens on every address is reached by its own computer on the nearest one.
  const reached = isWildcard(address.address) ? '127.0.0.1' : address.address;
  const host = reached.includes(':') ? `[${reached}]` : reached;
  return `${config.isSecure ? 'https' : 'http'}://${host}:${address.port}`;
}

/** Where stations are sent: what the person who started it said, else an address of this computer on its network. */
function originForStations(origin: string, { address, host }: ServerConfig): string {
  const url = new URL(origin);
  if (address !== undefined) {
    const named = new URL(`${url.protocol}//${address}`);
    return named.port === '' ? `${url.protocol}//${named.hostname}:${url.port}` : named.origin;
  }
  if (!isWildcard(host)) return origin;
  const outward = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  return outward ? `${url.protocol}//${outward.address}:${url.port}` : origin;
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

// A real PostgreSQL of our own in the data folder: loopback only, random password, checksums on, clean stop.
// Durability is never traded away here (no fsync=off). A server left running by a killed head office is taken up again,
// and what a killed server left behind is cleared away; nothing here depends on how the last run ended.
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkFreeSpace, diskFull, openDataFolder } from './data-folder';
import { DatabaseFailure } from './database-failure';
import {
  type DatabaseSettings,
  makeDatabaseSettings,
  readDatabaseSettings,
  writeDatabaseSettings,
} from './database-settings';
import { freePort, isPortFree } from './free-port';
import { makeCluster, superuser } from './make-cluster';
import { accountForPostgres } from './postgres-account';
import { preparePrograms, type PostgresPrograms, removeOtherCopies } from './postgres-binaries';
import { programRunner, type RunProgram } from './postgres-program';
import { askPostmaster, readPostmaster, removeStaleFile } from './postmaster';

export type EmbeddedPostgres = {
  /** Connection string of the company's database; holds the password, so never log it. */
  url: string;
  port: number;
  /** The data folder's real path. */
  folder: string;
  /** Stops the server and waits until it has written everything. */
  stop: () => Promise<void>;
};

const databaseName = 'waybill';
const logBytesToRotate = 10 * 1024 * 1024;
/** Recovery after a power cut reads the log of changes again; a slow disk may take minutes. */
const patienceSeconds = 300;

/** A sixteenth of this computer's memory, 128 MB to 1 GB: the lists of a company with a million orders are read from it. */
function buffersMb(): number {
  return Math.round(Math.min(1024, Math.max(128, totalmem() / 16 / 1_048_576)));
}

/** Given at each start rather than stored in the cluster, so that a newer Waybill can change them. */
const serverSettings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=120',
  `shared_buffers=${buffersMb()}MB`,
  'max_wal_size=2GB',
  'log_checkpoints=off',
  'timezone=UTC',
  'log_timezone=UTC',
];

/**
 * Starts PostgreSQL in `dataDir` (made when absent), or takes up the one that already runs there.
 * @param settings more `name=value` of PostgreSQL's own, for a server that is started; for rigs only
 * @throws DatabaseFailure with what to do
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  settings: readonly string[] = [],
): Promise<EmbeddedPostgres> {
  const account = accountForPostgres();
  const folder = openDataFolder(dataDir, account);
  const cluster = join(folder, 'postgres');
  const access = readDatabaseSettings(folder) ?? newSettings(folder, cluster, await freePort());
  const programs = preparePrograms(folder, account);
  const run = programRunner(programs, account);
  if (existsSync(cluster)) checkVersion(cluster, programs);
  else {
    checkFreeSpace(folder, 'make');
    await makeCluster(folder, cluster, access.password, account, run);
  }

  const { port, isStarted } = await ensureRunning(folder, cluster, access, run, settings);
  if (isStarted) removeOtherCopies(folder, programs);
  return {
    url: urlOf(access.password, port, databaseName),
    port,
    folder,
    stop: () => stop(cluster, run),
  };
}

function newSettings(folder: string, cluster: string, port: number): DatabaseSettings {
  if (!existsSync(cluster)) return makeDatabaseSettings(folder, port);
  throw new DatabaseFailure(
    'data-folder-damaged',
    `${join(folder, 'database.json')} is missing, so the password of the database beside it is not known. Put the file back from a backup of the folder, or choose another WAYBILL_DATA_DIR.`,
    { folder },
  );
}

function urlOf(password: string, port: number, database: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}

function checkVersion(cluster: string, { majorVersion }: PostgresPrograms): void {
  const text = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const has = Number(text);
  if (has === majorVersion) return;
  const isNewer = has > majorVersion;
  const what = isNewer
    ? 'Start it with the newer Waybill that made it'
    : 'Bring it over with a backup made by the older Waybill';
  throw new DatabaseFailure(
    isNewer ? 'data-folder-newer' : 'data-folder-older',
    `The data folder was made by PostgreSQL ${text}, this Waybill brings ${majorVersion}. ${what}, or choose another WAYBILL_DATA_DIR.`,
    { has, brings: majorVersion },
  );
}

type Running = { port: number; isStarted: boolean };

/** Every turn looks at what is there and does the next thing, until a server of this folder answers. */
async function ensureRunning(
  folder: string,
  cluster: string,
  settings: DatabaseSettings,
  run: RunProgram,
  more: readonly string[],
): Promise<Running> {
  const untilMs = Date.now() + patienceSeconds * 1000;
  let isStarted = false;
  let refusals = 0;
  for (;;) {
    const found = readPostmaster(cluster);
    if (found.kind === 'stale') removeStaleFile(cluster);
    if (found.kind === 'alive') {
      const answer =
        found.port === 0
          ? 'not yet'
          : await askPostmaster(urlOf(settings.password, found.port, 'postgres'), cluster);
      if (answer === 'ours') return { port: found.port, isStarted };
      // Once may be another program on that port while ours is about to start; again and again is our own.
      refusals = answer === 'not ours' ? refusals + 1 : 0;
      if (refusals > 50) throw refused(folder, found.processId);
      if (Date.now() > untilMs) throw mute(folder, found.processId);
      await sleep(100);
      continue;
    }
    checkFreeSpace(folder, 'run');
    const outcome = await startOnce(folder, cluster, await settledPort(folder, settings), run, more);
    if (outcome.kind === 'started') isStarted = true;
    else if (outcome.kind === 'failed' || Date.now() > untilMs) throw outcome.failure;
    else await sleep(250);
  }
}

/** The remembered port, or a new one when somebody else has it; remembered before it is used. */
async function settledPort(folder: string, settings: DatabaseSettings): Promise<number> {
  if (!(await isPortFree(settings.port))) {
    settings.port = await freePort();
    writeDatabaseSettings(folder, settings);
  }
  return settings.port;
}

type StartOutcome =
  | { kind: 'started' }
  /** Looking again may find another picture: a port just taken, another start at work, children of a killed server. */
  | { kind: 'again'; failure: DatabaseFailure }
  | { kind: 'failed'; failure: DatabaseFailure };

async function startOnce(
  folder: string,
  cluster: string,
  port: number,
  run: RunProgram,
  more: readonly string[],
): Promise<StartOutcome> {
  const log = join(cluster, 'server.log');
  const before = rotated(log);
  const options = [`-p ${port}`, ...[...serverSettings, ...more].map((setting) => `-c ${setting}`)].join(' ');
  const waiting = ['-w', '-t', String(patienceSeconds)];
  const { code, words } = await run('pg_ctl', ['-D', cluster, ...waiting, '-l', log, '-o', options, 'start']);
  if (code === 0) return { kind: 'started' };
  const said = `${existsSync(log) ? readFileSync(log).subarray(before).toString() : ''}\n${words}`;
  if (/No space left|Disk quota/.test(said)) return { kind: 'failed', failure: diskFull(folder, said) };
  const failure = new DatabaseFailure(
    'database-start-failed',
    `PostgreSQL did not start: ${reasonIn(said)} More is in ${log}.`,
    { log },
  );
  const isPassing =
    /postmaster\.pid" already exists|pre-existing shared memory|could not bind|Address already in use/.test(
      said,
    );
  return { kind: isPassing ? 'again' : 'failed', failure };
}

/** @returns where this start's own words will begin */
function rotated(log: string): number {
  if (!existsSync(log)) return 0;
  const { size } = statSync(log);
  if (size < logBytesToRotate) return size;
  renameSync(log, `${log}.1`);
  return 0;
}

function reasonIn(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const worst = lines.find((line) => /\b(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? 'it said nothing.';
  return worst.replace(/^.*?\b(FATAL|PANIC):\s*/, '').replace(/([^.!?])$/, '$1.');
}

function refused(folder: string, processId: number): DatabaseFailure {
  return new DatabaseFailure(
    'data-folder-damaged',
    `The PostgreSQL of ${folder} (process ${processId}) does not know the password of ${join(folder, 'database.json')}. Put that file back from a backup of the folder, or choose another WAYBILL_DATA_DIR.`,
    { folder, processId },
  );
}

function mute(folder: string, processId: number): DatabaseFailure {
  return new DatabaseFailure(
    'database-start-failed',
    `A PostgreSQL of ${folder} runs (process ${processId}) but does not answer. End that process and start Waybill again.`,
    { folder, processId },
  );
}

async function stop(cluster: string, run: RunProgram): Promise<void> {
  if (readPostmaster(cluster).kind !== 'alive') return;
  const { code, words } = await run('pg_ctl', ['-D', cluster, '-w', '-t', '60', '-m', 'fast', 'stop']);
  if (code === 0 || readPostmaster(cluster).kind !== 'alive') return;
  throw new DatabaseFailure(
    'database-stop-failed',
    `PostgreSQL did not stop: ${reasonIn(words)} It loses nothing: it goes on by itself and the next start takes it up.`,
  );
}

// A real PostgreSQL of our own in the data folder: loopback only, random password, checksums on, clean stop.
// Durability is never traded away here (no fsync=off). A server left running by a killed head office is taken up again.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseFailure } from './database-failure';
import { copyNativeFolder, nativeFolder } from './postgres-binaries';

export type EmbeddedPostgres = {
  /** Connection string of the company's database; holds the password, so never log it. */
  url: string;
  port: number;
  /** Stops the server and waits until it has written everything. */
  stop: () => Promise<void>;
};

/** What the data folder remembers of its database. */
type Settings = { format: number; port: number; password: string };

const settingsFormat = 1;
const databaseName = 'waybill';
const userName = 'waybill';

/** The account that runs PostgreSQL when head office runs as root; null for our own. */
type Account = { uid: number; gid: number } | null;

/**
 * Starts PostgreSQL in `dataDir` (made when absent), or takes up the one that already runs there.
 * @throws DatabaseFailure with what to do
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  makeFolder(dataDir);
  const account = accountForPostgres();
  const cluster = join(dataDir, 'postgres');
  const settings = await readSettings(dataDir);
  const native = nativeFor(dataDir, account);
  const run = (program: 'initdb' | 'pg_ctl', args: string[]): Promise<{ code: number; words: string }> =>
    runProgram(join(native, 'bin', program), args, account, native);

  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    await initialise(dataDir, cluster, settings, account, run);
  } else {
    checkVersion(cluster, native, account);
  }

  const control = ['-D', cluster];
  if ((await run('pg_ctl', [...control, 'status'])).code !== 0) {
    if (!(await isFree(settings.port))) settings.port = await freePort();
    const log = join(cluster, 'server.log');
    const started = await run('pg_ctl', [
      ...control,
      '-w',
      '-t',
      '60',
      '-l',
      log,
      '-o',
      `-p ${settings.port}`,
      'start',
    ]);
    if (started.code !== 0) throw startFailure(started.words, log);
  } else {
    settings.port = runningPort(cluster) ?? settings.port;
  }
  writeSettings(dataDir, settings);
  return {
    url: `postgres://${userName}:${settings.password}@127.0.0.1:${settings.port}/${databaseName}`,
    port: settings.port,
    stop: async () => {
      await run('pg_ctl', [...control, '-w', '-t', '60', '-m', 'fast', 'stop']);
    },
  };
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    const probe = join(dataDir, '.write-test');
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') throw diskFull(dataDir, cause);
    throw new DatabaseFailure(
      'data-folder-not-writable',
      `The data folder ${dataDir} cannot be written. Give this user the right to write it, or set WAYBILL_DATA_DIR to another folder.`,
      { folder: dataDir },
      { cause },
    );
  }
}

/** PostgreSQL refuses to run as root: there it runs as `postgres`, made when absent. */
function accountForPostgres(): Account {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null;
  let ids = lookUp('postgres');
  if (!ids) {
    spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
    ids = lookUp('postgres');
  }
  if (!ids) {
    throw new DatabaseFailure(
      'database-start-failed',
      'PostgreSQL does not run as root and the account "postgres" could not be made. Start Waybill as an ordinary user, or add that account.',
    );
  }
  return ids;
}

function lookUp(name: string): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const parts = line?.split(':');
  return parts ? { uid: Number(parts[2]), gid: Number(parts[3]) } : null;
}

function nativeFor(dataDir: string, account: Account): string {
  const native = nativeFolder();
  if (!account) return native;
  const readable = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, stdio: 'ignore' });
  return readable.status === 0 ? native : copyNativeFolder(native, join(dataDir, 'postgres-programs'));
}

async function initialise(
  dataDir: string,
  cluster: string,
  settings: Settings,
  account: Account,
  run: (program: 'initdb', args: string[]) => Promise<{ code: number; words: string }>,
): Promise<void> {
  const passwordFile = join(dataDir, 'initial-password');
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, settings.password, { mode: 0o600 });
  if (account) {
    chownSync(cluster, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
    // Passing through the folder is all that user needs; what is in it stays closed.
    chmodSync(dataDir, statSync(dataDir).mode | 0o011);
    checkEnterable(cluster, account);
  }
  // The built-in C.UTF-8 order is the same on every machine and never changes under an index (ICU and libc orders do).
  const made = await run('initdb', [
    ...['-D', cluster, '-U', userName, '-E', 'UTF8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...[
      '--data-checksums',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ],
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=60'],
    ...['-c', 'shared_buffers=128MB', '-c', 'max_wal_size=2GB', '-c', 'password_encryption=scram-sha-256'],
  ]);
  rmSync(passwordFile, { force: true });
  if (made.code !== 0) {
    rmSync(cluster, { recursive: true, force: true });
    if (/No space left/.test(made.words)) throw diskFull(dataDir, made.words);
    throw new DatabaseFailure(
      'database-start-failed',
      `PostgreSQL could not prepare ${cluster}: ${lastLine(made.words)}`,
    );
  }
}

function checkEnterable(folder: string, account: NonNullable<Account>): void {
  if (spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, stdio: 'ignore', cwd: '/' }).status === 0)
    return;
  rmSync(folder, { recursive: true, force: true });
  throw new DatabaseFailure(
    'data-folder-not-enterable',
    `PostgreSQL runs as the user "postgres", who may not enter ${folder}. Set WAYBILL_DATA_DIR to a folder outside /root, for example /var/lib/waybill, or start Waybill as an ordinary user.`,
    { folder },
  );
}

function checkVersion(cluster: string, native: string, account: Account): void {
  const has = Number(readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim());
  const words = spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    ...(account ?? {}),
    encoding: 'utf8',
  }).stdout;
  const runs = Number(/(\d+)\./.exec(words)?.[1]);
  if (has === runs) return;
  const what =
    has > runs
      ? 'Start it with the newer Waybill that made it'
      : 'Move it with a backup made by the older Waybill';
  throw new DatabaseFailure(
    'data-folder-newer',
    `The data folder was made by PostgreSQL ${has}, this Waybill brings ${runs}. ${what}, or choose another WAYBILL_DATA_DIR.`,
    { has, runs },
  );
}

async function readSettings(dataDir: string): Promise<Settings> {
  const file = join(dataDir, 'database.json');
  if (!existsSync(file))
    return { format: settingsFormat, port: await freePort(), password: randomBytes(24).toString('hex') };
  const settings: Settings = JSON.parse(readFileSync(file, 'utf8'));
  if (settings.format > settingsFormat) {
    throw new DatabaseFailure(
      'data-folder-newer',
      `The data folder ${dataDir} belongs to a newer Waybill. Update this one, or choose another WAYBILL_DATA_DIR.`,
      { folder: dataDir },
    );
  }
  return settings;
}

function writeSettings(dataDir: string, settings: Settings): void {
  writeFileSync(join(dataDir, 'database.json'), `${JSON.stringify(settings)}\n`, { mode: 0o600 });
}

/** The port a running server wrote on the fourth line of its postmaster.pid. */
function runningPort(cluster: string): number | null {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, 'utf8').split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

function startFailure(words: string, log: string): DatabaseFailure {
  const tail =
    existsSync(log) && statSync(log).size > 0
      ? readFileSync(log, 'utf8').trim().split('\n').slice(-5).join(' ')
      : words;
  if (/No space left/.test(tail)) return diskFull(log, tail);
  return new DatabaseFailure(
    'database-start-failed',
    `PostgreSQL did not start: ${lastLine(tail)} More is in ${log}.`,
    { log },
  );
}

function diskFull(where: string, cause: unknown): DatabaseFailure {
  return new DatabaseFailure(
    'disk-full',
    `The disk that holds ${where} is full. Free some space and start again; nothing was lost.`,
    { where },
    { cause },
  );
}

function runProgram(
  program: string,
  args: string[],
  account: Account,
  native: string,
): Promise<{ code: number; words: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...(account ?? {}),
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LD_LIBRARY_PATH: join(native, 'lib'), LC_ALL: 'C', TZ: 'UTC' },
      windowsHide: true,
    });
    let words = '';
    const hear = (part: Buffer): void => {
      words = (words + part.toString()).slice(-8000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    // Not `close`: the server that pg_ctl leaves behind may keep the pipes.
    child.once('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code: code ?? 1, words });
    });
  });
}

function lastLine(words: string): string {
  return words.trim().split('\n').at(-1) ?? '';
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

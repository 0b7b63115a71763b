// Who runs PostgreSQL. It refuses to run as root, so there it runs as the user `postgres`, who is made when absent.
import { spawnSync } from 'node:child_process';
import { DatabaseFailure } from './database-failure';

/** The user that PostgreSQL's programs run as; null is whoever runs head office. */
export type Account = { name: string; uid: number; gid: number } | null;

const accountName = 'postgres';

/** @throws DatabaseFailure when head office runs as root and that user cannot be had */
export function accountForPostgres(): Account {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null;
  const known = lookUp(accountName);
  if (known) return known;
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', accountName]);
  const made = lookUp(accountName);
  if (made) return made;
  throw new DatabaseFailure(
    'database-start-failed',
    `PostgreSQL does not run as root and the user "${accountName}" could not be made. Start Waybill as an ordinary user, add that user, or set DATABASE_URL.`,
  );
}

/** Can this user work inside the folder, with all that lies above it? */
export function mayEnter(folder: string, account: NonNullable<Account>): boolean {
  const { uid, gid } = account;
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { uid, gid, stdio: 'ignore', cwd: '/' });
  return tried.status === 0;
}

function lookUp(name: string): Account {
  const [uid, gid] = ['-u', '-g'].map((what) => spawnSync('id', [what, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

// What is known of the PostgreSQL that runs in a cluster folder, from its postmaster.pid and from asking it. A file that
// a killed server left behind must not be taken for a server, even when its process number is another program's now.
import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { isProcessAlive } from './process-alive';

/** `stale`: the number in the file is of a program that has nothing to do with this folder. */
export type Postmaster =
  | { kind: 'none' }
  | { kind: 'stale' }
  | { kind: 'alive'; processId: number; port: number };

/** Lines of postmaster.pid: process, data folder, start, port, ... (PostgreSQL source, `pidfile.h`). */
export function readPostmaster(cluster: string): Postmaster {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return { kind: 'none' };
  }
  // Negative for a single-user server.
  const processId = Math.abs(Number(lines[0]));
  if (!Number.isInteger(processId) || processId === 0 || !isProcessAlive(processId)) return { kind: 'none' };
  const command = commandOf(processId);
  if (command !== null && !(command.includes('postgres') && command.includes(cluster)))
    return { kind: 'stale' };
  return { kind: 'alive', processId, port: Number(lines[3]) || 0 };
}

export function removeStaleFile(cluster: string): void {
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

export type Answer = 'ours' | 'not yet' | 'not ours';

/** Asks the server behind `url` whether it is the one of this folder. `not yet`: it does not take connections now. */
export async function askPostmaster(url: string, cluster: string): Promise<Answer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      `SELECT current_setting('data_directory') AS folder`,
    );
    return rows[0] && realpathSync(rows[0].folder) === realpathSync(cluster) ? 'ours' : 'not ours';
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
    // Another server on that port refuses our password or does not speak PostgreSQL.
    return /^(28|3D|08P)/.test(code) ? 'not ours' : 'not yet';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The command line of a process; null where it cannot be known. */
function commandOf(processId: number): string | null {
  if (process.platform === 'win32') return null;
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${processId}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return null;
    }
  }
  const { status, stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(processId)], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout : null;
}

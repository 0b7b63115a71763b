// Runs initdb and pg_ctl to their end as the right user and hears their last words.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Account } from './postgres-account';
import { libraryPath, type PostgresPrograms } from './postgres-binaries';

export type ProgramResult = { code: number; words: string };
export type RunProgram = (program: 'initdb' | 'pg_ctl', args: readonly string[]) => Promise<ProgramResult>;

const keptChars = 8_000;

export function programRunner(programs: PostgresPrograms, account: Account): RunProgram {
  return (program, args) =>
    new Promise((resolve, reject) => {
      const child = spawn(join(programs.native, 'bin', program), args, {
        ...(account ? { uid: account.uid, gid: account.gid } : {}),
        // Not our own folder: the user that runs it may not be allowed to stand there.
        cwd: '/',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...libraryPath(programs.native), LC_ALL: 'C', TZ: 'UTC' },
        windowsHide: true,
      });
      let words = '';
      const hear = (part: Buffer): void => {
        words = (words + part.toString()).slice(-keptChars);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject);
      // Not `close`: the server that pg_ctl leaves behind may keep the pipes.
      child.once('exit', (code) => {
        setImmediate(() => {
          child.stdout.destroy();
          child.stderr.destroy();
          resolve({ code: code ?? 1, words });
        });
      });
    });
}

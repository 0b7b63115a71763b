// `npm run simulate`: a PostgreSQL of its own, and a process a core that runs its share of the schedules on a database of
// its own. Everything is thrown away afterwards.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, cpus } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres';
import { openPool } from '../../server/db/pool';
import { optionOf } from '../../scripts/command.mjs';

const main = join(import.meta.dirname, 'main.ts');

/** @returns the worst exit code of the workers */
async function simulate(args: readonly string[]): Promise<number> {
  const isAlone =
    args.includes('--mutations') ||
    ['seed', 'mutation'].some((name) => optionOf([...args], name) !== undefined);
  const needsNone = ['--help', '-h', '--list'].some((flag) => args.includes(flag));
  if (needsNone) return run(args, {});
  const folder = mkdtempSync(join(tmpdir(), 'waybill-simulator-'));
  const server = await startEmbeddedPostgres(folder);
  try {
    const workers = isAlone ? 1 : Math.min(2, cpus().length);
    const total = Number(optionOf([...args], 'seeds') ?? 100);
    const first = Number(optionOf([...args], 'from') ?? 1);
    const share = Math.ceil(total / workers);
    const rest = args.filter(
      (arg, index) => !/^--(seeds|from)/.test(arg) && !/^--(seeds|from)$/.test(args[index - 1] ?? ''),
    );
    const codes = await Promise.all(
      Array.from({ length: workers }, async (_, worker) => {
        const url = new URL(server.url);
        url.pathname = `/simulator_${worker}`;
        // Makes the database.
        await (await openPool(url.href)).end();
        const seeds = Math.min(share, total - worker * share);
        const own = isAlone
          ? args
          : [...rest, '--from', String(first + worker * share), '--seeds', String(seeds)];
        return run(own, { WAYBILL_SIMULATOR_DATABASE: url.href });
      }),
    );
    return Math.max(...codes);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[], env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

simulate(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exit(1);
  },
);

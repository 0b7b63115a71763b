// The worker as one plain program: it starts in a fraction of the time, and nothing stands between its functions and the
// engine that a loader for development would put there.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Within the project: packages are found from there. */
const folder = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'waybill-simulator');

/** @returns the program's path, and what throws it away */
export function buildWorker(): { program: string; remove: () => void } {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, `worker-${process.pid}.mjs`);
  buildSync({
    entryPoints: [join(import.meta.dirname, 'worker.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: program,
    // Files beside the source are still looked for there.
    define: { 'import.meta.dirname': JSON.stringify(import.meta.dirname) },
    logLevel: 'error',
  });
  return { program, remove: () => rmSync(program, { force: true }) };
}

// The worker as one plain program: it starts in a fraction of the time, and nothing stands between its functions and the
// engine that a loader for development would put there.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

/** Within the project: packages are found from there. */
const folder = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'waybill-simulator');

/** @returns what Node is started with, and what throws it away */
export function buildWorker(): { programs: readonly string[]; remove: () => void } {
  mkdirSync(folder, { recursive: true });
  const outdir = mkdtempSync(join(folder, 'worker-'));
  buildSync({
    entryPoints: ['virtual-time.ts', 'worker.ts'].map((file) => join(import.meta.dirname, file)),
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir,
    outExtension: { '.js': '.mjs' },
    // Files beside the source are still looked for there.
    define: { 'import.meta.dirname': JSON.stringify(import.meta.dirname) },
    logLevel: 'error',
  });
  return {
    // Libraries stand before everything else in a bundle, and must meet virtual time all the same.
    programs: ['--import', pathToFileURL(join(outdir, 'virtual-time.mjs')).href, join(outdir, 'worker.mjs')],
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  };
}

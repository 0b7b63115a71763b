// Where things live on this computer: the project, the user's cache and data folders. Dependency-free.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project's root folder. */
export const projectRoot = resolve(fileURLToPath(import.meta.url), '..', '..');

const perPlatform = (mac, xdg, xdgDefault) => {
  if (process.platform === 'darwin') return join(homedir(), 'Library', mac);
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  return process.env[xdg] || join(homedir(), xdgDefault);
};

/** Things that may be deleted at any time and fetched again. `WAYBILL_CACHE_DIR` overrides. */
export const cacheFolder = () =>
  process.env.WAYBILL_CACHE_DIR ||
  join(
    perPlatform('Caches', 'XDG_CACHE_HOME', '.cache'),
    'waybill',
    process.platform === 'win32' ? 'Cache' : '',
  );

// As root, PostgreSQL runs as another user, who may not enter root's home; system data belongs in /var/lib anyway.
const isRootOnLinux = () => process.platform === 'linux' && process.getuid?.() === 0;

/** The company's data. `WAYBILL_DATA_DIR` overrides. */
export const dataFolder = () => {
  if (process.env.WAYBILL_DATA_DIR) return resolve(process.env.WAYBILL_DATA_DIR);
  if (isRootOnLinux() && !process.env.XDG_DATA_HOME) return '/var/lib/waybill';
  return join(perPlatform('Application Support', 'XDG_DATA_HOME', '.local/share'), 'waybill');
};

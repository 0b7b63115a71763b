// Where things live on this computer: the project, the user's cache and data folders. Dependency-free.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project's root folder. */
export const projectRoot = resolve(fileURLToPath(import.meta.url), '..', '..');

const perPlatform = (mac, windows, xdg, xdgDefault) => {
  if (process.platform === 'darwin') return join(homedir(), 'Library', mac);
  if (process.platform === 'win32')
    return join(process.env[windows] ?? join(homedir(), 'AppData', 'Local'), '');
  return process.env[xdg] || join(homedir(), xdgDefault);
};

/** Things that may be deleted at any time and fetched again. `WAYBILL_CACHE_DIR` overrides. */
export const cacheFolder = () =>
  process.env.WAYBILL_CACHE_DIR ||
  join(perPlatform('Caches', 'LOCALAPPDATA', 'XDG_CACHE_HOME', '.cache'), 'waybill', ...cacheLeaf());

const cacheLeaf = () => (process.platform === 'win32' ? ['Cache'] : []);

/** The company's data. `WAYBILL_DATA_DIR` overrides. */
export const dataFolder = () =>
  resolve(
    process.env.WAYBILL_DATA_DIR ||
      join(perPlatform('Application Support', 'LOCALAPPDATA', 'XDG_DATA_HOME', '.local/share'), 'waybill'),
  );

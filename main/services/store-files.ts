// The files of the window's database, looked after from outside: what the browser engine may throw away when it finds
// them damaged is held by a second name until the window says that its store is well, and kept aside when it is not.
// Never deletes a file of a store that was lost or broken.
import { copyFile, link, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure';
import { diskFailure } from './print-outbox-files';

export type StoreFiles = {
  /** To be called before the window opens. */
  hold: () => Promise<void>;
  /** The store is well. */
  release: () => Promise<void>;
  /**
   * Keeps the held files for good; false when there are none. With `sure`, asking twice within ten minutes is refused:
   * `store.set-aside-lately`. Throws `disk.full`, `disk.cannot-write`.
   */
  setAside: (reason: string, sure: boolean) => Promise<boolean>;
};

const lately = 10 * 60_000;

/** `folder` is the station's; the engine keeps its databases in `IndexedDB` there. */
export function createStoreFiles(folder: string, nowMs: () => number): StoreFiles {
  const live = join(folder, 'IndexedDB');
  const held = join(folder, 'store-at-start');
  const broken = join(folder, 'broken-stores');

  const hold = async (): Promise<void> => {
    // Held files of a start that never got well are the older truth: they stay.
    await linkAll(live, held);
  };
  const setAside = async (reason: string, sure: boolean): Promise<boolean> => {
    const at = nowMs();
    if (sure && at - (await newestMs(broken)) < lately) throw new Failure('store.set-aside-lately');
    try {
      if (sure) await linkAll(live, held);
      if (!(await exists(held))) return false;
      const place = join(broken, new Date(at).toISOString().replaceAll(':', '-'));
      await mkdir(broken, { recursive: true });
      await rename(held, place);
      await writeFile(join(place, 'reason.txt'), `${reason}\n`).catch(() => undefined);
      return true;
    } catch (cause) {
      throw diskFailure(cause, broken);
    }
  };
  return {
    hold,
    setAside,
    release: () => rm(held, { recursive: true, force: true }),
  };
}

/** A second name for every file; a copy where the disk knows no second names. Files that have one already are left. */
async function linkAll(from: string, to: string): Promise<void> {
  const names = await readdir(from, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw cause;
  });
  if (names.length === 0) return;
  await mkdir(to, { recursive: true });
  for (const each of names) {
    const source = join(from, each.name);
    const target = join(to, each.name);
    if (each.isDirectory()) await linkAll(source, target);
    else if (each.name !== 'LOCK') await linkOne(source, target);
  }
}

async function linkOne(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // The engine may tidy up while we look.
    if (code === 'EEXIST' || code === 'ENOENT') return;
    await copyFile(source, target);
  }
}

async function newestMs(broken: string): Promise<number> {
  const names = await readdir(broken).catch(() => []);
  const times = await Promise.all(names.map(async (name) => (await stat(join(broken, name))).ctimeMs));
  return Math.max(0, ...times);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

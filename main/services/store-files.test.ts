import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStoreFiles } from './store-files';

const leveldb = 'app_waybill_0.indexeddb.leveldb';

describe('the files of the window’s store', () => {
  let folder = '';
  let live = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waybill-store-'));
    live = join(folder, 'IndexedDB', leveldb);
    await mkdir(live, { recursive: true });
    await writeFile(join(live, 'CURRENT'), 'MANIFEST-000001\n');
    await writeFile(join(live, '000003.log'), 'scans');
    await writeFile(join(live, 'LOCK'), '');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const aside = async (): Promise<string[]> => readdir(join(folder, 'broken-stores')).catch(() => []);

  it('are kept aside whole although the engine threw them away, with what it wrote meanwhile', async () => {
    const files = createStoreFiles(folder, () => Date.parse('2026-01-05T10:00:00Z'));
    await files.hold();
    await writeFile(join(live, '000003.log'), ' and more', { flag: 'a' });
    await rm(live, { recursive: true });
    expect(await files.setAside('lost', false)).toBe(true);
    expect(await aside()).toEqual(['2026-01-05T10-00-00.000Z']);
    const kept = join(folder, 'broken-stores', '2026-01-05T10-00-00.000Z');
    expect(await readFile(join(kept, leveldb, '000003.log'), 'utf8')).toBe('scans and more');
    expect(await readdir(join(kept, leveldb))).toEqual(['000003.log', 'CURRENT']);
    expect(await readFile(join(kept, 'reason.txt'), 'utf8')).toBe('lost\n');
  });

  it('are let go once the window says that its store is well', async () => {
    const files = createStoreFiles(folder, () => 0);
    await files.hold();
    await files.release();
    expect(await readdir(folder)).toEqual(['IndexedDB']);
    expect(await files.setAside('lost', false)).toBe(false);
    expect(await aside()).toEqual([]);
  });

  it('of a start that never got well are the ones that are kept, not those of the start after it', async () => {
    await createStoreFiles(folder, () => 0).hold();
    await rm(join(live, '000003.log'));
    await writeFile(join(live, '000003.log'), 'empty and new');
    const files = createStoreFiles(folder, () => 0);
    await files.hold();
    await files.setAside('lost', false);
    const [place = ''] = await aside();
    expect(await readFile(join(folder, 'broken-stores', place, leveldb, '000003.log'), 'utf8')).toBe('scans');
  });

  it('are set aside once in ten minutes at most, so that a failing disk is not built anew for ever', async () => {
    let nowMs = Date.now();
    const files = createStoreFiles(folder, () => nowMs);
    expect(await files.setAside('unreadable', true)).toBe(true);
    await expect(files.setAside('unreadable', true)).rejects.toMatchObject({
      code: 'store.set-aside-lately',
    });
    nowMs += 11 * 60_000;
    expect(await files.setAside('unreadable', true)).toBe(true);
    expect(await aside()).toHaveLength(2);
  });
});

// The store is silent, refuses to open, or belongs to a newer program: what the station makes of it.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { openHealthyStore } from './healthy-store';
import { createStorage, type LocalStorage } from './storage';
import { openStore } from './store';

const disk = (): LocalStorage => createStorage({ indexedDB: new IDBFactory(), IDBKeyRange });
const quota = (): Error => Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
let named = 0;
const newName = (): string => `healthy-${(named += 1)}`;

describe('a store that does not open', () => {
  // A silent engine answers when the test is over: one that never did would stay open for the files that follow.
  let answers: (() => void)[] = [];
  const silence = (): Promise<void> => new Promise((answer) => answers.push(answer));
  afterEach(() => {
    for (const answer of answers) answer();
    answers = [];
  });

  it('is not one whose disk takes nothing more: it opens all the same when the disk takes nothing more', async () => {
    const storage = disk();
    const name = newName();
    await (await openStore(name, storage)).close();
    const full: LocalStorage = {
      ...storage,
      createStorageInstance: async (params) => {
        const instance = await storage.createStorageInstance(params);
        if (params.collectionName === 'ops') instance.bulkWrite = () => Promise.reject(quota());
        return instance as never;
      },
    };
    const store = await openHealthyStore(name, { storage: full });
    await store.close();
  });

  it('because the engine never answers is given up as silent', async () => {
    const storage = disk();
    const mute: LocalStorage = {
      ...storage,
      createStorageInstance: async (params) => {
        await silence();
        return storage.createStorageInstance(params);
      },
    };
    const opened = openHealthyStore(newName(), { storage: mute, openMs: 50 });
    await expect(opened).rejects.toMatchObject({ trouble: 'silent' });
  });

  it('pitfall 9: because a query never answers is given up as silent', async () => {
    const storage = disk();
    const mute: LocalStorage = {
      ...storage,
      createStorageInstance: async (params) => {
        const instance = await storage.createStorageInstance(params);
        if (params.collectionName === 'ops') {
          const query = instance.query.bind(instance);
          instance.query = async (prepared) => {
            await silence();
            return query(prepared);
          };
        }
        return instance as never;
      },
    };
    const opened = openHealthyStore(newName(), { storage: mute, probeMs: 50 });
    await expect(opened).rejects.toMatchObject({ trouble: 'silent' });
  });

  it.each([
    ['full', quota()],
    ['unreadable', new Error('Internal error opening backing store for indexedDB.open.')],
    ['newer', Object.assign(new Error('the requested version is less'), { name: 'VersionError' })],
  ])('is %s when the engine says so', async (trouble, cause) => {
    const storage: LocalStorage = { ...disk(), createStorageInstance: () => Promise.reject(cause) };
    await expect(openHealthyStore(newName(), { storage })).rejects.toMatchObject({ trouble });
  });
});

// The one place that knows which engine keeps the station's data, and how hard each part of it is kept.
// What only this station knows is on the disk before it is answered (law 1). Pulled copies are written without waiting
// for the disk: head office has them, and a start pulls again what a power cut may have taken (replication.ts).
// Must never be opened by two windows at once: the store is opened with multiInstance false.
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { RxStorage } from 'rxdb';
import { collectionNames } from '../../shared/sync/documents';

export type LocalStorage = RxStorage<unknown, unknown>;

/** Where IndexedDB comes from, for tests under Node. */
export type IndexedDbParts = { indexedDB: unknown; IDBKeyRange: unknown };

/**
 * Stock Dexie storage. Chromium 121 and newer would answer every write before the disk does; `strict` asks for one flush
 * a transaction. A scan pays for its own flush and for nobody else's.
 */
export function createStorage(parts: IndexedDbParts | null = null): LocalStorage {
  const kept = (durability: 'strict' | 'relaxed'): LocalStorage =>
    getRxStorageDexie({
      ...parts,
      chromeTransactionDurability: durability,
      // Nothing here asks Dexie for live queries, so no write need be compared with any.
      cache: 'disabled',
    } as Parameters<typeof getRxStorageDexie>[0]) as unknown as LocalStorage;
  const strict = kept('strict');
  const relaxed = kept('relaxed');
  return {
    ...strict,
    createStorageInstance: (params) =>
      (isCopy(params.collectionName) ? relaxed : strict).createStorageInstance(params),
  };
}

/** Pulled collections, and what the replication engine notes for itself: nothing here relies on it. */
function isCopy(collectionName: string): boolean {
  return (
    (collectionNames as readonly string[]).includes(collectionName) ||
    collectionName.startsWith('rx-replication-meta-')
  );
}

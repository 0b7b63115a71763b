// The one place that knows which engine keeps the station's data, and how hard each part of it is kept.
// What only this station knows is on the disk before it is answered (law 1). Pulled copies are written without waiting
// for the disk: head office has them, and a start pulls again what a power cut may have taken (replication.ts).
// Must never be opened by two windows at once: the store is opened with multiInstance false.
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { RxStorage } from 'rxdb';
import { collectionNames } from '../../shared/sync/documents';
import { createJournalStorage } from './storage/journal-storage';

export type LocalStorage = RxStorage<unknown, unknown>;

/** Where IndexedDB comes from, for tests under Node. */
export type IndexedDbParts = { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange };

/** `journal` is what stations use (docs/decisions/0030-local-store.md); `dexie` is RxDB's own, and the yardstick. */
export type StorageEngine = 'journal' | 'dexie';
type Durability = 'strict' | 'relaxed';

/**
 * A scan pays for its own flush and for nobody else's: `strict` asks the disk for one flush a transaction, which Chromium
 * 121 and newer would not do by itself.
 */
export function createStorage(
  parts: IndexedDbParts | null = null,
  engine: StorageEngine = 'journal',
): LocalStorage {
  const strict = storageOf(engine, parts, 'strict');
  const relaxed = storageOf(engine, parts, 'relaxed');
  return {
    ...strict,
    createStorageInstance: (params) =>
      (isCopy(params.collectionName) ? relaxed : strict).createStorageInstance(params),
  };
}

function storageOf(
  engine: StorageEngine,
  parts: IndexedDbParts | null,
  durability: Durability,
): LocalStorage {
  switch (engine) {
    case 'journal':
      return createJournalStorage({ parts: parts ?? { indexedDB, IDBKeyRange }, durability });
    case 'dexie':
      return getRxStorageDexie({
        ...parts,
        chromeTransactionDurability: durability,
        // Nothing here asks Dexie for live queries, so no write need be compared with any.
        cache: 'disabled',
      } as Parameters<typeof getRxStorageDexie>[0]) as unknown as LocalStorage;
    default: {
      const never: never = engine;
      throw new Error(`there is no storage ${String(never)}`);
    }
  }
}

/** Pulled collections, and what the replication engine notes for itself: nothing here relies on it. */
function isCopy(collectionName: string): boolean {
  return (
    (collectionNames as readonly string[]).includes(collectionName) ||
    collectionName.startsWith('rx-replication-meta-')
  );
}

// The one place that knows which engine keeps the station's data. Every write is on disk before it is answered (law 1).
// Must never be opened by two windows at once: the store is opened with multiInstance false.
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { RxStorage } from 'rxdb';

export type LocalStorage = RxStorage<unknown, unknown>;

/** Chromium 121 and newer would answer before the disk does; `strict` asks for one flush a transaction. */
export function createStorage(): LocalStorage {
  return getRxStorageDexie({ chromeTransactionDurability: 'strict' }) as unknown as LocalStorage;
}

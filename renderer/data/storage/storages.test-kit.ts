// Both storages on one IndexedDB engine (fake-indexeddb runs the specification's algorithms in memory), and a disk that
// refuses: every fault is one that a real IndexedDB shows.
import { IDBFactory, IDBKeyRange, IDBTransaction } from 'fake-indexeddb';
import type { RxStorage } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { v7 } from 'uuid';
import type { JournalOptions } from './journal-instance';
import { createJournalStorage } from './journal-storage';

export type AnyStorage = RxStorage<unknown, unknown>;
export type TestDisk = { indexedDB: globalThis.IDBFactory; IDBKeyRange: typeof globalThis.IDBKeyRange };

export const newTestDisk = (): TestDisk =>
  ({ indexedDB: new IDBFactory(), IDBKeyRange }) as unknown as TestDisk;

export const journalOn = (disk: TestDisk, options: Partial<JournalOptions> = {}): AnyStorage =>
  createJournalStorage({ parts: disk, durability: 'strict', newId: v7, ...options });

export const dexieOn = (disk: TestDisk): AnyStorage =>
  getRxStorageDexie({ ...disk } as never) as unknown as AnyStorage;

export type Fault = 'quota' | 'abort';

/** Makes the readwrite transactions fail for which `when` says so; returns how to make the disk well again. */
export function breakDisk(
  fault: Fault,
  when: (stores: readonly string[], nth: number) => boolean,
): () => void {
  const commit = IDBTransaction.prototype.commit;
  let nth = 0;
  IDBTransaction.prototype.commit = function (this: IDBTransaction): void {
    const stores = [...(this.objectStoreNames as unknown as Iterable<string>)];
    nth += 1;
    if (!when(stores, nth)) {
      commit.call(this);
      return;
    }
    if (fault === 'quota')
      (this as unknown as { _abort: (name: string) => void })._abort('QuotaExceededError');
    else this.abort();
  };
  return () => {
    IDBTransaction.prototype.commit = commit;
  };
}

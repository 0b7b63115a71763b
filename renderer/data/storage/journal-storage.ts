// The journal storage: everything of a collection in memory, and every write in an append-only journal on the disk.
// For one window that owns its database: it refuses multiInstance, and it keeps no attachments. Costs 1.5 to 2 kB of
// memory a document, so a collection of more than about 200,000 documents belongs in another storage.
import { RXDB_VERSION, type RxStorage } from 'rxdb';
import { type JournalOptions, openJournalInstance } from './journal-instance';

export type JournalStorage = RxStorage<unknown, unknown>;

/** `parts` and `durability` as the factory says; the rest has defaults that tests change. */
export function createJournalStorage(
  options: Pick<JournalOptions, 'parts' | 'durability'> & Partial<JournalOptions>,
): JournalStorage {
  const all: JournalOptions = {
    newId: () => crypto.randomUUID(),
    compactAbove: 1000,
    quietMs: 1000,
    ...options,
  };
  return {
    name: 'journal',
    rxdbVersion: RXDB_VERSION,
    createStorageInstance: (params) => openJournalInstance(params as never, all) as never,
  };
}

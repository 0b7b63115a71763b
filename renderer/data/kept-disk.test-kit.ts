// A station's disk as an earlier Waybill left it, as a file: every IndexedDB database with its rows. Fixtures lie in
// renderer/data/stores, one for every version of the local data that ever left the house; scripts/store-fixture makes
// today's. They are never edited.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { OpEnvelope } from '../../shared/sync/op';
import { opOf } from '../../shared/sync/op.test-kit';
import { opIdOf } from '../../shared/domain/ids.test-kit';
import {
  firstParcel,
  here,
  leased,
  parcelAfter,
  planOf,
  started,
} from '../../shared/domain/parcel/parcel.test-kit';
import { createStorage, type IndexedDbParts, type StorageEngine } from './storage';
import { answered, openExisting } from './storage/indexed-db';
import { openStore, type Store, storeName } from './store';
import { localVersions, storedDocOf } from './stored';
import type { Disk } from './station.test-kit';

type KeptTable = {
  keyPath: string | string[] | null;
  autoIncrement: boolean;
  indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[];
  keys: IDBValidKey[];
  rows: unknown[];
};
export type KeptDisk = {
  engine: StorageEngine;
  versions: Readonly<Record<string, number>>;
  storeName: string;
  databases: Record<string, { version: number; tables: Record<string, KeptTable> }>;
};

/** What lies on every kept disk: head office has the first two ops, and the parcel as they left it. */
export const keptOps: readonly OpEnvelope[] = [
  opOf('bench.log-in', { opId: opIdOf(1), stationSeq: 1, fence: null }),
  opOf('parcel.open', { opId: opIdOf(2), stationSeq: 2, parcelId: firstParcel }),
  opOf('parcel.pack-item', { opId: opIdOf(3), stationSeq: 3, parcelId: firstParcel }),
  opOf('parcel.pack-item', { opId: opIdOf(4), stationSeq: 4, parcelId: firstParcel }),
  opOf('bench.refuse-scan', { opId: opIdOf(5), stationSeq: 5, fence: null }),
];
export const keptParcel = {
  ...parcelAfter(planOf(), leased, { ...started, stationSeq: 2 } as typeof started),
  seq: 7,
};
export const keptNotes = {
  'op-log': { settledUpTo: 2, expect: 3 },
  sscc: { range: '012345678 0 99', used: 4 },
} as const;

const rowOf = storedDocOf('parcels', keptParcel);
const parts = (indexedDB: IDBFactory): IndexedDbParts => ({
  indexedDB,
  IDBKeyRange: IDBKeyRange as typeof globalThis.IDBKeyRange,
});

/** Today's program writes the disk. */
export async function writeKeptDisk(): Promise<KeptDisk> {
  const engine = 'journal';
  const indexedDB = new IDBFactory();
  const name = storeName(here);
  const store: Store = await openStore(name, createStorage(parts(indexedDB), engine));
  await store.ops.bulkInsert([...keptOps] as never);
  for (const [note, values] of Object.entries(keptNotes)) await store.notes.write(note, { ...values });
  await store.pulled.parcels.rx().bulkInsert([rowOf]);
  await store.close();
  const databases: KeptDisk['databases'] = {};
  for (const { name: file } of await indexedDB.databases()) {
    const db = await openExisting(indexedDB, file ?? '');
    const tables: Record<string, KeptTable> = {};
    for (const table of db.objectStoreNames) tables[table] = await readTable(db, table);
    databases[db.name] = { version: db.version, tables };
    db.close();
  }
  return { engine, versions: { ...localVersions }, storeName: name, databases };
}

async function readTable(db: IDBDatabase, name: string): Promise<KeptTable> {
  const table = db.transaction(name).objectStore(name);
  const indexes = [...table.indexNames].map((each) => {
    const { keyPath, unique, multiEntry } = table.index(each);
    return { name: each, keyPath, unique, multiEntry };
  });
  const [keys, rows] = await Promise.all([answered(table.getAllKeys()), answered(table.getAll())]);
  return { keyPath: table.keyPath, autoIncrement: table.autoIncrement, indexes, keys, rows };
}

/** A disk with just that on it. */
export async function layDisk(kept: KeptDisk): Promise<Disk> {
  const indexedDB = new IDBFactory();
  for (const [file, { version, tables }] of Object.entries(kept.databases)) {
    const opening = indexedDB.open(file, version);
    opening.addEventListener('upgradeneeded', () => {
      for (const [name, { keyPath, autoIncrement, indexes }] of Object.entries(tables)) {
        const table = opening.result.createObjectStore(name, { keyPath, autoIncrement });
        for (const each of indexes) table.createIndex(each.name, each.keyPath, each);
      }
    });
    const db = await answered(opening);
    for (const [name, { keyPath, keys, rows }] of Object.entries(tables)) {
      const table = db.transaction(name, 'readwrite').objectStore(name);
      for (const [index, row] of rows.entries())
        await answered(keyPath === null ? table.put(row, keys[index]) : table.put(row));
    }
    db.close();
  }
  return { indexedDB, name: kept.storeName };
}

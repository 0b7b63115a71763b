// The station's own database: the push-only collection of ops, the pulled collections, and a few local notes.
// One window owns it. Nothing but replication writes a pulled collection (law 7).
import { addRxPlugin, createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb';
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import type { StationId } from '../../shared/domain/ids';
import { type CollectionName, collectionNames } from '../../shared/sync/documents';
import { type Pulled, openPulled } from './pulled';
import { createStorage, type LocalStorage } from './storage';
import { refuseNewer } from './store-versions';
import { localVersions, opMigrations, opsSchema, type StoredOp } from './stored';

addRxPlugin(RxDBLocalDocumentsPlugin);
addRxPlugin(RxDBMigrationSchemaPlugin);

export type PulledCollections = { [C in CollectionName]: Pulled<C> };

export type Store = {
  ops: RxCollection<StoredOp>;
  pulled: PulledCollections;
  notes: Notes;
  close: () => Promise<void>;
};

/** Small facts of this station that are nobody else's business; durable when `write` resolves. */
export type Notes = {
  read: (name: string) => Promise<Record<string, unknown> | null>;
  write: (name: string, values: Record<string, unknown>) => Promise<void>;
};

/** A station that enrols anew as another station begins with an empty store of its own. */
export function storeName(stationId: StationId): string {
  return `waybill-${stationId}`;
}

/**
 * Opens, or makes, the database `name`. Throws when the storage cannot be opened, and StoreFailure `newer` when a newer
 * Waybill made it.
 */
export async function openStore(name: string, storage: LocalStorage = createStorage()): Promise<Store> {
  const db = await createRxDatabase({
    name,
    storage,
    multiInstance: false,
    eventReduce: false,
    localDocuments: true,
  });
  let ops: RxCollection<StoredOp>;
  let pulled: PulledCollections;
  try {
    await refuseNewer(db, localVersions);
    [ops, pulled] = await Promise.all([openOps(db), openAllPulled(db)]);
  } catch (cause) {
    await db.close().catch(() => undefined);
    throw cause;
  }
  return { ops, pulled, notes: notesOf(db), close: () => db.close().then(() => undefined) };
}

async function openOps(db: RxDatabase): Promise<RxCollection<StoredOp>> {
  const { ops } = await db.addCollections({
    ops: { schema: opsSchema, migrationStrategies: opMigrations },
  });
  return ops as unknown as RxCollection<StoredOp>;
}

async function openAllPulled(db: RxDatabase): Promise<PulledCollections> {
  const opened = await Promise.all(collectionNames.map(async (name) => [name, await openPulled(db, name)]));
  return Object.fromEntries(opened) as PulledCollections;
}

function notesOf(db: RxDatabase): Notes {
  return {
    read: async (name) => {
      const note = await db.getLocal<Record<string, unknown>>(name);
      return note === null ? null : (note.toJSON().data as Record<string, unknown>);
    },
    write: async (name, values) => {
      await db.upsertLocal(name, values);
    },
  };
}

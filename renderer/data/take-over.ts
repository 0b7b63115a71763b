// What earlier Waybills kept of this station in RxDB's Dexie storage comes over into the journal, once: ops, which nobody
// else may have, and the notes about them. Copies of what head office owns are pulled again.
// Must never delete an op before it is in the new store, nor give one another number.
import type { IndexedDbParts } from './storage';
import { answered, deleteDatabase, openExisting } from './storage/indexed-db';
import { putBackPage } from './put-back';
import type { Store } from './store';
import type { StoredOp } from './stored';

export type TakeOver = {
  ops: number;
  /** Ops whose number the new store has given to another op: the old store is left as it is. */
  clashes: number;
};

/** Say how far pulled copies reach, and those do not come along. */
const notesOfCopies: ReadonlySet<string> = new Set(['epochs', 'pulled', 'safe']);
const page = 500;

/** Rejects with what IndexedDB says; whatever came over until then is kept, and the next start goes on. */
export async function takeOver(store: Store, name: string, parts: IndexedDbParts): Promise<TakeOver> {
  const prefix = `rxdb-dexie-${name}--`;
  const files = (await parts.indexedDB.databases())
    .map((each) => each.name ?? '')
    .filter((each) => each.startsWith(prefix));
  const done: TakeOver = { ops: 0, clashes: 0 };
  for (const file of files.filter((each) => each.endsWith('--ops'))) {
    const ops = (await liveDocs(parts, file)).map(opOf).toSorted((a, b) => a.stationSeq - b.stationSeq);
    for (let from = 0; from < ops.length; from += page) {
      const { missing, clashes } = await putBackPage(store, ops.slice(from, from + page));
      done.ops += missing;
      done.clashes += clashes;
    }
  }
  for (const file of files.filter((each) => each.includes('--plugin-local-documents-')))
    for (const { id, data } of await liveDocs(parts, file))
      if (!notesOfCopies.has(String(id)) && (await store.notes.read(String(id))) === null)
        await store.notes.write(String(id), data as Record<string, unknown>);
  if (done.clashes === 0) for (const file of files) await deleteDatabase(parts.indexedDB, file);
  return done;
}

type Row = Record<string, unknown>;

/** RxDB's Dexie storage keeps documents in `docs`; a flag that is searched lies there as '0' or '1'. */
async function liveDocs({ indexedDB }: IndexedDbParts, file: string): Promise<Row[]> {
  const db = await openExisting(indexedDB, file);
  try {
    if (!db.objectStoreNames.contains('docs')) return [];
    const rows: Row[] = await answered(db.transaction('docs').objectStore('docs').getAll());
    return rows.filter((row) => row['_deleted'] !== '1' && row['_deleted'] !== true);
  } finally {
    db.close();
  }
}

function opOf(row: Row): StoredOp {
  const own = Object.entries(row).filter(([field]) => !field.startsWith('_'));
  return Object.fromEntries(own) as unknown as StoredOp;
}

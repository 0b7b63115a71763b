// One collection's journal on the disk: an IndexedDB database with blocks of a snapshot (`snap`), the commits since
// (`log`) and one record that says which snapshot counts (`meta`). Answers for: an append is all there or not at all,
// and a new snapshot counts from one transaction on. Must never resolve before IndexedDB says `complete`.
//
// Format 1. snap: [generation, block] -> Block. log: number -> Block, one a commit. meta: 'journal' -> Meta.
// Documents lie as JSON text: written and read as one string, it costs a fraction of a structured clone.
// IndexedDB is spoken to directly: Dexie's promises cost a write more than the write itself where the disk is quick
// (docs/decisions/0030-local-store.md).
import { answered, deleteDatabase, failureOf } from './indexed-db';
import { JournalRefused } from './journal-refused';

export type IndexedDbParts = { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange };
export type Durability = 'strict' | 'relaxed';

/** Documents as JSON text of an array, and the local number of each. */
export type Block = { numbers: readonly number[]; docs: string };

export type Meta = {
  format: number;
  /** Names this journal among all that ever had its name; a checkpoint of another one means nothing here. */
  journalId: string;
  generation: number;
  /** The local number that comes next; numbers of purged documents are not given again. */
  nextNumber: number;
};

export type JournalFile = {
  meta: () => Meta;
  /** Reads the snapshot and then the log, page by page, and returns the last log key. */
  read: (take: (block: Block) => void) => Promise<number>;
  /** Writes commits under consecutive keys in one transaction. */
  append: (firstKey: number, commits: readonly Block[]) => Promise<void>;
  /** Takes away the blocks of a snapshot that never came to count. */
  dropGeneration: (generation: number) => Promise<void>;
  writeBlock: (generation: number, block: number, content: Block) => Promise<void>;
  /** From here on `meta` counts: older blocks, and the log up to and with `upToKey`, are gone. */
  flip: (meta: Meta, upToKey: number) => Promise<void>;
  close: () => void;
  remove: () => Promise<void>;
};

export const journalFormat = 1;
const pageBlocks = 16;
const endOfBlocks = Number.MAX_SAFE_INTEGER;

export const journalFileName = (databaseName: string, version: number, collectionName: string): string =>
  `journal-${databaseName}--${version}--${collectionName}`;

/** Opens or makes the journal `name`. Throws JournalRefused for a newer format, or what IndexedDB throws. */
export async function openJournalFile(
  parts: IndexedDbParts,
  name: string,
  durability: Durability,
  newId: () => string,
): Promise<JournalFile> {
  const { IDBKeyRange } = parts;
  const db = await openDatabase(parts.indexedDB, name, newId);
  let meta: Meta;
  try {
    meta = await readMeta(db, name);
  } catch (cause) {
    db.close();
    throw cause;
  }
  const generationRange = (generation: number): IDBKeyRange =>
    IDBKeyRange.bound([generation, 0], [generation, endOfBlocks]);

  return {
    meta: () => meta,
    read: async (take) => {
      const reading = db.transaction(['snap', 'log'], 'readonly');
      const { generation } = meta;
      await readPages(reading.objectStore('snap'), IDBKeyRange, generationRange(generation), take);
      return Number((await readPages(reading.objectStore('log'), IDBKeyRange, null, take)) ?? 0);
    },
    append: async (firstKey, commits) => {
      try {
        await inTransaction(db, ['log'], durability, (store) => {
          const log = store('log');
          // `add`, not `put`: a key that is taken means a second writer, and the whole transaction falls.
          for (const [index, commit] of commits.entries()) log.add(commit, firstKey + index);
        });
      } catch (cause) {
        if (cause instanceof Error && cause.name === 'ConstraintError')
          throw new JournalRefused('foreign-writer', name, cause);
        throw cause;
      }
    },
    dropGeneration: (generation) =>
      inTransaction(db, ['snap'], 'relaxed', (store) => {
        store('snap').delete(generationRange(generation));
      }),
    writeBlock: (generation, block, content) =>
      inTransaction(db, ['snap'], 'relaxed', (store) => {
        store('snap').put(content, [generation, block]);
      }),
    flip: async (next, upToKey) => {
      // Strict whatever the collection: the blocks before it reach the disk with it, and the log only goes after them.
      await inTransaction(db, ['meta', 'snap', 'log'], 'strict', (store) => {
        store('meta').put(next, 'journal');
        store('snap').delete(IDBKeyRange.upperBound([next.generation, 0], true));
        store('log').delete(IDBKeyRange.upperBound(upToKey));
      });
      meta = next;
    },
    close: () => db.close(),
    remove: async () => {
      db.close();
      await deleteDatabase(parts.indexedDB, name);
    },
  };
}

function openDatabase(factory: IDBFactory, name: string, newId: () => string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(name, journalFormat);
    opening.onupgradeneeded = () => {
      for (const store of ['snap', 'log']) opening.result.createObjectStore(store);
      const meta: Meta = { format: journalFormat, journalId: newId(), generation: 0, nextNumber: 1 };
      opening.result.createObjectStore('meta').put(meta, 'journal');
    };
    opening.onsuccess = () => {
      const db = opening.result;
      db.onversionchange = () => db.close();
      resolve(db);
    };
    opening.onerror = () => {
      const newer = opening.error?.name === 'VersionError';
      reject(
        newer ? new JournalRefused('newer-format', name, opening.error) : failureOf(opening.error, name),
      );
    };
    opening.onblocked = () => reject(new JournalRefused('foreign-writer', name));
  });
}

async function readMeta(db: IDBDatabase, name: string): Promise<Meta> {
  const found = (await answered(db.transaction('meta').objectStore('meta').get('journal'))) as
    | Meta
    | undefined;
  if (found === undefined) throw new JournalRefused('damaged', name);
  if (found.format > journalFormat) throw new JournalRefused('newer-format', name);
  return found;
}

/** Asks for the next page before it hands out the last one: the disk reads while the text is parsed. */
async function readPages(
  store: IDBObjectStore,
  keyRange: typeof IDBKeyRange,
  within: IDBKeyRange | null,
  take: (block: Block) => void,
): Promise<IDBValidKey | undefined> {
  const page = (after: IDBValidKey | undefined): Promise<[Block[], IDBValidKey[]]> => {
    const range =
      after === undefined
        ? within
        : within === null
          ? keyRange.lowerBound(after, true)
          : keyRange.bound(after, within.upper, true, false);
    return Promise.all([
      answered(store.getAll(range, pageBlocks)),
      answered(store.getAllKeys(range, pageBlocks)),
    ]);
  };
  let last: IDBValidKey | undefined;
  let asked = page(undefined);
  for (;;) {
    const [blocks, keys] = await asked;
    last = keys.at(-1) ?? last;
    const whole = keys.length < pageBlocks;
    if (!whole) asked = page(last);
    for (const block of blocks) take(block);
    if (whole) return last;
  }
}

/** Resolves at `complete`; rejects when it was aborted, whoever aborted it. Nothing is left open when `work` throws. */
function inTransaction(
  db: IDBDatabase,
  stores: readonly string[],
  durability: Durability,
  work: (store: (name: string) => IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const writing = db.transaction([...stores], 'readwrite', { durability });
    writing.oncomplete = () => resolve();
    writing.onabort = () => reject(failureOf(writing.error, db.name));
    try {
      work((name) => writing.objectStore(name));
      writing.commit();
    } catch (cause) {
      writing.abort();
      reject(failureOf(cause, db.name));
    }
  });
}

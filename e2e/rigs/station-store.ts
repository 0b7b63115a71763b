// The station's own record, read from its local database beside the running application: ops as they are stored, and
// which documents of head office have arrived. Reads only.
import type { Page } from 'playwright';

export type StoredOp = {
  opId: string;
  stationSeq: number;
  type: string;
  parcelId: string | null;
  body: Record<string, unknown>;
  /** Wall clock when it was handed to the store. */
  at: string;
};

/** All ops on this station's disk, by number. */
export async function storedOps(page: Page): Promise<StoredOp[]> {
  const rows = (await readCollection(page, 'ops', 'documents')) as StoredOp[];
  return rows
    .map(({ opId, stationSeq, type, parcelId, body, at }) => ({ opId, stationSeq, type, parcelId, body, at }))
    .sort((a, b) => a.stationSeq - b.stationSeq);
}

/** Ids of the documents of one pulled collection that have arrived. */
export async function arrivedIds(page: Page, collection: string): Promise<string[]> {
  return (await readCollection(page, collection, 'keys')).map(String);
}

/** The documents of one pulled collection that have arrived, as head office sent them. */
export async function arrivedDocuments<Doc>(page: Page, collection: string): Promise<Doc[]> {
  const rows = (await readCollection(page, collection, 'documents')) as { doc: Doc }[];
  return rows.map(({ doc }) => doc);
}

/** How many documents of one pulled collection have arrived. */
export async function arrivedCount(page: Page, collection: string): Promise<number> {
  return Number((await readCollection(page, collection, 'count'))[0] ?? 0);
}

/**
 * The living documents of a collection's journal (renderer/data/storage/journal-file.ts), or their keys or count; empty
 * while the collection has not been made. No inner function has a name: the page would not know how to keep it.
 */
function readCollection(
  page: Page,
  collection: string,
  what: 'documents' | 'keys' | 'count',
): Promise<unknown[]> {
  return page.evaluate(
    async ([ending, wanted]) => {
      const databases = await indexedDB.databases();
      const name = databases.map((each) => each.name ?? '').find((each) => each.endsWith(ending));
      if (name === undefined) return [];
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('success', () => done(opening.result));
        opening.addEventListener('error', () => fail(opening.error ?? new Error(`${name} was not opened`)));
      });
      try {
        const living = new Map<string, { _deleted: boolean }>();
        const reading = database.transaction(['meta', 'snap', 'log']);
        const blocks = await new Promise<{ docs: string }[]>((done, fail) => {
          const meta = reading.objectStore('meta').get('journal');
          meta.addEventListener('success', () => {
            const { generation } = meta.result as { generation: number };
            const range = IDBKeyRange.bound([generation, 0], [generation, Number.MAX_SAFE_INTEGER]);
            const snapshot = reading.objectStore('snap').getAll(range);
            const log = reading.objectStore('log').getAll();
            log.addEventListener('success', () => done([...snapshot.result, ...log.result]));
          });
          reading.addEventListener('abort', () => fail(reading.error ?? new Error(`${name} was not read`)));
        });
        for (const { docs } of blocks) {
          for (const doc of JSON.parse(docs)) living.set(doc.id ?? doc.opId, doc);
        }
        for (const [key, { _deleted }] of living) if (_deleted) living.delete(key);
        if (wanted === 'count') return [living.size];
        return wanted === 'keys' ? [...living.keys()] : [...living.values()];
      } finally {
        database.close();
      }
    },
    [`--${collection}`, what] as const,
  );
}

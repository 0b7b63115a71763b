// The station's own record, read from its local database beside the running application: ops as they are stored, and
// which documents of head office have arrived. Reads only.
import type { Page } from 'playwright';

export type StoredOp = {
  opId: string;
  stationSeq: number;
  type: string;
  parcelId: string | null;
  body: Record<string, unknown>;
};

/** All ops on this station's disk, by number. */
export async function storedOps(page: Page): Promise<StoredOp[]> {
  const rows = (await readCollection(page, 'ops', 'documents')) as StoredOp[];
  return rows
    .map(({ opId, stationSeq, type, parcelId, body }) => ({ opId, stationSeq, type, parcelId, body }))
    .sort((a, b) => a.stationSeq - b.stationSeq);
}

/** Ids of the documents of one pulled collection that have arrived. */
export async function arrivedIds(page: Page, collection: string): Promise<string[]> {
  return (await readCollection(page, collection, 'keys')).map(String);
}

/** How many documents of one pulled collection have arrived. */
export async function arrivedCount(page: Page, collection: string): Promise<number> {
  return Number((await readCollection(page, collection, 'count'))[0] ?? 0);
}

/** Empty while the collection has not been made. No inner function has a name: the page would not know how to keep it. */
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
        return await new Promise<unknown[]>((done, fail) => {
          const store = database.transaction('docs').objectStore('docs');
          const reading =
            wanted === 'count' ? store.count() : wanted === 'keys' ? store.getAllKeys() : store.getAll();
          reading.onsuccess = () => done(Array.isArray(reading.result) ? reading.result : [reading.result]);
          reading.onerror = () => fail(reading.error ?? new Error(`${name} was not read`));
        });
      } finally {
        database.close();
      }
    },
    [`--${collection}`, what] as const,
  );
}

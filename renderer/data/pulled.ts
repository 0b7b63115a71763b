// One pulled collection as the rest of the station sees it: look up, search, hear of changes. Read only.
// It outlives the RxDB collection behind it, which is thrown away and made anew when head office changed its epoch.
import type { MangoQuery, RxCollection, RxDatabase } from 'rxdb';
import { Subject, type Observable, type Subscription } from 'rxjs';
import type { CollectionName } from '../../shared/sync/documents';
import { pulledSchema, type StoredDoc } from './stored';

export type PulledChange<C extends CollectionName> =
  | { kind: 'documents'; documents: readonly StoredDoc<C>[] }
  | { kind: 'emptied' };

export type Pulled<C extends CollectionName> = {
  name: C;
  /** Documents by id, in no order; unknown ids are left out. */
  byIds: (ids: readonly string[]) => Promise<StoredDoc<C>[]>;
  byId: (id: string) => Promise<StoredDoc<C> | null>;
  find: (query: MangoQuery<StoredDoc<C>>) => Promise<StoredDoc<C>[]>;
  changes: Observable<PulledChange<C>>;
  /** For replication only. */
  rx: () => RxCollection<StoredDoc<C>>;
  /** Throws every document away: they are worth nothing under a new epoch. */
  empty: () => Promise<void>;
};

export async function openPulled<C extends CollectionName>(db: RxDatabase, name: C): Promise<Pulled<C>> {
  const changes = new Subject<PulledChange<C>>();
  let listening: Subscription | null = null;

  const open = async (): Promise<RxCollection<StoredDoc<C>>> => {
    const added = await db.addCollections({ [name]: { schema: pulledSchema(name) } });
    const collection = added[name] as unknown as RxCollection<StoredDoc<C>>;
    listening = collection.eventBulks$.subscribe((bulk) => {
      const documents = bulk.events.map((event) => event.documentData as unknown as StoredDoc<C>);
      changes.next({ kind: 'documents', documents });
    });
    return collection;
  };

  let collection = await open();
  /** The collection; while it is made anew, the one that comes. */
  let next = Promise.resolve(collection);
  /** A scan must not fail because head office began a new life just now. */
  const ask = async <T>(question: (of: typeof collection) => Promise<T>): Promise<T> => {
    for (;;) {
      const asked = await next;
      try {
        return await question(asked);
      } catch (cause) {
        // Thrown away while it was read: the new one is asked.
        if ((await next) === asked) throw cause;
      }
    }
  };
  const plain = (document: { toJSON: () => unknown }): StoredDoc<C> => document.toJSON() as StoredDoc<C>;
  return {
    name,
    changes: changes.asObservable(),
    rx: () => collection,
    byIds: async (ids) => {
      if (ids.length === 0) return [];
      const found = await ask((of) => of.findByIds([...ids]).exec());
      return [...found.values()].map(plain);
    },
    byId: async (id) => {
      const found = await ask((of) => of.findByIds([id]).exec());
      const document = found.get(id);
      return document === undefined ? null : plain(document);
    },
    find: async (query) => (await ask((of) => of.find(query).exec())).map(plain),
    empty: async () => {
      listening?.unsubscribe();
      next = collection.remove().then(open);
      collection = await next;
      changes.next({ kind: 'emptied' });
    },
  };
}

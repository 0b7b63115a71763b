// Photographs that head office does not have yet: files by the hash of their bytes in a database of their own, on the disk
// when `keep` resolves, gone when head office has them. Bounded: a shelf that is full takes no more and says so.
import type { IndexedDbParts } from './storage';

export class ShelfFull extends Error {
  override readonly name = 'ShelfFull';
}

export type PhotoShelf = {
  /** On disk when it resolves; the same file twice is kept once. Throws ShelfFull. */
  keep: (hash: string, bytes: Uint8Array) => Promise<void>;
  /** Oldest first. */
  waiting: () => Promise<string[]>;
  read: (hash: string) => Promise<Uint8Array | null>;
  drop: (hash: string) => Promise<void>;
  close: () => void;
};

type Kept = { hash: string; bytes: Uint8Array; size: number; order: number };

const files = 'files';
/** A week of photographs of a busy bench without head office. */
const mostBytes = 512 * 1024 * 1024;

export async function openPhotoShelf(
  name: string,
  { indexedDB: engine }: Pick<IndexedDbParts, 'indexedDB'>,
  limitBytes = mostBytes,
): Promise<PhotoShelf> {
  const opening = engine.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(files, { keyPath: 'hash' }).createIndex('order', 'order');
  };
  const db = await done(opening);
  const began = (await all()).reduce((sum, { size }) => sum + size, 0);
  let keptBytes = began;

  async function all(): Promise<Kept[]> {
    const kept = await done(db.transaction(files, 'readonly').objectStore(files).index('order').getAll());
    return kept as Kept[];
  }
  const get = async (hash: string): Promise<Kept | null> =>
    ((await done(db.transaction(files, 'readonly').objectStore(files).get(hash))) as Kept | undefined) ??
    null;

  return {
    keep: async (hash, bytes) => {
      if (await get(hash)) return;
      if (keptBytes + bytes.length > limitBytes) throw new ShelfFull();
      const last = (await all()).at(-1)?.order ?? 0;
      const kept: Kept = { hash, bytes, size: bytes.length, order: last + 1 };
      await written(db, (store) => store.put(kept));
      keptBytes += bytes.length;
    },
    waiting: async () => (await all()).map(({ hash }) => hash),
    read: async (hash) => (await get(hash))?.bytes ?? null,
    drop: async (hash) => {
      const kept = await get(hash);
      if (!kept) return;
      await written(db, (store) => store.delete(hash));
      keptBytes -= kept.size;
    },
    close: () => db.close(),
  };
}

/** Chromium from 121 on flushes only when it is asked to. */
function written(db: IDBDatabase, write: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(files, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('a photograph was not written'));
    write(transaction.objectStore(files));
  });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the shelf of photographs failed'));
  });
}

// What the store benches run inside a real window: RxDB's published performance suite, bare durable writes beside it,
// and a large collection made, closed, opened and written to. Bundled by window.ts; knows nothing of files or Node.
import { Dexie } from 'dexie';
import { createRxDatabase, type RxCollection, type RxStorage } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { runPerformanceTests } from 'rxdb/plugins/test-utils';
import { pulledSchema } from '../../renderer/data/stored';
import { createJournalStorage } from '../../renderer/data/storage/journal-storage';

export type StorageName = 'journal' | 'journalRelaxed' | 'dexie' | 'memory';
export type LargeStore = {
  openMs: number[];
  heapMiB: number;
  insertsPerSecond: number;
  writeMs: number[];
  readMs: number[];
  newestListMs: number[];
};

const storages: Record<StorageName, () => RxStorage<unknown, unknown>> = {
  journal: () => createJournalStorage({ parts: { indexedDB, IDBKeyRange }, durability: 'strict' }),
  journalRelaxed: () => createJournalStorage({ parts: { indexedDB, IDBKeyRange }, durability: 'relaxed' }),
  memory: () => getRxStorageMemory() as never,
  dexie: () =>
    getRxStorageDexie({ chromeTransactionDurability: 'strict', cache: 'disabled' } as never) as never,
};

/** RxDB's own suite; milliseconds a row, computed as the published figures are. */
async function suite(name: StorageName, runs: number): Promise<Record<string, number>> {
  const { description, collectionsAmount, docsAmount, ...rows } = await runPerformanceTests(
    storages[name]() as never,
    name,
    { runs, log: false },
  );
  void [description, collectionsAmount, docsAmount];
  return rows as Record<string, number>;
}

const record = { type: 'record', body: 'x'.repeat(400) };

/** Milliseconds of each round of `writes` bare strict writes, one after the other. */
async function rawRounds(rounds: number, writes: number): Promise<number[]> {
  const db = await new Promise<IDBDatabase>((done, fail) => {
    const opening = indexedDB.open('bench-raw', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('records', { autoIncrement: true });
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error ?? new Error('not opened'));
  });
  const write = (): Promise<void> =>
    new Promise((done, fail) => {
      const writing = db.transaction('records', 'readwrite', { durability: 'strict' });
      writing.objectStore('records').add(record);
      writing.oncomplete = () => done();
      writing.onabort = () => fail(writing.error ?? new Error('not written'));
      writing.commit();
    });
  const tookMs = await timed(rounds, writes, write);
  db.close();
  indexedDB.deleteDatabase('bench-raw');
  return tookMs;
}

/** The same through Dexie. */
async function dexieRounds(rounds: number, writes: number): Promise<number[]> {
  const db = new Dexie('bench-raw-dexie', { chromeTransactionDurability: 'strict', cache: 'disabled' });
  db.version(1).stores({ records: '++' });
  await db.open();
  const tookMs = await timed(rounds, writes, () => db.table('records').add(record));
  await db.delete();
  return tookMs;
}

async function timed(rounds: number, writes: number, write: () => PromiseLike<unknown>): Promise<number[]> {
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now();
    for (let at = 0; at < writes; at += 1) await write();
    tookMs.push(performance.now() - startMs);
  }
  return tookMs;
}

type Orders = RxCollection<Record<string, unknown>>;

async function openOrders(
  name: StorageName,
  database: string,
): Promise<{ orders: Orders; close: () => Promise<unknown> }> {
  const db = await createRxDatabase({
    name: database,
    storage: storages[name](),
    multiInstance: false,
    eventReduce: false,
  });
  const { orders } = await db.addCollections({ orders: { schema: pulledSchema('orders') as never } });
  return { orders: orders as never, close: () => db.close() };
}

const orderAt = (index: number): Record<string, unknown> => ({
  id: `order-${String(index).padStart(8, '0')}`,
  seq: index,
  number: `W${String(index).padStart(8, '0')}`,
  doc: {
    orderId: `order-${String(index).padStart(8, '0')}`,
    number: `W${String(index).padStart(8, '0')}`,
    customer: { name: `Customer ${index}`, street: 'Long Street 12', city: 'Town', country: 'GB' },
    state: 'closed',
    placedAt: '2026-01-05T09:30:00.000Z',
    lines: [
      { sku: `SKU-${index % 1000}`, quantity: 2 },
      { sku: `SKU-${(index * 7) % 1000}`, quantity: 1 },
    ],
  },
});

async function largeStore(
  name: StorageName,
  count: number,
  opens: number,
  writes: number,
): Promise<LargeStore> {
  const database = `bench-large-${name}-${Date.now()}`;
  const heapBefore = await heapMiB();
  const first = await openOrders(name, database);
  const fillStartMs = performance.now();
  for (let from = 0; from < count; from += 1000) {
    const size = Math.min(1000, count - from);
    await first.orders.bulkInsert(Array.from({ length: size }, (_, index) => orderAt(from + index)) as never);
  }
  const insertsPerSecond = (count * 1000) / (performance.now() - fillStartMs);
  await first.close();
  const openMs: number[] = [];
  let opened = first;
  for (let time = 0; time < opens; time += 1) {
    const startMs = performance.now();
    opened = await openOrders(name, database);
    const found = await opened.orders.findOne(orderAt(count >> 1)['id'] as string).exec();
    openMs.push(performance.now() - startMs);
    if (found === null) throw new Error('the store has lost a document');
    if (time < opens - 1) {
      // A start is followed by quiet: what a storage tidies then is tidied before the next start.
      await new Promise((done) => setTimeout(done, 3000));
      await opened.close();
    }
  }
  const heap = (await heapMiB()) - heapBefore;
  const newestListMs = await timed(3, 1, () =>
    opened.orders.find({ sort: [{ number: 'desc' }], limit: 50 } as never).exec(),
  );
  const readMs: number[] = [];
  const writeMs: number[] = [];
  for (let at = 0; at < writes; at += 1) {
    readMs.push(
      ...(await timed(1, 1, () =>
        opened.orders.findOne(orderAt((at * 7919) % count)['id'] as string).exec(),
      )),
    );
    writeMs.push(...(await timed(1, 1, () => opened.orders.insert(orderAt(count + at) as never))));
    await new Promise((done) => setTimeout(done, 5));
  }
  await opened.orders.database.remove();
  return { openMs, heapMiB: heap, insertsPerSecond, writeMs, readMs, newestListMs };
}

/** Settled heap, as far as the page may know it. */
async function heapMiB(): Promise<number> {
  await new Promise((done) => setTimeout(done, 1500));
  (globalThis as { gc?: () => void }).gc?.();
  const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
  return memory ? memory.usedJSHeapSize / 2 ** 20 : Number.NaN;
}

export const inPage = { suite, rawRounds, dexieRounds, largeStore };
export type InPage = typeof inPage;
(globalThis as { storeBench?: InPage }).storeBench = inPage;

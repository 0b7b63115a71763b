import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStorage, type IndexedDbParts } from './storage';
import { openStore } from './store';
import { refusedScan } from './station.test-kit';

afterEach(() => vi.restoreAllMocks());

describe('what is kept how hard', () => {
  it.each(['journal', 'dexie'] as const)(
    'law 1: ops and notes wait for the disk, pulled copies do not (%s)',
    async (engine) => {
      /** Durability of the writing transactions, by collection. */
      const asked = new Map<string, Set<string>>();
      const transaction = IDBDatabase.prototype.transaction;
      vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
        this: IDBDatabase,
        ...args: Parameters<typeof transaction>
      ) {
        const [, mode, options] = args as unknown as [string[], string, { durability?: string } | undefined];
        const collection = this.name.split('--').at(-1) ?? '';
        if (mode === 'readwrite')
          asked.set(collection, (asked.get(collection) ?? new Set()).add(String(options?.durability)));
        return transaction.apply(this, args);
      });
      const parts = { indexedDB: new IDBFactory(), IDBKeyRange } as unknown as IndexedDbParts;
      const store = await openStore(`kept-${engine}`, createStorage(parts, engine));
      await store.notes.write('place', { at: 1 });
      const draft = refusedScan('x');
      await store.ops.bulkInsert([
        { ...draft, stationSeq: 1, v: 1, actor: null, at: '2026-01-05T09:30:00.000Z', mono: 0 } as never,
      ]);
      const copies = ['orders', 'products', 'stock'] as const;
      for (const name of copies)
        await store.pulled[name].rx().bulkInsert([{ id: 'x', seq: 1, doc: {}, number: 'x' } as never]);
      await store.close();
      const of = (name: string): string[] => [...(asked.get(name) ?? [])];
      expect(of('ops')).toEqual(['strict']);
      expect(of('plugin-local-documents-')).toEqual(['strict']);
      for (const name of copies) expect(of(name)).toEqual(['relaxed']);
    },
  );
});

import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { createStorage } from './storage';
import { openStore } from './store';
import { refusedScan } from './station.test-kit';

describe('what is kept how hard', () => {
  it('law 1: ops and notes wait for the disk, pulled copies do not', async () => {
    const asked = new Map<string, Set<string>>();
    const open = Dexie.prototype.open;
    vi.spyOn(Dexie.prototype, 'open').mockImplementation(function (this: Dexie) {
      const durability = (this as unknown as { _options: { chromeTransactionDurability?: string } })._options
        .chromeTransactionDurability;
      const collection = this.name.split('--').at(-1) ?? '';
      asked.set(collection, (asked.get(collection) ?? new Set()).add(String(durability)));
      return open.call(this);
    });
    const store = await openStore('kept', createStorage({ indexedDB: new IDBFactory(), IDBKeyRange }));
    await store.notes.write('place', { at: 1 });
    const draft = refusedScan('x');
    await store.ops.bulkInsert([
      { ...draft, stationSeq: 1, v: 1, actor: null, at: '2026-01-05T09:30:00.000Z', mono: 0 } as never,
    ]);
    await store.close();
    const of = (name: string): string[] => [...(asked.get(name) ?? [])];
    expect(of('ops')).toEqual(['strict']);
    expect(of('plugin-local-documents-')).toEqual(['strict']);
    for (const name of ['parcels', 'orders', 'results', 'products']) expect(of(name)).toEqual(['relaxed']);
    vi.restoreAllMocks();
  });
});

// A station's data layer on a real IndexedDB engine (fake-indexeddb runs the specification's algorithms in memory),
// opened and closed as a program start and a kill would. Each station has a database factory of its own.
import { Dexie, type Table } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { v7 } from 'uuid';
import type { OpId, StationId, WarehouseId } from '../../shared/domain/ids';
import type { CollectionName } from '../../shared/sync/documents';
import type { OpDraft } from '../../shared/sync/op';
import { createNetwork, type Network } from './network';
import type { HeadOffice } from './head-office';
import { type Keeping, startKeeping } from './keep-ops';
import type { KeptOps } from './kept-ops';
import { openOpLog, type OpLog } from './op-log';
import { openParcelBook, type ParcelBook } from './parcels';
import { type PutBack, putBackFrom, putBackOps } from './put-back';
import { startSync, type Sync } from './replication';
import type { Waiting } from './retry';
import { openStore, type Store } from './store';
import { createStorage } from './storage';

export type TestStation = {
  store: Store;
  opLog: OpLog;
  book: ParcelBook;
  network: Network;
  sync: Sync | null;
  /** With a second place: what came back from it at this start, and the handing over to it. */
  putBack: PutBack | null;
  keeping: Keeping | null;
  unreadable: string[];
  bugs: unknown[];
  startSync: () => Promise<void>;
  close: () => Promise<void>;
};

export type Disk = { indexedDB: IDBFactory };
export const newDisk = (): Disk => ({ indexedDB: new IDBFactory() });

let opened = 0;

/** Opens the station on `disk`; what was written to it before is there again. */
export async function openTestStation(
  disk: Disk,
  stationId: StationId,
  warehouseId: WarehouseId,
  headOffice: HeadOffice,
  kept: KeptOps | null = null,
): Promise<TestStation> {
  // RxDB and Dexie keep registries by name in the realm; a station of a new disk must not meet an old one's.
  const name = nameOf(disk);
  const store = await openStore(name, createStorage({ indexedDB: disk.indexedDB, IDBKeyRange }));
  const putBack = kept
    ? await putBackOps(store, kept).catch(async (cause: unknown) => {
        await store.close();
        throw cause;
      })
    : null;
  const opLog = await openOpLog(store, { now: () => new Date(), monoMs: () => performance.now() });
  const book = await openParcelBook(store.pulled, opLog, stationId);
  const network = createNetwork(() => Date.now());
  const unreadable: string[] = [];
  const bugs: unknown[] = [];
  const keeping = kept
    ? startKeeping({ kept, opLog, waiting: shortWaiting(), onBug: (cause) => bugs.push(cause) })
    : null;
  const station: TestStation = {
    store,
    opLog,
    book,
    network,
    sync: null,
    putBack,
    keeping,
    unreadable,
    bugs,
    startSync: async () => {
      station.sync = await startSync({
        store,
        opLog,
        network,
        headOffice,
        warehouseId,
        appVersion: '0.0.0',
        wantParcels: () => 30,
        now: () => new Date(),
        onUnreadable: (collection, issue) => unreadable.push(`${collection}: ${issue}`),
        onBug: (cause) => bugs.push(cause),
        waiting: shortWaiting(),
        ...(kept
          ? {
              fetchMissing: async (from: number) =>
                (await putBackFrom(store, kept, from, opLog.maxStationSeq())).ops,
            }
          : {}),
      });
    },
    close: async () => {
      await station.sync?.stop();
      await keeping?.stop();
      book.close();
      await store.close();
    },
  };
  return station;
}

const names = new WeakMap<Disk, string>();

function nameOf(disk: Disk): string {
  const known = names.get(disk);
  if (known !== undefined) return known;
  opened += 1;
  const name = `station-${opened}`;
  names.set(disk, name);
  return name;
}

/** Asks again after a few milliseconds, so that a test need not sit out real waits. */
function shortWaiting(): Waiting {
  return {
    wait: (_attempt, signal) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, 5);
        signal.addEventListener('abort', end);
      }),
    wake: () => undefined,
  };
}

/** Every op on the disk, read without the station. */
export async function opsOnDisk(disk: Disk): Promise<{ opId: string; stationSeq: number }[]> {
  return onDisk(disk, 'ops', (rows) => rows.toArray());
}

/** A row the disk never had: it was written without waiting, and the power went. */
export async function forgetRow(disk: Disk, collection: CollectionName, id: string): Promise<void> {
  await onDisk(disk, collection, (rows) => rows.delete(id));
}

async function onDisk<T>(disk: Disk, collection: string, work: (rows: Table) => PromiseLike<T>): Promise<T> {
  const name = `rxdb-dexie-${nameOf(disk)}--0--${collection}`;
  const dexie = new Dexie(name, { indexedDB: disk.indexedDB, IDBKeyRange });
  await dexie.open();
  try {
    return await work(dexie.table('docs'));
  } finally {
    dexie.close();
  }
}

export const newOpId = (): OpId => v7() as OpId;

export function refusedScan(text: string): OpDraft {
  return {
    opId: newOpId(),
    type: 'bench.refuse-scan',
    parcelId: null,
    fence: null,
    body: { code: 'code-unknown', text },
  };
}

/** Waits until `isTrue`, at most `timeoutMs`; the last word is the assertion after it. */
export async function until(isTrue: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await isTrue())) {
    if (Date.now() > endMs) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

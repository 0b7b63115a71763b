// A station's data layer on a real IndexedDB engine (fake-indexeddb runs the specification's algorithms in memory),
// opened and closed as a program start and a kill would. Each station has a database factory of its own.
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
import { createStorage, type IndexedDbParts } from './storage';
import { localVersions } from './stored';
import { type JournalFile, journalFileName, openJournalFile } from './storage/journal-file';
import { takeOver } from './take-over';

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

/** `name` is the database of a station whose disk was laid out before; else each gets one of its own. */
export type Disk = { indexedDB: IDBFactory; name?: string };
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
  const parts = partsOf(disk);
  const store = await openStore(name, createStorage(parts));
  await takeOver(store, name, parts);
  const putBack = kept
    ? await putBackOps(store, kept).catch(async (cause: unknown) => {
        await store.close();
        throw cause;
      })
    : null;
  const opLog = await openOpLog(store, { now: () => new Date(), monoMs: () => performance.now() });
  const book = await openParcelBook(store.pulled, opLog, stationId);
  const network = createNetwork(() => Date.now());
  const stopHearing = network.store.subscribe((state, before) => {
    if (state.lastPulledMs !== before.lastPulledMs) book.whole();
  });
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
        newOpId,
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
      stopHearing();
      book.close();
      await store.close();
    },
  };
  return station;
}

const names = new WeakMap<Disk, string>();

function nameOf(disk: Disk): string {
  const known = disk.name ?? names.get(disk);
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
  const file = await journalOf(disk, 'ops');
  const found = new Map<string, { opId: string; stationSeq: number; _deleted: boolean }>();
  await file.read(({ docs }) => {
    for (const doc of JSON.parse(docs)) found.set(doc.opId, doc);
  });
  file.close();
  return [...found.values()].filter(({ _deleted }) => !_deleted);
}

/** A row the disk never had: it was written without waiting, and the power went. */
export async function forgetRow(disk: Disk, collection: CollectionName, id: string): Promise<void> {
  const file = await journalOf(disk, collection);
  const numbers: number[] = [];
  const docs: { id: string }[] = [];
  const lastKey = await file.read((block) => {
    for (const [index, doc] of (JSON.parse(block.docs) as { id: string }[]).entries()) {
      if (doc.id === id) continue;
      docs.push(doc);
      numbers.push(block.numbers[index] ?? 0);
    }
  });
  const meta = { ...file.meta(), generation: file.meta().generation + 1 };
  await file.writeBlock(meta.generation, 0, { numbers, docs: JSON.stringify(docs) });
  await file.flip(meta, lastKey);
  file.close();
}

const partsOf = (disk: Disk): IndexedDbParts => ({
  indexedDB: disk.indexedDB,
  IDBKeyRange: IDBKeyRange as typeof globalThis.IDBKeyRange,
});

function journalOf(disk: Disk, collection: string): Promise<JournalFile> {
  return openJournalFile(
    partsOf(disk),
    journalFileName(nameOf(disk), localVersions[collection] ?? 0, collection),
    'strict',
    v7,
  );
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

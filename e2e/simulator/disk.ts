// The disk of one station PC. Its databases: fake-indexeddb runs the algorithms of the IndexedDB specification in memory.
// Its files: the second place of ops lies there. Writing takes time, and the power can go at any moment of it: what was
// being written may be there or not, what was not asked to be flushed may be lost again for a while, and nothing of the
// old program is written afterwards.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { KeptFiles } from '../../main/services/kept-ops-files';
import { createStorage, type LocalStorage } from '../../renderer/data/storage';
import type { Random } from './random';

/** The world a disk is in: its luck, and its time, real or virtual. */
export type DiskWorld = { random: Random; nowMs: () => number; sleep: (ms: number) => Promise<void> };

/** For one run of the station's program. */
export type Plug = {
  storage: LocalStorage;
  files: KeptFiles;
  /** Calls back in the middle of the next write that asks for a flush. */
  atNextFlush: (act: () => void) => void;
  cutPower: () => void;
};

export type Disk = {
  plugIn: () => Plug;
  /** The window's databases are gone; the files beside them are not. Only while the power is off. */
  wipeDatabases: () => void;
};

/** What the engine has under its standard face. */
type Transaction = IDBTransaction & {
  _state: string;
  _requests: unknown[];
  _rollbackLog: (() => void)[];
  _start: () => void;
  _abort: (error: string) => void;
};
/** A write that was answered before the disk had it. */
type Unflushed = { database: string; atMs: number; undo: (() => void)[] };
type File = { bytes: Uint8Array; changedMs: number };

/** An operating system writes by itself what lies around for longer. */
const unflushedMs = 25_000;

export function newDisk(world: DiskWorld): Disk {
  const { random } = world;
  let factory = new IDBFactory();
  const files = new Map<string, File>();
  const off = (): DOMException => new DOMException('the power is off', 'UnknownError');
  const flushMs = (): number => 1 + (random.chance(0.1) ? random.below(150) : random.below(8));

  const plugIn = (): Plug => {
    let isOn = true;
    let onFlush: (() => void) | null = null;
    const connections = new Set<IDBDatabase>();
    const transactions = new Set<Transaction>();
    const flushing = new Set<Transaction>();
    let unflushed: Unflushed[] = [];

    const flush = async (): Promise<void> => {
      const act = onFlush;
      onFlush = null;
      const ms = flushMs();
      await world.sleep(act ? ms / 2 : ms);
      act?.();
      if (act) await world.sleep(ms / 2);
    };

    /** Its last step, the answer, comes when the disk has it; one that asks for no flush is answered at once. */
    const takeTime = (transaction: Transaction, database: string): void => {
      const start = transaction._start.bind(transaction);
      let isWritten = false;
      transaction._start = () => {
        const isEnd = transaction._requests.length === 0 && transaction._state !== 'finished';
        if (!isEnd || isWritten) return start();
        isWritten = true;
        if (transaction.durability === 'relaxed') {
          const atMs = world.nowMs();
          unflushed = unflushed.filter((each) => each.atMs > atMs - unflushedMs);
          unflushed.push({ database, atMs, undo: transaction._rollbackLog });
          return start();
        }
        flushing.add(transaction);
        void flush().then(() => {
          flushing.delete(transaction);
          if (!isOn) return;
          forget(database);
          start();
        });
      };
    };

    /** A flush takes with it what was written to the same database before. */
    const forget = (database: string): void => {
      unflushed = unflushed.filter((each) => each.database !== database);
    };

    const watch = (db: IDBDatabase): void => {
      if (connections.has(db)) return;
      connections.add(db);
      const begin = db.transaction.bind(db);
      db.transaction = (...values) => {
        if (!isOn) throw off();
        const transaction = begin(...values) as Transaction;
        transactions.add(transaction);
        for (const end of ['complete', 'abort'])
          transaction.addEventListener(end, () => transactions.delete(transaction));
        if (transaction.mode === 'readwrite') takeTime(transaction, db.name);
        return transaction;
      };
    };
    const refuse = (): void => {
      if (!isOn) throw off();
    };
    const indexedDB = {
      open: (name: string, version?: number) => {
        refuse();
        const request = factory.open(name, version);
        const opened = (): void => {
          watch(request.result);
          if (!isOn) request.result.close();
        };
        request.addEventListener('upgradeneeded', () => {
          if (request.transaction) transactions.add(request.transaction as Transaction);
          watch(request.result);
        });
        request.addEventListener('success', opened);
        return request;
      },
      deleteDatabase: (name: string) => {
        refuse();
        return factory.deleteDatabase(name);
      },
      cmp: (a: unknown, b: unknown) => factory.cmp(a, b),
      databases: () => factory.databases(),
    };

    /** The last of what each database was answered too early; the newest goes first. */
    const loseUnflushed = (): void => {
      const sinceMs = world.nowMs() - unflushedMs;
      const lostFrom = new Map<string, number>();
      for (const { database } of unflushed)
        if (!lostFrom.has(database)) lostFrom.set(database, sinceMs + random.next() * unflushedMs * 1.5);
      for (const { database, atMs, undo } of unflushed.toReversed())
        if (atMs >= (lostFrom.get(database) ?? 0)) for (const back of undo.toReversed()) back();
      unflushed = [];
    };

    return {
      storage: createStorage({ indexedDB, IDBKeyRange }),
      files: filesOf(files, () => isOn, flush, world),
      atNextFlush: (act) => {
        onFlush = act;
      },
      cutPower: () => {
        isOn = false;
        for (const transaction of transactions) {
          // The flush under way may have been the one that counted.
          if (transaction._state === 'finished') continue;
          if (flushing.has(transaction) && random.chance(0.5)) {
            forget(transaction.db.name);
            transaction._rollbackLog = [];
          }
          // The old program hears of an end in any case, or it would never let go.
          transaction._abort('AbortError');
        }
        transactions.clear();
        loseUnflushed();
        for (const db of connections) db.close();
      },
    };
  };
  return {
    plugIn,
    wipeDatabases: () => {
      factory = new IDBFactory();
    },
  };
}

function filesOf(
  files: Map<string, File>,
  isOn: () => boolean,
  flush: () => Promise<void>,
  { random, nowMs }: DiskWorld,
): KeptFiles {
  const put = (path: string, bytes: Uint8Array): void => {
    files.set(path, { bytes, changedMs: nowMs() });
  };
  const written = async (path: string, bytes: Uint8Array): Promise<void> => {
    if (!isOn()) throw new Error('the power is off');
    await flush();
    const before = files.get(path)?.bytes ?? new Uint8Array();
    if (isOn()) put(path, joined(before, bytes));
    else {
      // It went in the middle of it: a part of the record may be there.
      put(path, joined(before, bytes.subarray(0, random.below(bytes.length + 1))));
      throw new Error('the power is off');
    }
  };
  return {
    read: async (path) => files.get(path)?.bytes ?? null,
    replace: async (path, bytes) => {
      if (!isOn()) throw new Error('the power is off');
      await flush();
      if (!isOn()) throw new Error('the power is off');
      put(path, bytes);
    },
    openAppend: async (path) => ({
      append: (bytes) => written(path, bytes),
      truncate: async (length) => {
        if (isOn()) put(path, (files.get(path)?.bytes ?? new Uint8Array()).subarray(0, length));
      },
      close: async () => undefined,
    }),
    list: async (folder) =>
      [...files]
        .filter(([path]) => path.startsWith(`${folder}/`))
        .map(([path, { changedMs }]) => ({ name: path.slice(folder.length + 1), changedMs }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    remove: async (path) => void files.delete(path),
  };
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(before.length + after.length);
  bytes.set(before);
  bytes.set(after, before.length);
  return bytes;
}

// The disk of one station PC: fake-indexeddb runs the algorithms of the IndexedDB specification in memory. Its power can
// go at any turn of the event loop: what was not committed by then never was, and nothing of the old program is written
// afterwards.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { createStorage, type LocalStorage } from '../../renderer/data/storage';

export type Disk = {
  /** For one run of the station's program. */
  plugIn: () => { storage: LocalStorage; cutPower: () => void };
};

type Transaction = IDBTransaction & { _state: string; _abort: (error: string) => void };

export function newDisk(): Disk {
  const factory = new IDBFactory();
  return {
    plugIn: () => {
      let isOn = true;
      const connections = new Set<IDBDatabase>();
      const transactions = new Set<Transaction>();

      const watch = (db: IDBDatabase): void => {
        if (connections.has(db)) return;
        connections.add(db);
        const begin = db.transaction.bind(db);
        db.transaction = (...values) => {
          if (!isOn) throw new DOMException('the power is off', 'UnknownError');
          const transaction = begin(...values) as Transaction;
          transactions.add(transaction);
          for (const end of ['complete', 'abort'])
            transaction.addEventListener(end, () => transactions.delete(transaction));
          return transaction;
        };
      };
      const refuse = (): void => {
        if (!isOn) throw new DOMException('the power is off', 'UnknownError');
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
      return {
        storage: createStorage({ indexedDB, IDBKeyRange }),
        cutPower: () => {
          isOn = false;
          for (const transaction of transactions)
            if (transaction._state !== 'finished') transaction._abort('AbortError');
          transactions.clear();
          for (const db of connections) db.close();
        },
      };
    },
  };
}

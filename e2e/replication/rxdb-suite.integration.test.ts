// RxDB's published replication suite against head office's stream machinery on real PostgreSQL, on each local storage.
// The documents and the assertions are RxDB's; its dev-mode checks and schema validation are on, as its authors ask.
import { disableWarnings, RxDBDevModePlugin } from 'rxdb/plugins/dev-mode';
import { addRxPlugin, type RxStorage } from 'rxdb';
import { runReplicationBaseTestSuite, setConfig } from 'rxdb/plugins/test-utils';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  type AnyStorage,
  dexieOn,
  journalOn,
  newTestDisk,
} from '../../renderer/data/storage/storages.test-kit';
import { type DocumentStream, openDocumentStream } from './document-stream';
import { replicateDocuments } from './replicate-documents';

addRxPlugin(RxDBDevModePlugin);
disableWarnings();
// The suite is written for mocha and takes these from the global scope.
Object.assign(globalThis, { describe, it });

let stream: DocumentStream;
beforeAll(async () => {
  stream = await openDocumentStream('passportId');
});
afterAll(() => stream.close());

/** The suite opens some databases as if several windows shared them. None does, and our stations never do. */
function ofOneWindow(storage: AnyStorage): AnyStorage {
  return {
    ...storage,
    createStorageInstance: (params) =>
      storage.createStorageInstance({ ...params, multiInstance: false } as typeof params),
  };
}

const storages = { journal: journalOn, dexie: dexieOn };

describe.each(['journal', 'dexie'] as const)('on the %s storage', (name) => {
  beforeAll(() => {
    const storage = wrappedValidateAjvStorage({
      storage: ofOneWindow(storages[name](newTestDisk())) as RxStorage<never, never>,
    });
    setConfig({
      storage: {
        name,
        getStorage: () => storage,
        getPerformanceStorage: () => ({ storage, description: name }),
        hasPersistence: true,
        hasMultiInstance: false,
        hasAttachments: false,
        hasReplication: true,
      },
    });
  });

  runReplicationBaseTestSuite({
    startReplication: (collection) => replicateDocuments(collection, stream.origin, true),
    syncOnce: async (collection) => {
      const state = replicateDocuments(collection, stream.origin, false);
      const failed = new Promise<never>((_done, fail) => state.error$.subscribe(fail));
      await Promise.race([state.awaitInitialReplication(), failed]);
    },
    getAllServerDocs: () => stream.all(),
    cleanUpServer: () => stream.empty(),
    softDeletes: true,
    isDeleted: (document) => document._deleted === true,
    getPrimaryOfServerDoc: (document) => document.passportId,
  });
});

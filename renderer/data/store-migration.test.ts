// A store that an older Waybill left behind: what it holds, and what the station makes of it. One fixture a version that
// ever shipped, written as that version wrote it.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { createRxDatabase, type RxJsonSchema } from 'rxdb';
import { describe, expect, it } from 'vitest';
import { stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { chainStart, linkAfter } from '../../shared/sync/op-chain';
import type { OpEnvelope } from '../../shared/sync/op';
import { opOf } from '../../shared/sync/op.test-kit';
import { opIdOf } from '../../shared/domain/ids.test-kit';
import { createFakeHeadOffice } from './head-office.test-kit';
import { createNetwork } from './network';
import { openOpLog } from './op-log';
import { keepPlace } from './op-log-place';
import { startSync } from './replication';
import { openStore } from './store';
import { createStorage, type LocalStorage, type StorageEngine } from './storage';
import { refusedScan, until } from './station.test-kit';

const here = stationIdOf(1);
const leeds = warehouseIdOf('leeds');

/** The schema of ops before they had links. */
const opsVersion0 = {
  version: 0,
  primaryKey: 'opId',
  type: 'object',
  properties: {
    opId: { type: 'string', maxLength: 40 },
    stationSeq: { type: 'number', minimum: 1, maximum: 1e12, multipleOf: 1 },
    type: { type: 'string', maxLength: 60 },
    v: { type: 'number' },
    actor: {},
    fence: {},
    parcelId: {},
    body: { type: 'object', additionalProperties: true },
    at: { type: 'string', maxLength: 40 },
    mono: { type: 'number' },
  },
  required: ['opId', 'stationSeq', 'type', 'v', 'actor', 'fence', 'parcelId', 'body', 'at', 'mono'],
  indexes: ['stationSeq'],
} as unknown as RxJsonSchema<OpEnvelope>;

const oldOps = (count: number): OpEnvelope[] =>
  Array.from({ length: count }, (_, index) =>
    opOf('bench.refuse-scan', { stationSeq: index + 1, opId: opIdOf(index + 1) }),
  );

async function leaveVersion0(name: string, storage: LocalStorage, ops: OpEnvelope[]): Promise<void> {
  const db = await createRxDatabase({
    name,
    storage,
    multiInstance: false,
    eventReduce: false,
    localDocuments: true,
  });
  const { ops: collection } = await db.addCollections({ ops: { schema: opsVersion0 } });
  await (collection as never as { bulkInsert: (docs: OpEnvelope[]) => Promise<unknown> }).bulkInsert(ops);
  await db.upsertLocal('op-log', { settledUpTo: 0, expect: 3 });
  await db.close();
}

const clock = { now: () => new Date(), monoMs: () => 5 };

describe.each<StorageEngine>(['journal', 'dexie'])('a store of an older version (%s)', (engine) => {
  const storageOf = (indexedDB: IDBFactory): LocalStorage =>
    createStorage({ indexedDB, IDBKeyRange }, engine);

  it('version 0: every op is there, unsent ones go out, and the chain begins with the next op', async () => {
    const indexedDB = new IDBFactory();
    const name = `old-${engine}`;
    const before = oldOps(5);
    await leaveVersion0(name, storageOf(indexedDB), before);

    const store = await openStore(name, storageOf(indexedDB));
    const opLog = await openOpLog(store, clock);
    expect(await opLog.from(1, 100)).toEqual(before);
    expect(opLog.expect()).toBe(3);
    const [sixth, seventh] = await opLog.append([refusedScan('6'), refusedScan('7')], null);
    expect(sixth).toMatchObject({ stationSeq: 6, chain: linkAfter(chainStart, sixth as OpEnvelope) });
    expect(seventh?.chain).toBe(linkAfter(sixth?.chain ?? '', seventh as OpEnvelope));

    const office = createFakeHeadOffice(here, leeds);
    await office.sendOps(before.slice(0, 2), new AbortController().signal);
    const sync = await startSync({
      store,
      opLog,
      network: createNetwork(() => Date.now()),
      headOffice: office,
      warehouseId: leeds,
      appVersion: '0.0.0',
      wantParcels: () => 0,
      now: () => new Date(),
      onUnreadable: () => undefined,
      onBug: (cause) => {
        throw cause;
      },
    });
    await until(() => office.applied.length === 7);
    expect(office.applied.map((op) => op.stationSeq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await sync.stop();
    await store.close();

    // Once is enough: the second start finds the new version.
    const again = await openStore(name, storageOf(indexedDB));
    expect(await again.ops.count().exec()).toBe(7);
    await again.close();
  });

  it('the chain goes on behind the newest op after a restart, whatever was forgotten', async () => {
    const indexedDB = new IDBFactory();
    const name = `chain-${engine}`;
    const store = await openStore(name, storageOf(indexedDB));
    const opLog = await openOpLog(store, clock);
    const made = await opLog.append([refusedScan('1'), refusedScan('2'), refusedScan('3')], null);
    await keepPlace(store.notes, {
      settledUpTo: 3,
      expect: 4,
      end: { stationSeq: 2, link: made[1]?.chain ?? '' },
    });
    await store.ops.bulkRemove(made.slice(0, 2).map((op) => op.opId));
    await store.close();

    const again = await openStore(name, storageOf(indexedDB));
    const [fourth] = await (await openOpLog(again, clock)).append([refusedScan('4')], null);
    expect(fourth?.chain).toBe(linkAfter(made[2]?.chain ?? '', fourth as OpEnvelope));
    await again.close();
  });
});

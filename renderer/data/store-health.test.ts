// A scan was not saved: what the strip says, and how the station goes on by itself.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { probeWriting } from './healthy-store';
import { NotSaved } from './not-saved';
import { openOpLog } from './op-log';
import { createStorage, type LocalStorage } from './storage';
import { openStore, type Store } from './store';
import { isFull, StoreFailure } from './store-failure';
import { type StoreHealth, watchAppends, watchStoreHealth, writeBeside } from './store-health';
import { refusedScan, until } from './station.test-kit';

const disk = (): LocalStorage => createStorage({ indexedDB: new IDBFactory(), IDBKeyRange });
const quota = (): Error => Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
let named = 0;
const newName = (): string => `health-${(named += 1)}`;

describe('the health of an open store', () => {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0)) await step();
  });

  const open = async (): Promise<{ store: Store; health: StoreHealth; fill: (full: boolean) => void }> => {
    const store = await openStore(newName(), disk());
    undo.push(() => store.close());
    let isFullNow = false;
    const instance = store.ops.storageInstance;
    const write = instance.bulkWrite.bind(instance);
    instance.bulkWrite = (...args) => (isFullNow ? Promise.reject(quota()) : write(...args));
    const health = watchStoreHealth({
      probe: () => (isFullNow ? Promise.reject(quota()) : probeWriting(store, Date.now())),
      probeBeside: () => (isFullNow ? Promise.reject(quota()) : writeBeside(new IDBFactory())),
      everyMs: 10,
    });
    undo.push(() => health.close());
    return {
      store,
      health,
      fill: (full) => {
        isFullNow = full;
      },
    };
  };

  it('says that the disk is full when a scan was refused for it, and is well again by itself', async () => {
    const { store, health, fill } = await open();
    const plain = await openOpLog(store, { now: () => new Date(), monoMs: () => 0 });
    const opLog = watchAppends(plain, health);
    await opLog.append([refusedScan('1')], null);
    fill(true);
    await expect(opLog.append([refusedScan('2')], null)).rejects.toBeInstanceOf(NotSaved);
    expect(health.store.getState().trouble).toBe('full');
    fill(false);
    await until(() => health.store.getState().trouble === null);
    expect(health.store.getState()).toEqual({ trouble: null, mustReopen: false });
    const [op] = await opLog.append([refusedScan('2 again')], null);
    expect(op?.stationSeq).toBe(2);
  });

  it('asks to be opened anew when the disk takes something again and the open store does not', async () => {
    let beside = false;
    const health = watchStoreHealth({
      probe: () => Promise.reject(Object.assign(new Error('closed'), { name: 'DatabaseClosedError' })),
      probeBeside: () => (beside ? Promise.resolve() : Promise.reject(quota())),
      everyMs: 10,
    });
    undo.push(() => health.close());
    health.failed(quota());
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(health.store.getState()).toEqual({ trouble: 'full', mustReopen: false });
    beside = true;
    await until(() => health.store.getState().mustReopen);
    expect(health.store.getState().mustReopen).toBe(true);
  });
});

describe('what a failure means', () => {
  it.each([
    [quota(), true],
    [new NotSaved('certain', quota()), true],
    [{ name: 'AbortError', inner: quota() }, true],
    [new StoreFailure('unreadable', new Error('x')), false],
    [null, false],
  ])('%s: full is %s', (cause, full) => {
    expect(isFull(cause)).toBe(full);
  });
});

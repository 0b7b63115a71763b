// Opens the store and does not believe it before it has answered: IndexedDB can fail without ever saying so, a broken
// file leaves a promise open for good (sync.md 2.4, 9). Answers for an end, good or bad, within a bounded time.
import type { LocalStorage } from './storage';
import { openStore, type Store } from './store';
import { StoreFailure } from './store-failure';

/** A cold start on a slow disk takes a few seconds; a store that needs longer does not open. */
const openTimeoutMs = 30_000;
const probeTimeoutMs = 15_000;
const probeNote = 'probe';

export type HealthyStoreOptions = { storage?: LocalStorage; openMs?: number; probeMs?: number };

/** Throws StoreFailure. Does not write: a full disk is no reason not to open. */
export async function openHealthyStore(name: string, options: HealthyStoreOptions = {}): Promise<Store> {
  const opening = options.storage ? openStore(name, options.storage) : openStore(name);
  let store: Store;
  try {
    store = await within(options.openMs ?? openTimeoutMs, opening);
  } catch (cause) {
    // One that opens after all must not be left behind, open.
    void opening.then((late) => late.close()).catch(() => undefined);
    throw StoreFailure.of(cause);
  }
  try {
    await within(options.probeMs ?? probeTimeoutMs, probe(store));
    return store;
  } catch (cause) {
    void store.close().catch(() => undefined);
    throw StoreFailure.of(cause);
  }
}

/** Something is read from every part, so that one that does not answer shows now and not at a scan. */
async function probe(store: Store): Promise<void> {
  await store.notes.read(probeNote);
  await store.ops.find({ selector: {}, limit: 1 }).exec();
  await Promise.all(Object.values(store.pulled).map((pulled) => pulled.byId('-')));
}

/** Writes something small: resolves only when the disk takes ops too. */
export async function probeWriting(store: Store, nowMs: number): Promise<void> {
  await within(probeTimeoutMs, store.notes.write(probeNote, { nowMs }));
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StoreFailure('silent')), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

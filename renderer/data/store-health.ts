// Whether scans are being saved, and why not. A scan that the store refused is refused on the screen (NotSaved); this
// says the reason in the strip, looks by itself whether the disk takes something again, and says when the page has to be
// opened anew because the engine has closed its files.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpLog } from './op-log';
import { isFull } from './store-failure';

export type StoreHealthState = {
  /** `full`: the disk or the quota; `failing`: the store does not take ops for another reason. */
  trouble: 'full' | 'failing' | null;
  /** The disk takes something again, the open store does not: only opening it anew helps. */
  mustReopen: boolean;
};

export type StoreHealth = {
  store: StoreApi<StoreHealthState>;
  failed: (cause: unknown) => void;
  saved: () => void;
  close: () => void;
};

export type StoreHealthOptions = {
  /** Writes something small to the open store. */
  probe: () => Promise<void>;
  /** Writes something small beside it. */
  probeBeside: () => Promise<void>;
  everyMs?: number;
};

export function watchStoreHealth({ probe, probeBeside, everyMs = 3_000 }: StoreHealthOptions): StoreHealth {
  const store = createStore<StoreHealthState>(() => ({ trouble: null, mustReopen: false }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const saved = (): void => {
    if (store.getState().trouble !== null) store.setState({ trouble: null, mustReopen: false });
  };
  const settled = (work: Promise<void>): Promise<{ ok: boolean; cause: unknown }> =>
    work.then(
      () => ({ ok: true, cause: null }),
      (cause: unknown) => ({ ok: false, cause }),
    );
  const look = async (): Promise<void> => {
    const own = await settled(probe());
    if (closed) return;
    if (own.ok) {
      saved();
      return;
    }
    const beside = await settled(probeBeside());
    if (closed) return;
    const full = isFull(own.cause) || isFull(beside.cause);
    store.setState({ trouble: full ? 'full' : 'failing', mustReopen: beside.ok });
    again();
  };
  const again = (): void => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(() => void look(), everyMs);
  };
  return {
    store,
    saved,
    failed: (cause) => {
      const { trouble } = store.getState();
      store.setState({ trouble: isFull(cause) ? 'full' : (trouble ?? 'failing') });
      again();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** The same op log, whose appends tell the health of the store. */
export function watchAppends(opLog: OpLog, health: Pick<StoreHealth, 'failed' | 'saved'>): OpLog {
  return {
    ...opLog,
    append: async (drafts, actor) => {
      try {
        const ops = await opLog.append(drafts, actor);
        health.saved();
        return ops;
      } catch (cause) {
        health.failed(cause);
        throw cause;
      }
    },
  };
}

const besideName = 'waybill-probe';
const besideTimeoutMs = 10_000;

/** One small record in a database of its own, written strictly and thrown away again. */
export function writeBeside(indexedDb: IDBFactory): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), besideTimeoutMs);
    const end = (cause: unknown): void => {
      clearTimeout(timer);
      if (cause === null) resolve();
      else reject(cause as Error);
    };
    const opening = indexedDb.open(besideName);
    opening.onupgradeneeded = () => opening.result.createObjectStore('probe');
    opening.onerror = () => end(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const writing = database.transaction('probe', 'readwrite', { durability: 'strict' });
      writing.objectStore('probe').put('x'.repeat(4_096), 1);
      writing.oncomplete = () => {
        database.close();
        indexedDb.deleteDatabase(besideName);
        end(null);
      };
      writing.onabort = () => {
        database.close();
        end(writing.error ?? new Error('the transaction was given up'));
      };
    };
  });
}

// What waits to be packed: what this bench holds and what nobody holds yet. The list of parcels nobody holds is read from
// the store only while somebody looks at it.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isStanding } from '../../../shared/domain/cancelling/questions';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Task } from '../../../shared/sync/documents';
import { countKinds } from '../../../shared/domain/task/task';
import type { OpLog } from '../../data/op-log';
import type { ParcelBook } from '../../data/parcels';
import type { Store } from '../../data/store';

export type WaitingState = {
  here: readonly Parcel[];
  free: readonly Parcel[];
  /** Sealed or labelled here and not handed over. */
  sealed: number;
  /** Places of the warehouse that somebody has to count, oldest first. */
  counts: readonly Task[];
  /** Of those, cancelled since: they stop at the hand-over scan. */
  putAside: readonly Parcel[];
  loaded: boolean;
};

export type Waiting = {
  store: StoreApi<WaitingState>;
  /** Somebody looks at the list until the returned function is called. */
  watch: () => () => void;
  close: () => void;
};

const freeShown = 20;
/** Many documents arrive together; the list need not be read for each of them. */
const restMs = 100;

export function openWaiting(
  store: Store,
  book: ParcelBook,
  /** What was counted here is not asked for again, whether or not head office has heard. */
  opLog: Pick<OpLog, 'unsettled' | 'changes'>,
  report: (cause: unknown) => void,
): Waiting {
  const state = createStore<WaitingState>(() => ({
    here: [],
    free: [],
    sealed: 0,
    counts: [],
    putAside: [],
    loaded: false,
  }));
  let watchers = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let readMs = Number.NEGATIVE_INFINITY;

  const takeHeld = (): void => {
    const here = book.toPack();
    const sealed = book.held().length - here.length;
    const putAside = book.held().filter((parcel) => !here.includes(parcel) && isStanding(parcel.cancel));
    const before = state.getState();
    const same =
      before.here.length === here.length && before.here.every((parcel, index) => parcel === here[index]);
    const sameAside =
      before.putAside.map(({ parcelId }) => parcelId).join() ===
      putAside.map(({ parcelId }) => parcelId).join();
    if (!same || !sameAside || before.sealed !== sealed) state.setState({ here, sealed, putAside });
  };

  const read = async (): Promise<void> => {
    readMs = performance.now();
    try {
      const [free, counts] = await Promise.all([
        book.released(freeShown),
        openCounts(store, countedHere(opLog)),
      ]);
      state.setState({ free, counts, loaded: true });
    } catch (cause) {
      // A read that was under way when the store closed has nobody to answer any more.
      if (!closed) report(cause);
    }
  };

  const readSoon = (): void => {
    if (watchers === 0 || timer !== undefined) return;
    const restLeftMs = readMs + restMs - performance.now();
    if (restLeftMs <= 0) {
      // The first news is shown at once.
      void read();
      return;
    }
    timer = setTimeout(() => {
      timer = undefined;
      void read();
    }, restLeftMs);
  };

  takeHeld();
  const listening = [
    book.changes.subscribe(takeHeld),
    store.pulled.parcels.changes.subscribe(readSoon),
    store.pulled.tasks.changes.subscribe(readSoon),
    opLog.changes.subscribe(readSoon),
  ];
  return {
    store: state,
    watch: () => {
      watchers += 1;
      void read();
      return () => {
        watchers -= 1;
      };
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      for (const each of listening) each.unsubscribe();
    },
  };
}

const tasksRead = 500;

const placeOf = (location: unknown, sku: unknown): string => `${String(location)}\n${String(sku)}`;

function countedHere(opLog: Pick<OpLog, 'unsettled'>): ReadonlySet<string> {
  return new Set(
    opLog
      .unsettled()
      .flatMap((op) => (op.type === 'stock.count' ? [placeOf(op.body.locationId, op.body.sku)] : [])),
  );
}

async function openCounts(store: Store, counted: ReadonlySet<string>): Promise<Task[]> {
  const open = await store.pulled.tasks.find({
    selector: { open: { $gt: '' } },
    sort: [{ open: 'asc' }],
    limit: tasksRead,
  });
  return (
    open
      .map(({ doc }) => doc)
      .filter(
        ({ kind, values }) =>
          countKinds.includes(kind) && !counted.has(placeOf(values['location'], values['sku'])),
      )
      // Handed out together they come in the order one walks past them.
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq))
  );
}

// Tasks of this warehouse that are open, those of this bench first, and saying at the bench that one is done: an op like
// any other, so it works with head office away. Read only while somebody looks.
// Must never take a task off the list before the op that says it is done is on disk.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpId, PersonId, StationId } from '../../../shared/domain/ids';
import { concernsBench } from '../../../shared/domain/task/task';
import type { Task } from '../../../shared/sync/documents';
import type { OpLog } from '../../data/op-log';
import { rest } from '../../data/rest';
import type { ShownKind } from '../../ui/special-chip';
import type { Store } from '../../data/store';

export type BenchTask = {
  task: Task;
  /** The order it is about, when it names one. */
  orderNumber: string | null;
  sscc: string | null;
  /** Kinds of the special order it is about. */
  kinds: readonly ShownKind[];
};

export type TasksState = {
  /** What concerns this bench, oldest first. */
  own: readonly BenchTask[];
  /** The rest of the warehouse. */
  others: readonly BenchTask[];
  chosenId: string | null;
  /** Asked once whether the chosen one is done. */
  asked: boolean;
  notSaved: boolean;
};

export type Tasks = {
  store: StoreApi<TasksState>;
  /** Somebody looks at the list until the returned function is called. */
  watch: () => () => void;
  move: (by: 1 | -1) => void;
  /** Chooses the task that this order or label is of; false when there is none. */
  chooseBy: (code: { orderNumber: string } | { sscc: string }) => boolean;
  /** The first time asks, the second time writes it down. */
  done: (actor: PersonId | null) => Promise<void>;
  close: () => void;
};

/** Open tasks of a warehouse that are looked through for those of this bench, the oldest. */
const mostLookedAt = 10_000;
/** Of the rest of the warehouse, the oldest. */
const mostOfOthers = 200;
const tidyAfterMs = 250;

export function openTasks(
  store: Store,
  opLog: Pick<OpLog, 'append' | 'unsettled' | 'changes'>,
  self: { stationId: StationId; newOpId: () => OpId; report: (cause: unknown) => void },
): Tasks {
  const state = createStore<TasksState>(() => ({
    own: [],
    others: [],
    chosenId: null,
    asked: false,
    notSaved: false,
  }));
  /** Done here; head office's word for it may come after its answer to the op. */
  const doneHere = new Set<string>();
  let watchers = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  for (const op of opLog.unsettled()) if (op.type === 'task.done') doneHere.add(op.body.taskId);

  const read = async (): Promise<void> => {
    try {
      const { own, others } = await openTasksOf(store, self.stationId, doneHere);
      const ids = [...own, ...others].map(({ task }) => task.taskId as string);
      const { chosenId, asked } = state.getState();
      const isThere = chosenId !== null && ids.includes(chosenId);
      state.setState({
        own,
        others,
        chosenId: isThere ? chosenId : (ids[0] ?? null),
        asked: asked && isThere,
      });
    } catch (cause) {
      if (!closed) self.report(cause);
    }
  };
  const readSoon = (): void => {
    if (watchers === 0 || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void read();
    }, tidyAfterMs);
  };
  const listening = [
    store.pulled.tasks.changes.subscribe(readSoon),
    // Who packs a parcel says whose its tasks are.
    store.pulled.parcels.changes.subscribe(() => {
      if (inOrder().length > 0) readSoon();
    }),
  ];
  const inOrder = (): BenchTask[] => [...state.getState().own, ...state.getState().others];

  return {
    store: state,
    watch: () => {
      watchers += 1;
      void read();
      return () => {
        watchers -= 1;
        state.setState({ asked: false, notSaved: false });
      };
    },
    move: (by) => {
      const tasks = inOrder();
      const at = tasks.findIndex(({ task }) => task.taskId === state.getState().chosenId);
      const next = tasks[Math.min(tasks.length - 1, Math.max(0, at + by))];
      state.setState({ chosenId: next?.task.taskId ?? null, asked: false, notSaved: false });
    },
    chooseBy: (code) => {
      const found = inOrder().find((each) =>
        'sscc' in code ? each.sscc === code.sscc : each.orderNumber === code.orderNumber,
      );
      if (found) state.setState({ chosenId: found.task.taskId, asked: false, notSaved: false });
      return found !== undefined;
    },
    done: async (actor) => {
      const { chosenId, asked } = state.getState();
      if (chosenId === null) return;
      if (!asked) {
        state.setState({ asked: true, notSaved: false });
        return;
      }
      state.setState({ asked: false });
      try {
        await opLog.append(
          [
            {
              opId: self.newOpId(),
              type: 'task.done',
              parcelId: null,
              fence: null,
              body: { taskId: chosenId as Task['taskId'] },
            },
          ],
          actor,
        );
      } catch (cause) {
        self.report(cause);
        state.setState({ notSaved: true });
        return;
      }
      doneHere.add(chosenId);
      await rest();
      await read();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      for (const each of listening) each.unsubscribe();
    },
  };
}

async function openTasksOf(
  store: Store,
  stationId: StationId,
  doneHere: ReadonlySet<string>,
): Promise<{ own: BenchTask[]; others: BenchTask[] }> {
  const found = await store.pulled.tasks.find({
    selector: { open: { $gt: '' } },
    sort: [{ open: 'asc' }],
    limit: mostLookedAt,
  });
  const tasks = found.map(({ doc }) => doc).filter(({ taskId }) => !doneHere.has(taskId));
  const opIds = tasks.flatMap(({ opId }) => (opId ? [opId as string] : []));
  const parcelIds = tasks.flatMap(({ parcelId }) => (parcelId ? [parcelId as string] : []));
  const [ownActs, parcels] = await Promise.all([
    opIds.length > 0 ? store.ops.findByIds(opIds).exec() : new Map<string, unknown>(),
    store.pulled.parcels.byIds(parcelIds),
  ]);
  const parcelOf = new Map(parcels.map(({ doc }) => [doc.parcelId as string, doc]));
  const own: BenchTask[] = [];
  const others: BenchTask[] = [];
  for (const task of tasks) {
    const parcel = task.parcelId ? parcelOf.get(task.parcelId) : undefined;
    const isHere = concernsBench(task, {
      stationId,
      isOwnAct: task.opId !== null && ownActs.has(task.opId),
      packedBy: parcel?.holder ?? parcel?.lastHolder ?? null,
    });
    const number = parcel?.orderNumber ?? task.values['number'];
    (isHere ? own : others).push({
      task,
      orderNumber: number === undefined ? null : String(number),
      sscc: parcel?.sscc ?? null,
      kinds: parcel?.special?.kinds ?? [],
    });
  }
  return { own, others: others.slice(0, mostOfOthers) };
}

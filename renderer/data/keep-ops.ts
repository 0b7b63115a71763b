// Hands every op to the second place soon after it was taken: in order, confirmed, again until it is there. A scan's
// verdict never waits for it: the op is on disk in the store already (law 1), this is for the day the store is lost.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { failureSchema } from '../../shared/contract/window';
import type { OpEnvelope } from '../../shared/sync/op';
import { type KeptOps, mostKeptOps } from './kept-ops';
import type { OpLog } from './op-log';
import { rest } from './rest';
import type { Waiting } from './retry';

export type KeepingState = {
  /** Ops that are in the store only. */
  behind: number;
  /** Why they are: the code of a failure (`error.CODE`), or null when all is well. */
  trouble: string | null;
};

export type Keeping = {
  store: StoreApi<KeepingState>;
  /** Hands over what is waiting, once, and ends. */
  stop: () => Promise<void>;
};

export type KeepingOptions = {
  kept: KeptOps;
  opLog: Pick<OpLog, 'changes' | 'from' | 'maxStationSeq' | 'expect'>;
  waiting: Waiting;
  onBug: (cause: unknown) => void;
};

type Errand =
  | { kind: 'keep'; ops: readonly OpEnvelope[] }
  | { kind: 'renumber'; from: number; ops: readonly OpEnvelope[] };

/** How far head office is, is only ever needed to keep less: it is noted when it has moved on for a while. */
const receivedEveryMs = 5_000;

export function startKeeping({ kept, opLog, waiting, onBug }: KeepingOptions): Keeping {
  const store = createStore<KeepingState>(() => ({ behind: 0, trouble: null }));
  const stopping = new AbortController();
  const { signal } = stopping;
  const errands: Errand[] = [];
  let isCaughtUp = false;
  let notedExpect: number | null = null;
  let notedMs = Number.NEGATIVE_INFINITY;
  let rouse: (() => void) | null = null;

  const tell = (trouble: string | null): void => {
    const behind = errands.reduce((sum, errand) => sum + errand.ops.length, 0);
    const before = store.getState();
    if (before.behind !== behind || before.trouble !== trouble) store.setState({ behind, trouble });
  };
  const wake = (): void => {
    rouse?.();
    rouse = null;
  };
  const listening = opLog.changes.subscribe((change) => {
    if (change.kind === 'appended' && change.ops.length > 0) errands.push({ kind: 'keep', ops: change.ops });
    else if (change.kind === 'renumbered')
      errands.push({ kind: 'renumber', from: change.from, ops: change.ops });
    else if (change.kind !== 'delivered') return;
    wake();
  });

  /** What the store had before this start and main had not: the program ended between the two. */
  const catchUp = async (): Promise<void> => {
    const state = await kept.state();
    notedExpect = state.expect;
    for (let upTo = state.maxStationSeq; ; ) {
      const ops = await opLog.from(upTo + 1, mostKeptOps);
      if (ops.length === 0) break;
      upTo = await kept.keep(ops);
    }
    isCaughtUp = true;
  };

  const handOver = async (): Promise<void> => {
    const [first] = errands;
    if (first === undefined) return;
    if (first.kind === 'renumber') {
      await kept.renumber(first.from, first.ops);
      errands.shift();
      return;
    }
    const together: Errand[] = [];
    const ops: OpEnvelope[] = [];
    for (const errand of errands) {
      const isFirst = together.length === 0;
      if (errand.kind !== 'keep' || (!isFirst && ops.length + errand.ops.length > mostKeptOps)) break;
      together.push(errand);
      ops.push(...errand.ops);
    }
    for (let at = 0; at < ops.length; at += mostKeptOps) await kept.keep(ops.slice(at, at + mostKeptOps));
    errands.splice(0, together.length);
  };

  const noteReceived = async (): Promise<void> => {
    const expect = opLog.expect();
    if (expect === notedExpect) return;
    await kept.received(expect);
    notedExpect = expect;
    notedMs = performance.now();
  };

  const step = async (): Promise<void> => {
    if (!isCaughtUp) await catchUp();
    else if (errands.length > 0) {
      await rest();
      await handOver();
    } else if (opLog.expect() !== notedExpect && performance.now() - notedMs >= receivedEveryMs)
      await noteReceived();
    else await idle();
  };

  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(wake, receivedEveryMs);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
      if (signal.aborted) wake();
    });

  const run = async (): Promise<void> => {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await step();
        attempt = -1;
        tell(null);
      } catch (cause) {
        const failure = failureSchema.safeParse(cause);
        const code = failure.success ? failure.data.code : 'bug';
        if (store.getState().trouble !== code) onBug(cause);
        tell(code);
        await waiting.wait(attempt, signal);
      }
    }
  };

  const running = run();
  return {
    store,
    stop: async () => {
      stopping.abort();
      wake();
      await running;
      listening.unsubscribe();
      try {
        while (isCaughtUp && errands.length > 0) await handOver();
        if (isCaughtUp) await noteReceived();
      } catch {
        // The store has them; the next start hands them over.
      }
    },
  };
}

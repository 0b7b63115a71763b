// Everything this station tells head office, one request at a time: hello, and its ops in order of their number.
// stationSeq is the proof of delivery: head office says what it expects next, and sending goes on from there, whatever
// the replication engine believes (its own checkpoint loses rows when the clock goes back, sync.md 2.4).
import type { RightsTold } from '../../shared/contract/rights';
import type { OpId } from '../../shared/domain/ids';
import type { HeadOffice, Hello, HelloAnswer } from './head-office';
import { HeadOfficeFailure, retryAfterMsOf } from './head-office';
import type { Network } from './network';
import type { OpLog, OpPlace } from './op-log';
import { nextTask } from './rest';
import type { Waiting } from './retry';

export type Uplink = {
  /** Resolves when head office has received every op up to and including this number, or the uplink stopped. */
  until: (stationSeq: number) => Promise<void>;
  /** There may be something to send. */
  kick: () => void;
  /** The screen has the verdict of the newest op. */
  verdictShown: () => void;
  /** Says hello as soon as the request under way is answered. */
  helloSoon: () => void;
  stop: () => Promise<void>;
};

export type UplinkOptions = {
  headOffice: Pick<HeadOffice, 'hello' | 'sendOps'>;
  opLog: OpLog;
  network: Network;
  waiting: Waiting;
  appVersion: string;
  wantParcels: () => number;
  /** Leases this station still wants. */
  holds: () => Hello['holds'];
  /** How far each stream's life has been seen here. */
  knows: () => Hello['knows'];
  /** What the station holds of numbers and quotas; left out where it holds none by itself. */
  rights?: () => RightsTold;
  now: () => Date;
  /** `sentMonoMs` is what the monotonic clock showed when the greeting was sent. */
  onHello: (answer: HelloAnswer, sentMonoMs: number, told: RightsTold | null) => Promise<void>;
  /** Fetches ops that the store no longer has from the second place; answers how many came back. */
  fetchMissing?: (from: number) => Promise<number>;
  /** Without it, and without a second place, a hole that nobody can fill stays one. */
  newOpId?: () => OpId;
  onBug: (cause: unknown) => void;
};

const helloEveryMs = 30_000;
const largestBatch = 500;

export function startUplink(options: UplinkOptions): Uplink {
  const { headOffice, opLog, network, waiting, now } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const waiters: { upTo: number; resolve: () => void }[] = [];
  let helloDueMs = Number.NEGATIVE_INFINITY;
  let saidHello = false;
  /** What head office expected when it was last greeted. */
  let heard: OpPlace = { expect: 1 };
  let batch = largestBatch;
  let attempt = 0;
  let rouse: (() => void) | null = null;

  /** The verdict of the newest op has been handed to the screen: until then the bench belongs to its screen. */
  let shown: Promise<void> = Promise.resolve();
  let verdictShown = (): void => undefined;
  const listening = opLog.changes.subscribe((change) => {
    if (change.kind !== 'appended') return;
    // An op without a verdict waits for none.
    shown = Promise.race([nextTask(), new Promise<void>((resolve) => (verdictShown = resolve))]);
    // The replication engine may not notice it: its own place is a wall clock's (sync.md 2.4, 1).
    kick();
  });

  const kick = (): void => {
    rouse?.();
    rouse = null;
  };
  /** Monotonic: the wall clock may be set back an hour, and greetings must go on. */
  const monoMs = (): number => performance.now();
  const hasUnsent = (): boolean => opLog.expect() <= opLog.maxStationSeq();

  const tellWaiters = (): void => {
    const expect = opLog.expect();
    for (const waiter of waiters.splice(0)) {
      if (waiter.upTo < expect) waiter.resolve();
      else waiters.push(waiter);
    }
  };

  const hello = async (): Promise<void> => {
    helloDueMs = monoMs() + helloEveryMs;
    const { unsent, oldestUnsentMs } = network.store.getState();
    const sentAt = now();
    const sentMonoMs = monoMs();
    const told = options.rights?.() ?? null;
    const answer = await headOffice.hello(
      {
        maxStationSeq: opLog.maxStationSeq(),
        unsent,
        oldestUnsentAt: oldestUnsentMs === null ? null : new Date(oldestUnsentMs).toISOString(),
        appVersion: options.appVersion,
        at: sentAt.toISOString(),
        wantParcels: options.wantParcels(),
        holds: options.holds(),
        received: opLog.expect() - 1,
        knows: options.knows(),
        ...(told ? { rights: told } : {}),
      },
      signal,
    );
    network.heard();
    network.set({ skewMs: answer.skewMs, signedOff: answer.signedOff });
    const before = opLog.expect();
    heard = answer;
    opLog.heardExpect(answer);
    // Head office lost what it had received: its answers are void too.
    if (answer.expect < before) await opLog.unsettleFrom(answer.expect, answer.expect);
    tellWaiters();
    saidHello = true;
    waiting.wake();
    await options.onHello(answer, sentMonoMs, told);
  };

  const send = async (): Promise<void> => {
    // Up to the first hole: what is behind it is not taken before it is filled.
    const ops = (await opLog.from(opLog.expect(), batch)).filter(
      ({ stationSeq }, at, all) => stationSeq === (all[0]?.stationSeq ?? 0) + at,
    );
    const first = ops[0];
    if (first === undefined || first.stationSeq !== opLog.expect()) return fillHole(first?.stationSeq);
    const answer = await headOffice.sendOps(ops, signal);
    network.heard();
    switch (answer.kind) {
      case 'received':
        batch = Math.min(largestBatch, batch * 2);
        opLog.received(ops.at(-1)?.stationSeq ?? first.stationSeq, answer);
        break;
      case 'hole':
        if (answer.expect >= first.stationSeq) throw new HeadOfficeFailure('strange-answer', 409);
        // It had confirmed what it asks for again: the greeting still says so, and head office learns what it lost.
        return hello();
      case 'taken':
        await opLog.renumber(answer.stationSeq, answer);
        break;
      default: {
        const never: never = answer;
        throw new Error(`unexpected ${JSON.stringify(never)}`);
      }
    }
    tellWaiters();
  };

  /** The op to be sent next is not in the store: it is in the second place, or head office has it, or it is lost. */
  const fillHole = async (nextHere: number | undefined): Promise<void> => {
    const from = opLog.expect();
    const fetched = (await options.fetchMissing?.(from)) ?? 0;
    if (fetched > 0) return opLog.unsettleFrom(from, heard.expect);
    if (heard.expect < from) return hello();
    if (heard.expect === from) {
      if (!options.fetchMissing || !options.newOpId) throw new HeadOfficeFailure('ops-missing', null);
      return opLog.fillLost(heard, (nextHere ?? opLog.maxStationSeq() + 1) - 1, options.newOpId);
    }
    opLog.received(Math.min(nextHere ?? heard.expect, heard.expect) - 1, heard);
    tellWaiters();
  };

  const step = async (): Promise<void> => {
    if (!saidHello || monoMs() >= helloDueMs) return hello();
    if (hasUnsent()) {
      await shown;
      return send();
    }
    return idle(helloDueMs - monoMs());
  };

  const idle = (longestMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(kick, longestMs);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await step();
        attempt = 0;
      } catch (cause) {
        if (signal.aborted) break;
        if (cause instanceof HeadOfficeFailure) {
          // One op that head office cannot read must not hold back those before it.
          if (cause.trouble === 'op-refused' && batch > 1) {
            batch = Math.max(1, Math.floor(batch / 2));
            continue;
          }
          network.failed(cause.trouble);
        } else {
          options.onBug(cause);
        }
        await waiting.wait(attempt, signal, retryAfterMsOf(cause));
        attempt += 1;
      }
    }
    listening.unsubscribe();
    for (const waiter of waiters.splice(0)) waiter.resolve();
  };

  const running = run();
  return {
    until: (stationSeq) =>
      stationSeq < opLog.expect() || signal.aborted
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiters.push({ upTo: stationSeq, resolve });
            kick();
          }),
    kick,
    verdictShown: () => verdictShown(),
    helloSoon: () => {
      helloDueMs = Number.NEGATIVE_INFINITY;
      kick();
    },
    stop: () => {
      stopping.abort();
      kick();
      return running;
    },
  };
}

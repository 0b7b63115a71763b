// Time of a simulated world: it stands still while anything is being worked on (a promise, an IndexedDB request, a
// statement at PostgreSQL) and then jumps to the next timer. Must be the first import of a program: it takes the place of
// the clocks and timers of this process, so that product code and its libraries live in it without knowing.
// Real time is left to Node's own sockets only.
import { createHash, webcrypto } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';

type Timer = {
  atMs: number;
  order: number;
  everyMs: number | null;
  run: () => void;
  isDead: boolean;
  ref: () => Timer;
  unref: () => Timer;
  hasRef: () => boolean;
  refresh: () => Timer;
  close: () => Timer;
  delayMs: number;
};

/** What works in real time, and must not be heard of at a moment that depends on how busy this computer is. */
export type Outside = {
  /** Time stands still meanwhile. */
  isBusy: () => boolean;
  /** It has nothing more to say before it hears of its answers. */
  isSettled: () => boolean;
  /** Gives its answers: called when nothing else moves, and everything outside is settled. */
  handOn: () => void;
};

const RealDate = Date;
const realSetImmediate = globalThis.setImmediate;
export const realSetTimeout = globalThis.setTimeout;
const realClearTimeout = globalThis.clearTimeout;
const realPerformanceNow = performance.now.bind(performance);

/** Monday morning. */
const beginningMs = RealDate.UTC(2026, 0, 5, 8);

let nowMs = beginningMs;
let order = 0;
let immediates = 0;
let isRunning = false;
let timers: Timer[] = [];
const outsides = new Set<Outside>();
let stirred: (() => void) | null = null;

function isBefore(a: Timer, b: Timer): boolean {
  return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;
}

function push(timer: Timer): void {
  let at = timers.length;
  timers.push(timer);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = timers[parent] as Timer;
    if (!isBefore(timer, above)) break;
    timers[at] = above;
    at = parent;
  }
  timers[at] = timer;
}

function pop(): Timer | undefined {
  const first = timers[0];
  const last = timers.pop();
  if (first === undefined || last === undefined || timers.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= timers.length) break;
    if (child + 1 < timers.length && isBefore(timers[child + 1] as Timer, timers[child] as Timer)) child += 1;
    if (!isBefore(timers[child] as Timer, last)) break;
    timers[at] = timers[child] as Timer;
    at = child;
  }
  timers[at] = last;
  return first;
}

function schedule(run: () => void, delayMs: number, everyMs: number | null): Timer {
  const timer: Timer = {
    atMs: nowMs + Math.max(0, Number.isFinite(delayMs) ? delayMs : 0),
    order: (order += 1),
    everyMs,
    run,
    isDead: false,
    delayMs,
    ref: () => timer,
    unref: () => timer,
    hasRef: () => true,
    refresh: () => {
      // The entry in the heap is spent; a new one takes its place under the same handle.
      const again = schedule(run, timer.delayMs, everyMs);
      timer.isDead = true;
      revived.set(timer, again);
      return timer;
    },
    close: () => {
      cancel(timer);
      return timer;
    },
  };
  push(timer);
  return timer;
}

const revived = new WeakMap<Timer, Timer>();

function cancel(handle: unknown): void {
  if (typeof handle !== 'object' || handle === null || !('isDead' in handle)) {
    realClearTimeout(handle as never);
    return;
  }
  const timer = handle as Timer;
  timer.isDead = true;
  const again = revived.get(timer);
  if (again) cancel(again);
}

const setTimer =
  (isRepeated: boolean) =>
  (run: (...values: unknown[]) => void, delayMs = 0, ...values: unknown[]): Timer =>
    schedule(() => run(...values), delayMs, isRepeated ? Math.max(1, delayMs) : null);

class VirtualDate extends RealDate {
  constructor(...values: unknown[]) {
    if (values.length === 0) super(nowMs);
    else super(...(values as [number]));
  }
  static override now(): number {
    return Math.floor(nowMs);
  }
}

function takeOver(): void {
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: setTimer(false),
    setInterval: setTimer(true),
    clearTimeout: cancel,
    clearInterval: cancel,
    setImmediate: (run: (...values: unknown[]) => void, ...values: unknown[]) => {
      immediates += 1;
      return realSetImmediate(() => {
        immediates -= 1;
        run(...values);
      });
    },
  });
  performance.now = () => nowMs - beginningMs + 1;
  timersPromises.setTimeout = ((delayMs?: number, value?: unknown) =>
    new Promise((resolve) => schedule(() => resolve(value), delayMs ?? 0, null))) as never;
  syncBuiltinESMExports();
  // The thread pool would answer at a real moment.
  webcrypto.subtle.digest = async (algorithm, data) => {
    const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
    const bytes = createHash(name.replace('-', ''))
      .update(new Uint8Array(data as ArrayBuffer))
      .digest();
    return new Uint8Array(bytes).buffer as ArrayBuffer;
  };
}

takeOver();

/** Something outside (a socket) has moved. */
export function stir(): void {
  const go = stirred;
  stirred = null;
  go?.();
}

/** Should a stir be missed, things are looked at all the same. */
const guardMs = 20;

function whenStirred(look: () => void): void {
  const guard = realSetTimeout(stir, guardMs);
  stirred = () => {
    realClearTimeout(guard);
    realSetImmediate(look);
  };
}

/** Turns of the event loop without work before time moves on. */
const quietTurns = 1;

function isBusy(): boolean {
  for (const outside of outsides) if (outside.isBusy()) return true;
  return false;
}

/** @returns false when something outside has yet to answer */
function hearOutside(): boolean {
  for (const outside of outsides) if (!outside.isSettled()) return false;
  for (const outside of outsides) outside.handOn();
  return true;
}

/** @returns false when nothing can ever happen any more */
function moveOn(): boolean {
  let next = pop();
  while (next?.isDead) next = pop();
  if (!next) return false;
  nowMs = Math.max(nowMs, next.atMs);
  if (next.everyMs !== null) {
    next.atMs = nowMs + next.everyMs;
    next.order = order += 1;
    push(next);
  }
  next.run();
  return true;
}

export const virtualTime = {
  nowMs: (): number => nowMs,
  /** Real milliseconds, for figures. */
  realMs: realPerformanceNow,
  isRunning: (): boolean => isRunning,
  addOutside: (outside: Outside): void => void outsides.add(outside),
  sleep: (ms: number): Promise<void> => new Promise((resolve) => schedule(resolve, ms, null)),
  /** So long nothing happens anywhere, as when every computer sleeps: all clocks go on, and what waited goes on waiting. */
  skip: (ms: number): void => {
    nowMs += ms;
    for (const timer of timers) timer.atMs += ms;
  },
  /** Drops every timer and begins the day anew. */
  reset: (): void => {
    timers = [];
    order = 0;
    nowMs = beginningMs;
  },
  /**
   * Runs `program` to its end in virtual time.
   * @throws what it throws; Error when nothing can ever happen any more, or when it does not end after so many timers
   */
  run: <T>(program: () => Promise<T>, mostTimers = 60_000): Promise<T> =>
    new Promise((resolve, reject) => {
      let moves = 0;
      let isDone = false;
      isRunning = true;
      let quiet = 0;
      const look = (): void => {
        if (isDone) return;
        if (immediates > 0) {
          quiet = 0;
        } else if (isBusy()) {
          quiet = 0;
          if (!hearOutside()) {
            whenStirred(look);
            return;
          }
        } else {
          quiet += 1;
          if (quiet >= quietTurns) {
            quiet = 0;
            if (!moveOn()) return end(() => reject(new Error('nothing is left that could happen')));
            moves += 1;
            if (moves > mostTimers)
              return end(() => reject(new Error(`the schedule does not end (${nowMs - beginningMs} ms)`)));
          }
        }
        realSetImmediate(look);
      };
      const end = (settle: () => void): void => {
        isDone = true;
        isRunning = false;
        settle();
      };
      realSetImmediate(look);
      program().then(
        (value) => end(() => resolve(value)),
        (cause: unknown) => end(() => reject(cause as Error)),
      );
    }),
};

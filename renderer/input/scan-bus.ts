// One way for every scan, whatever it came from: its meaning is found once, then the newest listener to that kind takes
// it. One at a time, in order: while a listener is busy, the next scans wait.
// Never drops a scan without saying so, never needs focus, never types into a field.
import { type Meaning, meaningOf } from '../../shared/barcode/meaning';
import type { ScanEvent } from '../../shared/barcode/scan';

export type BusScan = { scan: ScanEvent; meaning: Meaning };

/** `pass` leaves it to the next listener; anything else takes it. */
export type ScanListener = (heard: BusScan) => undefined | 'pass' | Promise<undefined | 'pass'>;

export type ScanBus = {
  scan: (scan: ScanEvent) => void;
  /** Returns the way to stop listening. */
  listen: (kinds: readonly Meaning['kind'][] | 'any', listener: ScanListener) => () => void;
  /** Resolves when every scan so far has been taken. */
  settled: () => Promise<void>;
};

export type ScanBusPorts = {
  /** Monotonic. */
  nowMs: () => number;
  /** Nobody wanted this scan: every listener passed, or none came within `patienceMs`. */
  unclaimed: (heard: BusScan) => void;
  /** A listener failed; the scans behind it go on. */
  report: (cause: unknown) => void;
};

/** How long a scan waits for a screen that is just coming up. */
const patienceMs = 10_000;

type Listening = { kinds: readonly Meaning['kind'][] | 'any'; listener: ScanListener };
/** `alone` when nobody was listening as it came. */
type Waiting = BusScan & { atMs: number; alone: boolean };

export function createScanBus(ports: ScanBusPorts): ScanBus {
  /** Newest last. */
  const listening: Listening[] = [];
  const queue: Waiting[] = [];
  let working: Promise<void> | null = null;

  const give = async (heard: Waiting): Promise<void> => {
    for (const { kinds, listener } of [...listening].reverse()) {
      if (kinds !== 'any' && !kinds.includes(heard.meaning.kind)) continue;
      try {
        const answer = listener(heard);
        if ((answer instanceof Promise ? await answer : answer) !== 'pass') return;
      } catch (cause) {
        ports.report(cause);
        return;
      }
    }
    ports.unclaimed(heard);
  };

  const work = async (): Promise<void> => {
    while (listening.length > 0) {
      const next = queue.shift();
      if (!next) break;
      // A scan behind a busy listener waits as long as it takes; one that nobody heard grows stale.
      if (next.alone && ports.nowMs() - next.atMs > patienceMs) ports.unclaimed(next);
      else await give(next);
    }
    working = null;
  };

  const begin = (): void => {
    if (listening.length > 0 && queue.length > 0) working ??= work();
  };

  return {
    scan: (scan) => {
      queue.push({ scan, meaning: meaningOf(scan), atMs: ports.nowMs(), alone: listening.length === 0 });
      begin();
    },
    listen: (kinds, listener) => {
      const one = { kinds, listener };
      listening.push(one);
      begin();
      return () => {
        const at = listening.indexOf(one);
        if (at !== -1) listening.splice(at, 1);
      };
    },
    settled: async () => {
      while (working) await working;
    },
  };
}

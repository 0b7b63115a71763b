// One connection to one printer, whatever carries its bytes. Answers for timeouts of its own, for knowing whether a byte left,
// and for reading what the printer says.
import { type HostStatus, readHostStatus, readOdometer, takeStrings } from './host-status';
import { writeInPieces, type WriteEnd } from './pipe-writer';
import { readTsplStatus, tsplStatusQuestion } from './tspl-status';
import type { PrinterPipe } from './printer-pipe';

export type PrinterTimings = {
  connectMs: number;
  /** Longest pause of the printer while it takes bytes. */
  stallMs: number;
  /** Longest wait for the answer to `~HS`. */
  statusMs: number;
  /** Between two questions while a label is being printed. */
  pollMs: number;
  /** Longest wait for a healthy printer to finish one label. */
  finishMs: number;
  /** How long a faulty printer that holds the label is waited for before the operator is asked. */
  heldMs: number;
  /** How long an idle printer is given to send the echo it owes. */
  echoGraceMs: number;
  /** Half a label that has not grown for so long is nobody's any more. */
  abandonedMs: number;
  /** How long an open connection without work is kept. */
  idleMs: number;
  /** How long an echo that is still owed keeps the connection open. */
  lateEchoMs: number;
};

export const defaultTimings: PrinterTimings = {
  connectMs: 3_000,
  stallMs: 8_000,
  statusMs: 1_500,
  pollMs: 400,
  finishMs: 20_000,
  heldMs: 4_000,
  echoGraceMs: 2_000,
  abandonedMs: 10_000,
  idleMs: 1_000,
  lateEchoMs: 300_000,
};

export type PrinterConnection = {
  isOpen: () => boolean;
  /** Resolves when the operating system has taken every byte, or when that will not happen any more. */
  write: (bytes: Uint8Array) => Promise<WriteEnd>;
  /** Asks `~HS` or `ESC ! ?`; null when no whole answer comes in time. */
  askStatus: (query: 'hs' | 'esc') => Promise<HostStatus | null>;
  /** Asks how far paper has been moved (`~HQOD`), in the printer's own unit; null when it does not say. */
  askOdometer: () => Promise<number | null>;
  /** Calls back for every echo that arrives. One listener. */
  onEcho: (listener: (token: string) => void) => void;
  /**
   * Says goodbye and waits for the other side to do so: `closed`. `lost`: the connection broke instead.
   * `silent`: the printer did not close in time, so it may not have read everything.
   */
  finish: () => Promise<'closed' | 'lost' | 'silent'>;
  destroy: () => void;
};

/** More unread answer than this is not an answer. */
const longestAnswer = 4096;

export function connectionOver(pipe: PrinterPipe, timings: PrinterTimings): PrinterConnection {
  let end: 'open' | 'closed' | 'lost' = 'open';
  let unread = '';
  let strings: string[] = [];
  let echoListener: (token: string) => void = () => undefined;
  const statusWaiters: ((status: HostStatus | null) => void)[] = [];
  const byteWaiters: ((status: HostStatus | null) => void)[] = [];
  const odometerWaiters: ((moved: number | null) => void)[] = [];
  const closeWaiters = new Set<() => void>();

  const readAnswers = (): void => {
    const taken = takeStrings(unread);
    for (const string of taken.strings) {
      const odometer = readOdometer(string);
      if (odometer === null) strings.push(string);
      else odometerWaiters.shift()?.(odometer);
    }
    unread = taken.rest.slice(-longestAnswer);
    while (strings.length >= 3) {
      const status = readHostStatus(strings.slice(0, 3));
      // Out of step after a lost string: drop one and try to read the answer from the next.
      strings = strings.slice(status === null ? 1 : 3);
      if (status !== null) statusWaiters.shift()?.(status);
    }
    let readTo = 0;
    for (const echo of unread.matchAll(/ACK:([A-Za-z0-9.-]{1,40})[\s\0]*;/g)) {
      readTo = echo.index + echo[0].length;
      echoListener(echo[1] ?? '');
    }
    unread = unread.slice(readTo);
  };

  pipe.onText((text) => {
    // A TSPL printer says nothing but these bytes.
    const answer = byteWaiters[0];
    if (answer) {
      const [byte] = Buffer.from(text, 'latin1');
      if (byte !== undefined) answer(readTsplStatus(byte));
      return;
    }
    unread += text;
    readAnswers();
  });
  pipe.onClosed((isLost) => {
    end = isLost ? 'lost' : 'closed';
    for (const answer of [...statusWaiters.splice(0), ...byteWaiters.splice(0), ...odometerWaiters.splice(0)])
      answer(null);
    for (const lost of closeWaiters) lost();
  });

  const isOpen = (): boolean => end === 'open' && pipe.isOpen();

  const write = (bytes: Uint8Array): Promise<WriteEnd> =>
    writeInPieces(pipe, bytes, { stallMs: timings.stallMs, isOpen, closeWaiters });

  const ask = <T>(question: string, waiters: ((answer: T | null) => void)[]): Promise<T | null> =>
    new Promise((resolve) => {
      if (!isOpen()) {
        resolve(null);
        return;
      }
      const settle = (answer: T | null): void => {
        clearTimeout(timer);
        const at = waiters.indexOf(settle);
        if (at >= 0) waiters.splice(at, 1);
        resolve(answer);
      };
      const timer = setTimeout(() => settle(null), timings.statusMs);
      waiters.push(settle);
      pipe.write(Buffer.from(question), () => undefined);
    });

  const finish = (): Promise<'closed' | 'lost' | 'silent'> =>
    new Promise((resolve) => {
      let silent = false;
      const timer = setTimeout(() => {
        silent = true;
        pipe.destroy();
      }, timings.finishMs);
      const settle = (): void => {
        clearTimeout(timer);
        closeWaiters.delete(settle);
        resolve(end === 'lost' ? 'lost' : silent ? 'silent' : 'closed');
      };
      if (end !== 'open') settle();
      else {
        closeWaiters.add(settle);
        pipe.end();
      }
    });

  return {
    isOpen,
    write,
    askStatus: (query) =>
      query === 'hs' ? ask('~HS\r\n', statusWaiters) : ask(tsplStatusQuestion, byteWaiters),
    askOdometer: () => ask('~HQOD\r\n', odometerWaiters),
    onEcho: (listener) => {
      echoListener = listener;
    },
    finish,
    destroy: pipe.destroy,
  };
}

// One scanner on a serial line (RS-232 or USB-CDC): opens it, hears it, and opens it again when it was unplugged. A port that
// has closed is never opened again, as what was written to it before would leave then; each connection has a port of its own.
import { lstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { SerialPort } from 'serialport';
import { type ByteFrame, createByteFraming } from './byte-frames';
import type { ScannerState, SerialScanner } from './scanner-line';
import { watchFolder } from './watch-folder';

export type SerialScannerHooks = {
  onFrame: (frame: ByteFrame) => void;
  onTrouble: (trouble: ScannerState['trouble']) => void;
};

const firstRetryMs = 500;
const slowestRetryMs = 5_000;
/** Nodes appear before they may be opened. */
const settleMs = 300;
const lookEveryMs = 2_000;

/** Listens until it is closed. */
export function listenToSerialScanner(
  { path, baudRate, quietMs }: SerialScanner,
  { onFrame, onTrouble }: SerialScannerHooks,
): { close: () => Promise<void> } {
  const framing = createByteFraming();
  let isClosed = false;
  let port: SerialPort | null = null;
  /** Which node was opened. */
  let node: string | null = null;
  let retryMs = firstRetryMs;
  let told: ScannerState['trouble'] | undefined;
  let quietTimer: NodeJS.Timeout | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  const tell = (trouble: ScannerState['trouble']): void => {
    if (told === trouble || isClosed) return;
    told = trouble;
    onTrouble(trouble);
  };

  const hear = (chunk: Uint8Array): void => {
    clearTimeout(quietTimer);
    for (const frame of framing.take(chunk)) onFrame(frame);
    if (framing.hasBegun())
      quietTimer = setTimeout(() => {
        for (const frame of framing.quiet()) onFrame(frame);
      }, quietMs);
  };

  const again = (trouble: NonNullable<ScannerState['trouble']>): void => {
    clearTimeout(quietTimer);
    framing.drop();
    port = null;
    if (isClosed) return;
    tell(trouble);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void open(), retryMs);
    retryMs = Math.min(slowestRetryMs, retryMs * 2);
  };

  const open = async (): Promise<void> => {
    if (isClosed || port !== null) return;
    clearTimeout(retryTimer);
    let driver: typeof import('serialport');
    try {
      driver = await import('serialport');
    } catch {
      tell('serial-missing');
      return;
    }
    if (isClosed || port !== null) return;
    const opening = new driver.SerialPort({ path, baudRate, autoOpen: false });
    port = opening;
    const isOver = (): boolean => port !== opening;
    // Without a listener for data an unplugged cable is not noticed; `close` may come twice, and `error` beside it.
    opening.on('data', (chunk: Buffer) => {
      if (!isOver()) hear(chunk);
    });
    opening.on('close', () => {
      if (!isOver()) again('scanner-not-there');
    });
    opening.on('error', () => {
      if (isOver() || opening.isOpen) return;
      again('scanner-failing');
    });
    node = nodeOf(path);
    opening.open((cause) => {
      if (isOver()) return;
      if (cause) {
        again(troubleOf(cause.message));
        return;
      }
      retryMs = firstRetryMs;
      tell(null);
    });
  };

  // The binding misses some of the cables that are pulled out; the node is gone all the same, or another one.
  const isGone = (): boolean => port !== null && nodeOf(path) !== node;
  const look = (): void => {
    if (isClosed) return;
    if (isGone()) {
      const gone = port;
      again('scanner-not-there');
      gone?.close(() => undefined);
    }
    if (port !== null) return;
    retryMs = firstRetryMs;
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void open(), settleMs);
  };
  // Where nothing can be watched, time alone brings the next try.
  const stopWatching = watchFolder(dirname(path), (name) => name === basename(path), look);
  const looking = setInterval(() => {
    if (isGone()) look();
  }, lookEveryMs);
  void open();
  return {
    close: async () => {
      isClosed = true;
      stopWatching?.();
      clearInterval(looking);
      clearTimeout(quietTimer);
      clearTimeout(retryTimer);
      const last = port;
      port = null;
      if (last?.isOpen) await new Promise<void>((resolve) => last.close(() => resolve()));
    },
  };
}

/** Null where there is none, and where lines have no nodes. */
function nodeOf(path: string): string | null {
  if (!path.startsWith('/')) return null;
  try {
    const { ino, birthtimeMs } = lstatSync(path);
    return `${ino} ${birthtimeMs}`;
  } catch {
    return null;
  }
}

/** The binding has words, not codes. */
function troubleOf(words: string): NonNullable<ScannerState['trouble']> {
  if (/no such file|file not found/i.test(words)) return 'scanner-not-there';
  if (/permission denied|access denied/i.test(words)) return 'scanner-no-rights';
  if (/cannot lock|resource busy/i.test(words)) return 'scanner-taken';
  return 'scanner-failing';
}

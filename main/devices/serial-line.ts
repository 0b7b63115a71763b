// One device on a serial line (RS-232 or USB-CDC): opens it, hears it, and opens it again when it was unplugged. A port that has
// closed is never opened again, as what was written to it before would leave then; each connection has a port of its own.
import { lstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { SerialPort } from 'serialport';
import { z } from 'zod';
import { watchFolder } from './watch-folder';

export const serialPathSchema = z.string().min(1).max(400);
/** Bits a second; a USB device takes any. */
export const baudRateSchema = z.int().min(300).max(4_000_000);

export type SerialPlace = {
  /** `/dev/ttyACM0`, `COM3`, or a name that the system keeps for one device (`/dev/serial/by-id/...`). */
  path: string;
  baudRate: number;
  dataBits?: 7 | 8;
  parity?: 'none' | 'even' | 'odd';
};

/** `failing`: opened, and then not. `no-driver`: files of the program are missing. */
export type SerialTrouble = 'not-there' | 'no-rights' | 'taken' | 'failing' | 'no-driver';

export type SerialHooks = {
  onBytes: (chunk: Uint8Array) => void;
  /** Null: it is open; what was heard before is over. */
  onTrouble: (trouble: SerialTrouble | null) => void;
};

export type SerialLine = {
  /** False where nothing is open: the bytes are gone then, they never leave later. */
  write: (bytes: string) => boolean;
  close: () => Promise<void>;
};

const firstRetryMs = 500;
const slowestRetryMs = 5_000;
/** Nodes appear before they may be opened. */
const settleMs = 300;
const lookEveryMs = 2_000;

/** Listens until it is closed. */
export function listenToSerialLine(
  { path, ...settings }: SerialPlace,
  { onBytes, onTrouble }: SerialHooks,
): SerialLine {
  let isClosed = false;
  let port: SerialPort | null = null;
  /** Which node was opened. */
  let node: string | null = null;
  let retryMs = firstRetryMs;
  let told: SerialTrouble | null | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  const tell = (trouble: SerialTrouble | null): void => {
    if (told === trouble || isClosed) return;
    told = trouble;
    onTrouble(trouble);
  };

  const again = (trouble: SerialTrouble): void => {
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
      tell('no-driver');
      return;
    }
    if (isClosed || port !== null) return;
    const opening = new driver.SerialPort({ path, ...settings, autoOpen: false });
    port = opening;
    const isOver = (): boolean => port !== opening;
    // Without a listener for data an unplugged cable is not noticed; `close` may come twice, and `error` beside it.
    opening.on('data', (chunk: Buffer) => {
      if (!isOver()) onBytes(chunk);
    });
    opening.on('close', () => {
      if (!isOver()) again('not-there');
    });
    opening.on('error', () => {
      if (isOver() || opening.isOpen) return;
      again('failing');
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
      again('not-there');
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
    write: (bytes) => {
      // Bytes for a port that has closed would leave when it is opened again.
      if (port === null || !port.isOpen) return false;
      port.write(bytes, 'latin1', () => undefined);
      return true;
    },
    close: async () => {
      isClosed = true;
      stopWatching?.();
      clearInterval(looking);
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
export function troubleOf(words: string): Exclude<SerialTrouble, 'no-driver'> {
  if (/no such file|file not found/i.test(words)) return 'not-there';
  if (/permission denied|access denied/i.test(words)) return 'no-rights';
  if (/cannot lock|resource busy/i.test(words)) return 'taken';
  return 'failing';
}

// A station's printing that is killed and started again on one disk: what it was doing never ends, its timers never ring, its
// connections are gone, and a write that was under way has brought as much as it had.
import { createPrinterLines, type PrinterLines } from '../../main/devices/printer/printer-lines';
import type { PrinterTimings } from '../../main/devices/printer/printer-connection';
import type { PrinterPort } from '../../main/devices/printer/printer-port';
import { startFailOver } from '../../main/services/fail-over';
import { openPrintOutbox, type PrintOutbox } from '../../main/services/print-outbox';
import type { JournalFiles } from '../../main/services/print-outbox-files';
import type { LabelPrinterSetup } from '../../main/services/print-outbox-worker';
import { composeLabel } from './labels';

const shortTimings: PrinterTimings = {
  connectMs: 4_000,
  stallMs: 1_000,
  statusMs: 1_500,
  pollMs: 20,
  finishMs: 4_000,
  heldMs: 200,
  echoGraceMs: 500,
  abandonedMs: 400,
  idleMs: 200,
  lateEchoMs: 10_000,
};

/** Fail-over's five seconds are fifty milliseconds here. */
const clockRunsTimes = 100;
const lookEveryMs = 10;

export type StationPlace = {
  outbox: () => PrintOutbox | null;
  /** Starts the station's printing where it is not running. */
  start: () => Promise<void>;
  kill: () => void;
  /** It dies at its n-th write from now, which is left half done. */
  killAtWrite: (n: number) => void;
  /** It will not. */
  spare: () => void;
  kills: () => number;
  /** How often one printer began to stand in for another by itself. */
  stoodIn: () => number;
  end: () => Promise<void>;
};

type Life = { isDead: boolean; writesLeft: number | null; lines: PrinterLines; stop: () => Promise<void> };

/** @param printers more than one: the others stand in for the first */
export function createStationPlace(
  printers: readonly LabelPrinterSetup[],
  random: () => number,
): StationPlace {
  const disk = new Map<string, Uint8Array>();
  let life: Life | null = null;
  let outbox: PrintOutbox | null = null;
  let opening: Promise<void> = Promise.resolve();
  let kills = 0;
  let stoodIn = 0;

  const die = (dying: Life): void => {
    if (dying.isDead) return;
    dying.isDead = true;
    dying.lines.close();
    kills += 1;
    if (life === dying) {
      life = null;
      outbox = null;
    }
  };

  const open = async (): Promise<void> => {
    const begun: Life = {
      isDead: false,
      writesLeft: null,
      lines: createPrinterLines(shortTimings),
      stop: async () => undefined,
    };
    life = begun;
    const schedule = (ms: number, work: () => void): (() => void) => {
      const timer = setTimeout(() => (begun.isDead ? undefined : work()), ms);
      return () => clearTimeout(timer);
    };
    const port = portOf(begun);
    const opened = await openPrintOutbox({
      folder: 'printing',
      printers: () => printers,
      port,
      compose: composeLabel,
      now: () => new Date().toISOString(),
      schedule,
      retryMs: 40,
      files: filesOf(disk, begun, random, () => die(begun)),
    });
    if (begun.isDead) return;
    outbox = opened;
    let diversions = 0;
    const failOver = startFailOver({
      printers,
      outbox: opened,
      port,
      settings: { on: printers.length > 1, afterSeconds: 5 },
      keep: async () => undefined,
      monotonicMs: () => performance.now() * clockRunsTimes,
      schedule,
      onChange: (state) => {
        stoodIn += Math.max(0, state.diversions.length - diversions);
        diversions = state.diversions.length;
      },
      onFailure: () => undefined,
      lookEveryMs,
    });
    begun.stop = async () => {
      await failOver.stop();
      await opened.close();
    };
  };

  return {
    outbox: () => outbox,
    start: async () => {
      if (life === null) opening = open();
      await opening;
    },
    kill: () => {
      if (life) die(life);
    },
    killAtWrite: (n) => {
      if (life) life.writesLeft = n;
    },
    spare: () => {
      if (life) life.writesLeft = null;
    },
    kills: () => kills,
    stoodIn: () => stoodIn,
    end: async () => {
      await life?.stop();
      life?.lines.close();
    },
  };
}

const never = new Promise<never>(() => undefined);

/** Nobody hears an answer, or asks a question, after death. */
function portOf(life: Life): PrinterPort {
  const whileAlive = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (life.isDead) return never;
    const answer = await ask();
    return life.isDead ? never : answer;
  };
  const { lines } = life;
  return {
    ...lines,
    preflight: (endpoint) => whileAlive(() => lines.preflight(endpoint)),
    print: (order) => whileAlive(() => lines.print(order)),
  };
}

/** A disk in memory: what a write that was not cut short has brought is there. */
function filesOf(
  disk: Map<string, Uint8Array>,
  life: Life,
  random: () => number,
  die: () => void,
): JournalFiles {
  /** @returns how much of it gets there */
  const share = (): number => {
    if (life.writesLeft === null) return 1;
    life.writesLeft -= 1;
    return life.writesLeft > 0 ? 1 : random();
  };
  const write = async (work: (part: number) => void, isWhole: boolean): Promise<void> => {
    if (life.isDead) await never;
    const part = share();
    // A file that is put in another's place is there or not.
    if (part === 1 || !isWhole) work(part);
    if (part === 1) return;
    die();
    await never;
  };
  return {
    read: async (path) => disk.get(path) ?? null,
    replace: (path, bytes) => write(() => void disk.set(path, Uint8Array.from(bytes)), true),
    openAppend: async (path) => ({
      append: (bytes) =>
        write((part) => {
          const brought = bytes.subarray(0, Math.floor(bytes.length * part));
          disk.set(path, Buffer.concat([disk.get(path) ?? new Uint8Array(), brought]));
        }, false),
      truncate: (length) =>
        write(() => void disk.set(path, (disk.get(path) ?? new Uint8Array()).slice(0, length)), true),
      close: async () => undefined,
    }),
  };
}

// A label printer on TCP 9100 that behaves, and misbehaves, like a real one: it buffers, prints one label at a time,
// answers ~HS and ^HV, runs out of paper, falls silent, stops reading, resets connections, and prints what it held
// once it is well again. It knows nothing of the product.
import { createServer, type Socket } from 'node:net';
import { createTsplStream, type Paper, type TsplStream } from './tspl-stream';
import { createZplStream, echoOf } from './zpl-stream';

export const printerConditions = [
  'ok',
  'paper-out',
  'head-open',
  'paused',
  'silent',
  'faulty-silent',
  'stall',
] as const;
/**
 * silent: prints but answers nothing. faulty-silent: a fault that also keeps it from answering, as real printers do.
 * stall: stops reading from every connection.
 */
export type PrinterCondition = (typeof printerConditions)[number];

export type PrintedLabel = {
  /** 1 for the first label since the printer was started. */
  number: number;
  /** As it came, in the printer's language; one character a byte. */
  zpl: string;
  /** Dot by dot, where the printer draws by itself (TSPL). */
  paper: Paper | null;
  /** What was sent back when it was out; null when nothing was asked or the printer is silent. */
  echoed: string | null;
};

export type PrinterOptions = {
  /** ZPL when it is left out. */
  language?: 'zpl' | 'tspl';
  /** Of a TSPL printer, which draws by itself; 8 when it is left out. */
  dotsPerMm?: number;
  port?: number;
  host?: string;
  condition?: PrinterCondition;
  /** Time to print one label. */
  printMs?: number;
  /** Resets a connection once it has brought so many bytes. */
  resetAfterBytes?: number | null;
  /** Hears of every label as it leaves the printer. */
  onPrinted?: (label: PrintedLabel) => void;
  /** Hears of bytes as they arrive, before they have any effect. */
  onBytes?: (bytes: Buffer) => void;
};

export type BarePrinter = {
  port: number;
  labels: readonly PrintedLabel[];
  condition: () => PrinterCondition;
  /** Changes how the printer is. `ok` prints what it held. */
  become: (condition: PrinterCondition) => void;
  resetAfter: (bytes: number | null) => void;
  /** Whether it tells how far it has moved paper; many do not. */
  tellsOdometer: (tells: boolean) => void;
  /** Switches it off and on: what it held is gone, connections break. */
  powerCycle: () => void;
  /** Formats received and not printed yet. */
  held: () => number;
  connections: () => number;
  /** True while a format has begun and not ended. */
  isInFormat: () => boolean;
  close: () => Promise<void>;
};

type Held = { zpl: string; paper: Paper | null; from: Socket };

const hostStatus = (condition: PrinterCondition, queued: number, unfinished: boolean): string => {
  const is = (wanted: PrinterCondition): string => (condition === wanted ? '1' : '0');
  const first = `030,${is('paper-out')},${is('paused')},1219,${String(queued).padStart(3, '0')},0,0,${unfinished ? 1 : 0},000,0,0,0`;
  const second = `000,0,${is('head-open')},0,0,2,4,0,00000000,1,000`;
  return [first, second, '1234,0'].map((line) => `\x02${line}\x03\r\n`).join('');
};

/** The one byte of `ESC ! ?`; what it holds while it stands still is not being printed. */
const tsplStatus = (condition: PrinterCondition, holds: boolean): number => {
  const faults: Partial<Record<PrinterCondition, number>> = { 'head-open': 1, 'paper-out': 4, paused: 16 };
  return faults[condition] ?? (holds ? 32 : 0);
};

/** Six inches a label, as a new printer of a while's use says it. */
const odometerOf = (labels: number): string =>
  `\x02\r\n  PRINT METERS\r\n    TOTAL NONRESETTABLE:          ${8560 + labels * 6} "\r\n    USER RESETTABLE CNTR1:        ${labels * 6} "\r\n    USER RESETTABLE CNTR2:        ${8560 + labels * 6} "\r\n\x03\r\n`;

/** Starts the printer; the port is 0 for any free one. Rejects when the port is taken. */
export async function startBarePrinter(options: PrinterOptions = {}): Promise<BarePrinter> {
  let condition: PrinterCondition = options.condition ?? 'ok';
  let tellsOdometer = true;
  let resetAfterBytes = options.resetAfterBytes ?? null;
  const labels: PrintedLabel[] = [];
  const held: Held[] = [];
  const sockets = new Set<Socket>();
  // One interpreter for all connections, as in a real printer: half a format survives the connection that brought it.
  const stream = createZplStream();
  const tspl = options.language === 'tspl' ? createTsplStream(options.dotsPerMm ?? 8) : null;
  let printing: NodeJS.Timeout | null = null;

  const isMute = (): boolean => condition === 'silent' || condition === 'faulty-silent';
  const printsNow = (): boolean => condition === 'ok' || condition === 'silent';

  const finishLabel = (): void => {
    printing = null;
    if (!printsNow()) return;
    const next = held.shift();
    if (next === undefined) return;
    const echo = echoOf(next.zpl);
    const echoed = !isMute() && echo !== null && next.from.writable ? echo : null;
    if (echoed !== null) next.from.write(echoed);
    const label = { number: labels.length + 1, zpl: next.zpl, paper: next.paper, echoed };
    labels.push(label);
    options.onPrinted?.(label);
    printNext();
  };

  const printNext = (): void => {
    if (printing !== null || held.length === 0 || !printsNow()) return;
    printing = setTimeout(finishLabel, options.printMs ?? 20);
  };

  const hearTspl = (language: TsplStream, text: string, socket: Socket): void => {
    for (const piece of language.take(text)) {
      if (piece.piece === 'label') held.push({ zpl: piece.tspl, paper: piece.paper, from: socket });
      else if (piece.piece === 'cancel') held.length = 0;
      else if (!isMute()) socket.write(Buffer.of(tsplStatus(condition, held.length > 0)));
    }
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    let received = 0;
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes: Buffer) => {
      options.onBytes?.(bytes);
      const left = resetAfterBytes === null ? bytes.length : Math.max(0, resetAfterBytes - received);
      received += bytes.length;
      const text = bytes.subarray(0, left).toString('latin1');
      if (tspl !== null) hearTspl(tspl, text, socket);
      for (const piece of tspl === null ? stream.take(text) : []) {
        if (piece.piece === 'format') held.push({ zpl: piece.zpl, paper: null, from: socket });
        else if (piece.command === 'JA') held.length = 0;
        else if (piece.command === 'JX') stream.forget();
        else if (piece.command === 'HS' && !isMute()) {
          socket.write(hostStatus(condition, held.length, stream.unfinished() > 0));
        } else if (piece.command === 'HQOD' && !isMute() && tellsOdometer) {
          socket.write(odometerOf(labels.length));
        }
      }
      printNext();
      if (resetAfterBytes !== null && received >= resetAfterBytes) socket.resetAndDestroy();
      else if (condition === 'stall') socket.pause();
    });
    if (condition === 'stall') socket.pause();
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const address = server.address();

  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    labels,
    condition: () => condition,
    become: (next) => {
      condition = next;
      for (const socket of sockets) {
        if (next === 'stall') socket.pause();
        else socket.resume();
      }
      printNext();
    },
    tellsOdometer: (tells) => {
      tellsOdometer = tells;
    },
    resetAfter: (bytes) => {
      resetAfterBytes = bytes;
    },
    powerCycle: () => {
      held.length = 0;
      stream.forget();
      tspl?.forget();
      for (const socket of sockets) socket.resetAndDestroy();
    },
    held: () => held.length,
    connections: () => sockets.size,
    isInFormat: () => stream.unfinished() > 0 || (tspl?.lacks() ?? 0) > 0,
    close: async () => {
      if (printing !== null) clearTimeout(printing);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

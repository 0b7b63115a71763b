// What tests of the outbox share: a station with real sockets to a virtual printer, and a disk that can be made to fail.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BarePrinter,
  type PrinterOptions,
  startBarePrinter,
} from '../../e2e/rigs/virtual-printer/printer';
import { ssccOf } from '../../shared/barcode/sscc';
import { nameOnLabel, type ShippingLabel } from '../../shared/label/model';
import {
  type PrinterId,
  printerIdSchema,
  printJobIdSchema,
  type PrintRequest,
} from '../../shared/label/print-job';
import { defaultPrinterProfile } from '../../shared/label/printer-profile';
import type { PrinterTimings } from '../devices/printer/printer-connection';
import { createPrinterLines } from '../devices/printer/printer-lines';
import type { PrinterPort } from '../devices/printer/printer-port';
import { openPrintOutbox, type PrintOutbox, type PrintOutboxOptions } from './print-outbox';
import { type JournalFiles, nodeJournalFiles } from './print-outbox-files';
import type { Compose, LabelPrinterSetup } from './print-outbox-worker';

export const quickTimings: PrinterTimings = {
  connectMs: 2_000,
  stallMs: 800,
  statusMs: 800,
  pollMs: 15,
  finishMs: 2_000,
  heldMs: 150,
  echoGraceMs: 300,
  abandonedMs: 400,
  idleMs: 500,
  lateEchoMs: 10_000,
};

export const benchPrinter: PrinterId = printerIdSchema.parse('bench-1');

export const labelFor = (serial: number): ShippingLabel => ({
  sender: { name: 'Waybill Gifts Ltd', lines: ['Bristol'] },
  recipient: { name: 'Anna', lines: ['Quay 1'], countryCode: 'GB', countryName: 'UNITED KINGDOM' },
  carrierName: 'Northline',
  serviceName: 'Parcel 48',
  orderNumber: `A-${serial}`,
  orderCode: `A-${serial}`,
  parcel: { number: 1, count: 1 },
  items: [],
  sscc: ssccOf('38690000', serial),
  weightGrams: null,
});

export const requestFor = (serial: number): PrintRequest => ({
  jobId: printJobIdSchema.parse(`job-${serial}`),
  printerId: benchPrinter,
  label: labelFor(serial),
});

/** A small format with everything the outbox cares about: which label, which attempt, which echo (TSPL has none). */
export const composeSmall: Compose = (label, { language }, { attempt, echoToken }) => {
  const name = `${nameOnLabel(label)} attempt ${attempt}`;
  return Promise.resolve({
    zpl:
      language === 'tspl'
        ? `\r\nSIZE 100 mm,150 mm\r\nCLS\r\nREM ${name}\r\nBITMAP 8,8,25,80,0,${'\xaa'.repeat(2_000)}\r\nPRINT 1,1\r\n`
        : `^XA^FX${name}^FS^FO9,9^A0N,15^FN1^FH_^FD${echoToken}^FS^HV1,40,ACK:,;,L^FS^XZ`,
    missingGlyphs: 0,
  });
};

export const setupFor = (
  port: number,
  change: Partial<LabelPrinterSetup['endpoint']> = {},
): LabelPrinterSetup => ({
  printerId: benchPrinter,
  name: 'Bench 1',
  endpoint: { printerId: benchPrinter, host: '127.0.0.1', port, statusQuery: 'hs', echo: 'hv', ...change },
  profile: defaultPrinterProfile,
});

/** A printer of the language that is asked no names back. */
export const tsplSetupFor = (port: number): LabelPrinterSetup => ({
  ...setupFor(port, { statusQuery: 'esc', echo: 'none', language: 'tspl' }),
  profile: { ...defaultPrinterProfile, language: 'tspl' },
});

export const schedule = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** Which labels came out, as `order attempt`. */
export const printed = (printer: BarePrinter): string[] =>
  printer.labels.map(
    (label) => /(?:\^FX|REM )(\S+) attempt (\d+)/.exec(label.zpl)?.slice(1).join(' ') ?? 'unreadable',
  );

export const until = async (holds: () => boolean, what = 'it'): Promise<void> => {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 1_500) throw new Error(`${what} never came to pass`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** A disk whose writes fail when `fails` says so; `writes` counts every try to change the journal. */
export type FailingDisk = { files: JournalFiles; writes: number; fails: (write: number) => string | null };

export const failingDisk = (fails: FailingDisk['fails']): FailingDisk => {
  const disk: FailingDisk = { writes: 0, fails, files: nodeJournalFiles };
  const orFail = async <T>(work: () => Promise<T>, half: () => Promise<unknown>): Promise<T> => {
    const code = disk.fails(disk.writes++);
    if (code === null) return work();
    await half();
    throw Object.assign(new Error(code), { code });
  };
  disk.files = {
    ...nodeJournalFiles,
    replace: (path, bytes) =>
      orFail(
        () => nodeJournalFiles.replace(path, bytes),
        async () => undefined,
      ),
    openAppend: async (path) => {
      const file = await nodeJournalFiles.openAppend(path);
      return {
        ...file,
        // A full disk takes part of a line before it refuses the rest.
        append: (bytes) =>
          orFail(
            () => file.append(bytes),
            () => file.append(bytes.subarray(0, bytes.length >> 1)),
          ),
      };
    },
  };
  return disk;
};

export type TestStation = {
  folder: string;
  printer: BarePrinter;
  setup: LabelPrinterSetup;
  /** Opens the outbox (again). The one before must be closed. */
  open: (change?: Partial<PrintOutboxOptions>) => Promise<PrintOutbox>;
  close: () => Promise<void>;
};

export const startStation = async (
  printerOptions: PrinterOptions = {},
  endpoint: Partial<LabelPrinterSetup['endpoint']> = {},
): Promise<TestStation> => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-outbox-'));
  const printer = await startBarePrinter({ printMs: 5, ...printerOptions });
  const setup = setupFor(printer.port, endpoint);
  const closing: (() => unknown)[] = [];
  let tick = Date.parse('2026-03-01T08:00:00Z');
  return {
    folder,
    printer,
    setup,
    open: async (change = {}) => {
      const lines = createPrinterLines(quickTimings);
      const port: PrinterPort = lines;
      const outbox = await openPrintOutbox({
        folder,
        printers: () => [setup],
        port,
        compose: composeSmall,
        now: () => new Date((tick += 1_000)).toISOString(),
        schedule,
        retryMs: 40,
        ...change,
      });
      closing.push(() => lines.close());
      return outbox;
    },
    close: async () => {
      for (const close of closing) close();
      await printer.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

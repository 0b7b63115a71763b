// The print outbox against everything that goes wrong between a station and its label printer, on real sockets: no paper, open lid,
// silence, stalls, broken connections, power cuts of the printer, and the station killed at any write to its disk. What is on
// paper at the end is compared with what the outbox says and with what the operator was asked.
import { setTimeout as wait } from 'node:timers/promises';
import {
  type BarePrinter,
  type PrinterCondition,
  printerConditions,
  startBarePrinter,
} from '../e2e/rigs/virtual-printer/printer';
import { createPrinterLines, type PrinterLines } from '../main/devices/printer/printer-lines';
import type { PrinterTimings } from '../main/devices/printer/printer-connection';
import { openPrintOutbox, type PrintOutbox } from '../main/services/print-outbox';
import type { JournalFiles } from '../main/services/print-outbox-files';
import type { Compose, LabelPrinterSetup } from '../main/services/print-outbox-worker';
import { ssccOf } from '../shared/barcode/sscc';
import { nameOnLabel, type ShippingLabel } from '../shared/label/model';
import { printerIdSchema, printJobIdSchema, type PrintJob } from '../shared/label/print-job';
import { defaultPrinterProfile } from '../shared/label/printer-profile';
import { type Bench, type BenchContext, type BenchFindings, exactly, seededRandom } from './bench';

/** Longer than any run. */
const longestSeconds = 86_400;
const sideBySide = 40;
const mostJobs = 4;
const settleMs = 60_000;
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

export const bench: Bench = {
  name: 'print',
  about:
    'Random fault schedules of a printer (two of three ZPL, one TSPL) and of the station that is killed at any write: silentDuplicates (more paper than one label a job and one more for each time the operator was asked), silentLosses (said to be out, and no paper), unsettled (not over a minute after all is well).',
  defaultN: 10_000,
  defaultSeconds: longestSeconds,
  run,
};

type Figures = Record<
  'jobs' | 'labels' | 'asked' | 'kills' | 'silentDuplicates' | 'silentLosses' | 'unsettled',
  number
>;

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  const figures: Figures = {
    jobs: 0,
    labels: 0,
    asked: 0,
    kills: 0,
    silentDuplicates: 0,
    silentLosses: 0,
    unsettled: 0,
  };
  let begun = 0;
  let done = 0;
  const startedMs = performance.now();
  const isOver = (): boolean => performance.now() - startedMs > options.seconds * 1_000;
  const worker = async (): Promise<void> => {
    while (begun < options.n && !isOver()) {
      const seed = options.seed + begun;
      begun += 1;
      const words = await schedule(seed, figures);
      for (const word of words) note(`schedule ${seed}: ${word}`);
      done += 1;
      if (done % 500 === 0) note(`${done} of ${options.n} schedules`);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return {
    data: `generated from seeds ${options.seed} to ${options.seed + begun - 1}`,
    n: done,
    figures,
    bars: {
      silentDuplicates: exactly(figures.silentDuplicates, 0),
      silentLosses: exactly(figures.silentLosses, 0),
      unsettled: exactly(figures.unsettled, 0),
    },
  };
}

const printerId = printerIdSchema.parse('bench');
const zplSays = { statusQuery: 'hs', echo: 'hv' } as const;

/** One station and one printer; resolves to what did not hold. */
async function schedule(seed: number, figures: Figures): Promise<string[]> {
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  // Every third printer speaks TSPL, which sends no names back and cannot be asked about half a job.
  const language = seed % 3 === 0 ? 'tspl' : 'zpl';
  const printer = await startBarePrinter({ printMs: 1 + below(8), language });
  const says = language === 'tspl' ? ({ statusQuery: 'esc', echo: 'none' } as const) : zplSays;
  const setup: LabelPrinterSetup = {
    printerId,
    name: 'Bench',
    profile: { ...defaultPrinterProfile, language },
    endpoint: { printerId, host: '127.0.0.1', port: printer.port, language, ...says },
  };
  const place = createStationPlace(setup, random);
  const asked = new Map<string, number>();
  const jobs = 1 + below(mostJobs);
  let submitted = 0;

  const submitNext = async (): Promise<void> => {
    if (submitted >= jobs) return;
    submitted += 1;
    await submit(submitted);
  };
  /** A station asks again after a start, under the same id. */
  const submit = async (serial: number): Promise<void> => {
    await place
      .outbox()
      ?.submit({ jobId: jobIdOf(serial), printerId, label: labelOf(serial) })
      .catch(ignore);
  };
  const look = async (): Promise<void> => {
    for (const job of place.outbox()?.jobs() ?? []) {
      if (job.state.step !== 'unknown') continue;
      asked.set(job.jobId, (asked.get(job.jobId) ?? 0) + 1);
      const isThere = paperOf(printer).some(
        ({ name, attempt }) => name === job.orderNumber && attempt === job.attempt,
      );
      const by = { jobId: job.jobId, by: 'Deniz' };
      const given = isThere
        ? { ...by, answer: 'printed' as const }
        : { ...by, answer: 'reprint' as const, reason: 'no label' };
      await place.outbox()?.answer(given).catch(ignore);
    }
  };
  const happenings: readonly (() => unknown)[] = [
    submitNext,
    submitNext,
    submitNext,
    () => printer.become(printerConditions[below(printerConditions.length)] as PrinterCondition),
    () => printer.become('ok'),
    () => printer.resetAfter(random() < 0.5 ? 100 + below(12_000) : null),
    () => printer.powerCycle(),
    () => place.kill(),
    () => place.killAtWrite(1 + below(8)),
    () => place.start(),
    look,
  ];

  await place.start();
  for (let step = 10 + below(16); step > 0; step -= 1) {
    // What waits for a station that dies in the middle never comes back.
    await Promise.race([happenings[below(happenings.length)]?.(), wait(400)]);
    await wait(below(40));
  }
  printer.become('ok');
  printer.resetAfter(null);
  place.spare();
  await place.start();
  while (submitted < jobs) await submitNext();
  for (let serial = 1; serial <= jobs; serial += 1) await submit(serial);
  const untilMs = performance.now() + settleMs;
  while ((place.outbox()?.openJobs().length ?? 0) > 0 && performance.now() < untilMs) {
    await look();
    await wait(30);
  }
  // What was called off, and what the printer held, comes out now.
  await wait(100);

  const words: string[] = [];
  const ended = place.outbox()?.jobs() ?? [];
  for (let serial = 1; serial <= jobs; serial += 1) {
    const job = ended.find(({ jobId }) => jobId === jobIdOf(serial));
    const paper = paperOf(printer).filter(({ name }) => name === `A-${serial}`);
    const questions = asked.get(jobIdOf(serial)) ?? 0;
    figures.jobs += 1;
    figures.labels += paper.length;
    figures.asked += questions;
    const tooMany = Math.max(0, paper.length - 1 - questions);
    if (tooMany > 0) words.push(`${paper.length} labels of job ${serial}, asked ${questions} times`);
    figures.silentDuplicates += tooMany;
    if (!job || !isSettled(job)) {
      figures.unsettled += 1;
      words.push(
        `job ${serial} is ${job?.state.step ?? 'gone'}${printer.isInFormat() ? ', behind half a label' : ''}`,
      );
    } else if (!paper.some(({ attempt }) => attempt === job.attempt)) {
      figures.silentLosses += 1;
      words.push(`job ${serial} is ${job.state.step} at attempt ${job.attempt}, and there is no such label`);
    }
  }
  figures.kills += place.kills();
  await place.end();
  await printer.close();
  return words;
}

function isSettled({ state }: PrintJob): boolean {
  return state.step === 'confirmed' || state.step === 'sent' || state.step === 'printed';
}

const ignore = (): undefined => undefined;
const jobIdOf = (serial: number) => printJobIdSchema.parse(`job-${serial}`);

function labelOf(serial: number): ShippingLabel {
  return {
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
  };
}

/** Which label, which attempt, its echo, and as many bytes as a label with pictures has. */
const compose: Compose = (label, profile, { attempt, echoToken }) =>
  Promise.resolve({
    zpl:
      profile.language === 'tspl'
        ? tsplOfLabel(nameOnLabel(label), attempt)
        : `^XA^FX${nameOnLabel(label)} attempt ${attempt}^FS^FX${'x'.repeat(9_000)}^FS^FO9,9^A0N,15^FN1^FH_^FD${echoToken}^FS^HV1,40,ACK:,;,L^FS^XZ`,
    missingGlyphs: 0,
  });

/** Pictures of as many bytes as ours have at most, so that a job breaks off inside one. */
function tsplOfLabel(name: string, attempt: number): string {
  const pictures = Array.from(
    { length: 4 },
    (_, at) => `BITMAP 8,${8 + at * 80},25,80,0,${'\xaa'.repeat(2_000)}`,
  );
  return [
    '',
    'SIZE 100 mm,150 mm',
    'CLS',
    `REM ${name} attempt ${attempt}`,
    ...pictures,
    'PRINT 1,1',
    '',
  ].join('\r\n');
}

function paperOf(printer: BarePrinter): { name: string; attempt: number }[] {
  return printer.labels.map(({ zpl }) => {
    const [, name = '', attempt = '0'] = /(?:\^FX|REM )(\S+) attempt (\d+)/.exec(zpl) ?? [];
    return { name, attempt: Number(attempt) };
  });
}

type StationPlace = {
  outbox: () => PrintOutbox | null;
  /** Starts the station's printing where it is not running. */
  start: () => Promise<void>;
  kill: () => void;
  /** It dies at its n-th write from now, which is left half done. */
  killAtWrite: (n: number) => void;
  /** It will not. */
  spare: () => void;
  kills: () => number;
  end: () => Promise<void>;
};

/** What died with a station: its writes never end, its timers never ring, its connections are gone. */
type Life = { isDead: boolean; writesLeft: number | null; lines: PrinterLines };

function createStationPlace(setup: LabelPrinterSetup, random: () => number): StationPlace {
  const disk = new Map<string, Uint8Array>();
  let life: Life | null = null;
  let outbox: PrintOutbox | null = null;
  let opening: Promise<void> | null = null;
  let kills = 0;

  const die = (dying: Life): void => {
    if (dying.isDead) return;
    dying.isDead = true;
    dying.lines.close();
    kills += 1;
    if (life === dying) {
      life = null;
      outbox = null;
      opening = null;
    }
  };

  const open = async (): Promise<void> => {
    const begun: Life = { isDead: false, writesLeft: null, lines: createPrinterLines(shortTimings) };
    life = begun;
    const opened = await openPrintOutbox({
      folder: 'printing',
      printers: () => [setup],
      port: begun.lines,
      compose,
      now: () => new Date().toISOString(),
      schedule: (ms, work) => {
        const timer = setTimeout(() => (begun.isDead ? undefined : work()), ms);
        return () => clearTimeout(timer);
      },
      retryMs: 40,
      files: filesOf(disk, begun, random, () => die(begun)),
    });
    if (!begun.isDead) outbox = opened;
  };

  return {
    outbox: () => outbox,
    start: async () => {
      if (life !== null) return;
      opening = open();
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
    end: async () => {
      await outbox?.close();
      life?.lines.close();
    },
  };
}

const never = new Promise<never>(() => undefined);

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

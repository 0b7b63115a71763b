// One random schedule: a station, its printers, and what goes wrong with all of them; then all is well, and what is on paper is
// compared with what the outbox says. The same seed draws the same schedule.
import { setTimeout as wait } from 'node:timers/promises';
import {
  type BarePrinter,
  type PrinterCondition,
  printerConditions,
  startBarePrinter,
} from '../../e2e/rigs/virtual-printer/printer';
import { labelFor } from '../../main/services/print-outbox.test-kit';
import type { LabelPrinterSetup } from '../../main/services/print-outbox-worker';
import { printerIdSchema, printJobIdSchema } from '../../shared/label/print-job';
import { defaultPrinterProfile, type PrinterProfile } from '../../shared/label/printer-profile';
import { seededRandom } from '../bench';
import { type Account, accountOf, addUp } from './account';
import { paperOf } from './labels';
import { createStationPlace } from './station-place';

/** One ZPL printer; one TSPL printer; two printers, of which the second one stands in. */
export const printKinds = ['zpl', 'tspl', 'failOver'] as const;
export type PrintKind = (typeof printKinds)[number];

const kindsOfTen: readonly PrintKind[] = [
  'zpl',
  'tspl',
  'zpl',
  'failOver',
  'zpl',
  'zpl',
  'tspl',
  'zpl',
  'failOver',
  'zpl',
];

/** Of ten seeds in a row six are of a ZPL printer, two of a TSPL printer and two of two printers. */
export function kindOfSeed(seed: number): PrintKind {
  return kindsOfTen[seed % kindsOfTen.length] ?? 'zpl';
}

export type ScheduleEnd = {
  account: Account;
  kills: number;
  /** How often the second printer stood in by itself, and labels that it printed. */
  stoodIn: number;
  onSecond: number;
  /** What does not hold. */
  words: string[];
};

type Language = NonNullable<PrinterProfile['language']>;
const mostJobs = 4;
const settleMs = 60_000;

export async function runSchedule(seed: number, kind: PrintKind): Promise<ScheduleEnd> {
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const oneOf = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  const printers: BarePrinter[] = [];
  const setups: LabelPrinterSetup[] = [];
  for (const language of languagesOf(kind, random)) {
    const printer = await startBarePrinter({ printMs: 1 + below(8), language });
    printers.push(printer);
    setups.push(setupOf(printers.length, printer.port, language));
  }
  const ids = setups.map(({ printerId }) => printerId);
  const place = createStationPlace(setups, random);
  const asked = new Map<string, Set<number>>();
  const jobs = 1 + below(mostJobs);
  let submitted = 0;
  const paper = () => printers.flatMap(paperOf);

  const submitNext = async (): Promise<void> => {
    if (submitted >= jobs) return;
    submitted += 1;
    await submit(submitted);
  };
  /** A station asks again after a start, under the same id. */
  const submit = async (serial: number): Promise<void> => {
    const printerId = ids[0] as (typeof ids)[number];
    await place
      .outbox()
      ?.submit({ jobId: jobIdOf(serial), printerId, label: labelFor(serial) })
      .catch(ignore);
  };
  const look = async (): Promise<void> => {
    for (const job of place.outbox()?.jobs() ?? []) {
      if (job.state.step !== 'unknown') continue;
      asked.set(job.jobId, (asked.get(job.jobId) ?? new Set<number>()).add(job.attempt));
      const isThere = paper().some(
        ({ name, attempt }) => name === job.orderNumber && attempt === job.attempt,
      );
      const by = { jobId: job.jobId, by: 'Deniz' };
      const given = isThere
        ? { ...by, answer: 'printed' as const }
        : { ...by, answer: 'reprint' as const, reason: 'no label', printerId: oneOf(ids) };
      await place.outbox()?.answer(given).catch(ignore);
    }
  };
  const handOver = async (): Promise<void> => {
    await place.outbox()?.handOver(oneOf(ids), oneOf(ids)).catch(ignore);
  };
  const firstIsOut = (): void => {
    printers[0]?.become('paper-out');
    printers[1]?.become('ok');
  };
  const happenings: readonly (() => unknown)[] = [
    submitNext,
    submitNext,
    submitNext,
    () => oneOf(printers).become(oneOf<PrinterCondition>(printerConditions)),
    () => oneOf(printers).become('ok'),
    () => oneOf(printers).resetAfter(random() < 0.5 ? 100 + below(12_000) : null),
    () => oneOf(printers).powerCycle(),
    () => place.kill(),
    () => place.killAtWrite(1 + below(8)),
    () => place.start(),
    look,
    // By one key, beside what goes over by itself.
    ...(printers.length > 1 ? [handOver, firstIsOut, firstIsOut] : []),
  ];

  try {
    await place.start();
    for (let step = 10 + below(16); step > 0; step -= 1) {
      // What waits for a station that dies in the middle never comes back.
      await Promise.race([oneOf(happenings)(), wait(400)]);
      await wait(below(40));
    }
    for (const printer of printers) {
      printer.become('ok');
      printer.resetAfter(null);
    }
    place.spare();
    await place.start();
    while (submitted < jobs) await submitNext();
    for (let serial = 1; serial <= jobs; serial += 1) await submit(serial);
    const untilMs = performance.now() + settleMs;
    while ((place.outbox()?.openJobs().length ?? 0) > 0 && performance.now() < untilMs) {
      await look();
      await wait(30);
    }
    // What was called off, and what a printer held, comes out now.
    await wait(100);

    const ended = place.outbox()?.jobs() ?? [];
    const halves = printers.some((printer) => printer.isInFormat()) ? ', behind half a label' : '';
    const told = Array.from({ length: jobs }, (_, at) => {
      const jobId = jobIdOf(at + 1);
      return accountOf({
        name: `A-${at + 1}`,
        job: ended.find((job) => job.jobId === jobId),
        asked: asked.get(jobId) ?? new Set<number>(),
        paper: paper(),
      });
    });
    return {
      account: addUp(told.map(({ account }) => account)),
      kills: place.kills(),
      stoodIn: place.stoodIn(),
      onSecond: printers[1]?.labels.length ?? 0,
      words: told.flatMap(({ words }) => words.map((word) => `${word}${halves}`)),
    };
  } finally {
    await place.end();
    for (const printer of printers) await printer.close();
  }
}

/** Either of two may be of either language: labels are drawn anew for whichever prints them. */
function languagesOf(kind: PrintKind, random: () => number): Language[] {
  if (kind !== 'failOver') return [kind];
  return [1, 2].map(() => (random() < 0.25 ? 'tspl' : 'zpl'));
}

/** A TSPL printer sends no names back and cannot be asked about half a job. */
const says = {
  zpl: { statusQuery: 'hs', echo: 'hv' },
  tspl: { statusQuery: 'esc', echo: 'none' },
} as const;

function setupOf(number: number, port: number, language: Language): LabelPrinterSetup {
  const printerId = printerIdSchema.parse(`bench-${number}`);
  return {
    printerId,
    name: `Bench ${number}`,
    profile: { ...defaultPrinterProfile, language },
    endpoint: { printerId, host: '127.0.0.1', port, language, ...says[language] },
  };
}

const ignore = (): undefined => undefined;
const jobIdOf = (serial: number) => printJobIdSchema.parse(`job-${serial}`);

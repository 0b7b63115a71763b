// The durable print outbox. Every step is on disk before its effect: `sending` before the first byte.
// After the first byte nothing here sends again by itself: a crash or silence makes the job `unknown`, and only a late
// answer of the printer or a person's answer moves it on. The same job id twice is one job.
import { join } from 'node:path';
import type { PaperPort } from '../devices/printer/paper-port';
import type { PrinterPort } from '../devices/printer/printer-port';
import { Failure } from '../failure';
import type { Printable } from '../../shared/label/model';
import type {
  PrintAnswer,
  PrinterId,
  PrintJob,
  PrintJobId,
  PrintRequest,
} from '../../shared/label/print-job';
import { type JournalFiles, nodeJournalFiles } from './print-outbox-files';
import {
  isOpen,
  jobAfter,
  mayMove,
  type PrintEntry,
  printEntrySchema,
  publicJob,
  readToken,
  type StoredJob,
} from './print-outbox-job';
import { openJournal } from './print-outbox-journal';
import { keepPrintLedger } from './print-outbox-ledger';
import { type Compose, createPrintWorker, type PrinterSetup } from './print-outbox-worker';

export type PrintOutboxOptions = {
  /** Folder of the journal; made when it is not there. */
  folder: string;
  printers: () => readonly PrinterSetup[];
  port: PrinterPort;
  compose: Compose;
  /** Left out: this station prints no papers. */
  papers?: PaperPort;
  /** ISO instant. */
  now: () => string;
  /** Calls back once after `ms`; returns how to cancel. */
  schedule: (ms: number, work: () => void) => () => void;
  /** Pause before a printer that was not ready is asked again. */
  retryMs?: number;
  /** Closed jobs are forgotten after so many days; until then their id cannot print twice. */
  keepClosedDays?: number;
  /** Hears of a disk that cannot be written while a job moves; the job goes on when it can be. */
  onFailure?: (failure: Failure) => void;
  files?: JournalFiles;
};

export type PrintOutbox = {
  /**
   * Takes a label and answers when it is on disk. The same id with the same label is the job already there.
   * Throws `print.job-id-reused`, `print.printer-unknown`, `disk.full`, `disk.cannot-write`.
   */
  submit: (request: PrintRequest) => Promise<PrintJob>;
  /** Throws `print.job-unknown`, `print.answer-not-possible` (values: step), `disk.full`, `disk.cannot-write`. */
  answer: (answer: PrintAnswer) => Promise<PrintJob>;
  /**
   * Labels that wait at one printer go to another, in their order. What may have left already stays where it is.
   * @returns how many; throws `print.printer-unknown`, `disk.full`, `disk.cannot-write`
   */
  handOver: (from: PrinterId, to: PrinterId) => Promise<number>;
  /** All remembered jobs, oldest first. */
  jobs: () => PrintJob[];
  /** Jobs that still move or wait for an answer. */
  openJobs: () => PrintJob[];
  /** The label of a job, to show beside the question. */
  labelOf: (jobId: PrintJobId) => Printable | null;
  /** Calls back after every change. Returns how to stop. */
  onChange: (listener: (job: PrintJob) => void) => () => void;
  /** Tries waiting jobs now, for example because a printer was changed. */
  nudge: () => void;
  /** Journal lines that could not be read at start. */
  damagedLines: number;
  /** Ends the work after the step under way. */
  close: () => Promise<void>;
};

const dayMs = 86_400_000;
const lastAttempt = 999;
const closeWaitMs = 5_000;

/** What a job becomes when the station starts: no step survives of which it is not known how it ended. */
const afterRestart = (job: StoredJob, damaged: boolean, at: string): StoredJob => {
  const { step } = job.state;
  if (step === 'sending')
    return { ...job, changedAt: at, state: { step: 'unknown', reason: 'station-stopped' } };
  if (step !== 'queued' && step !== 'preflight') return job;
  // A lost line may have been `sending`: what looks untouched may have been printed.
  if (damaged) return { ...job, changedAt: at, state: { step: 'unknown', reason: 'journal-damaged' } };
  return { ...job, state: { step: 'queued', waitingFor: null } };
};

/** Wherever it was handed over to since. */
const sameLabel = (job: StoredJob, request: PrintRequest): boolean =>
  JSON.stringify(job.label) === JSON.stringify(request.label);

const moveOfAnswer = { printed: 'printed', reprint: 'queued', withdraw: 'rejected' } as const;

const answerEntry = (job: StoredJob, given: PrintAnswer, at: string): PrintEntry => {
  const { jobId, attempt } = job;
  const isPossible = mayMove(job.state.step, moveOfAnswer[given.answer], 'operator') && attempt < lastAttempt;
  if (!isPossible) throw new Failure('print.answer-not-possible', { jobId, step: job.state.step });
  switch (given.answer) {
    case 'printed':
      return { entry: 'moved', at, jobId, attempt, state: { step: 'printed', by: given.by } };
    case 'withdraw':
      return { entry: 'moved', at, jobId, attempt, state: { step: 'rejected', reason: 'withdrawn' } };
    case 'reprint':
      return {
        entry: 'reprint-wanted',
        at,
        jobId,
        attempt: attempt + 1,
        by: given.by,
        reason: given.reason,
        ...(given.printerId ? { printerId: given.printerId } : {}),
      };
  }
};

/** Opens the outbox and starts to work. Throws `disk.full`, `disk.cannot-write`, `print.newer-version`. */
export async function openPrintOutbox(options: PrintOutboxOptions): Promise<PrintOutbox> {
  const jobs = new Map<PrintJobId, StoredJob>();
  const listeners = new Set<(job: PrintJob) => void>();
  const keepMs = (options.keepClosedDays ?? 14) * dayMs;

  const evolve = (entry: PrintEntry): StoredJob | null => {
    const job = jobAfter(jobs, entry);
    if (job !== null) jobs.set(job.jobId, job);
    return job;
  };

  const { journal, damagedLines } = await openJournal<PrintEntry>({
    files: options.files ?? nodeJournalFiles,
    path: join(options.folder, 'print-outbox.jsonl'),
    schema: printEntrySchema,
    shorten: (entries, damaged) => {
      for (const entry of entries) evolve(entry);
      const at = options.now();
      for (const [jobId, job] of jobs) {
        const restarted = afterRestart(job, damaged > 0, at);
        const isOld = Date.parse(at) - Date.parse(job.changedAt) > keepMs;
        if (isOld && !isOpen(restarted)) jobs.delete(jobId);
        else jobs.set(jobId, restarted);
      }
      return [...jobs.values()].map((job) => ({ entry: 'kept', job }));
    },
  });

  const ledger = keepPrintLedger(jobs, journal, (job) => {
    const shown = publicJob(job);
    for (const listener of listeners) listener(shown);
  });

  const worker = createPrintWorker({
    ledger,
    printers: options.printers,
    port: options.port,
    compose: options.compose,
    papers: options.papers ?? null,
    now: options.now,
    schedule: options.schedule,
    retryMs: options.retryMs ?? 2_000,
    onFailure: options.onFailure ?? (() => undefined),
  });

  const jobOf = (jobId: PrintJobId): StoredJob => {
    const job = jobs.get(jobId);
    if (job === undefined) throw new Failure('print.job-unknown', { jobId });
    return job;
  };

  const mustBeOurs = (printerId: PrinterId): void => {
    if (!options.printers().some((printer) => printer.printerId === printerId))
      throw new Failure('print.printer-unknown', { printerId });
  };

  const submit = async (request: PrintRequest): Promise<PrintJob> => {
    await ledger.commit(() => {
      const known = jobs.get(request.jobId);
      if (known !== undefined && !sameLabel(known, request)) {
        throw new Failure('print.job-id-reused', { jobId: request.jobId });
      }
      if (known !== undefined) return null;
      mustBeOurs(request.printerId);
      const { jobId, printerId, label } = request;
      return { entry: 'submitted', at: options.now(), jobId, printerId, label };
    });
    worker.wake(request.printerId);
    return publicJob(jobOf(request.jobId));
  };

  const answer = async (given: PrintAnswer): Promise<PrintJob> => {
    if (given.answer === 'reprint' && given.printerId) mustBeOurs(given.printerId);
    await ledger.commit(() => answerEntry(jobOf(given.jobId), given, options.now()));
    const job = jobOf(given.jobId);
    worker.wake(job.printerId);
    return publicJob(job);
  };

  const handOver = async (from: PrinterId, to: PrinterId): Promise<number> => {
    mustBeOurs(to);
    let handed = 0;
    for (const jobId of jobs.keys()) {
      const moved = await ledger.commit((now) => {
        const job = now.get(jobId);
        const waits = job?.printerId === from && mayMove(job.state.step, 'queued', 'operator');
        const hasLeft = job?.state.step !== 'queued' && job?.state.step !== 'preflight';
        return waits && !hasLeft ? { entry: 'handed-over', at: options.now(), jobId, printerId: to } : null;
      });
      handed += Number(moved !== null);
    }
    worker.wake(to);
    return handed;
  };

  const stopListening = options.port.onLateEcho((token) => {
    const read = readToken(token);
    if (read === null) return;
    void worker.hearLateEcho(read.jobId as PrintJobId, read.attempt);
  });

  worker.wakeAll();
  return {
    submit,
    answer,
    handOver,
    jobs: () => [...jobs.values()].map(publicJob),
    openJobs: () => [...jobs.values()].filter(isOpen).map(publicJob),
    labelOf: (jobId) => jobs.get(jobId)?.label ?? null,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    nudge: worker.wakeAll,
    damagedLines,
    close: async () => {
      stopListening();
      let cancel = (): void => undefined;
      const tooLong = new Promise<void>((resolve) => {
        cancel = options.schedule(closeWaitMs, resolve);
      });
      // A label on its way is waited for, but not for long: cut short, it is `sending` on disk and asked about.
      await Promise.race([worker.stop(), tooLong]);
      cancel();
      await ledger.settled();
      await journal.close();
    },
  };
}

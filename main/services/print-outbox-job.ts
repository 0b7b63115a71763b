// A print job as the outbox keeps it, and the only ways it may move. Pure: entries in, jobs out.
// From `sending` there is no way back to a first byte but `not one byte left` (queued) or a person's wish (reprint).
import { z } from 'zod';
import { nameOnLabel, printableSchema } from '../../shared/label/model';
import {
  openPrintSteps,
  type PrintJob,
  type PrintJobId,
  printerIdSchema,
  printJobIdSchema,
  printJobStateSchema,
  type PrintStep,
} from '../../shared/label/print-job';

const reprintSchema = z.object({
  attempt: z.int().min(2),
  at: z.string(),
  by: z.string(),
  reason: z.string(),
});

export const storedJobSchema = z.object({
  jobId: printJobIdSchema,
  printerId: printerIdSchema,
  label: printableSchema,
  attempt: z.int().positive(),
  state: printJobStateSchema,
  missingGlyphs: z.int().nonnegative().nullable(),
  surplusAttempts: z.array(z.int().positive()),
  /** Who wanted each reprint, when and why. */
  reprints: z.array(reprintSchema),
  /** When the newest attempt began to be sent. */
  sentAt: z.string().nullable().default(null),
  submittedAt: z.string(),
  changedAt: z.string(),
});
export type StoredJob = z.infer<typeof storedJobSchema>;

export const printEntrySchema = z.discriminatedUnion('entry', [
  z.object({
    entry: z.literal('submitted'),
    at: z.string(),
    jobId: printJobIdSchema,
    printerId: printerIdSchema,
    label: printableSchema,
  }),
  z.object({
    entry: z.literal('moved'),
    at: z.string(),
    jobId: printJobIdSchema,
    attempt: z.int().positive(),
    state: printJobStateSchema,
    missingGlyphs: z.int().nonnegative().optional(),
  }),
  z.object({
    entry: z.literal('reprint-wanted'),
    at: z.string(),
    jobId: printJobIdSchema,
    attempt: z.int().min(2),
    by: z.string(),
    reason: z.string(),
    /** Left out: where the attempt before was. */
    printerId: printerIdSchema.optional(),
  }),
  /** It waits for another printer from now on. */
  z.object({
    entry: z.literal('handed-over'),
    at: z.string(),
    jobId: printJobIdSchema,
    printerId: printerIdSchema,
  }),
  /** An earlier attempt came out after a newer one had begun. */
  z.object({
    entry: z.literal('surplus'),
    at: z.string(),
    jobId: printJobIdSchema,
    attempt: z.int().positive(),
  }),
  /** A whole job, written when the journal is made short again. */
  z.object({ entry: z.literal('kept'), job: storedJobSchema }),
]);
export type PrintEntry = z.infer<typeof printEntrySchema>;

export type PrintMoveCause = 'outbox' | 'operator' | 'late echo' | 'restart';

/** Every move a job may make, and who causes it. */
export const printMoves: readonly { from: PrintStep; to: PrintStep; cause: PrintMoveCause }[] = [
  { from: 'queued', to: 'preflight', cause: 'outbox' },
  { from: 'queued', to: 'queued', cause: 'outbox' },
  { from: 'queued', to: 'queued', cause: 'operator' },
  { from: 'queued', to: 'rejected', cause: 'outbox' },
  { from: 'queued', to: 'rejected', cause: 'operator' },
  { from: 'queued', to: 'confirmed', cause: 'late echo' },
  { from: 'queued', to: 'unknown', cause: 'restart' },
  { from: 'preflight', to: 'queued', cause: 'outbox' },
  { from: 'preflight', to: 'sending', cause: 'outbox' },
  { from: 'preflight', to: 'rejected', cause: 'outbox' },
  { from: 'preflight', to: 'rejected', cause: 'operator' },
  { from: 'preflight', to: 'confirmed', cause: 'late echo' },
  { from: 'preflight', to: 'queued', cause: 'operator' },
  { from: 'preflight', to: 'queued', cause: 'restart' },
  { from: 'preflight', to: 'unknown', cause: 'restart' },
  { from: 'sending', to: 'queued', cause: 'outbox' },
  { from: 'sending', to: 'sent', cause: 'outbox' },
  { from: 'sending', to: 'confirmed', cause: 'outbox' },
  { from: 'sending', to: 'unknown', cause: 'outbox' },
  { from: 'sending', to: 'unknown', cause: 'restart' },
  { from: 'sent', to: 'confirmed', cause: 'late echo' },
  { from: 'sent', to: 'printed', cause: 'operator' },
  { from: 'sent', to: 'queued', cause: 'operator' },
  { from: 'unknown', to: 'confirmed', cause: 'late echo' },
  { from: 'unknown', to: 'printed', cause: 'operator' },
  { from: 'unknown', to: 'queued', cause: 'operator' },
  { from: 'confirmed', to: 'queued', cause: 'operator' },
  { from: 'printed', to: 'queued', cause: 'operator' },
];

export function mayMove(from: PrintStep, to: PrintStep, cause: PrintMoveCause): boolean {
  return printMoves.some((move) => move.from === from && move.to === to && move.cause === cause);
}

export type PrintJobs = ReadonlyMap<PrintJobId, StoredJob>;

const afterEntry = (
  job: StoredJob,
  entry: Exclude<PrintEntry, { entry: 'submitted' | 'kept' }>,
): StoredJob => {
  const changed = { ...job, changedAt: entry.at };
  switch (entry.entry) {
    case 'moved':
      return {
        ...changed,
        attempt: entry.attempt,
        state: entry.state,
        missingGlyphs: entry.missingGlyphs ?? job.missingGlyphs,
        sentAt: entry.state.step === 'sending' ? entry.at : job.sentAt,
      };
    case 'reprint-wanted':
      return {
        ...changed,
        attempt: entry.attempt,
        printerId: entry.printerId ?? job.printerId,
        state: { step: 'queued', waitingFor: null },
        reprints: [
          ...job.reprints,
          { attempt: entry.attempt, at: entry.at, by: entry.by, reason: entry.reason },
        ],
      };
    case 'handed-over':
      return { ...changed, printerId: entry.printerId, state: { step: 'queued', waitingFor: null } };
    case 'surplus':
      return { ...changed, surplusAttempts: [...job.surplusAttempts, entry.attempt] };
  }
};

/** The job an entry leaves behind; null when the entry speaks of a job nobody submitted. */
export function jobAfter(jobs: PrintJobs, entry: PrintEntry): StoredJob | null {
  if (entry.entry === 'kept') return entry.job;
  if (entry.entry === 'submitted') {
    return {
      jobId: entry.jobId,
      printerId: entry.printerId,
      label: entry.label,
      attempt: 1,
      state: { step: 'queued', waitingFor: null },
      missingGlyphs: null,
      surplusAttempts: [],
      reprints: [],
      sentAt: null,
      submittedAt: entry.at,
      changedAt: entry.at,
    };
  }
  const job = jobs.get(entry.jobId);
  return job === undefined ? null : afterEntry(job, entry);
}

export function isOpen(job: StoredJob): boolean {
  return openPrintSteps.includes(job.state.step);
}

/** What the printer is asked to echo for one attempt of one job. */
export function tokenOf(jobId: string, attempt: number): string {
  return `${jobId}.${attempt}`;
}

/** Job and attempt of an echoed token; null for text that is not one of ours. */
export function readToken(token: string): { jobId: string; attempt: number } | null {
  const parts = /^([A-Za-z0-9-]{1,36})\.([1-9]\d{0,2})$/.exec(token);
  return parts === null ? null : { jobId: parts[1] ?? '', attempt: Number(parts[2]) };
}

/** The job as screens see it. */
export function publicJob(job: StoredJob): PrintJob {
  return {
    jobId: job.jobId,
    printerId: job.printerId,
    orderNumber: nameOnLabel(job.label),
    sscc: 'sscc' in job.label ? job.label.sscc : '',
    attempt: job.attempt,
    state: job.state,
    missingGlyphs: job.missingGlyphs,
    surplusAttempts: job.surplusAttempts,
    sentAt: job.sentAt,
    submittedAt: job.submittedAt,
    changedAt: job.changedAt,
  };
}

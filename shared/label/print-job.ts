// A print job as every screen may see it: what was asked, where it stands, what a person must still answer.
// `sent` never claims paper: only `confirmed` (the printer said so) and `printed` (a person said so) do.
import { z } from 'zod';
import { printableSchema } from './model';

export const printJobIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,36}$/)
  .brand<'PrintJobId'>();
export type PrintJobId = z.infer<typeof printJobIdSchema>;

export const printerIdSchema = z.string().min(1).max(40).brand<'PrinterId'>();
export type PrinterId = z.infer<typeof printerIdSchema>;

/** What a station asks for: one label, once, on one printer. The same id twice is the same job. */
export const printRequestSchema = z.object({
  jobId: printJobIdSchema,
  printerId: printerIdSchema,
  label: printableSchema,
});
export type PrintRequest = z.infer<typeof printRequestSchema>;

/** Why a queued job has not gone out yet. It goes out by itself when this is over. */
export const printWaitReasons = [
  'printer-unreachable',
  'printer-no-rights',
  'printer-taken',
  'printer-silent',
  'printer-busy',
  'paper-out',
  'paper-jammed',
  'ribbon-out',
  'head-open',
  'paused',
  'head-too-hot',
  'label-not-taken',
  'device-host-down',
  'printer-failed',
  'printer-not-found',
  'folder-not-writable',
  'paper-not-drawn',
] as const;
export type PrintWaitReason = (typeof printWaitReasons)[number];

/** Why nobody knows whether the label came out. Only an operator or a late answer of the printer ends it. */
export const printUnknownReasons = [
  'station-stopped',
  'device-host-stopped',
  'connection-lost',
  'printer-stalled',
  'no-answer-after-sending',
  'held-in-printer',
  'journal-damaged',
] as const;
export type PrintUnknownReason = (typeof printUnknownReasons)[number];

/** Why the job can never be printed. */
export const printRejectReasons = ['printer-not-configured', 'label-refused', 'withdrawn'] as const;

export const printJobStateSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('queued'), waitingFor: z.enum(printWaitReasons).nullable() }),
  z.object({ step: z.literal('preflight') }),
  z.object({ step: z.literal('sending') }),
  /** `odometer`: it has moved paper; `drained`: the printer has nothing left to print and no fault; `written`: it answers no questions. */
  z.object({ step: z.literal('sent'), evidence: z.enum(['odometer', 'drained', 'written']) }),
  z.object({ step: z.literal('confirmed') }),
  z.object({ step: z.literal('rejected'), reason: z.enum(printRejectReasons) }),
  z.object({ step: z.literal('unknown'), reason: z.enum(printUnknownReasons) }),
  /** An operator saw the label. */
  z.object({ step: z.literal('printed'), by: z.string().min(1).max(80) }),
]);
export type PrintJobState = z.infer<typeof printJobStateSchema>;
export type PrintStep = PrintJobState['step'];

export const printSteps = [
  'queued',
  'preflight',
  'sending',
  'sent',
  'confirmed',
  'rejected',
  'unknown',
  'printed',
] as const satisfies readonly PrintStep[];

/** Open jobs still move or still wait for an answer. */
export const openPrintSteps: readonly PrintStep[] = ['queued', 'preflight', 'sending', 'unknown'];

export const printJobSchema = z.object({
  jobId: printJobIdSchema,
  printerId: printerIdSchema,
  /** For people: the order number the label carries; a bin's code, or a product's, on theirs. */
  orderNumber: z.string(),
  sscc: z.string(),
  /** 1 for the first print, 2 for the first reprint. */
  attempt: z.int().positive(),
  state: printJobStateSchema,
  /** Characters the label's font lacks (printed as a replacement box); null until the label was composed. */
  missingGlyphs: z.int().nonnegative().nullable(),
  /** Attempts that came out after a newer attempt had been started: one label too many is lying around. */
  surplusAttempts: z.array(z.int().positive()),
  /** When the newest attempt began to be sent; null: none has. */
  sentAt: z.string().nullable(),
  submittedAt: z.string(),
  changedAt: z.string(),
});
export type PrintJob = z.infer<typeof printJobSchema>;

/** The operator's answer to "did the label come out?", or the wish for another print. */
export const printAnswerSchema = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('printed'), jobId: printJobIdSchema, by: z.string().min(1).max(80) }),
  z.object({
    answer: z.literal('reprint'),
    jobId: printJobIdSchema,
    by: z.string().min(1).max(80),
    reason: z.string().min(1).max(200),
    /** Left out: where the attempt before was. */
    printerId: printerIdSchema.optional(),
  }),
  z.object({ answer: z.literal('withdraw'), jobId: printJobIdSchema, by: z.string().min(1).max(80) }),
]);
export type PrintAnswer = z.infer<typeof printAnswerSchema>;

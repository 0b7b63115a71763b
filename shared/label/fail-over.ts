// When one label printer stands in for another by itself: which troubles are the printer's own, for how long one may last, and
// which other printer has the same role. Only for labels of which no byte has left (print-job.ts): whatever may be on paper
// stays a question.
import { z } from 'zod';
import { printerIdSchema, type PrintWaitReason, printWaitReasons } from './print-job';

/** Seconds that a printer may be unwell before the other one prints, as they can be chosen. */
export const failOverDelays = [5, 10, 30, 60] as const;

export const failOverSettingsSchema = z.strictObject({
  on: z.boolean(),
  afterSeconds: z.int().min(1).max(600),
});
export type FailOverSettings = z.infer<typeof failOverSettingsSchema>;

/** Off until somebody wants it: the other printer may stand at the far end of the hall. */
export const usualFailOver: FailOverSettings = { on: false, afterSeconds: 10 };

export const diversionSchema = z.strictObject({
  from: printerIdSchema,
  fromName: z.string(),
  to: printerIdSchema,
  toName: z.string(),
  /** What the first one has. */
  why: z.enum(printWaitReasons),
});
export type Diversion = z.infer<typeof diversionSchema>;

export const failOverStateSchema = z.strictObject({
  ...failOverSettingsSchema.shape,
  /** Whether there are two label printers of one role. */
  isPossible: z.boolean(),
  /** Printers that another one stands in for now. */
  diversions: z.array(diversionSchema),
});
export type FailOverState = z.infer<typeof failOverStateSchema>;

/** Troubles that another printer does not have; a label that nobody took off is no trouble of the printer's. */
const isOwnTrouble: Record<PrintWaitReason, boolean> = {
  'printer-unreachable': true,
  'printer-no-rights': true,
  'printer-taken': true,
  'printer-silent': true,
  'printer-busy': false,
  'paper-out': true,
  'paper-jammed': true,
  'ribbon-out': true,
  'head-open': true,
  paused: true,
  'head-too-hot': true,
  'label-not-taken': false,
  'device-host-down': false,
  'printer-failed': true,
  'printer-not-found': true,
  'folder-not-writable': false,
  'paper-not-drawn': false,
};

export function mayStandInFor(why: PrintWaitReason): boolean {
  return isOwnTrouble[why];
}

/** One choice after the other: off, then each delay, then off again. */
export function nextChoice({ on, afterSeconds }: FailOverSettings): FailOverSettings {
  if (!on) return { on: true, afterSeconds: failOverDelays[0] };
  const longer = failOverDelays.find((each) => each > afterSeconds);
  return longer === undefined ? { on: false, afterSeconds } : { on: true, afterSeconds: longer };
}

/** A printer as roles compare it: where it is, and what paper is in it. */
export type RoledPrinter = { place: string; stock: string };

/** Two names of one printer are one printer, and a label goes on no other paper. */
export function haveSameRole(a: RoledPrinter, b: RoledPrinter): boolean {
  return a.place !== b.place && a.stock === b.stock;
}

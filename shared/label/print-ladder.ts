// How a label printer proves that a label came out, strongest first: it sends the label's own name back, its odometer has moved, it
// says that it has nothing left to print, the computer's spooler took the bytes, or nothing. Found out at set-up, never assumed.
import { z } from 'zod';
import { printerIdSchema, printWaitReasons } from './print-job';

export const printRungs = ['echo', 'odometer', 'status', 'spooler', 'nothing'] as const;
export type PrintRung = (typeof printRungs)[number];

/** What a printer answered when it was asked; `trouble`: it could not be asked. */
export const printerProbeSchema = z.object({
  trouble: z.enum(printWaitReasons).nullable(),
  status: z.boolean(),
  odometer: z.boolean(),
});
export type PrinterProbe = z.infer<typeof printerProbeSchema>;

export const printLadderSchema = z.object({
  printerId: printerIdSchema,
  trouble: z.enum(printWaitReasons).nullable(),
  /** `proven`: a label's own name came back. `unproven`: it is asked for, and none came yet. `off`: it is not asked for. */
  echo: z.enum(['proven', 'unproven', 'off']),
  odometer: z.boolean(),
  status: z.boolean(),
  /** Bytes go to the computer's spooler, which answers for nothing but having them. */
  spooler: z.boolean(),
});
export type PrintLadder = z.infer<typeof printLadderSchema>;

/** The strongest rung that this printer is known to stand on. */
export function rungOf({ echo, odometer, status, spooler }: PrintLadder): PrintRung {
  if (echo === 'proven') return 'echo';
  if (odometer) return 'odometer';
  if (status) return 'status';
  return spooler ? 'spooler' : 'nothing';
}

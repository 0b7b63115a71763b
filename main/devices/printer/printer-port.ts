// What a printer is to the rest of main: an address, questions it answers, one label at a time, honest outcomes.
// `unknown` is the only truthful outcome once a byte has left and no answer came back; it is never rounded to success.
import { z } from 'zod';
import { printerIdSchema, printUnknownReasons, printWaitReasons } from '../../../shared/label/print-job';

export const printerEndpointSchema = z.object({
  printerId: printerIdSchema,
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65535),
  /** `hs`: it answers `~HS`. `none`: it never says how it is, so it is taken to be ready when it can be reached. */
  statusQuery: z.enum(['hs', 'none']),
  /** `hv`: it sends back the job's token once the label is out. */
  echo: z.enum(['hv', 'none']),
});
export type PrinterEndpoint = z.infer<typeof printerEndpointSchema>;

export const preflightSchema = z.discriminatedUnion('ready', [
  z.object({ ready: z.literal(true) }),
  z.object({ ready: z.literal(false), waitingFor: z.enum(printWaitReasons) }),
]);
export type Preflight = z.infer<typeof preflightSchema>;

/** Text the printer echoes, one for each attempt of each job, so that an old answer cannot confirm a new attempt. */
export const echoTokenSchema = z.string().regex(/^[A-Za-z0-9.-]{1,40}$/);

export const printOrderSchema = z.object({
  endpoint: printerEndpointSchema,
  token: echoTokenSchema,
  zpl: z.string().min(1).max(8_000_000),
});
export type PrintOrder = z.infer<typeof printOrderSchema>;

export const printOutcomeSchema = z.discriminatedUnion('outcome', [
  /** Not one byte has left: it may be tried again. */
  z.object({ outcome: z.literal('not-started'), waitingFor: z.enum(printWaitReasons) }),
  z.object({ outcome: z.literal('sent'), evidence: z.enum(['drained', 'written']) }),
  z.object({ outcome: z.literal('confirmed') }),
  z.object({ outcome: z.literal('unknown'), reason: z.enum(printUnknownReasons) }),
]);
export type PrintOutcome = z.infer<typeof printOutcomeSchema>;

/** Never rejects: whatever happens to the printer or to the process that talks to it is an outcome. */
export type PrinterPort = {
  preflight: (endpoint: PrinterEndpoint) => Promise<Preflight>;
  print: (order: PrintOrder) => Promise<PrintOutcome>;
  /** An echo that came after `print` had given its outcome. Returns how to stop listening. */
  onLateEcho: (listener: (token: string) => void) => () => void;
};

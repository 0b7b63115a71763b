// What a printer is to the rest of main: an address, questions it answers, one label at a time, honest outcomes.
// `unknown` is the only truthful outcome once a byte has left and no answer came back; it is never rounded to success.
import { z } from 'zod';
import { baudRateSchema, serialPathSchema } from '../serial-line';
import type { PrinterProbe } from '../../../shared/label/print-ladder';
import { printerProfileSchema } from '../../../shared/label/printer-profile';
import { printerIdSchema, printUnknownReasons, printWaitReasons } from '../../../shared/label/print-job';

const answersSchema = z.object({
  printerId: printerIdSchema,
  /** `hs`: it answers `~HS`. `esc`: it answers `ESC ! ?`, as TSPL printers do. `none`: it never says how it is, so it is taken to be ready when it can be reached. */
  statusQuery: z.enum(['hs', 'esc', 'none']),
  /** `hv`: it sends back the job's token once the label is out. */
  echo: z.enum(['hv', 'none']),
  /** Left out: ZPL. */
  language: printerProfileSchema.shape.language,
});

/** By its network address, raw bytes to a TCP port. */
export const networkPlaceSchema = z.object({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65535),
});
/** By a serial line (RS-232, USB-CDC); bits a second. */
export const serialPlaceSchema = z.object({ serial: serialPathSchema, baudRate: baudRateSchema });
/** By the file that Linux makes of a USB printer nobody else holds: `/dev/usb/lp0`. */
export const filePlaceSchema = z.object({ file: z.string().regex(/^\//).max(400) });
/** By a queue of the system's spooler (CUPS or Windows), which takes bytes as they are and answers nothing of paper. */
export const queuePlaceSchema = z.object({
  queue: z.string().regex(/^[\p{L}\p{N}._@][\p{L}\p{N} ._@()&'#+-]{0,126}$/u),
});

export const printerEndpointSchema = z.union([
  answersSchema.extend(networkPlaceSchema.shape),
  answersSchema.extend(serialPlaceSchema.shape),
  answersSchema.extend(filePlaceSchema.shape),
  answersSchema.extend(queuePlaceSchema.shape),
]);
export type PrinterEndpoint = z.infer<typeof printerEndpointSchema>;
export type PrinterPlace =
  | z.infer<typeof networkPlaceSchema>
  | z.infer<typeof serialPlaceSchema>
  | z.infer<typeof filePlaceSchema>
  | z.infer<typeof queuePlaceSchema>;

/** For people, and to tell printers apart: `10.0.0.31:9100`, `/dev/usb/lp0`. */
export function nameOfPlace(place: PrinterPlace): string {
  if ('host' in place) return `${place.host}:${place.port}`;
  if ('serial' in place) return place.serial;
  return 'file' in place ? place.file : `queue ${place.queue}`;
}

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
  /** In the printer's language; TSPL has one character a byte, ZPL is UTF-8. */
  zpl: z.string().min(1).max(8_000_000),
});
export type PrintOrder = z.infer<typeof printOrderSchema>;

export const printOutcomeSchema = z.discriminatedUnion('outcome', [
  /** Not one byte has left: it may be tried again. */
  z.object({ outcome: z.literal('not-started'), waitingFor: z.enum(printWaitReasons) }),
  z.object({ outcome: z.literal('sent'), evidence: z.enum(['odometer', 'drained', 'written']) }),
  z.object({ outcome: z.literal('confirmed') }),
  z.object({ outcome: z.literal('unknown'), reason: z.enum(printUnknownReasons) }),
]);
export type PrintOutcome = z.infer<typeof printOutcomeSchema>;

/** Never rejects: whatever happens to the printer or to the process that talks to it is an outcome. */
export type PrinterPort = {
  preflight: (endpoint: PrinterEndpoint) => Promise<Preflight>;
  print: (order: PrintOrder) => Promise<PrintOutcome>;
  /** What the printer can answer. Prints nothing. */
  probe: (endpoint: PrinterEndpoint) => Promise<PrinterProbe>;
  /** An echo that came after `print` had given its outcome. Returns how to stop listening. */
  onLateEcho: (listener: (token: string) => void) => () => void;
};

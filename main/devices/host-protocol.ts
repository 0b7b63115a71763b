// What main and the device host say to each other. Both sides check every message against these schemas.
// Asks carry a number; each gets one answer with the same number, or none when the host dies.
import { z } from 'zod';
import { drawnLabelSchema } from '../../shared/contract/window';
import { paperSchema } from '../../shared/document/paper';
import { labelPrintingSchema, printableSchema } from '../../shared/label/model';
import { printerProbeSchema } from '../../shared/label/print-ladder';
import { printerProfileSchema } from '../../shared/label/printer-profile';
import {
  echoTokenSchema,
  preflightSchema,
  printerEndpointSchema,
  printOrderSchema,
  printOutcomeSchema,
} from './printer/printer-port';
import {
  lineReadingSchema,
  scaleOrderSchema,
  scaleOutcomeSchema,
  scaleStateSchema,
  serialScaleSchema,
} from './scale/scale-line';
import { slipEndpointSchema } from './printer/slip-line';
import { lineScanSchema, scannerStateSchema, serialScannerSchema } from './scanner/scanner-line';

const askIdSchema = z.int().nonnegative();

export const hostAskSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('printer-preflight'), endpoint: printerEndpointSchema }),
  z.object({ what: z.literal('printer-probe'), endpoint: printerEndpointSchema }),
  z.object({ what: z.literal('printer-print'), order: printOrderSchema }),
  z.object({
    what: z.literal('label-compose'),
    label: printableSchema,
    profile: printerProfileSchema,
    printing: labelPrintingSchema,
  }),
  z.object({ what: z.literal('label-draw'), label: printableSchema, profile: printerProfileSchema }),
  z.object({ what: z.literal('scale-act'), order: scaleOrderSchema }),
  z.object({ what: z.literal('slip-preflight'), endpoint: slipEndpointSchema }),
  z.object({
    what: z.literal('slip-print'),
    endpoint: slipEndpointSchema,
    paper: paperSchema,
    attempt: z.int().positive(),
  }),
]);
export type HostAsk = z.infer<typeof hostAskSchema>;

export const toHostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), askId: askIdSchema, ask: hostAskSchema }),
  /** The scanners to listen to, instead of those before. */
  z.object({ kind: z.literal('scanners'), scanners: z.array(serialScannerSchema).max(8) }),
  /** The scales to listen to, instead of those before. */
  z.object({ kind: z.literal('scales'), scales: z.array(serialScaleSchema).max(8) }),
  /** Close every device, then end. */
  z.object({ kind: z.literal('stop') }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

export const hostAnswerSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('printer-preflight'), preflight: preflightSchema }),
  z.object({ what: z.literal('printer-probe'), probe: printerProbeSchema }),
  z.object({ what: z.literal('printer-print'), outcome: printOutcomeSchema }),
  /** Null when the label cannot be drawn. */
  z.object({
    what: z.literal('label-compose'),
    composed: z.object({ zpl: z.string(), missingGlyphs: z.int().nonnegative() }).nullable(),
  }),
  /** Null when the label cannot be drawn. */
  z.object({ what: z.literal('label-draw'), drawn: drawnLabelSchema.nullable() }),
  z.object({ what: z.literal('scale-act'), outcome: scaleOutcomeSchema }),
  z.object({ what: z.literal('slip-preflight'), preflight: preflightSchema }),
  z.object({ what: z.literal('slip-print'), outcome: printOutcomeSchema }),
  /** The ask did not fit the protocol; nothing was done. */
  z.object({ what: z.literal('not-understood'), problem: z.string() }),
]);
export type HostAnswer = z.infer<typeof hostAnswerSchema>;

export const fromHostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('answer'), askId: askIdSchema, answer: hostAnswerSchema }),
  z.object({ kind: z.literal('late-echo'), token: echoTokenSchema }),
  z.object({ kind: z.literal('scan'), scan: lineScanSchema }),
  z.object({ kind: z.literal('scanner'), scanner: scannerStateSchema }),
  z.object({ kind: z.literal('reading'), reading: lineReadingSchema }),
  z.object({ kind: z.literal('scale'), scale: scaleStateSchema }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;

// What a scale is to the rest of main: where it is plugged in, what it speaks, what it says, how it is.
import { z } from 'zod';
import { scaleActOutcomes, scaleActs, scaleReadingSchema } from '../../../shared/domain/weighing/reading';
import { baudRateSchema, serialPathSchema } from '../serial-line';

export const scaleProtocols = ['toledo-8217', 'mt-sics', 'nci'] as const;
export type ScaleProtocol = (typeof scaleProtocols)[number];

const scaleIdSchema = z.string().min(1).max(120);

export const serialScaleSchema = z.object({
  scaleId: scaleIdSchema,
  path: serialPathSchema,
  protocol: z.enum(scaleProtocols),
  baudRate: baudRateSchema,
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd']),
  /** What the scale is set to, where its language does not say it. */
  unit: z.enum(['g', 'kg', 'lb', 'oz']),
});
export type SerialScale = z.infer<typeof serialScaleSchema>;

/** Why a scale is not heard (words: `device.REASON`). `silent`: the line is open and nothing comes; `garbled`: not its language. */
export const scaleTroubles = [
  'scale-not-there',
  'scale-no-rights',
  'scale-taken',
  'scale-failing',
  'scale-silent',
  'scale-garbled',
  'scale-hid-no-rights',
  'serial-missing',
  'device-host-down',
] as const;

export const scaleStateSchema = z.object({
  scaleId: scaleIdSchema,
  /** What it calls itself, of one that no setting names. */
  name: z.string().max(60).optional(),
  /** Null: it is heard. */
  trouble: z.enum(scaleTroubles).nullable(),
});
export type ScaleState = z.infer<typeof scaleStateSchema>;

/** `atMs` is by the clock of the process that read it. */
export const lineReadingSchema = z.object({ scaleId: scaleIdSchema, reading: scaleReadingSchema });
export type LineReading = z.infer<typeof lineReadingSchema>;

export const scaleOrderSchema = z.object({ scaleId: scaleIdSchema, act: z.enum(scaleActs) });
export type ScaleOrder = z.infer<typeof scaleOrderSchema>;
export const scaleOutcomeSchema = z.enum(scaleActOutcomes);

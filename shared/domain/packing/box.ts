// Standard boxes and padding a bench packs with.
import { z } from 'zod';
import { sizeSchema } from '../../units/measure';
import { protectionClasses } from '../catalogue/handling';
import { boxIdSchema } from '../ids';

export const boxSchema = z.object({
  boxId: boxIdSchema,
  name: z.string().min(1).max(40),
  /** Code printed on the box or its shelf (shared/barcode/meaning.ts, box type). */
  code: z.string().min(1).max(40),
  inner: sizeSchema,
  outer: sizeSchema,
  tareGrams: z.int().nonnegative(),
  maxGrams: z.int().positive(),
  costMinor: z.int().nonnegative(),
  currency: z.string().length(3),
});
export type Box = z.infer<typeof boxSchema>;

export const paddingSchema = z.object({
  paddingId: z.string().min(1).max(40),
  name: z.string().min(1).max(40),
  unit: z.enum(['metre', 'litre', 'piece']),
  costMinor: z.int().nonnegative(),
  currency: z.string().length(3),
  /** Litres of room that one unit fills; left out: a litre fills one, anything else none. */
  litresPerUnit: z.number().positive().max(1000).optional(),
  /** The most delicate goods it is enough for; left out: light protection. */
  protects: z.enum(protectionClasses).optional(),
});
export type Padding = z.infer<typeof paddingSchema>;

/** What goes into one box, in the unit of its material. */
export const usedPaddingSchema = z.strictObject({
  paddingId: z.string().min(1).max(40),
  quantity: z.int().positive().max(10_000),
});
export type UsedPadding = z.infer<typeof usedPaddingSchema>;

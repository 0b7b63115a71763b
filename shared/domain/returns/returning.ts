// Goods that come back at a station, scan by scan. What was taken in is an op with each judgement; here is only what the next
// scan has to know: which return, what waits to be judged, what is to go into a bin, and what can be taken back.
import { z } from 'zod';
import { locationIdSchema, opIdSchema, orderIdSchema, skuSchema } from '../ids';
import { measuresSchema } from '../putaway/moving';
import { lotSchema } from '../stock/lot';
import { mostPhotos, photoSchema, returnConditions, returnIdSchema, returnNoteSchema } from './goods-return';

/** `returnId`: of the return, or made at the bench for one that it does not know. `number`: of the return, as it was scanned. */
export const broughtWithSchema = z.object({
  returnId: returnIdSchema,
  orderId: orderIdSchema.nullable(),
  number: z
    .string()
    .regex(/^\d{9}$/)
    .nullable(),
});
export type BroughtWith = z.infer<typeof broughtWithSchema>;

const scannedSchema = z.object({
  sku: skuSchema,
  name: z.string(),
  quantity: z.int().positive(),
  code: z.string(),
  scanId: z.string(),
  measures: measuresSchema.nullable(),
  /** Left out where the code tells none. */
  lot: lotSchema.optional(),
});
export type ScannedUnits = z.infer<typeof scannedSchema>;

export const returningSchema = z.object({
  /** Null until it is known what goods come back with. */
  with: broughtWithSchema.nullable(),
  /** What the screen calls it: the order's number; empty where nobody knows it. */
  orderNumber: z.string(),
  /** Several it may be, oldest first: one is chosen. */
  choices: z.array(returnIdSchema).nullable(),
  /** Scanned, and not judged yet. */
  asking: scannedSchema.nullable(),
  /** For the next units that are judged. */
  note: returnNoteSchema,
  /** Photographs of the units that wait to be judged: they go with their judgement. */
  photos: z.array(photoSchema).max(mostPhotos).default([]),
  /** What these are told to be of, where nobody knows the return. */
  photosOf: returnIdSchema.nullable().default(null),
  /** The next text is a note. */
  isNoting: z.boolean(),
  /** As new, and not in a bin yet; the first is shown. */
  toShelve: z.array(scannedSchema.extend({ opId: opIdSchema })),
  /** Newest last. */
  acts: z.array(
    z.object({
      opId: opIdSchema,
      sku: skuSchema,
      name: z.string(),
      quantity: z.int().positive(),
      condition: z.enum(returnConditions),
      /** The bin it was put into; null before, and for what goes into none. */
      to: locationIdSchema.nullable(),
      /** As it was scanned. */
      code: z.string().optional(),
      lot: lotSchema.optional(),
    }),
  ),
});
export type Returning = z.infer<typeof returningSchema>;

/** Acts kept to be taken back; older ones are the office's to put right. */
export const mostReturnActs = 500;

export function startedReturning(): Returning {
  return {
    with: null,
    orderNumber: '',
    choices: null,
    asking: null,
    note: '',
    photos: [],
    photosOf: null,
    isNoting: false,
    toShelve: [],
    acts: [],
  };
}

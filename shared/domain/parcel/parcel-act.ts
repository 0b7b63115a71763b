// One thing an operator did to the content of a parcel.
import { z } from 'zod';
import { locationIdSchema, opIdSchema } from '../ids';
import { lineSourceSchema } from './line-source';

/** Kept newest last; undo takes back the newest. */
export const parcelActSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('packed'),
    opId: opIdSchema,
    lineNo: z.int().positive(),
    quantity: z.int().positive(),
    /** It came into the box with this act. */
    serial: z.string().max(20).optional(),
  }),
  z.object({
    kind: z.literal('missing'),
    opId: opIdSchema,
    lineNo: z.int().positive(),
    quantity: z.int().positive(),
  }),
  z.object({
    kind: z.literal('damaged'),
    opId: opIdSchema,
    lineNo: z.int().positive(),
    quantity: z.int().positive(),
  }),
  /** Not where they should have been, and taken out of another bin; they wait at the bench. */
  z.object({
    kind: z.literal('fetched'),
    opId: opIdSchema,
    lineNo: z.int().positive(),
    quantity: z.int().positive(),
    from: locationIdSchema,
    /** Where they should have been. */
    instead: z.array(lineSourceSchema).max(2000),
  }),
]);

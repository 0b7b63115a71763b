// One thing an operator did to the content of a parcel.
import { z } from 'zod';
import { opIdSchema } from '../ids';

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
]);

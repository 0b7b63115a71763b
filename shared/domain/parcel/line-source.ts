// Where some units of a parcel's line are, and of which lot.
import { z } from 'zod';
import { locationIdSchema } from '../ids';
import { lotSchema } from '../stock/lot';

export const lineSourceSchema = z.object({
  locationId: locationIdSchema,
  quantity: z.int().positive(),
  /** In a bin the one to take, of units that were picked or packed the one that was taken; left out where nobody knows. */
  lot: lotSchema.optional(),
  /** Of units that were picked zone by zone: which tote of which zone they were picked into. */
  from: z.object({ zone: z.string().max(40), tote: z.string().max(40).nullable() }).optional(),
});

// Where a product is that orders of this site wait for, as head office told it: what other sites may still promise of it, and what
// lies in bins here that nobody has described (described ones are shelves, and tell it themselves).
import { z } from 'zod';
import { locationIdSchema, skuSchema, warehouseIdSchema } from '../ids';

const units = z.int().positive().max(1_000_000_000);

/** So many bins of a product are told, and so many sites: a person at a bench walks to one. */
export const mostBinsTold = 20;
export const mostSitesTold = 50;

export const whereaboutsSchema = z.object({
  sku: skuSchema,
  /** False: no open order of this site wants it any more, and nothing is told of it. */
  isWanted: z.boolean(),
  /** Bins that nobody has described, in walking order. */
  bins: z.array(z.object({ locationId: locationIdSchema, walkOrder: z.int(), units })).max(mostBinsTold),
  /** What may still be promised there: on hand less what is promised; most first. */
  sites: z.array(z.object({ warehouseId: warehouseIdSchema, units })).max(mostSitesTold),
  /** When it was found to be so, by head office's clock. */
  at: z.iso.datetime(),
});
export type Whereabouts = z.infer<typeof whereaboutsSchema>;

// What stations may number and sell by themselves, as the wire carries it: the part of the greeting that hands it out, and
// the office's settings of it.
import { z } from 'zod';
import { grantIdSchema, skuSchema } from '../domain/ids';
import { heldRangeSchema } from '../domain/numbers/number-range';
import { counterTaxesSchema } from '../domain/stock/counter-sale';
import { heldGrantSchema } from '../domain/stock/quota';
import { agreedPricesSchema } from '../domain/stock/station-prices';

/** What a station holds of numbers and quotas, said with every greeting; fresh when its store is new. */
export const rightsToldSchema = z.strictObject({
  fresh: z.boolean(),
  numbers: z.strictObject({
    held: z.array(z.strictObject(heldRangeSchema.shape)).max(100),
    returned: z.array(z.strictObject(heldRangeSchema.shape)).max(100),
  }),
  grants: z.array(grantIdSchema).max(1000),
});
export type RightsTold = z.infer<typeof rightsToldSchema>;
export const rightsAnswerSchema = z.object({
  numbers: z.array(heldRangeSchema),
  /** Series whose unused numbers the station shall give back. */
  giveBack: z.array(z.string()),
  /** All it may sell from; what is not named here it may not. */
  grants: z.array(heldGrantSchema),
  /** What its products cost over the counter and on the telephone, where a price list says so. */
  prices: z.array(agreedPricesSchema).optional(),
  /** The tax that is within them where the station stands. */
  taxes: counterTaxesSchema.optional(),
});
export type RightsAnswer = z.infer<typeof rightsAnswerSchema>;

// POST /v1/stations/:stationId/sign-off (office): it gets nothing more and gives its numbers back; its token goes on
export const signedOffSchema = z.object({ signedOff: z.literal(true) });

// GET and POST /v1/stations/:stationId/quotas (office): what the station shall be able to sell by itself; 0 ends it
export const quotaRequestSchema = z.strictObject({ sku: skuSchema, units: z.int().min(0).max(100_000) });
export const quotasResponseSchema = z.object({
  rows: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      /** What it shall have. */
      units: z.int(),
      granted: z.int(),
      used: z.int(),
      until: z.string().nullable(),
    }),
  ),
});

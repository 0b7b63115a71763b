// Goods by lot, as the office sees them: which of a product goes out first, and what lies where of which lot.
import { z } from 'zod';
import { skuSchema, warehouseIdSchema } from '../domain/ids';
import { rotationSchema } from '../domain/stock/rotation';

// GET /v1/products/:sku/lots
export const productLotsParamsSchema = z.strictObject({ sku: skuSchema });
export const lotRowSchema = z.object({
  warehouseId: warehouseIdSchema,
  locationId: z.string(),
  /** Empty where only the day is known. */
  lot: z.string(),
  bestBefore: z.string().nullable(),
  units: z.int(),
  /** When the warehouse first had it. */
  since: z.string(),
  /** It may still be sold. */
  isFit: z.boolean(),
});
export type LotRow = z.infer<typeof lotRowSchema>;
export const productLotsSchema = z.object({
  sku: skuSchema,
  /** Null: goods are all alike. */
  rotation: rotationSchema.nullable(),
  /** It was said of the product; else it follows from what is asked of it as it comes in. */
  isSaid: z.boolean(),
  /** Of places of the warehouses; at most so many. */
  rows: z.array(lotRowSchema).max(1000),
});
export type ProductLots = z.infer<typeof productLotsSchema>;

// POST /v1/products/:sku/rotation; null: as follows from what is asked of it
export const rotationBodySchema = z.strictObject({ rotation: rotationSchema.nullable() });

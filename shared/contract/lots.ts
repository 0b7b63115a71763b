// Goods by lot, as the office sees them: which of a product goes out first, what lies where of which lot, and who got it.
import { z } from 'zod';
import { orderIdSchema, parcelIdSchema, skuSchema, warehouseIdSchema } from '../domain/ids';
import { parcelStates } from '../domain/parcel/parcel';
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

// GET /v1/lots/taken: who got a lot or a serial
export const mostTaken = 500;
export const takenQuerySchema = z.strictObject({
  /** A lot, or a serial, as it is printed. */
  code: z.string().trim().min(1).max(20),
  sku: skuSchema.optional(),
});
export const takenResponseSchema = z.object({
  /** The newest order first; at most `mostTaken`. */
  rows: z.array(
    z.object({
      warehouseId: warehouseIdSchema,
      parcelId: parcelIdSchema,
      orderId: orderIdSchema,
      orderNumber: z.string(),
      recipient: z.string(),
      sku: skuSchema,
      lot: z.string(),
      bestBefore: z.string().nullable(),
      serial: z.string().nullable(),
      units: z.int(),
      state: z.enum(parcelStates),
      placedAt: z.string(),
    }),
  ),
  /** There are more than are shown. */
  isMore: z.boolean(),
  /** What still lies in places of the warehouses. */
  here: z
    .array(
      lotRowSchema
        .pick({ warehouseId: true, locationId: true, lot: true, bestBefore: true, units: true })
        .extend({ sku: skuSchema }),
    )
    .max(mostTaken),
});
export type TakenAnswer = z.infer<typeof takenResponseSchema>;

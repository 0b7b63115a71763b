// Requests about bins: what they are for, what goes into them, and how full the face of a product is kept.
import { z } from 'zod';
import { locationIdSchema, skuSchema, warehouseIdSchema } from '../domain/ids';
import { shelfKinds, shelfSchema } from '../domain/putaway/shelf';

const millimetres = z.int().positive().max(100_000);

export const shelfParamsSchema = z.strictObject({ warehouseId: warehouseIdSchema });

// GET /v1/shelves/:warehouseId
export const binsQuerySchema = z.strictObject({
  text: z.string().max(64).default(''),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export const binsSchema = z.object({
  bins: z
    .array(z.object({ locationId: locationIdSchema, walkOrder: z.int(), shelf: shelfSchema.nullable() }))
    .max(500),
});
export type Bins = z.infer<typeof binsSchema>;

// POST /v1/shelves/:warehouseId
export const describeShelvesSchema = z.strictObject({
  /** Every bin whose name begins so. */
  begins: locationIdSchema,
  /** It is the whole name of a bin that may not be there yet. */
  isNew: z.boolean(),
  kind: z.enum(shelfKinds),
  size: z.strictObject({ lengthMm: millimetres, widthMm: millimetres, heightMm: millimetres }).nullable(),
  maxGrams: shelfSchema.shape.maxGrams,
});
export type DescribeShelves = z.infer<typeof describeShelvesSchema>;
export const describedSchema = z.object({ bins: z.int().nonnegative() });

// POST /v1/shelves/:warehouseId/faces
export const faceRequestSchema = z
  .strictObject({
    locationId: locationIdSchema,
    sku: skuSchema,
    min: z.int().nonnegative().max(1_000_000),
    /** Null: it has no face there any more. */
    max: z.int().positive().max(1_000_000).nullable(),
  })
  .refine(({ min, max }) => max === null || min <= max, { path: ['max'], message: 'is below the minimum' });
export type FaceRequest = z.infer<typeof faceRequestSchema>;
export const shelfAnswerSchema = z.object({ shelf: shelfSchema });

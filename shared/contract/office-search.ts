// GET /v1/office/search: anything of the company by its number or name, across kinds, for the palette and for scans.
import { z } from 'zod';

export const searchKinds = ['order', 'parcel', 'tracking', 'customer', 'addressee', 'product'] as const;

export const officeSearchQuerySchema = z.strictObject({ text: z.string().trim().min(1).max(100) });
export const searchHitSchema = z.object({
  kind: z.enum(searchKinds),
  /**
   * Of an order, parcel or tracking number: the order. Of an addressee: the name on orders. Of a
   * product: the SKU.
   */
  id: z.string(),
  /** What it is called; for a tracking number or a box its number. */
  label: z.string(),
  /** What tells it from others: a name, an order number. */
  detail: z.string(),
  /** What was asked for is exactly its number: a scan opens it. */
  isExact: z.boolean(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;
export const officeSearchResponseSchema = z.object({ hits: z.array(searchHitSchema) });

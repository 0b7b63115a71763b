// Sales over the counter, as the office asks for them.
import { z } from 'zod';
import { priceSources } from '../domain/stock/counter-sale';
import { warehouseIdSchema } from '../domain/ids';
import { listQuerySchema } from './http';

export const saleMethods = ['cash', 'card'] as const;

// GET /v1/counter-sales
export const counterSalesQuerySchema = listQuerySchema.extend({ method: z.enum(saleMethods).optional() });
export const counterSaleRowSchema = z.object({
  opId: z.string(),
  number: z.string(),
  warehouseId: warehouseIdSchema,
  station: z.string(),
  /** By the clock of the station. */
  at: z.string(),
  /** Who sold it; null: nobody was logged in. */
  by: z.string().nullable(),
  currency: z.string(),
  country: z.string(),
  units: z.int(),
  totalMinor: z.int(),
  taxMinor: z.int(),
  method: z.enum(saleMethods),
  /** Null where it was paid by card. */
  tenderedMinor: z.int().nullable(),
  changeMinor: z.int(),
  /** Of the slip of the terminal. */
  reference: z.string().nullable(),
  lines: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      quantity: z.int(),
      unitPriceMinor: z.int(),
      taxPpm: z.int(),
      source: z.enum(priceSources),
    }),
  ),
});
export type CounterSaleRow = z.infer<typeof counterSaleRowSchema>;
export const counterSalesResponseSchema = z.object({
  rows: z.array(counterSaleRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});

// GET /v1/till-counts
export const tillCountsQuerySchema = listQuerySchema;
export const tillCountRowSchema = z.object({
  opId: z.string(),
  warehouseId: warehouseIdSchema,
  station: z.string(),
  /** By the clock of the station. */
  at: z.string(),
  by: z.string().nullable(),
  currency: z.string(),
  /** As head office reckons it. */
  expectedMinor: z.int(),
  /** As the station did. */
  toldMinor: z.int(),
  countedMinor: z.int(),
  /** Stayed in the till. */
  leftMinor: z.int(),
  /** Above zero: more than there should be. */
  differenceMinor: z.int(),
});
export type TillCountRow = z.infer<typeof tillCountRowSchema>;
export const tillCountsResponseSchema = z.object({
  rows: z.array(tillCountRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});

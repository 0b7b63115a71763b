// Requests about orders to suppliers: written, sent, followed and closed at the office; what came is told by stations.
import { z } from 'zod';
import { purchaseIdSchema, skuSchema, warehouseIdSchema } from '../domain/ids';
import {
  mostLines,
  plannedLineSchema,
  purchaseSchema,
  receiptRowSchema,
  traits,
} from '../domain/purchasing/purchase';
import { purchaseStatuses } from '../domain/purchasing/questions';
import { listQuerySchema } from './http';

export const purchaseParamsSchema = z.strictObject({ purchaseId: purchaseIdSchema });
export const purchaseLineParamsSchema = purchaseParamsSchema.extend({
  lineNo: z.coerce.number().int().min(1).max(mostLines),
});

// POST /v1/purchases/:purchaseId: written, and written anew as long as it is a draft
export const purchaseContentSchema = z.strictObject({
  warehouseId: warehouseIdSchema,
  supplier: z.string().trim().min(1).max(120),
  supplierReference: z.string().trim().max(80),
  currency: z
    .string()
    .max(3)
    .regex(/^[A-Z]{3}$/),
  note: z.string().max(1000),
  lines: z
    .array(
      z.strictObject({
        sku: skuSchema,
        quantity: plannedLineSchema.shape.ordered,
        unitCostMinor: plannedLineSchema.shape.unitCostMinor,
        expectedOn: z.iso.date().max(10),
      }),
    )
    .min(1)
    .max(mostLines),
});
export type PurchaseContent = z.infer<typeof purchaseContentSchema>;

// POST /v1/purchases/:purchaseId/send, cancel, close, reopen
export const noBodySchema = z.strictObject({});

export const rescheduleRequestSchema = z.strictObject({ expectedOn: z.iso.date().max(10) });

/** As the office sees it: with how far it is, what it costs and what was taken in. */
export const purchasePageSchema = z.object({
  purchase: purchaseSchema,
  status: z.enum(purchaseStatuses),
  /** Of everything ordered; null when a price is missing. */
  totalMinor: z.int().nullable(),
  receipts: z.array(receiptRowSchema).max(2000),
});
export type PurchasePage = z.infer<typeof purchasePageSchema>;

// GET /v1/purchases
export const purchasesQuerySchema = listQuerySchema.extend({
  status: z.enum(purchaseStatuses).optional(),
});
export const purchaseRowSchema = z.object({
  purchaseId: purchaseIdSchema,
  number: z.int(),
  warehouseId: warehouseIdSchema,
  supplier: z.string(),
  supplierReference: z.string(),
  status: z.enum(purchaseStatuses),
  /** The day of a line is over, and something of it is still to come. */
  isLate: z.boolean(),
  /** The first day something of it is expected. */
  expectedOn: z.string(),
  lines: z.int(),
  ordered: z.int(),
  received: z.int(),
  currency: z.string(),
  totalMinor: z.int().nullable(),
});
export type PurchaseRow = z.infer<typeof purchaseRowSchema>;
export const purchasesResponseSchema = z.object({
  rows: z.array(purchaseRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});

// GET and POST /v1/products/:sku/asks: what is asked of every unit of a product that comes in
export const productAsksParamsSchema = z.strictObject({ sku: skuSchema });
export const productAsksSchema = z.strictObject({ asks: z.array(z.enum(traits)).max(traits.length) });

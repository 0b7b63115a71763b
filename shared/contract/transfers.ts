// Requests about transfers between sites: written, released, followed and closed at the office; what was loaded and what arrived
// is told by stations of both sites.
import { z } from 'zod';
import { skuSchema, transferIdSchema, warehouseIdSchema } from '../domain/ids';
import { mostTransferLines, transferSchema } from '../domain/transfer/transfer';
import { transferStatuses } from '../domain/transfer/questions';
import { listQuerySchema } from './http';

export const transferParamsSchema = z.strictObject({ transferId: transferIdSchema });

// POST /v1/transfers/:transferId: written, and written anew as long as it is a draft; lines of one product are one
export const transferContentSchema = z.strictObject({
  fromId: warehouseIdSchema,
  toId: warehouseIdSchema,
  dueOn: z.iso.date().max(10),
  note: z.string().max(1000),
  lines: z
    .array(z.strictObject({ sku: skuSchema, quantity: z.int().positive().max(1_000_000) }))
    .min(1)
    .max(mostTransferLines),
});
export type TransferContent = z.infer<typeof transferContentSchema>;

export const expectTransferSchema = z.strictObject({ dueOn: z.iso.date().max(10) });

/** What happened to it, oldest first; `units` of one product where it moved any. */
export const transferStepSchema = z.object({
  type: z.string(),
  at: z.string(),
  station: z.string(),
  person: z.string(),
  sku: z.string().nullable(),
  units: z.int().nullable(),
});
export const transferPageSchema = z.object({
  transfer: transferSchema,
  status: z.enum(transferStatuses),
  isLate: z.boolean(),
  steps: z.array(transferStepSchema).max(2000),
});
export type TransferPage = z.infer<typeof transferPageSchema>;

// GET /v1/transfers
export const transfersQuerySchema = listQuerySchema.extend({
  status: z.enum(transferStatuses).optional(),
});
export const transferRowSchema = z.object({
  transferId: transferIdSchema,
  number: z.int(),
  fromName: z.string(),
  toName: z.string(),
  status: z.enum(transferStatuses),
  /** Its day is over, and something of it is still to arrive. */
  isLate: z.boolean(),
  dueOn: z.string(),
  asked: z.int(),
  sent: z.int(),
  received: z.int(),
});
export type TransferRow = z.infer<typeof transferRowSchema>;
export const transfersResponseSchema = z.object({
  rows: z.array(transferRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});

// POST /v1/reorder/transfers: what is proposed between two sites becomes one draft under an id of the caller
export const takeTransfersSchema = z.strictObject({
  transferId: transferIdSchema,
  fromId: warehouseIdSchema,
  toId: warehouseIdSchema,
});
export type TakeTransfers = z.infer<typeof takeTransfersSchema>;

// Requests about goods that came without an order to a supplier: what was counted, when it was over, and the order they were of.
import { z } from 'zod';
import { purchaseIdSchema, receivingIdSchema, warehouseIdSchema } from '../domain/ids';
import { receiptRowSchema } from '../domain/purchasing/purchase';
import { listQuerySchema } from './http';

/** Derived, never stored (law 6). */
export const receivingStates = ['open', 'closed', 'matched'] as const;
export type ReceivingState = (typeof receivingStates)[number];

export const receivingParamsSchema = z.strictObject({ receivingId: receivingIdSchema });

// GET /v1/receivings
export const receivingsQuerySchema = listQuerySchema.extend({ state: z.enum(receivingStates).optional() });
export const receivingRowSchema = z.object({
  receivingId: receivingIdSchema,
  number: z.int(),
  warehouseId: warehouseIdSchema,
  station: z.string(),
  state: z.enum(receivingStates),
  begunAt: z.string(),
  closedAt: z.string().nullable(),
  /** The person at the bench who said that it was all; null: the office, or nobody yet. */
  closedBy: z.string().nullable(),
  products: z.int(),
  /** Of what was not taken back; `damaged` are among them, and so are those that count for no order. */
  units: z.int(),
  damaged: z.int(),
  unmatched: z.int(),
  purchaseId: purchaseIdSchema.nullable(),
  purchaseNumber: z.int().nullable(),
  supplier: z.string().nullable(),
});
export type ReceivingRow = z.infer<typeof receivingRowSchema>;
export const receivingsResponseSchema = z.object({
  rows: z.array(receivingRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});

// GET /v1/receivings/:receivingId, and the answer to every act on it
export const receivingTotalSchema = z.object({
  sku: z.string(),
  name: z.string(),
  units: z.int(),
  damaged: z.int(),
});
/** Orders that it may be of, the one that fits best first: units that such an order still waits for. */
export const receivingCandidateSchema = z.object({
  purchaseId: purchaseIdSchema,
  number: z.int(),
  supplier: z.string(),
  expectedOn: z.string(),
  fits: z.int(),
});
export const receivingPageSchema = z.object({
  receiving: receivingRowSchema,
  totals: z.array(receivingTotalSchema).max(2000),
  receipts: z.array(receiptRowSchema).max(2000),
  candidates: z.array(receivingCandidateSchema).max(20),
});
export type ReceivingPage = z.infer<typeof receivingPageSchema>;

// POST /v1/receivings/:receivingId/match
export const matchRequestSchema = z.strictObject({ purchaseId: purchaseIdSchema });

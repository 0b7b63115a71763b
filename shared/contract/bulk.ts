// Requests about work on many orders: a preview of what would happen, its start by somebody with a name, how far it is,
// what became of every order, stopping it and taking it back.
import { z } from 'zod';
import { bulkActSchema } from '../domain/bulk/bulk-act';
import { bulkItemStates, bulkStates } from '../domain/bulk/bulk-run';
import { orderIdSchema } from '../domain/ids';
import { listQuerySchema } from './http';
import { orderSelectionSchema } from './order-grid';
import { answeringSchema } from './payments';

// POST /v1/bulk: begins to look, changes nothing
export const newBulkRequestSchema = z.strictObject({ act: bulkActSchema, selection: orderSelectionSchema });

// GET /v1/bulk/:runId
export const bulkRunSchema = z.object({
  runId: z.uuid(),
  state: z.enum(bulkStates),
  act: bulkActSchema,
  /** The run that this one takes back. */
  undoes: z.uuid().nullable(),
  /** Who started it. */
  by: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Orders by how far each is; together all of them. */
  waiting: z.int(),
  will: z.int(),
  refused: z.int(),
  done: z.int(),
  /** Of those done, the ones that can be taken back. */
  undoable: z.int(),
  /** Why orders are refused, most first. */
  reasons: z.array(
    z.object({
      code: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
      orders: z.int(),
    }),
  ),
});
export type BulkRun = z.infer<typeof bulkRunSchema>;

// POST /v1/bulk/:runId/start
export const startBulkRequestSchema = z.strictObject({ by: answeringSchema });

// GET /v1/bulk/:runId/orders
export const bulkItemsQuerySchema = listQuerySchema.omit({ text: true }).extend({
  state: z.enum(bulkItemStates).optional(),
});
export const bulkItemSchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  state: z.enum(bulkItemStates),
  /** Of a refusal: its code, and what it says with its values. */
  code: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  reason: z.string().nullable(),
});
export type BulkItem = z.infer<typeof bulkItemSchema>;
export const bulkItemsResponseSchema = z.object({
  rows: z.array(bulkItemSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});

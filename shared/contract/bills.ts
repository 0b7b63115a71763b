// Requests about bills of suppliers.
import { z } from 'zod';
import { bookDaySchema } from '../domain/books/book-day';
import {
  billContentSchema,
  billIdSchema,
  billStates,
  supplierBillSchema,
} from '../domain/supplier-bill/supplier-bill';
import { answeringSchema } from './answering';
import { listQuerySchema } from './http';

// GET /v1/supplier-bills
export const billsQuerySchema = listQuerySchema.extend({ state: z.enum([...billStates, 'due']).optional() });
export const billsResponseSchema = z.object({
  rows: z.array(supplierBillSchema),
  total: z.int(),
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});

// POST /v1/supplier-bills/:billId
export const billParamsSchema = z.strictObject({ billId: billIdSchema });
export const enterBillRequestSchema = z.strictObject({ ...billContentSchema.shape, by: answeringSchema });

// POST /v1/supplier-bills/:billId/answer
export const answerBillRequestSchema = z.strictObject({
  answer: z.enum(['approve', 'refuse']),
  note: z.string().trim().min(1).max(300).nullable(),
  by: answeringSchema,
});

// POST /v1/supplier-bills/:billId/payments
export const payBillRequestSchema = z.strictObject({
  /** Of the caller: the same again is the same payment. */
  key: z.string().trim().min(1).max(120),
  amountMinor: z.int().min(1).max(1_000_000_000_000),
  day: bookDaySchema,
  by: answeringSchema,
});

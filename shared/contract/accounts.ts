// Requests about customers who pay later: up to which amount, within how many days, and what they owe.
import { z } from 'zod';
import { currencySchema } from '../money/money';
import { answeringSchema } from './answering';
import { listQuerySchema } from './http';

const mostMinor = 1_000_000_000_000;

export const accountStates = ['open', 'closed', 'over-limit', 'overdue'] as const;

// GET /v1/customer-accounts
export const accountsQuerySchema = listQuerySchema.extend({ state: z.enum(accountStates).optional() });
export const accountRowSchema = z.object({
  /** As orders of the customer name it. */
  customerId: z.string(),
  name: z.string(),
  currency: currencySchema,
  limitMinor: z.int(),
  /** Promised or due and not paid; below zero: to the customer's credit. */
  usedMinor: z.int(),
  overdueMinor: z.int(),
  /** Fees of reminders within what is used. */
  feesMinor: z.int(),
  termsDays: z.int(),
  isOpen: z.boolean(),
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
});
export type AccountRow = z.infer<typeof accountRowSchema>;
export const accountsResponseSchema = z.object({
  rows: z.array(accountRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});

// POST /v1/customer-accounts/:customerId
export const accountParamsSchema = z.strictObject({ customerId: z.string().trim().min(1).max(40) });
export const saveAccountRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  currency: currencySchema,
  limitMinor: z.int().nonnegative().max(mostMinor),
  /** Days from hand-over or invoice to the day it is due. */
  termsDays: z.int().min(0).max(365),
  /** No order goes on a closed account; what is owed on it stays. */
  isOpen: z.boolean(),
  by: answeringSchema,
});

// Requests about cases of customer service and what customers said of their orders, as zod schemas.
import { z } from 'zod';
import { arrivals, feedbackSchema, feedbackStates } from '../domain/feedback/feedback';
import {
  caseOwnerSchema,
  caseStates,
  caseTextSchema,
  serviceCaseSchema,
} from '../domain/service-case/service-case';

const page = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

// GET /v1/cases (office): newest first; `number` finds the cases of one order
export const casesQuerySchema = z.strictObject({
  state: z.enum(caseStates).optional(),
  text: z.string().max(40).optional(),
  ...page,
});
export const caseRowSchema = z.object({ caseId: z.string(), case: serviceCaseSchema });
export type CaseRow = z.infer<typeof caseRowSchema>;
export const casesResponseSchema = z.object({
  rows: z.array(caseRowSchema),
  total: z.int(),
  cursor: z.string().nullable(),
});
// POST /v1/cases (office): opens one for an order, or goes on with the one there is
export const newCaseRequestSchema = z.strictObject({
  number: z.string().min(1).max(40),
  text: caseTextSchema,
});
// POST /v1/cases/:caseId (office) answers one caseRow
export const caseActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('take'), owner: caseOwnerSchema.nullable() }),
  z.strictObject({ act: z.literal('note'), text: caseTextSchema }),
  z.strictObject({ act: z.literal('ask'), text: caseTextSchema }),
  z.strictObject({ act: z.literal('solve'), text: caseTextSchema }),
  z.strictObject({ act: z.literal('reopen'), text: caseTextSchema }),
]);
export type CaseAct = z.infer<typeof caseActSchema>;
// GET /v1/feedback (office): answers of customers, newest asked first
export const feedbackQuerySchema = z.strictObject({
  ...page,
  state: z.enum(feedbackStates).optional(),
  /** Answers with at most so many stars. */
  most: z.coerce.number().int().min(1).max(5).optional(),
  arrived: z.enum(arrivals).optional(),
  text: z.string().max(100).optional(),
});
export const feedbackResponseSchema = z.object({
  rows: z.array(z.object({ feedbackId: z.string(), feedback: feedbackSchema })),
  total: z.int(),
  cursor: z.string().nullable(),
});

// Requests about buying by itself: limits that a manager sets, mails to suppliers, and what they confirm.
import { z } from 'zod';
import { confirmationDifferenceSchema, confirmationSchema } from '../domain/purchasing/confirmation';
import { buyingLimitsSchema } from '../domain/reorder/buying-limits';
import { answeringSchema } from './answering';

// GET and POST /v1/buying-limits
export const buyingLimitsPageSchema = z.object({
  limits: buyingLimitsSchema,
  /** Worth of what went out by itself today, in the currency of the limits. */
  spentTodayMinor: z.int().nonnegative(),
  changedBy: z.string(),
  changedAt: z.string().nullable(),
});
export type BuyingLimitsPage = z.infer<typeof buyingLimitsPageSchema>;
export const saveBuyingLimitsSchema = z.strictObject({ limits: buyingLimitsSchema, by: answeringSchema });

// GET /v1/purchases/:purchaseId/letters, POST /v1/purchases/:purchaseId/confirm
export const letterKinds = ['order', 'changed', 'cancelled'] as const;
export const letterStates = ['waiting', 'sent', 'refused', 'failed'] as const;
export const lettersSchema = z.object({
  letters: z
    .array(
      z.object({
        mailId: z.uuid(),
        kind: z.enum(letterKinds),
        to: z.string(),
        state: z.enum(letterStates),
        answer: z.string().nullable(),
        at: z.string(),
        sentAt: z.string().nullable(),
      }),
    )
    .max(200),
  /** It went out by itself. */
  isBySelf: z.boolean(),
  /** The newest. */
  confirmation: confirmationSchema.extend({ at: z.string() }).nullable(),
  differences: z.array(confirmationDifferenceSchema).max(1000),
  /** Lines whose day is over. */
  late: z.array(z.int()).max(500),
  /** Lines dearer than the last time at this supplier, in the currency of the order. */
  dearer: z
    .array(z.object({ lineNo: z.int(), sku: z.string(), unitCostMinor: z.int(), lastMinor: z.int() }))
    .max(500),
});
export type Letters = z.infer<typeof lettersSchema>;

// Requests about reminders: how they are sent, what is overdue, what is disputed, and the letters.
import { z } from 'zod';
import { bookDaySchema } from '../domain/books/book-day';
import { dunningRulesSchema, mostLevels } from '../domain/dunning/dunning';
import { feeStates } from '../domain/reminder-fee/reminder-fee';
import { answeringSchema } from './answering';

const minor = z.int();
const text = (most: number) => z.string().max(most);

export const dunningDebtRowSchema = z.object({
  paymentId: text(40),
  customerId: text(40),
  name: text(120),
  orderId: text(40),
  orderNumber: text(40),
  currency: text(3),
  owedMinor: minor,
  dueOn: text(10),
  /** The level it stood at in a letter; 0 for none. */
  reached: z.int().min(0).max(mostLevels),
  dispute: z.object({ reason: text(300), by: text(120) }).nullable(),
});
export type DunningDebtRow = z.infer<typeof dunningDebtRowSchema>;

export const dunningLetterRowSchema = z.object({
  letterId: text(40),
  customerId: text(40),
  currency: text(3),
  level: z.int(),
  writtenOn: text(10),
  totalMinor: minor,
  feeMinor: minor,
  toAddress: text(254),
  /** What became of its fee; null: it asked for none. */
  fee: z
    .object({ state: z.enum(feeStates), openMinor: minor.min(0), reason: text(300).nullable() })
    .nullable(),
  /** Of its mail; null when that was forgotten. */
  state: text(20).nullable(),
});

// GET /v1/dunning
export const dunningSchema = z.object({
  rules: dunningRulesSchema,
  changedAt: z.iso.datetime().nullable(),
  changedBy: text(120).nullable(),
  /** The day that was looked at last. */
  lookedOn: text(10).nullable(),
  /** Longest overdue first; 500 at most. */
  debts: z.array(dunningDebtRowSchema).max(500),
  /** Newest first; 200 at most. */
  letters: z.array(dunningLetterRowSchema).max(200),
});
export type Dunning = z.infer<typeof dunningSchema>;

// POST /v1/dunning/rules
export const saveDunningRequestSchema = z.strictObject({ rules: dunningRulesSchema, by: answeringSchema });

// POST /v1/dunning/debts/:paymentId/dispute; null: it is disputed no more
export const disputeParamsSchema = z.strictObject({ paymentId: z.uuid() });
export const disputeRequestSchema = z.strictObject({
  reason: z.string().trim().min(1).max(300).nullable(),
  by: answeringSchema,
});

// POST /v1/dunning/look: at once, whatever the day
export const lookRequestSchema = z.strictObject({ by: answeringSchema });
export const lookedSchema = z.object({
  written: z.int(),
  /** Customers who were due and have no address to write to, or whose channel writes no such mail. */
  unreachable: z.array(text(40)).max(10_000),
});

// POST /v1/dunning/fees/:feeId/payments; key: the same payment told again is one
export const feeParamsSchema = z.strictObject({ feeId: z.uuid() });
export const payFeeRequestSchema = z.strictObject({
  key: z.string().trim().min(1).max(80),
  amountMinor: z.int().min(1).max(1_000_000_000),
  day: bookDaySchema,
  by: answeringSchema,
});

// POST /v1/dunning/fees/:feeId/waive
export const waiveFeeRequestSchema = z.strictObject({
  reason: z.string().trim().min(1).max(300),
  by: answeringSchema,
});

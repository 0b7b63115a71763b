// Money that goes back to a customer: asked for, approved by somebody who may, sent through the payments it came by, and
// settled when every part arrived. Apart from returns: not every return is refunded, not every refund is a return.
// Keeps: never more than was paid, no unit of a line refunded twice.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { orderIdSchema } from '../ids';
import { keySchema, paymentIdSchema } from '../payment/payment';

export const refundIdSchema = z.uuid().brand<'RefundId'>();
export type RefundId = z.infer<typeof refundIdSchema>;

export const refundStates = ['requested', 'approved', 'sent', 'settled', 'failed', 'declined'] as const;
export type RefundState = (typeof refundStates)[number];

const amount = z.int().nonnegative();

export const refundLineSchema = z.object({
  lineNo: z.int().positive(),
  quantity: z.int().positive(),
  amountMinor: amount,
});
export type RefundLine = z.infer<typeof refundLineSchema>;

/** What goes back through one payment; its key is the key of the payment's ask. */
export const refundPartSchema = z.object({
  paymentId: paymentIdSchema,
  key: keySchema,
  amountMinor: z.int().positive(),
  state: z.enum(['sent', 'done', 'failed']),
  reason: z.string().max(300).nullable(),
});
export type RefundPart = z.infer<typeof refundPartSchema>;

export const refundSchema = z.object({
  refundId: refundIdSchema,
  orderId: orderIdSchema,
  returnId: z.uuid().nullable(),
  currency: currencySchema,
  /** Lines and what is given back besides them: postage, goodwill. */
  amountMinor: z.int().positive(),
  lines: z.array(refundLineSchema).max(10_000),
  reason: z.string().min(1).max(300),
  requestedBy: z.string().max(120).nullable(),
  answeredBy: z.string().max(120).nullable(),
  state: z.enum(refundStates),
  parts: z.array(refundPartSchema).max(200),
});
export type Refund = z.infer<typeof refundSchema>;
export type NewRefund = Omit<Refund, 'state' | 'parts' | 'answeredBy'>;

/** What the order's payments and its other refunds leave. */
export type RefundFacts = {
  refundableMinor: number;
  /** By line: units not refunded yet. A line that is missing is not the order's. */
  units: ReadonlyMap<number, number>;
};

/** What went over to other orders for goods of this one that came back: money that cannot be given back here any more. */
export type Exchanged = {
  amountMinor: number;
  lines: readonly { lineNo: number; quantity: number }[];
};

export type NewPart = Pick<RefundPart, 'paymentId' | 'key' | 'amountMinor'>;

export type RefundCommand =
  | { type: 'RequestRefund'; refund: NewRefund; facts: RefundFacts }
  | { type: 'ApproveRefund'; by: string | null }
  | { type: 'DeclineRefund'; by: string | null; reason: string }
  | { type: 'SendRefund'; parts: NewPart[] }
  | { type: 'RecordPart'; key: string; state: 'done' | 'failed'; reason: string | null };

export type RefundEvent =
  | { type: 'RefundRequested'; refund: NewRefund }
  | { type: 'RefundApproved'; by: string | null }
  | { type: 'RefundDeclined'; by: string | null; reason: string }
  | { type: 'RefundSent'; parts: NewPart[] }
  | { type: 'RefundPartDone'; key: string }
  | { type: 'RefundPartFailed'; key: string; reason: string | null }
  | { type: 'RefundSettled' }
  | { type: 'RefundFailed' };

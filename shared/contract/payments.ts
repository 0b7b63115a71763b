// Requests about money: payments of an order, refunds, who takes payments, and lines of bank statements. No request and no
// answer has a card number; secrets of providers go in and never come out.
import { z } from 'zod';
import { orderIdSchema } from '../domain/ids';
import { paymentSchema, paymentIdSchema, referenceSchema } from '../domain/payment/payment';
import { paymentWords } from '../domain/payment/questions';
import { refundIdSchema, refundSchema } from '../domain/refund/refund';
import { currencySchema } from '../money/money';
import { answeringSchema } from './answering';

export { answeringSchema };
const amount = z.int().positive().max(1_000_000_000_000);
const requestKey = z.uuid();

// GET /v1/orders/:orderId/payments
export const paymentRowSchema = paymentSchema
  .omit({ token: true })
  .extend({ word: z.enum(paymentWords), capturableMinor: z.int(), refundableMinor: z.int() });
export type PaymentRow = z.infer<typeof paymentRowSchema>;
export const orderPaymentsResponseSchema = z.object({
  currency: currencySchema,
  /** What the order is to bring in the end, and what is due for goods handed over. */
  totalMinor: z.int(),
  dueMinor: z.int(),
  authorisedMinor: z.int(),
  capturedMinor: z.int(),
  refundedMinor: z.int(),
  refundableMinor: z.int(),
  payments: z.array(paymentRowSchema),
  refunds: z.array(refundSchema),
  /** What each parcel collects at the door. */
  cash: z.array(z.object({ parcelId: z.string(), amountMinor: z.int() })),
  providers: z.array(z.object({ providerId: z.string(), method: z.string(), name: z.string() })),
});

export const paymentParamsSchema = z.strictObject({ paymentId: paymentIdSchema });
export const refundParamsSchema = z.strictObject({ refundId: refundIdSchema });
export const orderParamsSchema = z.strictObject({ orderId: orderIdSchema });

// POST /v1/orders/:orderId/payments
export const startPaymentRequestSchema = z.strictObject({
  providerId: z.string().min(1).max(40),
  amountMinor: amount,
  token: referenceSchema.nullable().default(null),
  by: answeringSchema,
});
// POST /v1/payments/:paymentId/capture; the same key again does nothing more
export const captureRequestSchema = z.strictObject({
  key: requestKey,
  amountMinor: amount,
  by: answeringSchema,
});
// POST /v1/payments/:paymentId/void
export const voidRequestSchema = z.strictObject({ by: answeringSchema });
// POST /v1/payments/:paymentId/received: cash a carrier has paid out, a transfer seen elsewhere
export const receivedRequestSchema = captureRequestSchema;
// POST /v1/orders/:orderId/refunds
export const refundRequestSchema = z.strictObject({
  refundId: refundIdSchema,
  amountMinor: amount,
  lines: z
    .array(
      z.strictObject({
        lineNo: z.int().positive(),
        quantity: z.int().positive(),
        amountMinor: z.int().nonnegative(),
      }),
    )
    .max(10_000)
    .default([]),
  reason: z.string().trim().min(1).max(300),
  by: answeringSchema,
});
// POST /v1/refunds/:refundId/answer
export const refundAnswerRequestSchema = z.strictObject({
  answer: z.enum(['approve', 'decline']),
  reason: z.string().max(300).default(''),
  by: answeringSchema,
});

// GET /v1/payment-providers, POST /v1/payment-providers/:providerId
export const providersResponseSchema = z.object({
  rows: z.array(
    z.object({
      providerId: z.string(),
      method: z.string(),
      name: z.string(),
      enabled: z.boolean(),
      settings: z.record(z.string(), z.unknown()),
      /** Names of secrets that are set; never what they are. */
      secretsSet: z.array(z.string()),
    }),
  ),
  methods: z.array(z.object({ method: z.string(), secretNames: z.array(z.string()) })),
});
export const providerParamsSchema = z.strictObject({
  providerId: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[a-z0-9-]+$/),
});
export const saveProviderRequestSchema = z.strictObject({
  method: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(80),
  enabled: z.boolean(),
  waitDays: z.int().min(1).max(365).optional(),
  payTo: z.string().max(500).optional(),
  /** Those that are left out stay as they are. */
  secretKey: z.string().min(8).max(300).optional(),
  signingSecret: z.string().min(8).max(300).optional(),
  by: answeringSchema,
});

// POST /v1/bank-lines
export const bankLineSchema = z.object({
  lineId: z.string(),
  providerId: z.string(),
  bookedOn: z.string(),
  amountMinor: z.int(),
  currency: currencySchema,
  payer: z.string(),
  reference: z.string(),
  paymentId: z.string().nullable(),
  /** Of a line that is for no order: why, who said so, when. */
  aside: z.object({ note: z.string(), by: z.string(), at: z.string() }).nullable(),
});
export const addBankLinesRequestSchema = z.strictObject({
  providerId: z.string().min(1).max(40),
  lines: z
    .array(
      z.strictObject({
        bookedOn: z.iso.date().max(10),
        amountMinor: amount,
        currency: currencySchema,
        payer: z.string().max(140),
        reference: z.string().max(140),
      }),
    )
    .min(1)
    .max(1000),
  by: answeringSchema,
});
export const bankLinesAddedSchema = z.object({ added: z.int(), known: z.int(), matched: z.int() });
// POST /v1/bank-lines/:lineId/match
export const bankLineParamsSchema = z.strictObject({ lineId: z.uuid() });
export const matchBankLineRequestSchema = z.strictObject({ paymentId: paymentIdSchema, by: answeringSchema });

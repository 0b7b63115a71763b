// What the office asks of head office about money and holds.
import type { z } from 'zod';
import {
  addressCheckedSchema,
  type HoldRow,
  heldOrderSchema,
  holdsResponseSchema,
} from '../../../../shared/contract/holds';
import {
  type answeringSchema,
  orderPaymentsResponseSchema,
  paymentRowSchema,
  type startPaymentRequestSchema,
} from '../../../../shared/contract/payments';
import type { Address } from '../../../../shared/domain/customer/address';
import { refundSchema } from '../../../../shared/domain/refund/refund';
import type { Answer, Query } from '../office-api';

export type Answering = z.input<typeof answeringSchema>;
export type OrderMoney = z.infer<typeof orderPaymentsResponseSchema>;

type Get = <S extends z.ZodType>(schema: S, path: string, query?: Query) => Promise<Answer<z.output<S>>>;
type Post = <S extends z.ZodType>(schema: S, path: string, body: unknown) => Promise<Answer<z.output<S>>>;

const of = encodeURIComponent;

export function moneyApi(get: Get, post: Post) {
  return {
    orderPayments: (orderId: string) =>
      get(orderPaymentsResponseSchema, `/v1/orders/${of(orderId)}/payments`),
    startPayment: (orderId: string, wanted: z.input<typeof startPaymentRequestSchema>) =>
      post(paymentRowSchema, `/v1/orders/${of(orderId)}/payments`, wanted),
    /** `key` is made once for one press: pressed again, nothing more is asked. */
    capturePayment: (paymentId: string, key: string, amountMinor: number, by: Answering) =>
      post(paymentRowSchema, `/v1/payments/${of(paymentId)}/capture`, { key, amountMinor, by }),
    receivePayment: (paymentId: string, key: string, amountMinor: number, by: Answering) =>
      post(paymentRowSchema, `/v1/payments/${of(paymentId)}/received`, { key, amountMinor, by }),
    voidPayment: (paymentId: string, by: Answering) =>
      post(paymentRowSchema, `/v1/payments/${of(paymentId)}/void`, { by }),
    requestRefund: (orderId: string, refundId: string, amountMinor: number, reason: string, by: Answering) =>
      post(refundSchema, `/v1/orders/${of(orderId)}/refunds`, { refundId, amountMinor, reason, by }),
    answerRefund: (refundId: string, answer: 'approve' | 'decline', by: Answering) =>
      post(refundSchema, `/v1/refunds/${of(refundId)}/answer`, { answer, by }),
    holds: (query: Query) => get(holdsResponseSchema, '/v1/holds', query),
    releaseHold: (orderId: string, reason: Reason, note: string, by: Answering) =>
      post(heldOrderSchema, `/v1/orders/${of(orderId)}/holds/release`, { reason, note, by }),
    assignHold: (orderId: string, reason: Reason, owner: string | null) =>
      post(heldOrderSchema, `/v1/orders/${of(orderId)}/holds/assign`, { reason, owner }),
    correctAddress: (orderId: string, shipTo: Address) =>
      post(addressCheckedSchema, `/v1/orders/${of(orderId)}/address`, { shipTo }),
  };
}

type Reason = HoldRow['holds'][number]['reason'];

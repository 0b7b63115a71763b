// Payments and refunds as head office keeps them.
import { decidePayment } from '../../../shared/domain/payment/decide';
import { evolvePayment } from '../../../shared/domain/payment/evolve';
import {
  type Payment,
  type PaymentCommand,
  type PaymentEvent,
  paymentSchema,
} from '../../../shared/domain/payment/payment';
import { decideRefund } from '../../../shared/domain/refund/decide';
import { evolveRefund } from '../../../shared/domain/refund/evolve';
import {
  type Refund,
  type RefundCommand,
  type RefundEvent,
  refundSchema,
} from '../../../shared/domain/refund/refund';
import type { Machine } from '../records/machine';

export const paymentRecord: Machine<Payment, PaymentCommand, PaymentEvent> = {
  kind: 'payment',
  schema: paymentSchema,
  decide: decidePayment,
  evolve: evolvePayment,
  about: (payment) => ({
    state: payment.state,
    orderId: payment.orderId,
    keys: [
      ...(payment.reference === null ? [] : [`reference:${payment.reference}`]),
      // A shop may name the provider's own object before we have asked for it.
      ...(payment.token?.startsWith('pi_') ? [`reference:${payment.token}`] : []),
    ],
    dueAt:
      payment.state === 'pending'
        ? payment.expiresAt
        : payment.state === 'authorised'
          ? payment.authorisedUntil
          : null,
  }),
};

export const refundRecord: Machine<Refund, RefundCommand, RefundEvent> = {
  kind: 'refund',
  schema: refundSchema,
  decide: decideRefund,
  evolve: evolveRefund,
  about: ({ state, orderId, returnId }) => ({
    state,
    orderId,
    keys: returnId === null ? [] : [`return:${returnId}`],
    dueAt: null,
  }),
};

// Money: payments and refunds of an order, providers, bank lines, and messages of providers. Whoever moves money is named
// by badge and PIN and checked against head office's own list.
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z, ZodError } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  addBankLinesRequestSchema,
  bankLineParamsSchema,
  bankLineSchema,
  bankLinesAddedSchema,
  captureRequestSchema,
  matchBankLineRequestSchema,
  orderParamsSchema,
  orderPaymentsResponseSchema,
  paymentParamsSchema,
  paymentRowSchema,
  providerParamsSchema,
  providersResponseSchema,
  receivedRequestSchema,
  refundAnswerRequestSchema,
  refundParamsSchema,
  refundRequestSchema,
  saveProviderRequestSchema,
  startPaymentRequestSchema,
  voidRequestSchema,
} from '../../shared/contract/payments';
import { companyStream, type OrderId } from '../../shared/domain/ids';
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import type { PaymentCommand } from '../../shared/domain/payment/payment';
import { refundSchema } from '../../shared/domain/refund/refund';
import type { App } from '../app';
import type { StreamTx } from '../db/stream-writer';
import type { HeadOffice } from '../head-office';
import type { Cause } from '../services/changes/change-set';
import { addBankLines, matchBankLine } from '../services/payments/bank-lines';
import { loadProvider } from '../services/payments/load-providers';
import {
  orderPayments,
  paymentRow,
  providerSettings,
  saveProvider,
} from '../services/payments/order-payments';
import { hearProvider } from '../services/payments/hear-provider';
import {
  approveRefund,
  declineRefund,
  orderMoney,
  type RefundAnswer,
  requestRefund,
} from '../services/payments/refunds';
import { startPayment } from '../services/payments/start-payment';
import { tellPayment } from '../services/payments/tell-payment';
import type { Answering } from '../services/people/answering-person';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

const nothing = z.null();

export async function paymentRoutes(app: App, office: HeadOffice): Promise<void> {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };

  /** Somebody who may, and the transaction in which it happens. */
  const act = async <T>(
    request: Parameters<typeof stationOf>[0],
    who: Answering,
    what: OfficeAct,
    run: (tx: StreamTx, cause: Cause, personId: string) => Promise<T>,
  ): Promise<T> => {
    const person = await office.people(office.pool, who, what);
    if (!person.ok) throw refusedBy(person.refusal, 403);
    const { stationId } = stationOf(request);
    const cause: Cause = { at: office.now().toISOString(), actor: person.personId, stationId, opId: null };
    const answer = await office.writer.submit([companyStream], (tx) => run(tx, cause, person.personId));
    office.payments.nudge();
    return answer;
  };
  const shown = async (orderId: OrderId) => {
    const page = await orderPayments(office.pool, orderId);
    if (!page) throw refuse('order-unknown');
    return page;
  };

  app.get(
    '/v1/orders/:orderId/payments',
    {
      onRequest: role,
      schema: {
        summary: 'The money of an order: what it is to bring, its payments and refunds',
        params: orderParamsSchema,
        response: { 200: orderPaymentsResponseSchema, ...refusals },
      },
    },
    (request) => shown(request.params.orderId),
  );

  app.post(
    '/v1/orders/:orderId/payments',
    {
      onRequest: role,
      schema: {
        summary: 'Begins a payment; a card is named by a token of its provider',
        params: orderParamsSchema,
        body: startPaymentRequestSchema,
        response: { 200: paymentRowSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, ...wanted } = request.body;
      const started = await act(request, by, 'payment.start', async (tx, cause) => {
        const money = await orderMoney(tx.client, request.params.orderId);
        if (!money) throw refuse('order-unknown');
        return startPayment(tx, money.order, wanted, office.newId, cause);
      });
      if (started.ok) return paymentRow(started.payment);
      if ('unknownProvider' in started)
        throw refuse('provider-unknown', { providerId: started.unknownProvider });
      throw refusedBy(started.refusal);
    },
  );

  const tell = async (
    request: Parameters<typeof stationOf>[0] & { params: { paymentId: string } },
    by: Answering,
    what: OfficeAct,
    command: PaymentCommand,
  ) => {
    const told = await act(request, by, what, (tx, cause) =>
      tellPayment(tx, office.newId, request.params.paymentId, command, cause),
    );
    if (!told.ok) throw refusedBy(told.refusal, told.refusal.code === 'payment-unknown' ? 404 : 409);
    return paymentRow(told.state);
  };
  const paymentAnswer = { 200: paymentRowSchema, ...refusals };

  app.post(
    '/v1/payments/:paymentId/capture',
    {
      onRequest: role,
      schema: {
        summary: 'Asks the provider for authorised money; the same key again asks nothing more',
        params: paymentParamsSchema,
        body: captureRequestSchema,
        response: paymentAnswer,
      },
    },
    (request) => {
      const { by, key, amountMinor } = request.body;
      return tell(request, by, 'payment.capture', { type: 'AskCapture', key, amountMinor });
    },
  );

  app.post(
    '/v1/payments/:paymentId/void',
    {
      onRequest: role,
      schema: {
        summary: 'Lets go what is authorised and not captured',
        params: paymentParamsSchema,
        body: voidRequestSchema,
        response: paymentAnswer,
      },
    },
    (request) => tell(request, request.body.by, 'payment.void', { type: 'AskVoid', key: office.newId() }),
  );

  app.post(
    '/v1/payments/:paymentId/received',
    {
      onRequest: role,
      schema: {
        summary: 'Money that has come: cash a carrier paid out, a transfer seen elsewhere',
        params: paymentParamsSchema,
        body: receivedRequestSchema,
        response: paymentAnswer,
      },
    },
    (request) => {
      const { by, key, amountMinor } = request.body;
      return tell(request, by, 'payment.received', { type: 'RecordReceived', key, amountMinor });
    },
  );

  const refundAnswer = { 200: refundSchema, ...refusals };
  const refundOf = (answer: RefundAnswer) => {
    if (answer.ok) return answer.refund;
    if (answer.refusal.code === 'order-not-placed') throw refuse('order-unknown');
    throw refusedBy(answer.refusal, answer.refusal.code === 'refund-unknown' ? 404 : 409);
  };

  app.post(
    '/v1/orders/:orderId/refunds',
    {
      onRequest: role,
      schema: {
        summary: 'Asks for money to go back; the same refund id again asks for nothing more',
        params: orderParamsSchema,
        body: refundRequestSchema,
        response: refundAnswer,
      },
    },
    async (request) => {
      const { by, ...wanted } = request.body;
      const { orderId } = request.params;
      return refundOf(
        await act(request, by, 'refund.request', (tx, cause, requestedBy) =>
          requestRefund(
            tx,
            { ...wanted, orderId, requestedBy },
            { at: cause.at, newId: office.newId },
            cause,
          ),
        ),
      );
    },
  );

  app.post(
    '/v1/refunds/:refundId/answer',
    {
      onRequest: role,
      schema: {
        summary: 'Approves a refund, which is then sent by itself, or declines it',
        params: refundParamsSchema,
        body: refundAnswerRequestSchema,
        response: refundAnswer,
      },
    },
    async (request) => {
      const { by, answer, reason } = request.body;
      const { refundId } = request.params;
      return refundOf(
        await act(request, by, 'refund.answer', (tx, cause, personId) =>
          answer === 'approve'
            ? approveRefund(tx, refundId, personId, { at: cause.at, newId: office.newId }, cause)
            : declineRefund(tx, refundId, personId, reason, cause),
        ),
      );
    },
  );

  app.get(
    '/v1/payment-providers',
    {
      onRequest: role,
      schema: {
        summary: 'Who takes payments; which secrets are set, never what they are',
        response: { 200: providersResponseSchema },
      },
    },
    () => providerSettings(office.pool),
  );

  app.post(
    '/v1/payment-providers/:providerId',
    {
      onRequest: role,
      schema: {
        summary: 'Sets who takes payments; secrets that are left out stay',
        params: providerParamsSchema,
        body: saveProviderRequestSchema,
        response: { 200: providersResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, ...wanted } = request.body;
      const saved = await act(request, by, 'settings.money', async (tx) => {
        try {
          return await saveProvider(tx.client, request.params.providerId, wanted);
        } catch (cause) {
          if (!(cause instanceof ZodError)) throw cause;
          const [issue] = cause.issues;
          throw refuse('request-invalid', {
            field: `body.${issue?.path.join('.') ?? ''}`,
            reason: issue?.message ?? '',
            remedy: 'Set it and save again.',
          });
        }
      });
      if (!saved) throw refuse('provider-unknown', { providerId: wanted.method });
      return providerSettings(office.pool);
    },
  );

  app.post(
    '/v1/bank-lines',
    {
      onRequest: role,
      schema: {
        summary: 'Enters lines of a bank statement and matches them; the same statement again adds nothing',
        body: addBankLinesRequestSchema,
        response: { 200: bankLinesAddedSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, providerId, lines } = request.body;
      if (!(await loadProvider(office.pool, providerId))) throw refuse('provider-unknown', { providerId });
      return act(request, by, 'payment.received', (tx, cause) =>
        addBankLines(tx, providerId, lines, office.newId, cause),
      );
    },
  );

  app.post(
    '/v1/bank-lines/:lineId/match',
    {
      onRequest: role,
      schema: {
        summary: 'Says which payment a line of a statement is for',
        params: bankLineParamsSchema,
        body: matchBankLineRequestSchema,
        response: { 200: bankLineSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, paymentId } = request.body;
      const matched = await act(request, by, 'payment.received', (tx, cause) =>
        matchBankLine(tx, request.params.lineId, paymentId, office.newId, cause),
      );
      if (!matched) throw refuse('bank-line-unknown');
      if (!matched.ok) throw refusedBy(matched.refusal);
      return matched.line;
    },
  );

  // A scope of its own: a signature is over the bytes as they came.
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/v1/payment-providers/:providerId/webhook',
      {
        schema: {
          summary: 'A provider says that something happened; believed only when its signature fits',
          consumes: ['application/json'],
          params: providerParamsSchema,
          response: { 204: nothing, ...refusals },
        },
      },
      async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const heard = await hearProvider(office, request.params.providerId, body, request.headers);
        if (heard === 'unknown') throw refuse('provider-unknown', { providerId: request.params.providerId });
        if (heard === 'not-signed') throw refuse('signature-wrong');
        office.payments.nudge();
        return reply.status(204).send(null);
      },
    );
  });
}

// Bills of suppliers: entered, matched with order and receipt, answered, paid.
import {
  answerBillRequestSchema,
  billParamsSchema,
  billsQuerySchema,
  billsResponseSchema,
  enterBillRequestSchema,
  payBillRequestSchema,
} from '../../shared/contract/bills';
import { errorSchema } from '../../shared/contract/http';
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import { supplierBillSchema } from '../../shared/domain/supplier-bill/supplier-bill';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { type BillAnswer, enterBill, listBills, tellBill } from '../services/books/bills';
import type { Cause } from '../services/changes/change-set';
import type { Answering } from '../services/people/answering-person';
import { only, stationOf } from './access';
import { mustAnswer } from './must-answer';
import { refuse, refusedBy } from './refused';

export function supplierBillRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const causeOf = async (
    request: Parameters<typeof stationOf>[0],
    by: Answering,
    act: OfficeAct,
  ): Promise<{ cause: Cause; name: string }> => {
    const { personId, name } = await mustAnswer(office, by, act);
    const { stationId } = stationOf(request);
    return { name, cause: { at: office.now().toISOString(), actor: personId, stationId, opId: null } };
  };
  const answered = (answer: BillAnswer) => {
    if (answer.ok) {
      office.books.nudge();
      return answer.bill;
    }
    if (answer.refusal) throw refusedBy(answer.refusal, answer.refusal.code === 'bill-unknown' ? 404 : 409);
    throw refuse(answer.why);
  };

  app.get(
    '/v1/supplier-bills',
    {
      onRequest: role,
      schema: {
        summary: 'Bills of suppliers, the newest first',
        querystring: billsQuerySchema,
        response: { 200: billsResponseSchema, ...refusals },
      },
    },
    ({ query }) => listBills(office.pool, query),
  );

  app.post(
    '/v1/supplier-bills/:billId',
    {
      onRequest: role,
      schema: {
        summary:
          'Enters a bill under an id of the caller; one that fits order and receipt is approved by itself',
        params: billParamsSchema,
        body: enterBillRequestSchema,
        response: { 200: supplierBillSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, ...content } = request.body;
      const { cause } = await causeOf(request, by, 'bill.enter');
      return answered(await enterBill(office, request.params.billId, content, cause));
    },
  );

  app.post(
    '/v1/supplier-bills/:billId/answer',
    {
      onRequest: role,
      schema: {
        summary: 'Approves a bill that does not fit all the same, or refuses it, with why',
        params: billParamsSchema,
        body: answerBillRequestSchema,
        response: { 200: supplierBillSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, answer, note } = request.body;
      const { cause, name } = await causeOf(request, by, 'bill.answer');
      const command =
        answer === 'approve'
          ? ({ type: 'ApproveBill', by: name, note } as const)
          : ({ type: 'RefuseBill', by: name, note: note ?? '' } as const);
      return answered(await tellBill(office, request.params.billId, command, cause));
    },
  );

  app.post(
    '/v1/supplier-bills/:billId/payments',
    {
      onRequest: role,
      schema: {
        summary: 'Tells that a bill was paid, or some of it',
        params: billParamsSchema,
        body: payBillRequestSchema,
        response: { 200: supplierBillSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, key, amountMinor, day } = request.body;
      const { cause } = await causeOf(request, by, 'bill.answer');
      return answered(
        await tellBill(office, request.params.billId, { type: 'PayBill', key, amountMinor, day }, cause),
      );
    },
  );
}

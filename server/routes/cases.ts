// Cases of customer service, and what customers said of their orders, for the office.
import { z } from 'zod';
import {
  caseActSchema,
  type CaseRow,
  caseRowSchema,
  casesQuerySchema,
  casesResponseSchema,
  feedbackQuerySchema,
  feedbackResponseSchema,
  newCaseRequestSchema,
} from '../../shared/contract/cases';
import { errorSchema } from '../../shared/contract/http';
import { companyStream } from '../../shared/domain/ids';
import type { Order } from '../../shared/domain/order/order';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { actOnCase, type CaseAnswer, listCases, openCase, readCase } from '../services/cases/act-on-case';
import { listFeedback } from '../services/feedback/list-feedback';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

const caseParams = z.strictObject({ caseId: z.uuid() });

export function caseRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const caseAnswer = { 200: caseRowSchema, '4xx': errorSchema };

  app.get(
    '/v1/cases',
    {
      onRequest: role,
      schema: {
        summary: 'Cases, newest first',
        querystring: casesQuerySchema,
        response: { 200: casesResponseSchema },
      },
    },
    (request) => listCases(office.pool, request.query),
  );

  app.get(
    '/v1/cases/:caseId',
    {
      onRequest: role,
      schema: { summary: 'One case with its notes', params: caseParams, response: caseAnswer },
    },
    async (request) => {
      const row = await readCase(office.pool, request.params.caseId);
      if (!row) throw refuse('case-unknown');
      return row;
    },
  );

  app.post(
    '/v1/cases',
    {
      onRequest: role,
      schema: {
        summary: 'Opens a case for an order; an order has one, which goes on',
        body: newCaseRequestSchema,
        response: caseAnswer,
      },
    },
    async (request) => {
      const { rows } = await office.pool.query<{ doc: Order }>(
        'SELECT doc FROM sales_order WHERE stream_id = $1 AND number = $2 AND NOT deleted LIMIT 1',
        [companyStream, request.body.number],
      );
      const order = rows[0]?.doc;
      if (!order) throw refuse('order-unknown');
      return caseOf(await openCase(office, order, request.body.text, stationOf(request)));
    },
  );

  app.post(
    '/v1/cases/:caseId',
    {
      onRequest: role,
      schema: {
        summary: 'Takes a case, notes something, asks the customer, solves or reopens it',
        params: caseParams,
        body: caseActSchema,
        response: caseAnswer,
      },
    },
    async (request) =>
      caseOf(await actOnCase(office, request.params.caseId, request.body, stationOf(request))),
  );

  app.get(
    '/v1/feedback',
    {
      onRequest: role,
      schema: {
        summary: 'Who was asked for a rating, and what they said, newest first',
        querystring: feedbackQuerySchema,
        response: { 200: feedbackResponseSchema },
      },
    },
    (request) => listFeedback(office.pool, request.query),
  );
}

function caseOf(answer: CaseAnswer): CaseRow {
  if (!answer.ok) throw refusedBy(answer.refusal);
  return answer.row;
}

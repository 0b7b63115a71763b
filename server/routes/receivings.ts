// Goods that came without an order to a supplier: counted by stations, closed, and found to be of an order later.
import { errorSchema } from '../../shared/contract/http';
import { noBodySchema } from '../../shared/contract/purchasing';
import {
  matchRequestSchema,
  receivingPageSchema,
  receivingParamsSchema,
  receivingsQuerySchema,
  receivingsResponseSchema,
} from '../../shared/contract/receivings';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import {
  closeReceiving,
  matchReceiving,
  type ReceivingAnswer,
  reopenReceiving,
  unmatchReceiving,
} from '../services/purchasing/match-receiving';
import { listReceivings, readReceiving } from '../services/purchasing/read-receivings';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function receivingRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const response = { 200: receivingPageSchema, '4xx': errorSchema };
  const page = async (receivingId: string) => {
    const found = await readReceiving(office.pool, receivingId);
    if (!found) throw refuse('receiving-unknown');
    return found;
  };
  const answered = async (receivingId: string, answer: ReceivingAnswer) => {
    if (answer.ok) return page(receivingId);
    if ('why' in answer) throw refuse('receiving-unknown');
    throw answer.refusal.code === 'purchase-unknown' ? refuse('purchase-unknown') : refusedBy(answer.refusal);
  };

  app.get(
    '/v1/receivings',
    {
      onRequest: role,
      schema: {
        summary: 'Goods that came without an order to a supplier, the newest first',
        querystring: receivingsQuerySchema,
        response: { 200: receivingsResponseSchema, '4xx': errorSchema },
      },
    },
    ({ query }) => listReceivings(office.pool, query),
  );

  app.get(
    '/v1/receivings/:receivingId',
    {
      onRequest: role,
      schema: {
        summary: 'What came without an order, with its totals and the orders that it may be of',
        params: receivingParamsSchema,
        response,
      },
    },
    ({ params }) => page(params.receivingId),
  );

  const acts = {
    close: { summary: 'Says that all of it is counted', act: closeReceiving },
    reopen: { summary: 'Takes closing back', act: reopenReceiving },
  } as const;
  for (const [name, { summary, act }] of Object.entries(acts))
    app.post(
      `/v1/receivings/:receivingId/${name}`,
      { onRequest: role, schema: { summary, params: receivingParamsSchema, body: noBodySchema, response } },
      async ({ params: { receivingId } }) => answered(receivingId, await act(office, receivingId)),
    );

  app.post(
    '/v1/receivings/:receivingId/match',
    {
      onRequest: role,
      schema: {
        summary:
          'Says which order the goods were of: they count for it as though it had been named when they came',
        params: receivingParamsSchema,
        body: matchRequestSchema,
        response,
      },
    },
    async (request) => {
      const { receivingId } = request.params;
      const by = stationOf(request).stationId;
      return answered(receivingId, await matchReceiving(office, receivingId, request.body.purchaseId, by));
    },
  );

  app.post(
    '/v1/receivings/:receivingId/unmatch',
    {
      onRequest: role,
      schema: {
        summary: 'Takes that back: the goods count for no order again',
        params: receivingParamsSchema,
        body: noBodySchema,
        response,
      },
    },
    async (request) => {
      const { receivingId } = request.params;
      const by = stationOf(request).stationId;
      return answered(receivingId, await unmatchReceiving(office, receivingId, by));
    },
  );
}

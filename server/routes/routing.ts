// Routing: why an order ships from where it does, saying otherwise, and the policy.
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  orderRouteSchema,
  policyRequestSchema,
  policyResponseSchema,
  routePageSchema,
  routeRequestSchema,
} from '../../shared/contract/routing';
import { companyStream, orderIdSchema } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { overrideRoute } from '../services/routing/override-route';
import { loadPolicy, savePolicy } from '../services/routing/policy';
import { routePage } from '../services/routing/route-page';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

const orderParams = z.strictObject({ orderId: orderIdSchema });

export function routingRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');

  app.get(
    '/v1/orders/:orderId/route',
    {
      onRequest: role,
      schema: {
        summary: 'Where an order ships from, what else was weighed, and why',
        params: orderParams,
        response: { 200: routePageSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const page = await routePage(office.pool, request.params.orderId);
      if (!page) throw refuse('order-unknown');
      return page;
    },
  );

  app.post(
    '/v1/orders/:orderId/route',
    {
      onRequest: role,
      schema: {
        summary: 'Says from which warehouses the open lines of an order ship, or takes that back',
        params: orderParams,
        body: routeRequestSchema,
        response: { 200: orderRouteSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const answer = await overrideRoute(office, request.params.orderId, request.body.override);
      if (answer.ok) return answer.route;
      if (answer.refusal === 'warehouse-unknown') {
        throw refuse('warehouse-unknown', {
          warehouseId: answer.warehouseId,
          known: answer.known.join(', '),
        });
      }
      throw refuse(answer.refusal);
    },
  );

  app.get(
    '/v1/routing/policy',
    {
      onRequest: role,
      schema: { summary: 'Prices and rules of routing', response: { 200: policyResponseSchema } },
    },
    () => loadPolicy(office.pool),
  );

  app.post(
    '/v1/routing/policy',
    {
      onRequest: role,
      schema: {
        summary: 'Sets prices and rules of routing; holds for what is chosen from now on',
        body: policyRequestSchema,
        response: { 200: policyResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { from, policy, by } = request.body;
      const person = by && (await office.people(office.pool, by, 'settings.routing'));
      if (person && !person.ok) throw refusedBy(person.refusal, 403);
      const saved = await office.writer.submit([companyStream], (tx) =>
        savePolicy(tx, {
          from,
          policy,
          at: office.now().toISOString(),
          stationId: stationOf(request).stationId,
          person: person?.name ?? null,
        }),
      );
      if (!saved) throw refuse('policy-changed');
      return saved;
    },
  );
}

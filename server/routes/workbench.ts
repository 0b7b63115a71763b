// The routing workbench: plans of the orders that wait together, what-if, words for many orders at once, and the versions
// of the rules.
import { errorSchema } from '../../shared/contract/http';
import {
  groupsRequestSchema,
  overridesRequestSchema,
  overridesResponseSchema,
  planParamsSchema,
  planRequestSchema,
  planSchema,
  policiesResponseSchema,
  poolOrdersQuerySchema,
  poolOrdersResponseSchema,
  previewRequestSchema,
  previewResponseSchema,
  releaseRequestSchema,
  releasedSchema,
  workbenchSchema,
} from '../../shared/contract/replan';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { endGathering } from '../services/allocation/gathering';
import { applyPlan, type ApplyAnswer, undoPlan } from '../services/replan/apply-plan';
import { listRows, readPlan } from '../services/replan/plan-store';
import { readWorkbench } from '../services/replan/read-workbench';
import { overrideRoute } from '../services/routing/override-route';
import { policyVersions } from '../services/routing/policy';
import { previewPolicy } from '../services/routing/preview-policy';
import { wordsOf } from '../services/imports/words';
import { only } from './access';
import { refuse } from './refused';

export function workbenchRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const planAnswer = { 200: planSchema, ...refusals };
  const planNow = async (planId: string) => {
    const plan = await readPlan(office.pool, planId);
    if (!plan) throw refuse('plan-unknown');
    return plan;
  };
  const changed = (answer: ApplyAnswer) => {
    if (!answer.ok) throw refuse(answer.refusal);
    office.allocation.nudge();
    return answer.plan;
  };

  app.get(
    '/v1/routing/workbench',
    {
      onRequest: role,
      schema: {
        summary: 'The newest plan of the orders that wait, the one under way, and where the warehouses are',
        response: { 200: workbenchSchema },
      },
    },
    () => readWorkbench(office.pool, office.now()),
  );

  app.post(
    '/v1/routing/plans',
    {
      onRequest: role,
      schema: {
        summary: 'Begins to plan the orders that wait together; with a what-if only to look at',
        body: planRequestSchema,
        response: planAnswer,
      },
    },
    async (request) => planNow(await office.replan.begin('person', request.body.whatIf ?? null)),
  );

  app.get(
    '/v1/routing/plans/:planId',
    {
      onRequest: role,
      schema: {
        summary: 'A plan: how far it is, or what it found',
        params: planParamsSchema,
        response: planAnswer,
      },
    },
    (request) => planNow(request.params.planId),
  );

  app.post(
    '/v1/routing/plans/:planId/cancel',
    {
      onRequest: role,
      schema: { summary: 'Stops a plan that is under way', params: planParamsSchema, response: planAnswer },
    },
    async (request) => {
      await planNow(request.params.planId);
      await office.replan.cancel(request.params.planId);
      return planNow(request.params.planId);
    },
  );

  app.get(
    '/v1/routing/plans/:planId/orders',
    {
      onRequest: role,
      schema: {
        summary: 'The orders of a plan in their turn: what is, what is proposed, what the nearest would cost',
        params: planParamsSchema,
        querystring: poolOrdersQuerySchema,
        response: { 200: poolOrdersResponseSchema, ...refusals },
      },
    },
    async (request) => {
      await planNow(request.params.planId);
      return listRows(office.pool, request.params.planId, request.query);
    },
  );

  app.post(
    '/v1/routing/plans/:planId/apply',
    {
      onRequest: role,
      schema: {
        summary: 'Applies groups of a plan; what rests on something that has changed is told to be stale',
        params: planParamsSchema,
        body: groupsRequestSchema,
        response: planAnswer,
      },
    },
    async (request) => changed(await applyPlan(office, request.params.planId, request.body.groups)),
  );

  app.post(
    '/v1/routing/plans/:planId/undo',
    {
      onRequest: role,
      schema: {
        summary:
          'Takes applied groups back, while no parcel counts on them, and keeps their orders where they were',
        params: planParamsSchema,
        body: groupsRequestSchema,
        response: planAnswer,
      },
    },
    async (request) =>
      changed(
        await undoPlan(
          office,
          request.params.planId,
          request.body.groups,
          wordsOf('office.workbench.undone-word', {}),
        ),
      ),
  );

  app.post(
    '/v1/routing/overrides',
    {
      onRequest: role,
      schema: {
        summary: 'Says for many orders from which warehouses they ship, or takes that back',
        body: overridesRequestSchema,
        response: { 200: overridesResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const { orders, reason } = request.body;
      const refused: { orderId: (typeof orders)[number]['orderId']; code: string }[] = [];
      for (const { orderId, warehouseIds } of orders) {
        const answer = await overrideRoute(office, orderId, warehouseIds && { warehouseIds, reason });
        if (!answer.ok) refused.push({ orderId, code: answer.refusal });
      }
      return { done: orders.length - refused.length, refused };
    },
  );

  app.post(
    '/v1/routing/release',
    {
      onRequest: role,
      schema: {
        summary: 'Lets complete orders that gather go to the benches now',
        body: releaseRequestSchema,
        response: { 200: releasedSchema, ...refusals },
      },
    },
    async (request) => {
      const released = await endGathering(
        office.pool,
        office.now().toISOString(),
        request.body.orderIds ?? null,
      );
      await office.replan.wakeGathered();
      return { released };
    },
  );

  app.post(
    '/v1/routing/preview',
    {
      onRequest: role,
      schema: {
        summary: 'What other rules would choose for the orders that wait now',
        body: previewRequestSchema,
        response: { 200: previewResponseSchema, ...refusals },
      },
    },
    (request) => previewPolicy(office.pool, office.now().toISOString(), request.body.policy),
  );

  app.get(
    '/v1/routing/policies',
    {
      onRequest: role,
      schema: {
        summary: 'Versions of the prices and rules of routing, newest first',
        response: { 200: policiesResponseSchema },
      },
    },
    async () => ({ rows: await policyVersions(office.pool) }),
  );
}

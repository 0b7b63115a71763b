// What the workbench and the rules of routing ask of head office.
import type { z } from 'zod';
import {
  overridesResponseSchema,
  type overridesRequestSchema,
  type planRequestSchema,
  planSchema,
  policiesResponseSchema,
  poolOrdersResponseSchema,
  previewResponseSchema,
  releasedSchema,
  workbenchSchema,
} from '../../../../shared/contract/replan';
import { policyResponseSchema } from '../../../../shared/contract/routing';
import type { RoutingPolicy } from '../../../../shared/domain/routing/policy';
import type { Query } from '../office-api';
import type { Get, Post } from '../mail/mail-api';
import type { Answering } from '../payments/money-api';

const of = encodeURIComponent;

export function workbenchApi(get: Get, post: Post) {
  return {
    workbench: () => get(workbenchSchema, '/v1/routing/workbench'),
    beginPlan: (wish: z.input<typeof planRequestSchema>) => post(planSchema, '/v1/routing/plans', wish),
    plan: (planId: string) => get(planSchema, `/v1/routing/plans/${of(planId)}`),
    cancelPlan: (planId: string) => post(planSchema, `/v1/routing/plans/${of(planId)}/cancel`, {}),
    planOrders: (planId: string, query: Query) =>
      get(poolOrdersResponseSchema, `/v1/routing/plans/${of(planId)}/orders`, query),
    /** Left out, all that can be. */
    applyPlan: (planId: string, groups?: readonly number[]) =>
      post(planSchema, `/v1/routing/plans/${of(planId)}/apply`, groups ? { groups } : {}),
    undoPlan: (planId: string, groups?: readonly number[]) =>
      post(planSchema, `/v1/routing/plans/${of(planId)}/undo`, groups ? { groups } : {}),
    overrideOrders: (wish: z.input<typeof overridesRequestSchema>) =>
      post(overridesResponseSchema, '/v1/routing/overrides', wish),
    releaseGathered: () => post(releasedSchema, '/v1/routing/release', {}),
    routingPolicy: () => get(policyResponseSchema, '/v1/routing/policy'),
    routingPolicies: () => get(policiesResponseSchema, '/v1/routing/policies'),
    saveRoutingPolicy: (from: number, policy: RoutingPolicy, by: Answering) =>
      post(policyResponseSchema, '/v1/routing/policy', { from, policy, by }),
    previewRoutingPolicy: (policy: RoutingPolicy) =>
      post(previewResponseSchema, '/v1/routing/preview', { policy }),
  };
}

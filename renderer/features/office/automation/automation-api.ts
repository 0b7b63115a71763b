// What the page Automation asks of head office.
import type { z } from 'zod';
import {
  flowPreviewSchema,
  flowResponseSchema,
  ruleRunsResponseSchema,
  type saveFlowRequestSchema,
} from '../../../../shared/contract/flow';
import type { OrderFlow } from '../../../../shared/domain/flow/order-flow';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';
import type { Answering } from '../payments/money-api';

export function automationApi(get: Get, post: Post) {
  return {
    orderFlow: () => get(flowResponseSchema, '/v1/order-flow'),
    saveOrderFlow: (flow: z.input<typeof saveFlowRequestSchema>) =>
      post(flowResponseSchema, '/v1/order-flow', flow),
    undoOrderFlow: (from: number, version: number, by: Answering) =>
      post(flowResponseSchema, '/v1/order-flow/undo', { from, version, by }),
    previewOrderFlow: (flow: OrderFlow) => post(flowPreviewSchema, '/v1/order-flow/preview', { flow }),
    ruleRuns: (query: Query) => get(ruleRunsResponseSchema, '/v1/rule-runs', query),
  };
}

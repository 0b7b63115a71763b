// The flow of orders for the office: as it is, another one, an earlier one, and what one would have made of the last orders.
import {
  flowPreviewSchema,
  flowResponseSchema,
  previewFlowRequestSchema,
  ruleRunsQuerySchema,
  ruleRunsResponseSchema,
  saveFlowRequestSchema,
  undoFlowRequestSchema,
} from '../../shared/contract/flow';
import { errorSchema } from '../../shared/contract/http';
import { type OrderFlow, orderFlowSchema } from '../../shared/domain/flow/order-flow';
import { companyStream } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listRuleRuns } from '../services/automation/rule-runs';
import { fittedTo, flowOfVersion, listFlowVersions, readFlow, saveFlow } from '../services/flow/order-flow';
import { previewFlow } from '../services/flow/preview-flow';
import { listChannels } from '../services/imports/channels';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

export function flowRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const answer = { 200: flowResponseSchema, '4xx': errorSchema };

  const current = async () => ({
    ...(await readFlow(office.pool)),
    versions: await listFlowVersions(office.pool),
    channels: (await listChannels(office.pool)).map(({ channelId, name }) => ({ channelId, name })),
  });
  const save = async (made: {
    from: number;
    flow: OrderFlow;
    note: string;
    undoes: number | null;
    by: { personId: string; name: string };
  }) => {
    const version = await office.writer.submit([companyStream], (tx) =>
      saveFlow(tx, { ...made, at: office.now().toISOString() }),
    );
    if (version === null) throw refuse('flow-changed');
    office.allocation.nudge();
    office.payments.nudge();
    return current();
  };

  app.get(
    '/v1/order-flow',
    {
      onRequest: role,
      schema: {
        summary: 'How orders go: steps, holds, mails and rules, with every version there was',
        response: answer,
      },
    },
    current,
  );

  app.post(
    '/v1/order-flow',
    {
      onRequest: role,
      schema: {
        summary: 'Lets orders go otherwise from now on; refused when somebody changed it meanwhile',
        body: saveFlowRequestSchema,
        response: answer,
      },
    },
    async (request) => {
      const { from, flow, note } = request.body;
      const by = await mustAnswer(office, request.body.by, 'settings.flow');
      return save({ from, flow: orderFlowSchema.parse(flow), note, undoes: null, by });
    },
  );

  app.post(
    '/v1/order-flow/undo',
    {
      onRequest: role,
      schema: {
        summary: 'Brings an earlier version back, as a new one',
        body: undoFlowRequestSchema,
        response: answer,
      },
    },
    async (request) => {
      const { from, version } = request.body;
      const by = await mustAnswer(office, request.body.by, 'settings.flow');
      const old = await flowOfVersion(office.pool, version);
      if (!old) throw refuse('flow-version-unknown', { version });
      const { flow } = await readFlow(office.pool);
      return save({ from, flow: fittedTo(flow, old), note: '', undoes: version, by });
    },
  );

  app.post(
    '/v1/order-flow/preview',
    {
      onRequest: role,
      schema: {
        summary: 'What another flow would have made of the orders that came last; nothing is changed',
        body: previewFlowRequestSchema,
        response: { 200: flowPreviewSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { flow } = await readFlow(office.pool);
      const proposed = orderFlowSchema.parse(request.body.flow);
      return previewFlow(office.pool, flow, proposed, request.body.orders);
    },
  );

  app.get(
    '/v1/rule-runs',
    {
      onRequest: role,
      schema: {
        summary: 'What rules did, newest first',
        querystring: ruleRunsQuerySchema,
        response: { 200: ruleRunsResponseSchema, '4xx': errorSchema },
      },
    },
    (request) => listRuleRuns(office.pool, request.query),
  );
}

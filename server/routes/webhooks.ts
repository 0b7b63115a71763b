// Webhooks for the office: who is told what, what became of it, sending again. Secrets go out once, when they are made.
import { errorSchema } from '../../shared/contract/http';
import {
  answeredRequestSchema,
  deliveryParamsSchema,
  newWebhookRequestSchema,
  resendRequestSchema,
  resentSchema,
  webhookDeliveriesQuerySchema,
  webhookDeliveriesResponseSchema,
  webhookDeliverySchema,
  webhookMadeSchema,
  webhookParamsSchema,
  webhookRequestSchema,
  webhooksResponseSchema,
} from '../../shared/contract/webhooks';
import { namedEvents } from '../../shared/domain/webhook/webhook-events';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import {
  listWebhookDeliveries,
  pingWebhook,
  readWebhookDelivery,
  resendDeliveries,
} from '../services/webhooks/deliveries';
import { AddressRefused, readTarget } from '../services/webhooks/guarded-post';
import {
  addWebhook,
  listWebhooks,
  readWebhook,
  removeWebhook,
  rotateSecret,
  saveWebhook,
} from '../services/webhooks/webhooks';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

export function webhookRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const desk = office.webhooks;
  const answers = { '4xx': errorSchema };
  const clock = () => ({ at: office.now().toISOString(), newId: office.newId });

  const checkUrl = (url: string): void => {
    try {
      readTarget(url, desk.post);
    } catch (cause) {
      if (!(cause instanceof AddressRefused)) throw cause;
      throw refuse('webhook-address-wrong', { why: cause.message });
    }
  };
  const rows = async () => ({
    rows: await listWebhooks(office.pool, office.now()),
    events: [...namedEvents],
  });
  const rowOf = async (webhookId: string) => {
    const [row] = await listWebhooks(office.pool, office.now(), webhookId);
    if (!row) throw refuse('webhook-unknown');
    return row;
  };
  const mustBeThere = async (webhookId: string): Promise<void> => {
    if (!(await readWebhook(office.pool, webhookId))) throw refuse('webhook-unknown');
  };

  app.get(
    '/v1/webhooks',
    {
      onRequest: role,
      schema: { summary: 'Who is told what happens', response: { 200: webhooksResponseSchema } },
    },
    rows,
  );

  app.post(
    '/v1/webhooks',
    {
      onRequest: role,
      schema: {
        summary: 'Tells another system from now on; its secret is told here and never again',
        body: newWebhookRequestSchema,
        response: { 201: webhookMadeSchema, ...answers },
      },
    },
    async (request, reply) => {
      const { by, ...content } = request.body;
      checkUrl(content.url);
      await mustAnswer(office, by, 'settings.flow');
      const webhookId = office.newId();
      const secret = await addWebhook(office.pool, webhookId, content, clock().at);
      return reply.status(201).send({ webhook: await rowOf(webhookId), secret });
    },
  );

  app.post(
    '/v1/webhooks/:webhookId',
    {
      onRequest: role,
      schema: {
        summary: 'Changes who is told what, or switches it off and on; on again it begins anew',
        params: webhookParamsSchema,
        body: webhookRequestSchema,
        response: { 200: webhooksResponseSchema, ...answers },
      },
    },
    async (request) => {
      checkUrl(request.body.url);
      await mustAnswer(office, request.body.by, 'settings.flow');
      if (!(await saveWebhook(office.pool, request.params.webhookId, request.body)))
        throw refuse('webhook-unknown');
      return rows();
    },
  );

  app.post(
    '/v1/webhooks/:webhookId/rotate',
    {
      onRequest: role,
      schema: {
        summary: 'Makes a new secret, told here and never again; the one before signs beside it for a day',
        params: webhookParamsSchema,
        body: answeredRequestSchema,
        response: { 200: webhookMadeSchema, ...answers },
      },
    },
    async (request) => {
      const { webhookId } = request.params;
      await mustAnswer(office, request.body.by, 'settings.flow');
      const secret = await rotateSecret(office.pool, webhookId, office.now());
      if (secret === null) throw refuse('webhook-unknown');
      return { webhook: await rowOf(webhookId), secret };
    },
  );

  app.post(
    '/v1/webhooks/:webhookId/remove',
    {
      onRequest: role,
      schema: {
        summary: 'Forgets a webhook and what it was told',
        params: webhookParamsSchema,
        body: answeredRequestSchema,
        response: { 200: webhooksResponseSchema, ...answers },
      },
    },
    async (request) => {
      await mustAnswer(office, request.body.by, 'settings.flow');
      if (!(await removeWebhook(office.pool, request.params.webhookId))) throw refuse('webhook-unknown');
      return rows();
    },
  );

  app.post(
    '/v1/webhooks/:webhookId/ping',
    {
      onRequest: role,
      schema: {
        summary: 'Sends a delivery that says nothing, to see whether it is taken',
        params: webhookParamsSchema,
        response: { 202: resentSchema, ...answers },
      },
    },
    async (request, reply) => {
      const { webhookId } = request.params;
      await mustBeThere(webhookId);
      await pingWebhook(office.pool, webhookId, clock());
      desk.telling.nudge();
      return reply.status(202).send({ changed: 1 });
    },
  );

  app.get(
    '/v1/webhooks/:webhookId/deliveries',
    {
      onRequest: role,
      schema: {
        summary: 'What a webhook was told and is to be told, newest first',
        params: webhookParamsSchema,
        querystring: webhookDeliveriesQuerySchema,
        response: { 200: webhookDeliveriesResponseSchema, ...answers },
      },
    },
    (request) => listWebhookDeliveries(office.pool, request.params.webhookId, request.query),
  );

  app.get(
    '/v1/webhooks/:webhookId/deliveries/:deliveryId',
    {
      onRequest: role,
      schema: {
        summary: 'One delivery with its body and every try',
        params: deliveryParamsSchema,
        response: { 200: webhookDeliverySchema, ...answers },
      },
    },
    async (request) => {
      const { webhookId, deliveryId } = request.params;
      const found = await readWebhookDelivery(office.pool, webhookId, deliveryId);
      if (!found) throw refuse('webhook-unknown');
      return found;
    },
  );

  app.post(
    '/v1/webhooks/:webhookId/resend',
    {
      onRequest: role,
      schema: {
        summary: 'Sends deliveries again, under the ids they had',
        params: webhookParamsSchema,
        body: resendRequestSchema,
        response: { 200: resentSchema, ...answers },
      },
    },
    async (request) => {
      const { webhookId } = request.params;
      await mustBeThere(webhookId);
      const changed = await resendDeliveries(office.pool, webhookId, request.body.deliveryIds, clock());
      desk.telling.nudge();
      return { changed };
    },
  );
}

// Sales channels for the office: how they are, how they are set up, what they sent, what they were told.
import {
  changedResponseSchema,
  channelHealthResponseSchema,
  channelParamsSchema,
  channelSettingsRequestSchema,
  channelSettingsResponseSchema,
  deliveriesQuerySchema,
  deliveriesRequestSchema,
  deliveriesResponseSchema,
  newChannelRequestSchema,
  pushesResponseSchema,
} from '../../shared/contract/channels';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { channelHealth, listPushes, retryPushes } from '../services/channels/channel-health';
import {
  addChannel,
  channelSettings,
  saveChannelSettings,
  type SettingsRefusal,
} from '../services/channels/channel-settings';
import { dropDeliveries, listDeliveries, retryDeliveries } from '../services/channels/list-deliveries';
import { pullOrders } from '../services/channels/pull-orders';
import { only } from './access';
import { refuse } from './refused';

const whyWords: Readonly<Record<SettingsRefusal['why'], { reason: string; remedy: string }>> = {
  address: { reason: 'not an https address', remedy: 'Enter the address of the shop, beginning with https.' },
  warehouse: { reason: 'there is no such warehouse', remedy: 'Choose one that is there.' },
  unknown: { reason: 'this kind of channel has no such field', remedy: 'Leave it out.' },
};

export function channelRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const desk = office.channels;
  const answers = { '4xx': errorSchema };

  const settingsOf = async (channelId: string) => {
    const settings = await channelSettings(office.pool, desk.connectors, channelId);
    if (!settings) throw refuse('channel-not-there', { channelId });
    return settings;
  };
  const at = (): string => office.now().toISOString();

  app.get(
    '/v1/channels/health',
    {
      onRequest: role,
      schema: { summary: 'How each channel is', response: { 200: channelHealthResponseSchema } },
    },
    async () => ({ rows: await channelHealth(desk) }),
  );

  app.post(
    '/v1/channels',
    {
      onRequest: role,
      schema: {
        summary: 'Adds a channel, to be set up',
        body: newChannelRequestSchema,
        response: { 201: channelSettingsResponseSchema, ...answers },
      },
    },
    async (request, reply) => {
      const { channelId, kind } = request.body;
      if (!desk.connectors.has(kind)) throw invalid('body.kind', whyWords.unknown);
      if (!(await addChannel(office.pool, request.body))) throw refuse('channel-taken', { channelId });
      return reply.status(201).send(await settingsOf(channelId));
    },
  );

  app.get(
    '/v1/channels/:channelId/settings',
    {
      onRequest: role,
      schema: {
        summary: 'How a channel is set up; secrets are told as entered or not',
        params: channelParamsSchema,
        response: { 200: channelSettingsResponseSchema, ...answers },
      },
    },
    (request) => settingsOf(request.params.channelId),
  );

  app.post(
    '/v1/channels/:channelId/settings',
    {
      onRequest: role,
      schema: {
        summary: 'Sets a channel up',
        params: channelParamsSchema,
        body: channelSettingsRequestSchema,
        response: { 200: channelSettingsResponseSchema, ...answers },
      },
    },
    async (request) => {
      const { channelId } = request.params;
      await settingsOf(channelId);
      const refusal = await saveChannelSettings(office, desk.connectors, channelId, request.body);
      if (refusal) throw invalid(`body.${refusal.field}`, whyWords[refusal.why]);
      office.allocation.nudge();
      for (const job of [desk.asking, ...desk.telling]) job.nudge();
      return settingsOf(channelId);
    },
  );

  app.get(
    '/v1/channels/:channelId/deliveries',
    {
      onRequest: role,
      schema: {
        summary: 'What a channel sent, newest first, and what became of it',
        params: channelParamsSchema,
        querystring: deliveriesQuerySchema,
        response: { 200: deliveriesResponseSchema, ...answers },
      },
    },
    (request) => listDeliveries(office.pool, request.params.channelId, request.query),
  );

  for (const [what, summary, act] of [
    ['retry', 'Tries deliveries again that were put aside', retryDeliveries],
    ['drop', 'Gives deliveries up that were put aside; they stay in the list', dropDeliveries],
  ] as const)
    app.post(
      `/v1/channels/:channelId/deliveries/${what}`,
      {
        onRequest: role,
        schema: {
          summary,
          params: channelParamsSchema,
          body: deliveriesRequestSchema,
          response: { 200: changedResponseSchema, ...answers },
        },
      },
      async (request) => {
        const changed = await act(office.pool, request.params.channelId, request.body.deliveryIds, at());
        desk.inbox.nudge();
        return { changed };
      },
    );

  app.get(
    '/v1/channels/:channelId/pushes',
    {
      onRequest: role,
      schema: {
        summary: 'What a channel is still to be told, and every try with its answer',
        params: channelParamsSchema,
        response: { 200: pushesResponseSchema, ...answers },
      },
    },
    (request) => listPushes(office.pool, request.params.channelId),
  );

  app.post(
    '/v1/channels/:channelId/pushes/retry',
    {
      onRequest: role,
      schema: {
        summary: 'Tries at once what could not be told',
        params: channelParamsSchema,
        response: { 200: changedResponseSchema, ...answers },
      },
    },
    async (request) => {
      const changed = await retryPushes(office.pool, request.params.channelId, at());
      for (const job of desk.telling) job.nudge();
      return { changed };
    },
  );

  app.post(
    '/v1/channels/:channelId/pull',
    {
      onRequest: role,
      schema: {
        summary: 'Asks a channel at once for orders it did not tell',
        params: channelParamsSchema,
        response: { 200: channelHealthResponseSchema, ...answers },
      },
    },
    async (request) => {
      const { channelId } = await settingsOf(request.params.channelId);
      await pullOrders(desk, channelId);
      desk.inbox.nudge();
      return { rows: (await channelHealth(desk)).filter((row) => row.channelId === channelId) };
    },
  );
}

function invalid(field: string, words: { reason: string; remedy: string }): Error {
  return refuse('request-invalid', { field, ...words });
}

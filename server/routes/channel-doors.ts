// The doors of sales channels: no token, but a signature over what was sent. What is kept is acknowledged at once; what
// becomes of it is the inbox's business. A channel nobody knows is refused like a signature that is wrong.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  channelParamsSchema,
  receivedSchema,
  signedHeadersSchema,
  signedOrderResponseSchema,
  signedOrderSchema,
} from '../../shared/contract/channels';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { ChannelConnector, Delivery, Opened } from '../services/channels/channel-connector';
import { type SalesChannel, salesChannel } from '../services/channels/channel-rows';
import { putDeliveries } from '../services/channels/inbox';
import { receiveOrder } from '../services/channels/receive-order';
import { signedApiConnector } from '../services/channels/signed-api/signed-api-connector';
import { type Rate, tooOften } from './every-route';
import { createRateLimit } from './rate-limit';
import { refusedFor } from './refused-order';
import { refuse } from './refused';

/** Every content a channel may send its own notes in. */
const hookTypes = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/octet-stream',
];
/** An order of 10,000 lines with all its fields. */
const mostHookBytes = 16 * 1_048_576;
const mostOrderBytes = 4 * 1_048_576;
/** Wrong signatures of one address: who has the secret makes none. */
const guessing: Rate = { most: 30, withinMs: 60_000 };

export async function channelDoorRoutes(app: App, office: HeadOffice, delivering: Rate): Promise<void> {
  const guesses = createRateLimit(guessing.most, guessing.withinMs);
  const deliveries = createRateLimit(delivering.most, delivering.withinMs);
  const { desk, inbox } = { desk: office.channels, inbox: office.channels.inbox };

  const slowDown = (request: FastifyRequest, reply: FastifyReply): void => {
    const { channelId } = request.params as { channelId: string };
    if (guesses.stateOf(request.ip).left <= 0)
      throw tooOften('deliveries-too-often', guesses.stateOf(request.ip), reply);
    if (!deliveries.take(channelId))
      throw tooOften('deliveries-too-often', deliveries.stateOf(channelId), reply);
  };

  const openDelivery = async (
    request: FastifyRequest,
    connectorOf: (channel: SalesChannel) => ChannelConnector | undefined,
    body: Buffer,
  ): Promise<{ channel: SalesChannel; opened: Extract<Opened, { ok: true }> }> => {
    const { channelId } = request.params as { channelId: string };
    const channel = await salesChannel(office.pool, channelId);
    const connector = (channel && connectorOf(channel)) ?? signedApiConnector;
    const access = channel?.access ?? { channelId, currency: '', fields: {}, secrets: {} };
    const opened = connector.open(access, { headers: headersOf(request), body }, office.now());
    if (channel && opened.ok) return { channel, opened };
    guesses.take(request.ip);
    throw refuse(!opened.ok && opened.why === 'time' ? 'signature-old' : 'signature-wrong');
  };

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      hookTypes,
      { parseAs: 'buffer', bodyLimit: mostHookBytes },
      (_request, body, done) => done(null, body),
    );
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/v1/channels/:channelId/webhooks',
      {
        bodyLimit: mostHookBytes,
        onRequest: async (request, reply) => slowDown(request, reply),
        schema: {
          summary:
            'Takes what a shop sends, in its own form and signed as it signs; answers as soon as it is kept',
          consumes: hookTypes,
          params: channelParamsSchema,
          response: { 200: receivedSchema, 401: errorSchema, '4xx': errorSchema },
        },
      },
      async (request) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const { channel, opened } = await openDelivery(
          request,
          ({ kind }) => desk.connectors.get(kind),
          body,
        );
        if (opened.kind === 'nothing') return { received: true as const };
        const { channelId } = channel;
        const { deliveryId, topic } = opened;
        await putDeliveries(
          office.pool,
          [{ channelId, deliveryId, topic, body, source: channel.kind === 'signed-api' ? 'api' : 'webhook' }],
          office.now().toISOString(),
        );
        inbox.nudge();
        return { received: true as const };
      },
    );
  });

  await app.register(async (scope) => {
    const bodies = new WeakMap<FastifyRequest, Buffer>();
    const parse = scope.getDefaultJsonParser('error', 'error');
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: mostOrderBytes },
      (request, body, done) => {
        bodies.set(request, body as Buffer);
        void parse(request, body.toString('utf8'), done);
      },
    );
    const opening = new WeakMap<FastifyRequest, Awaited<ReturnType<typeof openDelivery>>>();
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/v1/channels/:channelId/orders',
      {
        bodyLimit: mostOrderBytes,
        onRequest: async (request, reply) => slowDown(request, reply),
        // Before what it says is looked at.
        preValidation: async (request) => {
          const connectorOf = ({ kind }: SalesChannel) =>
            kind === 'signed-api' ? signedApiConnector : undefined;
          opening.set(
            request,
            await openDelivery(request, connectorOf, bodies.get(request) ?? Buffer.alloc(0)),
          );
        },
        schema: {
          summary:
            'Takes an order as it is now, new or changed; the newer picture wins, and the same one again changes nothing',
          params: channelParamsSchema,
          headers: signedHeadersSchema,
          body: signedOrderSchema,
          response: {
            200: signedOrderResponseSchema,
            201: signedOrderResponseSchema,
            401: errorSchema,
            '4xx': errorSchema,
          },
        },
      },
      async (request, reply) => {
        const open = opening.get(request);
        if (!open || open.opened.kind !== 'order') throw refuse('signature-wrong');
        const { deliveryId, topic } = open.opened;
        const { externalId, number } = request.body;
        const answer = await receiveOrder(
          { ...office, connectors: desk.connectors },
          {
            channelId: open.channel.channelId,
            deliveryId,
            topic,
            source: 'api',
            body: bodies.get(request) ?? Buffer.alloc(0),
          },
          externalId,
        );
        office.allocation.nudge();
        if (!answer.ok)
          throw answer.why === 'differs'
            ? refuse('order-different', { externalId, number })
            : refusedFor(answer.problems);
        const { orderId, outcome } = answer;
        return reply.status(outcome === 'created' ? 201 : 200).send({ orderId, number, outcome });
      },
    );
  });
}

function headersOf({ headers }: FastifyRequest): Delivery['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

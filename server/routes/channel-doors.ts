// The doors of sales channels: no token, but a signature over what was sent. What is kept is acknowledged at once; what
// becomes of it is the inbox's business. A channel nobody knows is refused like a signature that is wrong.
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
import { putDeliveries } from '../services/channels/inbox';
import { receiveOrder } from '../services/channels/receive-order';
import { type ChannelDoor, signedRoutes } from './channel-door';
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

export async function channelDoorRoutes(app: App, office: HeadOffice, door: ChannelDoor): Promise<void> {
  const { desk, inbox } = { desk: office.channels, inbox: office.channels.inbox };

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
        onRequest: async (request, reply) => door.slowDown(request, reply),
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
        const { channel, opened } = await door.openDelivery(
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

  await signedRoutes(app, door, (scope, signed, opened) => {
    scope.post(
      '/v1/channels/:channelId/orders',
      {
        ...signed,
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
        const open = opened(request);
        if (open.opened.kind !== 'order') throw refuse('signature-wrong');
        const { deliveryId, topic } = open.opened;
        const { externalId, number } = request.body;
        const answer = await receiveOrder(
          { ...office, connectors: desk.connectors },
          { channelId: open.channel.channelId, deliveryId, topic, source: 'api', body: open.body },
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

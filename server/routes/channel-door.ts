// How a channel's door opens: no token, but a signature over what was sent. A channel nobody knows is refused like a
// signature that is wrong, and who guesses is slowed down.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { ChannelConnector, Delivery, Opened } from '../services/channels/channel-connector';
import { type SalesChannel, salesChannel } from '../services/channels/channel-rows';
import { signedApiConnector } from '../services/channels/signed-api/signed-api-connector';
import { type Rate, tooOften } from './every-route';
import { createRateLimit } from './rate-limit';
import { refuse } from './refused';

/** An order of 10,000 lines with all its fields. */
export const mostSignedBytes = 4 * 1_048_576;
/** Wrong signatures of one address: who has the secret makes none. */
const guessing: Rate = { most: 30, withinMs: 60_000 };

export type OpenedDoor = { channel: SalesChannel; opened: Extract<Opened, { ok: true }> };

export type ChannelDoor = {
  slowDown: (request: FastifyRequest, reply: FastifyReply) => void;
  /** @throws signature-wrong, signature-old */
  openDelivery: (
    request: FastifyRequest,
    connectorOf: (channel: SalesChannel) => ChannelConnector | undefined,
    body: Buffer,
  ) => Promise<OpenedDoor>;
};

export function createChannelDoor(office: HeadOffice, delivering: Rate): ChannelDoor {
  const guesses = createRateLimit(guessing.most, guessing.withinMs);
  const deliveries = createRateLimit(delivering.most, delivering.withinMs);
  return {
    slowDown: (request, reply) => {
      const { channelId } = request.params as { channelId: string };
      if (guesses.stateOf(request.ip).left <= 0)
        throw tooOften('deliveries-too-often', guesses.stateOf(request.ip), reply);
      if (!deliveries.take(channelId))
        throw tooOften('deliveries-too-often', deliveries.stateOf(channelId), reply);
    },
    openDelivery: async (request, connectorOf, body) => {
      const { channelId } = request.params as { channelId: string };
      const channel = await salesChannel(office.pool, channelId);
      const connector = (channel && connectorOf(channel)) ?? signedApiConnector;
      const access = channel?.access ?? { channelId, currency: '', fields: {}, secrets: {} };
      const opened = connector.open(access, { headers: headersOf(request), body }, office.now());
      if (channel && opened.ok) return { channel, opened };
      guesses.take(request.ip);
      throw refuse(!opened.ok && opened.why === 'time' ? 'signature-old' : 'signature-wrong');
    },
  };
}

export type SignedRequest = OpenedDoor & { body: Buffer };

/** Hooks of routes that are signed the way of our own protocol, before what they say is looked at. */
export type SignedRoute = {
  onRequest: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  preValidation: (request: FastifyRequest) => Promise<void>;
  bodyLimit: number;
};

/** Routes of our own protocol in a scope of their own, which keeps the bytes that were signed. */
export async function signedRoutes(
  app: App,
  door: ChannelDoor,
  register: (scope: App, signed: SignedRoute, opened: (request: FastifyRequest) => SignedRequest) => void,
): Promise<void> {
  const bodies = new WeakMap<FastifyRequest, Buffer>();
  const opening = new WeakMap<FastifyRequest, OpenedDoor>();
  const bodyOf = (request: FastifyRequest): Buffer => bodies.get(request) ?? Buffer.alloc(0);
  await app.register(async (scope: FastifyInstance) => {
    const parse = scope.getDefaultJsonParser('error', 'error');
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: mostSignedBytes },
      (request, body, done) => {
        bodies.set(request, body as Buffer);
        void parse(request, body.toString('utf8'), done);
      },
    );
    const signed: SignedRoute = {
      bodyLimit: mostSignedBytes,
      onRequest: async (request, reply) => door.slowDown(request, reply),
      preValidation: async (request) => {
        const own = ({ kind }: SalesChannel) => (kind === 'signed-api' ? signedApiConnector : undefined);
        opening.set(request, await door.openDelivery(request, own, bodyOf(request)));
      },
    };
    register(scope.withTypeProvider<ZodTypeProvider>() as App, signed, (request) => {
      const opened = opening.get(request);
      if (!opened) throw refuse('signature-wrong');
      return { ...opened, body: bodyOf(request) };
    });
  });
}

function headersOf({ headers }: FastifyRequest): Delivery['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

// Who other systems are: a key of the API opens the routes that name its scope, so often a minute as it was made for. A write
// that comes with a key of its own (`idempotency-key`) is done once.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiScope } from '../../shared/domain/api-key/scopes';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { type KnownKey, knownKey, looksLikeKey } from '../services/api-keys/api-keys';
import { beginRequest, endRequest, type RequestPlace } from '../services/api-keys/request-keys';
import type { StationRole } from '../services/stations/enrol';
import { bearerOf, only, opensFor, stationOf } from './access';
import { tooOften } from './every-route';
import { createRateLimit, type RateLimit } from './rate-limit';
import { refuse } from './refused';

const keys = new WeakMap<FastifyRequest, KnownKey>();
const under = new WeakMap<FastifyRequest, RequestPlace>();

const minuteMs = 60_000;
const longestRequestKey = 100;

type Opened = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** For a route's `onRequest`: a station with the role, or a key with the scope. */
export function onlyOrKey(office: HeadOffice, role: StationRole, scope: ApiScope): Opened {
  const station = only(office, role);
  const handler: Opened = async (request, reply) => {
    const token = bearerOf(request);
    if (token === undefined || !looksLikeKey(token)) return station(request);
    const key = await knownKey(office.pool, token, office.now());
    if (!key) throw refuse('token-refused');
    const limit = limitOf(key);
    if (!limit.take(key.keyId)) throw tooOften('asked-too-often', limit.stateOf(key.keyId), reply);
    if (!key.scopes.includes(scope)) throw refuse('scope-missing', { scope });
    keys.set(request, key);
  };
  opensFor(handler, [role], scope);
  return handler;
}

/** Who asks, as the history names them; a station stands there by its own id. */
export function callerOf(request: FastifyRequest): {
  actor: string | null;
  stationId: string | null;
  by: string;
} {
  const key = keys.get(request);
  if (key) return { actor: `API ${key.name}`, stationId: null, by: `API ${key.name}` };
  const { stationId, name } = stationOf(request);
  return { actor: null, stationId, by: name };
}

/** One bucket a key; another one when the key's limit is another. */
const limits = new Map<string, { perMinute: number; limit: RateLimit }>();

function limitOf({ keyId, perMinute }: KnownKey): RateLimit {
  const known = limits.get(keyId);
  if (known?.perMinute === perMinute) return known.limit;
  const limit = createRateLimit(perMinute, minuteMs);
  limits.set(keyId, { perMinute, limit });
  return limit;
}

/** Must stand behind the checks of a request's body, so that what is wrong with it is not kept as its answer. */
export function holdRequestKeys(app: App, office: HeadOffice): void {
  app.addHook('preHandler', async (request, reply) => {
    const key = keys.get(request);
    const requestKey = request.headers['idempotency-key'];
    if (!key || request.method !== 'POST' || requestKey === undefined) return;
    if (typeof requestKey !== 'string' || requestKey === '' || requestKey.length > longestRequestKey)
      throw refuse('request-invalid', {
        field: 'headers.idempotency-key',
        reason: `not a text of 1 to ${longestRequestKey} characters`,
        remedy: 'Send a uuid, another one for every request that is to be done.',
      });
    const place = { keyId: key.keyId, requestKey, contentHash: contentOf(request) };
    const begun = await beginRequest(office.pool, place, office.now());
    switch (begun.as) {
      case 'new':
        under.set(request, place);
        return;
      case 'again':
        await reply
          .header('idempotency-replayed', 'true')
          .header('content-type', 'application/json; charset=utf-8')
          .status(begun.status)
          // As it was sent: it has passed its schema.
          .serializer((text: unknown) => String(text))
          .send(begun.answer);
        return reply;
      case 'running':
        throw refuse('request-running');
      case 'different':
        throw refuse('request-key-used');
    }
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const place = under.get(request);
    if (!place) return;
    under.delete(request);
    await endRequest(office.pool, place, reply.statusCode, typeof payload === 'string' ? payload : '');
  });
}

function contentOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest('hex');
}

// What holds for every route without its saying so: nobody may ask too often, a query or a path of which a route names no
// fields has none, a body nobody asked for is refused, and the contract names the refusals that any request may meet.
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import { knownStation, rolesFor, scopeFor } from './access';
import { createRateLimit, type RateLimit, type RateState } from './rate-limit';
import { refuse } from './refused';
import { findUnfit } from './unfit-json';

export type RequestLimits = {
  /** Any requests, an address. */
  asking: Rate;
  /** Deliveries of ops, a station. */
  pushing: Rate;
  /** What sales channels send, a channel. */
  delivering: Rate;
  /** Milliseconds in which a body must have come; the file of an import may take longer. */
  bodyMs: number;
};
/** A burst of `most`, filling again within `withinMs`. */
export type Rate = { most: number; withinMs: number };

/** 500 requests a second and address (a first copy takes 40), 20 pushes a second and station. */
export const requestLimits: RequestLimits = {
  asking: { most: 2_000, withinMs: 4_000 },
  pushing: { most: 100, withinMs: 5_000 },
  delivering: { most: 1_200, withinMs: 60_000 },
  bodyMs: 30_000,
};

/** The same limits so many times as wide: for measurements, where one computer is a whole warehouse. */
export function widened(
  { asking, pushing, delivering, bodyMs }: RequestLimits,
  factor: number,
): RequestLimits {
  const wider = ({ most, withinMs }: Rate): Rate => ({ most: most * factor, withinMs });
  return { asking: wider(asking), pushing: wider(pushing), delivering: wider(delivering), bodyMs };
}

const nothing = z.strictObject({});
const handlersOf = (found: RouteOptions['onRequest']): Function[] =>
  found === undefined ? [] : Array.isArray(found) ? found : [found];

export function holdForEveryRoute(app: App, limits: RequestLimits = requestLimits): void {
  const asking = createRateLimit(limits.asking.most, limits.asking.withinMs);
  const pushing = createRateLimit(limits.pushing.most, limits.pushing.withinMs);

  app.addHook('onRequest', (request, reply, done) => {
    take(asking, request.ip, reply);
    if (!isOfAnyLength(request))
      bodyTimers.set(
        request,
        setTimeout(() => request.raw.destroy(), limits.bodyMs),
      );
    done();
  });
  app.addHook('preValidation', (request, _reply, done) => {
    endBodyTime(request);
    refuseUnfit(request);
    done();
  });
  app.addHook('onResponse', (request, _reply, done) => {
    endBodyTime(request);
    done();
  });
  app.addHook('onRequestAbort', async (request) => endBodyTime(request));

  app.addHook('onRoute', (route) => {
    const schema = (route.schema ??= {});
    if (schema.hide) return;
    const handlers = handlersOf(route.onRequest);
    const roles = handlers.flatMap((handler) => rolesFor(handler) ?? []);
    const scopes = handlers.flatMap((handler) => scopeFor(handler) ?? []);
    const isOpen = roles.length === 0;
    schema.querystring ??= nothing;
    schema.params ??= nothing;
    schema.security = isOpen ? [] : [{ station: [] }, ...(scopes.length > 0 ? [{ key: [] }] : [])];
    // OpenAPI knows scopes for OAuth only.
    Object.assign(schema, { 'x-roles': roles, ...(scopes.length > 0 ? { 'x-scopes': scopes } : {}) });
    schema.response = {
      400: errorSchema,
      ...(isOpen ? {} : { 401: errorSchema, 403: errorSchema }),
      ...(schema.params === nothing ? {} : { 404: errorSchema }),
      429: errorSchema,
      500: errorSchema,
      ...(schema.response as object | undefined),
    };
    if (route.url === pushUrl)
      route.onRequest = [
        ...handlers,
        async (request: FastifyRequest, reply: FastifyReply) =>
          take(pushing, knownStation(request)?.stationId ?? '', reply),
      ] as NonNullable<RouteOptions['onRequest']>;
  });
}

/** @throws what no route asked for, and JSON that nobody can keep */
function refuseUnfit(request: FastifyRequest): void {
  const { schema } = request.routeOptions;
  if (request.is404 || isRaw(schema)) return;
  if (schema?.body === undefined && !isNothing(request.body))
    throw refuse('request-invalid', {
      field: 'body',
      reason: 'this request has no body',
      remedy: 'Leave it out.',
    });
  for (const part of ['query', 'params', 'body'] as const) {
    // Ops tell what happened, scans of any characters among it: facts, which are stored as far as they can be.
    const isFact = part === 'body' && request.routeOptions.url === pushUrl;
    const unfit = findUnfit(request[part], !isFact);
    if (unfit)
      throw refuse('request-invalid', {
        field: [part, ...unfit.place].join('.'),
        ...unfitWords[unfit.what],
      });
  }
}

function endBodyTime(request: FastifyRequest): void {
  const timer = bodyTimers.get(request);
  if (timer === undefined) return;
  clearTimeout(timer);
  bodyTimers.delete(request);
}

const pushUrl = '/v1/ops';
const bodyTimers = new WeakMap<FastifyRequest, NodeJS.Timeout>();

const unfitWords = {
  'too-deep': { reason: 'nested too deep', remedy: 'Send it flat, as /openapi.json describes it.' },
  'too-wide': { reason: 'too many fields', remedy: 'Send the fields that /openapi.json describes.' },
  text: { reason: 'not text', remedy: 'Leave out U+0000 and half surrogate pairs.' },
};

/** A file: how long it takes to come nobody knows. */
function isOfAnyLength({ routeOptions }: FastifyRequest): boolean {
  return isRaw(routeOptions.schema) && routeOptions.bodyLimit === Number.MAX_SAFE_INTEGER;
}

/** A body that is taken as it is. */
function isRaw(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'consumes' in schema;
}

function isNothing(body: unknown): boolean {
  return body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);
}

/** Takes a try and says in headers how many are left. */
function take(limit: RateLimit, key: string, reply: FastifyReply): void {
  const isTaken = limit.take(key);
  const state = limit.stateOf(key);
  reply.headers({
    'ratelimit-limit': state.most,
    'ratelimit-remaining': state.left,
    'ratelimit-reset': seconds(state.fullMs),
  });
  if (!isTaken) throw tooOften('asked-too-often', state, reply);
}

/** The refusal of one who asks too often; when to ask again goes with it. */
export function tooOften(
  code: 'asked-too-often' | 'deliveries-too-often' | 'enrol-too-often' | 'token-too-often',
  { waitMs }: RateState,
  reply: FastifyReply,
): Error {
  reply.header('retry-after', Math.max(1, seconds(waitMs)));
  return refuse(code);
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}

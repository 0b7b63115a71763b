// The HTTP door of head office: every plugin and route is named here, in order, so that a reader sees all of it.
import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { App } from './app';
import type { HeadOffice } from './head-office';
import { completeContract } from './openapi';
import { answerErrors, answerNoRequest, send } from './routes/answer-errors';
import { holdForEveryRoute, type RequestLimits } from './routes/every-route';
import { healthRoutes } from './routes/health';
import { importRoutes } from './routes/imports';
import { officeRoutes } from './routes/office';
import { orderRoutes } from './routes/orders';
import { routingRoutes } from './routes/routing';
import { stationAccessRoutes } from './routes/station-access';
import { peopleRoutes } from './routes/people';
import { type ReachedAt, stationRoutes } from './routes/stations';
import { secureHeaders } from './routes/secure-headers';
import { syncRoutes } from './routes/sync';
import { leastTls, type ShownCertificate } from './tls/door-security';

export type AppOptions = {
  logger?: FastifyBaseLogger;
  /** Origins of pages that may ask, besides the station's own `app://waybill`. */
  origins?: readonly string[];
  /** Key and certificate chain (PEM); plain http without. */
  tls?: ShownCertificate | null;
  /** Where stations are sent, and by which fingerprint they know it; as the request came when absent. */
  reachedAt?: () => ReachedAt;
  /** How often anybody may ask; `requestLimits` unless told otherwise. */
  limits?: RequestLimits;
};

const stationOrigin = 'app://waybill';
const bodyLimitBytes = 1_048_576;
/** How long the head of a request may take to come. */
const patience = { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 };

export async function buildApp(office: HeadOffice, options: AppOptions = {}): Promise<App> {
  const app = Fastify({
    ...(options.tls ? { https: { ...options.tls, minVersion: leastTls, ...patience } } : { http: patience }),
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    bodyLimit: bodyLimitBytes,
    // Files of imports may take long: every other body has a time of its own (every-route.ts).
    requestTimeout: 0,
    connectionTimeout: 60_000,
    keepAliveTimeout: 75_000,
    genReqId: () => office.newId(),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    clientErrorHandler: answerNoRequest,
    // An address that cannot be read meets no route.
    frameworkErrors: (error, request, reply) => void send(request, reply, error),
  }).withTypeProvider<ZodTypeProvider>() as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app);

  await app.register(cors, {
    origin: [stationOrigin, ...(options.origins ?? [])],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'last-event-id'],
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: 600,
  });
  secureHeaders(app);
  holdForEveryRoute(app, options.limits);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waybill head office',
        version: office.version,
        description: 'What stations and the office ask of head office.',
      },
      components: { securitySchemes: { station: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const fields = {
      method: request.method,
      path: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    request.log.debug(fields, 'answered');
  });
  // Open streams, and connections kept for a next request, would keep the door from closing.
  let isClosing = false;
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  app.addHook('preClose', async () => {
    isClosing = true;
    office.quiet();
  });

  healthRoutes(app, office);
  stationRoutes(app, office, options.reachedAt);
  stationAccessRoutes(app, office);
  syncRoutes(app, office);
  orderRoutes(app, office);
  routingRoutes(app, office);
  officeRoutes(app, office);
  peopleRoutes(app, office);
  await importRoutes(app, office);
  app.get('/openapi.json', { schema: { hide: true } }, () => contract);
  await app.ready();
  const contract = completeContract(app.swagger());
  return app;
}

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
import { answerErrors } from './routes/answer-errors';
import { healthRoutes } from './routes/health';
import { importRoutes } from './routes/imports';
import { officeRoutes } from './routes/office';
import { orderRoutes } from './routes/orders';
import { stationAccessRoutes } from './routes/station-access';
import { type ReachedAt, stationRoutes } from './routes/stations';
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
};

const stationOrigin = 'app://waybill';
const bodyLimitBytes = 1_048_576;

export async function buildApp(office: HeadOffice, options: AppOptions = {}): Promise<App> {
  const app = Fastify({
    ...(options.tls ? { https: { ...options.tls, minVersion: leastTls } } : {}),
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: 0,
    connectionTimeout: 60_000,
    keepAliveTimeout: 75_000,
    genReqId: () => office.newId(),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>() as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app);

  await app.register(cors, {
    origin: [stationOrigin, ...(options.origins ?? [])],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'last-event-id'],
    exposedHeaders: ['x-request-id'],
    maxAge: 600,
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Waybill head office', version: office.version },
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
  officeRoutes(app, office);
  await importRoutes(app, office);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.ready();
  return app;
}

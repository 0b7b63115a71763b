// The HTTP door of head office: every plugin and route is named here, in order, so that a reader sees all of it.
import { randomUUID } from 'node:crypto';
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
import { holdForEveryRoute, requestLimits, type RequestLimits } from './routes/every-route';
import { bulkRoutes } from './routes/bulk';
import { cartDoorRoutes } from './routes/cart-doors';
import { cartRoutes } from './routes/carts';
import { createChannelDoor } from './routes/channel-door';
import { channelDoorRoutes } from './routes/channel-doors';
import { promisingRoutes } from './routes/promising';
import { channelSheetRoutes } from './routes/channel-sheets';
import { channelRoutes } from './routes/channels';
import { apiKeyRoutes } from './routes/api-keys';
import { caseRoutes } from './routes/cases';
import { customerPages } from './routes/customer-pages';
import { customerReturns } from './routes/customer-returns';
import { customerRightsRoutes } from './routes/customer-rights';
import { customerEditRoutes } from './routes/customer-edits';
import { customerRoutes } from './routes/customers';
import { flowRoutes } from './routes/flow';
import { exportRoutes, watchLists } from './routes/exports';
import { healthRoutes } from './routes/health';
import { holdRoutes } from './routes/holds';
import { importRoutes } from './routes/imports';
import { holdRequestKeys } from './routes/key-access';
import { alertRoutes } from './routes/alerts';
import { accountRoutes } from './routes/accounts';
import { bookExportRoutes } from './routes/book-exports';
import { bookFigureRoutes } from './routes/book-figures';
import { booksRoutes } from './routes/books';
import { supplierBillRoutes } from './routes/supplier-bills';
import { channelPaymentRoutes } from './routes/channel-payments';
import { moneyRoutes } from './routes/money';
import { mailRoutes } from './routes/mails';
import { markRoutes } from './routes/marks';
import { officeRoutes } from './routes/office';
import { orderRoutes } from './routes/orders';
import { returnRoutes } from './routes/returns';
import { returnSettingRoutes } from './routes/return-settings';
import { routingRoutes } from './routes/routing';
import { specialRoutes } from './routes/special';
import { stationAccessRoutes } from './routes/station-access';
import { orderWorkRoutes } from './routes/order-work';
import { paymentRoutes } from './routes/payments';
import { priceRoutes } from './routes/prices';
import { peopleRoutes } from './routes/people';
import { countsRoutes } from './routes/counts';
import { demandRoutes } from './routes/demand';
import { buyingRoutes } from './routes/buying';
import { reorderRoutes } from './routes/reorder';
import { supplierRoutes } from './routes/suppliers';
import { figuresRoutes } from './routes/figures';
import { nightFigureRoutes } from './routes/night-figures';
import { ownFigureRoutes } from './routes/own-figures';
import { reportRoutes } from './routes/reports';
import { shelfRoutes } from './routes/shelves';
import { lotRoutes } from './routes/lots';
import { purchaseRoutes } from './routes/purchases';
import { transferRoutes } from './routes/transfers';
import { counterRoutes } from './routes/counter';
import { receivingRoutes } from './routes/receivings';
import { boxRoutes } from './routes/boxes';
import { codeRoutes } from './routes/codes';
import { dunningRoutes } from './routes/dunning';
import { accountingRoutes } from './routes/accounting';
import { paperRoutes } from './routes/papers';
import { waybillRoutes } from './routes/waybills';
import { photoRoutes } from './routes/photos';
import { floorRoutes } from './routes/floor';
import { floorMapRoutes } from './routes/floor-map';
import { workbenchRoutes } from './routes/workbench';
import { wholesaleRoutes } from './routes/wholesale';
import { publicShippingRoutes } from './routes/public-shipping';
import { shipmentRoutes } from './routes/shipments';
import { type ReachedAt, stationRoutes } from './routes/stations';
import { secureHeaders } from './routes/secure-headers';
import { syncRoutes } from './routes/sync';
import { webhookRoutes } from './routes/webhooks';
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
    genReqId: () => randomUUID(),
    // A logger of its own for every request is one of the dearest things about it, and nearly none is ever used.
    childLoggerFactory: (logger) => logger,
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
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'last-event-id'],
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: 600,
  });
  secureHeaders(app);
  holdForEveryRoute(app, options.limits);
  holdRequestKeys(app, office);
  const lists = watchLists(app);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waybill head office',
        version: office.version,
        description: 'What stations and the office ask of head office.',
      },
      components: {
        securitySchemes: {
          station: { type: 'http', scheme: 'bearer' },
          key: { type: 'http', scheme: 'bearer', bearerFormat: 'wbk_…' },
        },
      },
    },
    transform: jsonSchemaTransform,
  });

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  if (isEachTold(app.log.level))
    app.addHook('onResponse', async (request, reply) => {
      const fields = {
        reqId: request.id,
        method: request.method,
        path: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      };
      app.log.debug(fields, 'answered');
    });
  // Open streams, and connections kept for a next request, would keep the door from closing.
  let isClosing = false;
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done();
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
  orderWorkRoutes(app, office);
  bulkRoutes(app, office);
  exportRoutes(app, office, lists);
  routingRoutes(app, office);
  workbenchRoutes(app, office);
  floorRoutes(app, office);
  floorMapRoutes(app, office);
  countsRoutes(app, office);
  demandRoutes(app, office);
  supplierRoutes(app, office);
  reorderRoutes(app, office);
  buyingRoutes(app, office);
  figuresRoutes(app, office);
  alertRoutes(app, office);
  nightFigureRoutes(app, office);
  reportRoutes(app, office);
  ownFigureRoutes(app, office);
  lotRoutes(app, office);
  purchaseRoutes(app, office);
  transferRoutes(app, office);
  receivingRoutes(app, office);
  counterRoutes(app, office);
  boxRoutes(app, office);
  codeRoutes(app, office);
  paperRoutes(app, office);
  waybillRoutes(app, office);
  dunningRoutes(app, office);
  accountingRoutes(app, office);
  photoRoutes(app, office);
  shelfRoutes(app, office);
  officeRoutes(app, office);
  peopleRoutes(app, office);
  mailRoutes(app, office);
  customerRoutes(app, office);
  customerEditRoutes(app, office);
  customerRightsRoutes(app, office);
  caseRoutes(app, office);
  holdRoutes(app, office);
  wholesaleRoutes(app, office);
  priceRoutes(app, office);
  moneyRoutes(app, office);
  accountRoutes(app, office);
  booksRoutes(app, office);
  bookFigureRoutes(app, office);
  bookExportRoutes(app, office);
  supplierBillRoutes(app, office);
  channelPaymentRoutes(app, office);
  await paymentRoutes(app, office);
  returnRoutes(app, office);
  returnSettingRoutes(app, office);
  shipmentRoutes(app, office);
  specialRoutes(app, office);
  await publicShippingRoutes(app, office);
  await importRoutes(app, office);
  await customerPages(app, office);
  await customerReturns(app, office);
  markRoutes(app, office);
  flowRoutes(app, office);
  webhookRoutes(app, office);
  apiKeyRoutes(app, office);
  channelRoutes(app, office);
  await channelSheetRoutes(app, office);
  cartRoutes(app, office);
  promisingRoutes(app, office);
  const door = createChannelDoor(office, (options.limits ?? requestLimits).delivering);
  await channelDoorRoutes(app, office, door);
  await cartDoorRoutes(app, office, door);
  // Made when it is first asked for: it takes longer than everything else here.
  let contract: object | null = null;
  app.get('/openapi.json', { schema: { hide: true } }, () => (contract ??= completeContract(app.swagger())));
  await app.ready();
  return app;
}

function isEachTold(level: string): boolean {
  return level === 'debug' || level === 'trace';
}

// The two doors of shipping that need no token: messages of carriers, which are signed, and the tracking page, whose link is.
import type { App } from '../app';
import { z } from 'zod';
import type { HeadOffice } from '../head-office';
import { openCarrier } from '../services/carriers/connections';
import { readRecord } from '../services/records/read-records';
import { takeCarrierNews } from '../services/shipments/follow-tracking';
import { loadParcel, loadWarehouse } from '../services/shipments/shipment-facts';
import { shipmentMachine } from '../services/shipments/shipment-machine';
import { parcelOfLink, trackingKeyOf } from '../services/shipments/tracking-link';
import { pageLanguage, pagePolicy, trackingPage, unknownPage } from '../services/shipments/tracking-page';
import { tooOften } from './every-route';
import { createRateLimit } from './rate-limit';
import { refuse } from './refused';

/** A person looks a few times; who tries links tries thousands. */
const looks = { most: 60, withinMs: 60_000 };
const bodyMs = 30_000;
const mostNewsBytes = 1_048_576;

export async function publicShippingRoutes(app: App, office: HeadOffice): Promise<void> {
  const looking = createRateLimit(looks.most, looks.withinMs);

  app.get(
    '/t/:token',
    { schema: { hide: true, params: z.strictObject({ token: z.string().min(1).max(100) }) } },
    async (request, reply) => {
      if (!looking.take(request.ip)) throw tooOften('asked-too-often', looking.stateOf(request.ip), reply);
      const language = pageLanguage(request.headers['accept-language']);
      reply
        .header('content-security-policy', pagePolicy)
        .header('content-language', language)
        .header('vary', 'accept-language')
        .type('text/html; charset=utf-8');
      const page = await pageOf(office, request.params.token, language);
      return page === null ? reply.status(404).send(unknownPage(language)) : reply.send(page);
    },
  );

  await app.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostNewsBytes }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(
      '/v1/carriers/:carrierId/webhook',
      {
        schema: {
          hide: true,
          consumes: ['application/json'],
          params: z.strictObject({ carrierId: z.string().min(1).max(40) }),
        },
        onRequest: async (request) => {
          const timer = setTimeout(() => request.raw.destroy(), bodyMs);
          request.raw.once('close', () => clearTimeout(timer));
        },
      },
      async (request, reply) => {
        const { carrierId } = request.params as { carrierId: string };
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const open = await openCarrier(office.pool, office.shipments.carriers, carrierId);
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value[0] : value,
          ]),
        );
        const news = open?.strategy.readNews({ headers, body }) ?? null;
        if (!news) throw refuse('webhook-refused');
        const known = await takeCarrierNews(office.shipments, carrierId, news);
        return reply.send({ known });
      },
    );
  });
}

async function pageOf(
  office: HeadOffice,
  token: string,
  language: ReturnType<typeof pageLanguage>,
): Promise<string | null> {
  const parcelId = parcelOfLink(await trackingKeyOf(office.pool), token);
  if (parcelId === null) return null;
  const [shipment, parcel] = await Promise.all([
    readRecord(office.pool, shipmentMachine, parcelId),
    loadParcel(office.pool, parcelId),
  ]);
  if (!shipment || !parcel) return null;
  const place = await loadWarehouse(office.pool, parcel.warehouseId);
  const { name, city, countryCode } = parcel.shipTo;
  return trackingPage(
    { shipment, recipient: { name, city, countryCode }, timeZone: place?.timeZone ?? 'UTC' },
    language,
  );
}

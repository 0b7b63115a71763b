// Stations: making one with a code, handing out codes, ending one, and how each is doing.
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  enrolRequestSchema,
  enrolResponseSchema,
  newCodeRequestSchema,
  newCodeResponseSchema,
  revokeResponseSchema,
} from '../../shared/contract/http-stations';
import { stationsResponseSchema } from '../../shared/contract/stations';
import { ticketText, typedTicket } from '../../shared/contract/enrolment-ticket';
import { quotaRequestSchema, quotasResponseSchema, signedOffSchema } from '../../shared/contract/rights';
import { stationWorkSchema, takeBackResponseSchema } from '../../shared/contract/leases';
import { stationIdSchema } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { warehousesOf } from '../services/allocation/allocate-orders';
import { listStations } from '../services/office/list-stations';
import { createEnrolmentCode, enrolStation } from '../services/stations/enrol';
import { takeBackAll, warehouseOf } from '../services/stations/end-leases';
import { setStationWork } from '../services/stations/station-work';
import { revokeStation } from '../services/stations/revoke';
import { signOffStation } from '../services/stations/sign-off';
import { listQuotas, setQuota } from '../services/stock/quota-settings';
import { only, stationOf } from './access';
import { tooOften } from './every-route';
import { refuse } from './refused';
import { createRateLimit } from './rate-limit';

const enrolmentsPerMinute = 5;
const stationParams = z.strictObject({ stationId: stationIdSchema });

/** How a new station finds head office and knows it again. */
export type ReachedAt = {
  /** Origin. */
  headOffice: string;
  /** Fingerprint of the authority; null over plain http. */
  pin: string | null;
};

export function stationRoutes(app: App, office: HeadOffice, reachedAt?: () => ReachedAt): void {
  const limit = createRateLimit(enrolmentsPerMinute, 60_000);

  app.post(
    '/v1/stations/enrol',
    {
      schema: {
        summary: 'Makes the caller a station',
        body: enrolRequestSchema,
        response: { 200: enrolResponseSchema, '4xx': errorSchema },
      },
    },
    async (request, reply) => {
      if (!limit.take(request.ip)) throw tooOften('enrol-too-often', limit.stateOf(request.ip), reply);
      const answer = await enrolStation(office, request.body);
      if (!answer.ok) throw refuse(answer.refusal);
      limit.giveBack(request.ip);
      return answer.enrolled;
    },
  );

  app.post(
    '/v1/stations/codes',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'A one-time code for one new station, also one that takes the place of another',
        body: newCodeRequestSchema,
        response: { 200: newCodeResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { warehouseId, roles, replaces } = request.body;
      const known = await warehousesOf(office.pool);
      if (!known.includes(warehouseId))
        throw refuse('warehouse-unknown', { warehouseId, known: known.join(', ') });
      if (replaces !== undefined && (await warehouseOf(office.pool, replaces)) !== warehouseId)
        throw refuse('station-unknown', { stationId: replaces });
      const { code, expiresAt } = await createEnrolmentCode(
        office.pool,
        warehouseId,
        roles,
        office.now(),
        replaces ?? null,
      );
      const { headOffice, pin } = reachedAt?.() ?? {
        headOffice: `${request.protocol}://${request.host}`,
        pin: null,
      };
      return {
        code: typedTicket(code, pin),
        ticket: ticketText(headOffice, code, pin),
        headOffice,
        expiresAt,
      };
    },
  );

  app.post(
    '/v1/stations/:stationId/revoke',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'Ends a station; its parcels go back to the queue',
        params: stationParams,
        response: { 200: revokeResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { stationId } = request.params;
      const revoked = await revokeStation(office, stationId, stationOf(request).stationId);
      if (revoked === null) throw refuse('station-unknown', { stationId });
      office.tokens.forget(stationId);
      office.live.closeOf(stationId);
      return revoked;
    },
  );

  app.post(
    '/v1/stations/:stationId/sign-off',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'A station that is not needed any more gives back its numbers and gets no work',
        params: stationParams,
        response: { 200: signedOffSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { stationId } = request.params;
      if (!(await signOffStation(office.pool, stationId, office.now())))
        throw refuse('station-unknown', { stationId });
      return { signedOff: true as const };
    },
  );

  app.get(
    '/v1/stations/:stationId/quotas',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'What a station may sell over the counter by itself',
        params: stationParams,
        response: { 200: quotasResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { stationId } = request.params;
      const quotas = await listQuotas(office.pool, stationId);
      if (!quotas) throw refuse('station-unknown', { stationId });
      return quotas;
    },
  );

  app.post(
    '/v1/stations/:stationId/quotas',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'Sets how many units of a product a station shall be able to sell by itself; 0 ends it',
        params: stationParams,
        body: quotaRequestSchema,
        response: { 200: quotasResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { stationId } = request.params;
      const answer = await setQuota(office.pool, stationId, request.body);
      if (answer === 'no-product') throw refuse('product-unknown', { sku: request.body.sku });
      const quotas = answer === 'done' ? await listQuotas(office.pool, stationId) : null;
      if (!quotas) throw refuse('station-unknown', { stationId });
      return quotas;
    },
  );

  app.post(
    '/v1/stations/:stationId/take-back',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'Takes back every parcel a station holds and has not sealed; the station goes on',
        params: z.strictObject({ stationId: stationIdSchema }),
        response: { 200: takeBackResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { stationId } = request.params;
      const parcelsReleased = await takeBackAll(office, stationId, stationOf(request).stationId);
      if (parcelsReleased === null) throw refuse('station-unknown', { stationId });
      return { parcelsReleased };
    },
  );

  app.post(
    '/v1/stations/:stationId/work',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'Which zone a station packs, and how many parcels it may hold',
        params: z.strictObject({ stationId: stationIdSchema }),
        body: stationWorkSchema,
        response: { 200: stationWorkSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { stationId } = request.params;
      if (!(await setStationWork(office.pool, stationId, request.body)))
        throw refuse('station-unknown', { stationId });
      return request.body;
    },
  );

  app.get(
    '/v1/stations',
    {
      onRequest: only(office, 'office'),
      schema: { summary: 'How each station is doing', response: { 200: stationsResponseSchema } },
    },
    () => listStations(office.pool),
  );
}

// Shipments for the office: labels, prices, pickup lists, and how carriers are reached.
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  calendarRequestSchema,
  carrierParams,
  connectionRequestSchema,
  connectionResponseSchema,
  customsRequestSchema,
  manifestParams,
  manifestRowSchema,
  manifestsQuerySchema,
  manifestsResponseSchema,
  openManifestRequestSchema,
  ratesQuerySchema,
  ratesResponseSchema,
  shipmentDetailSchema,
  shipmentParams,
  shipmentsQuerySchema,
  shipmentsResponseSchema,
  typeNumberRequestSchema,
  voidRequestSchema,
} from '../../shared/contract/shipments';
import { companyStream } from '../../shared/domain/ids';
import { keptLabelSchema } from '../../shared/label/model';
import { type ShipmentCommand, shipmentPlanSchema } from '../../shared/domain/shipment/shipment';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { later } from '../jobs/outbox';
import { readConnection, saveConnection } from '../services/carriers/connections';
import { listRecords, readRecord } from '../services/records/read-records';
import { listShipments, shipmentDetail } from '../services/shipments/list-shipments';
import {
  closeManifest,
  type ManifestAnswer,
  manifestMachine,
  openManifest,
} from '../services/shipments/manifests';
import { calendarIdSchema, saveCalendar } from '../services/shipments/promise';
import { ratesOf } from '../services/shipments/rates';
import { keptLabel } from '../services/shipments/carrier-labels';
import { loadParcel } from '../services/shipments/shipment-facts';
import { setProductCustoms } from '../services/shipments/set-customs';
import { buyTopic } from '../services/shipments/start-shipments';
import { typeNumber } from '../services/shipments/type-number';
import { shipmentMachine } from '../services/shipments/shipment-machine';
import { tellShipment } from '../services/shipments/shipment-tools';
import { only, stationOf } from './access';
import { onlyOrKey } from './key-access';
import { refuse, refusedBy } from './refused';

export function shipmentRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool, now, shipments: tools } = office;
  const detail = { 200: shipmentDetailSchema, '4xx': errorSchema };

  const told = async (parcelId: string, command: ShipmentCommand, by: string) => {
    const cause = { at: now().toISOString(), actor: by, stationId: null, opId: null };
    const answer = await tellShipment(tools, parcelId, command, cause);
    if (!answer.ok) throw refusedBy(answer.refusal);
    return shown(parcelId);
  };
  const shown = async (parcelId: string) => {
    const found = await shipmentDetail(pool, parcelId, now());
    if (!found) throw refuse('parcel-unknown');
    return found;
  };

  app.get(
    '/v1/shipments',
    {
      onRequest: onlyOrKey(office, 'office', 'shipments:read'),
      schema: {
        summary: 'Labels of boxes and where they are, newest first',
        querystring: shipmentsQuerySchema,
        response: { 200: shipmentsResponseSchema },
      },
    },
    (request) => listShipments(pool, request.query, now()),
  );
  app.get(
    '/v1/parcels/:parcelId/carrier-label',
    {
      onRequest: only(office, 'station'),
      schema: {
        summary: "The carrier's own label of a box, for the bench that holds it",
        params: shipmentParams,
        response: { 200: keptLabelSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { stationId } = stationOf(request);
      const parcel = await loadParcel(pool, request.params.parcelId);
      const isHere = parcel?.holder === stationId || parcel?.lastHolder === stationId;
      const label = isHere && parcel.carrierLabel;
      const kept = label && (await keptLabel(pool, label.reference));
      if (!kept) throw refuse('parcel-unknown');
      return kept;
    },
  );
  app.get(
    '/v1/shipments/:parcelId',
    {
      onRequest: role,
      schema: { summary: 'One label with its way', params: shipmentParams, response: detail },
    },
    (request) => shown(request.params.parcelId),
  );
  app.get(
    '/v1/shipments/:parcelId/rates',
    {
      onRequest: role,
      schema: {
        summary: 'What every carrier takes for the parcel, best first, and why',
        params: shipmentParams,
        querystring: ratesQuerySchema,
        response: { 200: ratesResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const rates = await ratesOf(tools, request.params.parcelId, request.query);
      if (!rates) throw refuse('parcel-unknown');
      return rates;
    },
  );
  app.post(
    '/v1/shipments/:parcelId/void',
    {
      onRequest: role,
      schema: {
        summary: 'Gives a label back',
        params: shipmentParams,
        body: voidRequestSchema,
        response: detail,
      },
    },
    (request) =>
      told(
        request.params.parcelId,
        { type: 'RequestVoid', reason: request.body.reason, at: now().toISOString() },
        stationOf(request).stationId,
      ),
  );
  app.post(
    '/v1/shipments/:parcelId/number',
    {
      onRequest: role,
      schema: {
        summary: "Tells the number on a carrier's own label",
        params: shipmentParams,
        body: typeNumberRequestSchema,
        response: detail,
      },
    },
    async (request) => {
      const { parcelId } = request.params;
      const answer = await typeNumber(
        tools,
        parcelId,
        request.body.trackingNumber,
        stationOf(request).stationId,
      );
      if (answer === 'not-a-number')
        throw refuse('request-invalid', {
          field: 'trackingNumber',
          reason: 'not a number of this carrier',
          remedy: 'Scan the label again.',
        });
      if (!answer.ok) throw refusedBy(answer.refusal);
      return shown(parcelId);
    },
  );
  app.post(
    '/v1/shipments/:parcelId/buy',
    {
      onRequest: role,
      schema: { summary: 'Tries again to buy a label', params: shipmentParams, response: detail },
    },
    async (request) => {
      const { parcelId } = request.params;
      const found = await readRecord(pool, shipmentMachine, parcelId);
      if (!found) throw refuse('parcel-unknown');
      const { rows } = await pool.query<{ fence: number }>(
        `SELECT (doc->>'fence')::int AS fence FROM parcel WHERE parcel_id = $1`,
        [parcelId],
      );
      const plan = shipmentPlanSchema.parse({ ...found, fence: rows[0]?.fence ?? found.fence });
      const answer = await told(parcelId, { type: 'PlanShipment', plan }, stationOf(request).stationId);
      await later(
        pool,
        [{ topic: buyTopic, key: parcelId, payload: {}, availableAt: now().toISOString() }],
        office.newId,
      );
      return answer;
    },
  );
  app.post(
    '/v1/shipments/:parcelId/lost',
    {
      onRequest: role,
      schema: { summary: 'Declares a parcel lost', params: shipmentParams, response: detail },
    },
    (request) => {
      const by = stationOf(request).stationId;
      return told(request.params.parcelId, { type: 'DeclareLost', at: now().toISOString(), by }, by);
    },
  );

  const manifestOf = (answer: ManifestAnswer | null) => {
    if (!answer) throw refuse('carrier-unknown');
    if ('refusal' in answer) throw refusedBy(answer.refusal);
    return { manifestId: answer.manifestId, ...answer.manifest };
  };
  const manifestAnswer = { 200: manifestRowSchema, '4xx': errorSchema };
  app.get(
    '/v1/manifests',
    {
      onRequest: role,
      schema: {
        summary: 'Pickup lists, newest first',
        querystring: manifestsQuerySchema,
        response: { 200: manifestsResponseSchema },
      },
    },
    async (request) => {
      const page = await listRecords(pool, manifestMachine, request.query);
      return { ...page, rows: page.rows.map(({ recordId, doc }) => ({ manifestId: recordId, ...doc })) };
    },
  );
  app.post(
    '/v1/manifests',
    {
      onRequest: role,
      schema: {
        summary: 'The open pickup list of a warehouse, a carrier and a day, filled with what is ready',
        body: openManifestRequestSchema,
        response: manifestAnswer,
      },
    },
    async (request) => manifestOf(await openManifest(tools, request.body)),
  );
  app.post(
    '/v1/manifests/:manifestId/close',
    {
      onRequest: role,
      schema: { summary: 'Closes a pickup list', params: manifestParams, response: manifestAnswer },
    },
    async (request) =>
      manifestOf(await closeManifest(tools, request.params.manifestId, stationOf(request).stationId)),
  );
  const connected = { 200: connectionResponseSchema, '4xx': errorSchema };
  app.get(
    '/v1/carriers/:carrierId/connection',
    {
      onRequest: role,
      schema: { summary: 'How a carrier is reached; no secret', params: carrierParams, response: connected },
    },
    async (request) =>
      (await readConnection(pool, request.params.carrierId)) ?? {
        kind: 'tariff',
        settings: {},
        secretsSet: [],
        buyAt: 'sealed' as const,
      },
  );
  app.post(
    '/v1/carriers/:carrierId/connection',
    {
      onRequest: role,
      schema: {
        summary: 'Sets how a carrier is reached; secrets that are left out stay',
        params: carrierParams,
        body: connectionRequestSchema,
        response: connected,
      },
    },
    async (request) => {
      const { carrierId } = request.params;
      const known = await pool.query(
        `SELECT 1 FROM directory WHERE stream_id = $1 AND kind = 'carrier' AND NOT deleted AND doc->'carrier'->>'carrierId' = $2`,
        [companyStream, carrierId],
      );
      if (known.rows.length === 0) throw refuse('carrier-unknown');
      const wrong = await saveConnection(pool, tools.carriers, carrierId, request.body, now().toISOString());
      if (wrong) throw refuse('request-invalid', { ...wrong, remedy: 'Correct it.' });
      const saved = await readConnection(pool, carrierId);
      if (!saved) throw new Error('saved and not there');
      return saved;
    },
  );
  const done = { 200: z.object({ saved: z.literal(true) }), '4xx': errorSchema };
  app.post(
    '/v1/products/:sku/customs',
    {
      onRequest: role,
      schema: {
        summary: 'What customs want to know of a product; labels that wait for it are bought',
        params: z.strictObject({ sku: z.string().min(1).max(64) }),
        body: customsRequestSchema,
        response: done,
      },
    },
    async (request) => {
      await setProductCustoms(tools, request.params.sku, request.body, buyTopic);
      return { saved: true as const };
    },
  );
  app.post(
    '/v1/calendars/:calendarId',
    {
      onRequest: role,
      schema: {
        summary: 'Working days and holidays of a warehouse, a carrier or a country',
        params: z.strictObject({ calendarId: calendarIdSchema }),
        body: calendarRequestSchema,
        response: done,
      },
    },
    async (request) => {
      await saveCalendar(pool, request.params.calendarId, request.body);
      return { saved: true as const };
    },
  );
}

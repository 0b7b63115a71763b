// The warehouse floor: what waits to be picked, releases of tours, and tours under way.
import {
  floorParamsSchema,
  floorSchema,
  floorsSchema,
  releaseParamsSchema,
  releaseRequestSchema,
  releaseSchema,
  tourPageSchema,
  tourParamsSchema,
  waveParamsSchema,
  waveRecoveredSchema,
  waveTemplateParamsSchema,
  waveTemplateSchema,
  waveTemplatesSchema,
} from '../../shared/contract/floor';
import { boardSchema, giveTourSchema } from '../../shared/contract/floor-board';
import { errorSchema } from '../../shared/contract/http';
import type { TourId, WarehouseId } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { endTour, giveTour, recoverWave, type TourAct } from '../services/tours/end-tour';
import { readBoard } from '../services/tours/read-board';
import { readFloor, readFloors, readTour } from '../services/tours/read-floor';
import { readRelease } from '../services/tours/release-store';
import { listTemplates, removeTemplate, saveTemplate } from '../services/tours/wave-templates';
import { only, stationOf } from './access';
import { refuse } from './refused';

export function floorRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const answer = { 200: releaseSchema, ...refusals };
  const release = async (planId: string) => {
    const found = await readRelease(office.pool, planId);
    if (!found) throw refuse('plan-unknown');
    return found;
  };
  const warehouse = async (warehouseId: WarehouseId): Promise<WarehouseId> => {
    const known = (await readFloors(office.pool)).warehouses.map((each) => each.warehouseId);
    if (!known.includes(warehouseId))
      throw refuse('warehouse-unknown', { warehouseId, known: known.join(', ') });
    return warehouseId;
  };
  const templates = async (warehouseId: WarehouseId) => ({
    templates: await listTemplates(office.pool, await warehouse(warehouseId)),
  });
  const tour = async (tourId: TourId) => {
    const found = await readTour(office.pool, tourId);
    if (!found) throw refuse('tour-unknown');
    return found;
  };

  app.get(
    '/v1/floor',
    {
      onRequest: role,
      schema: { summary: 'Warehouses with a floor', response: { 200: floorsSchema } },
    },
    () => readFloors(office.pool),
  );

  app.get(
    '/v1/floor/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'What waits to be picked in a warehouse, its tours, and the newest release',
        params: floorParamsSchema,
        response: { 200: floorSchema, ...refusals },
      },
    },
    async ({ params }) =>
      readFloor(office.pool, await warehouse(params.warehouseId), office.now().toISOString()),
  );

  app.get(
    '/v1/floor/:warehouseId/board',
    {
      onRequest: role,
      schema: {
        summary: 'The board of a warehouse: where work stands, who does what, what leaves in time',
        params: floorParamsSchema,
        response: { 200: boardSchema, ...refusals },
      },
    },
    async ({ params }) =>
      readBoard(office.pool, await warehouse(params.warehouseId), office.now().toISOString()),
  );

  app.post(
    '/v1/floor/:warehouseId/releases',
    {
      onRequest: role,
      schema: {
        summary: 'Begins to plan what is picked together',
        params: floorParamsSchema,
        body: releaseRequestSchema,
        response: answer,
      },
    },
    async ({ params, body }) =>
      release(await office.releases.begin(await warehouse(params.warehouseId), body.wish, body.milliseconds)),
  );

  app.get(
    '/v1/floor/releases/:planId',
    {
      onRequest: role,
      schema: {
        summary: 'A release: the best plan so far',
        params: releaseParamsSchema,
        response: answer,
      },
    },
    ({ params }) => release(params.planId),
  );

  app.post(
    '/v1/floor/releases/:planId/stop',
    {
      onRequest: role,
      schema: {
        summary: 'Ends the planning and takes the best plan so far',
        params: releaseParamsSchema,
        response: answer,
      },
    },
    async ({ params }) => {
      await office.releases.stop(params.planId);
      return release(params.planId);
    },
  );

  app.post(
    '/v1/floor/releases/:planId/release',
    {
      onRequest: role,
      schema: {
        summary: 'Makes the tours of a plan that is ready; once',
        params: releaseParamsSchema,
        response: answer,
      },
    },
    async ({ params }) => {
      await release(params.planId);
      if (!(await office.releases.release(params.planId))) throw refuse('plan-not-ready');
      return release(params.planId);
    },
  );

  app.get(
    '/v1/floor/tours/:tourId',
    {
      onRequest: role,
      schema: {
        summary: 'One tour with its stops and its way',
        params: tourParamsSchema,
        response: { 200: tourPageSchema, ...refusals },
      },
    },
    ({ params }) => tour(params.tourId),
  );

  app.get(
    '/v1/floor/:warehouseId/waves',
    {
      onRequest: role,
      schema: {
        summary: 'Waves that come again every day',
        params: floorParamsSchema,
        response: { 200: waveTemplatesSchema, ...refusals },
      },
    },
    ({ params }) => templates(params.warehouseId),
  );

  app.post(
    '/v1/floor/:warehouseId/waves',
    {
      onRequest: role,
      schema: {
        summary: 'Keeps a wave that comes again every day',
        params: floorParamsSchema,
        body: waveTemplateSchema,
        response: { 200: waveTemplatesSchema, ...refusals },
      },
    },
    async ({ params, body }) => {
      await saveTemplate(office.pool, await warehouse(params.warehouseId), body);
      return templates(params.warehouseId);
    },
  );

  app.post(
    '/v1/floor/:warehouseId/waves/:templateId/remove',
    {
      onRequest: role,
      schema: {
        summary: 'Forgets a wave that came every day',
        params: waveTemplateParamsSchema,
        response: { 200: waveTemplatesSchema, ...refusals },
      },
    },
    async ({ params }) => {
      if (!(await removeTemplate(office.pool, params.warehouseId, params.templateId)))
        throw refuse('plan-unknown');
      return templates(params.warehouseId);
    },
  );

  app.post(
    '/v1/floor/waves/:waveId/recover',
    {
      onRequest: role,
      schema: {
        summary: 'Lets what nobody has begun of a wave wait again',
        params: waveParamsSchema,
        response: { 200: waveRecoveredSchema, ...refusals },
      },
    },
    async (request) => {
      const tours = await recoverWave(office, request.params.waveId, stationOf(request).stationId);
      if (tours === null) throw refuse('plan-unknown');
      return { tours };
    },
  );

  app.post(
    '/v1/floor/tours/:tourId/give',
    {
      onRequest: role,
      schema: {
        summary: 'Gives a tour to a station, whoever held it',
        params: tourParamsSchema,
        body: giveTourSchema,
        response: { 200: tourPageSchema, ...refusals },
      },
    },
    async (request) => {
      const { tourId } = request.params;
      const done = await giveTour(office, tourId, request.body.stationId, stationOf(request).stationId);
      if (done === null) throw refuse('tour-unknown');
      if (!done) throw refuse('tour-not-now');
      return tour(tourId);
    },
  );

  const acts: Record<TourAct, string> = {
    'take-back': 'Takes a tour back from who walks it; somebody else may go on with it',
    cancel: 'Ends a tour; its boxes are picked and packed as if it had never been',
  };
  for (const [act, summary] of Object.entries(acts) as [TourAct, string][])
    app.post(
      `/v1/floor/tours/:tourId/${act}`,
      {
        onRequest: role,
        schema: { summary, params: tourParamsSchema, response: { 200: tourPageSchema, ...refusals } },
      },
      async (request) => {
        const { tourId } = request.params;
        const done = await endTour(office, tourId, act, stationOf(request).stationId);
        if (done === null) throw refuse('tour-unknown');
        if (!done) throw refuse('tour-not-now');
        return tour(tourId);
      },
    );
}

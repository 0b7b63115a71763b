// Demand: what was asked for and what is expected, runs of the forecast, and what people know better.
import {
  type DemandPartQuery,
  addMarkSchema,
  addOverrideSchema,
  demandListSchema,
  demandPageSchema,
  demandParamsSchema,
  demandPartQuerySchema,
  demandQuerySchema,
  likeSchema,
  markParamsSchema,
  newestRunSchema,
  overrideParamsSchema,
  overridesQuerySchema,
  overridesSchema,
  runParamsSchema,
} from '../../shared/contract/demand';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { readRun } from '../services/demand/forecast-store';
import { addMark, addOverride, removeMark, removeOverride, setLike } from '../services/demand/overrides';
import { listDemand, readDemand } from '../services/demand/read-demand';
import { readOverrideAccuracy } from '../services/demand/read-overrides';
import { only, stationOf } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

export function demandRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool } = office;
  const refusals = { '4xx': errorSchema };
  const response = { 200: demandPageSchema, ...refusals };
  const page = async (sku: string, { channel, site }: DemandPartQuery = {}) => {
    const part = { channel: channel ?? null, site: site ?? null };
    const found = await readDemand(pool, sku, office.now(), part);
    if (!found) throw refuse('demand-product-unknown', { sku });
    return found;
  };

  app.get(
    '/v1/forecast-runs',
    {
      onRequest: role,
      schema: { summary: 'The newest run of the forecast', response: { 200: newestRunSchema } },
    },
    async () => ({ run: await readRun(pool, null) }),
  );
  app.post(
    '/v1/forecast-runs',
    {
      onRequest: role,
      schema: {
        summary: 'Begins to forecast every product, or gives the run that is under way',
        response: { 200: newestRunSchema, ...refusals },
      },
    },
    async () => ({ run: await readRun(pool, await office.forecasts.begin('person')) }),
  );
  app.post(
    '/v1/forecast-runs/:runId/stop',
    {
      onRequest: role,
      schema: {
        summary: 'Ends a run of the forecast and keeps what it made',
        params: runParamsSchema,
        response: { 200: newestRunSchema, ...refusals },
      },
    },
    async ({ params }) => {
      await office.forecasts.stop(params.runId);
      const run = await readRun(pool, params.runId);
      if (!run) throw refuse('run-unknown');
      return { run };
    },
  );

  app.get(
    '/v1/demand',
    {
      onRequest: role,
      schema: {
        summary: 'Products with what is expected of them, the most first',
        querystring: demandQuerySchema,
        response: { 200: demandListSchema, ...refusals },
      },
    },
    ({ query }) => listDemand(pool, query, office.now()),
  );
  app.get(
    '/v1/demand/:sku',
    {
      onRequest: role,
      schema: {
        summary:
          'Demand of a product, of one channel or of one site: history, forecast with quantiles, overrides',
        params: demandParamsSchema,
        querystring: demandPartQuerySchema,
        response,
      },
    },
    ({ params, query }) => page(params.sku, query),
  );
  app.get(
    '/v1/forecast-overrides',
    {
      onRequest: role,
      schema: {
        summary: 'Overrides beside what came and what they replaced, with sums by person and by reason',
        querystring: overridesQuerySchema,
        response: { 200: overridesSchema, ...refusals },
      },
    },
    ({ query }) => readOverrideAccuracy(pool, query, office.now()),
  );
  app.post(
    '/v1/demand/:sku/overrides',
    {
      onRequest: role,
      schema: {
        summary: 'Expects another number of a product for some weeks, with a reason',
        params: demandParamsSchema,
        body: addOverrideSchema,
        response,
      },
    },
    async (request) => {
      const { sku } = request.params;
      await page(sku);
      const { by, ...said } = request.body;
      const { personId, name } = await mustAnswer(office, by, 'demand.override');
      await addOverride(office, sku, said, { stationId: stationOf(request).stationId, personId, name });
      return page(sku);
    },
  );
  app.post(
    '/v1/demand/:sku/overrides/:overrideId/remove',
    {
      onRequest: role,
      schema: {
        summary: 'Takes an override back: the forecast counts again',
        params: overrideParamsSchema,
        response,
      },
    },
    async ({ params: { sku, overrideId } }) => {
      if (!(await removeOverride(office, sku, overrideId))) throw refuse('demand-entry-unknown');
      return page(sku);
    },
  );
  app.post(
    '/v1/demand/:sku/marks',
    {
      onRequest: role,
      schema: {
        summary: 'Says that some weeks were not like others: a promotion, or not to be learned from',
        params: demandParamsSchema,
        body: addMarkSchema,
        response,
      },
    },
    async (request) => {
      const { sku } = request.params;
      await page(sku);
      await addMark(office, sku, request.body, stationOf(request).stationId);
      return page(sku);
    },
  );
  app.post(
    '/v1/demand/:sku/marks/:markId/remove',
    {
      onRequest: role,
      schema: { summary: 'Takes a mark of weeks back', params: markParamsSchema, response },
    },
    async ({ params: { sku, markId } }) => {
      if (!(await removeMark(office, sku, markId))) throw refuse('demand-entry-unknown');
      return page(sku);
    },
  );
  app.post(
    '/v1/demand/:sku/like',
    {
      onRequest: role,
      schema: {
        summary: 'Says which product a new one is expected to follow, or that it stands for itself',
        params: demandParamsSchema,
        body: likeSchema,
        response,
      },
    },
    async (request) => {
      const { sku } = request.params;
      await page(sku);
      const { like } = request.body;
      if (!(await setLike(office, sku, like, stationOf(request).stationId)))
        throw refuse('demand-like-unknown', { sku: like ?? '' });
      return page(sku);
    },
  );
}

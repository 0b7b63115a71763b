// Papers: which go with boxes and sales of a warehouse, and those of one order as pages.
import { boxWarehousesSchema } from '../../shared/contract/boxes';
import { tourParamsSchema } from '../../shared/contract/floor';
import { errorSchema } from '../../shared/contract/http';
import {
  orderPaperQuerySchema,
  orderPaperSchema,
  orderPapersParamsSchema,
  paperRulesPageSchema,
  paperRulesParamsSchema,
  savePaperRulesSchema,
  tourPaperQuerySchema,
} from '../../shared/contract/papers';
import type { WarehouseId } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { orderPaper } from '../services/papers/order-paper';
import { readPaperRules, savePaperRules } from '../services/papers/paper-rules';
import { tourPaper } from '../services/papers/tour-paper';
import { readFloors } from '../services/tours/read-floor';
import { only, stationOf } from './access';
import { refuse } from './refused';

export function paperRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool } = office;
  const refusals = { '4xx': errorSchema };
  const mustBeKnown = async (warehouseId: WarehouseId): Promise<void> => {
    const known = (await readFloors(pool)).warehouses.map((each) => each.warehouseId);
    if (!known.includes(warehouseId))
      throw refuse('warehouse-unknown', { warehouseId, known: known.join(', ') });
  };

  app.get(
    '/v1/paper-rules',
    {
      onRequest: role,
      schema: { summary: 'Warehouses that have rules of papers', response: { 200: boxWarehousesSchema } },
    },
    () => readFloors(pool),
  );
  app.get(
    '/v1/paper-rules/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'Which papers go with boxes and sales of a warehouse, and what was set before',
        params: paperRulesParamsSchema,
        response: { 200: paperRulesPageSchema, ...refusals },
      },
    },
    async ({ params }) => {
      await mustBeKnown(params.warehouseId);
      return readPaperRules(pool, params.warehouseId);
    },
  );
  app.post(
    '/v1/paper-rules/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'Sets which papers go with boxes and sales of a warehouse',
        params: paperRulesParamsSchema,
        body: savePaperRulesSchema,
        response: { 200: paperRulesPageSchema, ...refusals },
      },
    },
    async (request) => {
      const { warehouseId } = request.params;
      const { from, rules } = request.body;
      await mustBeKnown(warehouseId);
      const { stationId } = stationOf(request);
      if (!(await savePaperRules(office, { warehouseId, rules }, { from, stationId })))
        throw refuse('paper-rules-changed');
      return readPaperRules(pool, warehouseId);
    },
  );
  app.get(
    '/v1/floor/tours/:tourId/paper',
    {
      onRequest: role,
      schema: {
        summary: 'The pick list of a tour as a page, with the codes of its bins',
        params: tourParamsSchema,
        querystring: tourPaperQuerySchema,
        response: { 200: orderPaperSchema, ...refusals },
      },
    },
    async ({ params, query }) => {
      const answer = await tourPaper(pool, params.tourId, query, office.now().toISOString());
      if (typeof answer === 'string') throw refuse(answer);
      return answer;
    },
  );
  app.get(
    '/v1/orders/:orderId/papers',
    {
      onRequest: role,
      schema: {
        summary: 'A paper of an order or of one of its boxes as a page',
        params: orderPapersParamsSchema,
        querystring: orderPaperQuerySchema,
        response: { 200: orderPaperSchema, ...refusals },
      },
    },
    async ({ params, query }) => {
      const answer = await orderPaper(pool, params.orderId, query, office.now().toISOString());
      if (typeof answer === 'string') throw refuse(answer);
      return answer;
    },
  );
}

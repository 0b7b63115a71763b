// Boxes of a warehouse: what there is, what packers chose against the plan and what is learned of it; how products want to
// be packed.
import {
  boxesParamsSchema,
  boxesSchema,
  boxParamsSchema,
  boxWarehousesSchema,
  forgetRequestSchema,
  handlingQuerySchema,
  handlingRequestSchema,
  handlingRowsSchema,
  handlingSavedSchema,
} from '../../shared/contract/boxes';
import { errorSchema } from '../../shared/contract/http';
import { companyStream, type WarehouseId } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { tellSite } from '../services/boxes/box-sites';
import { forgetLessons, readBoxes } from '../services/boxes/read-boxes';
import { findHandling, saveHandling } from '../services/catalogue/save-handling';
import { readFloors } from '../services/tours/read-floor';
import { only } from './access';
import { refuse } from './refused';

export function boxRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool, writer } = office;
  const refusals = { '4xx': errorSchema };
  const warehouse = async (warehouseId: WarehouseId): Promise<WarehouseId> => {
    const known = (await readFloors(pool)).warehouses.map((each) => each.warehouseId);
    if (!known.includes(warehouseId))
      throw refuse('warehouse-unknown', { warehouseId, known: known.join(', ') });
    return warehouseId;
  };

  app.get(
    '/v1/boxes',
    { onRequest: role, schema: { summary: 'Warehouses that pack', response: { 200: boxWarehousesSchema } } },
    () => readFloors(pool),
  );
  app.get(
    '/v1/boxes/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'Boxes of a warehouse: stock, use, choices against the plan and what they taught',
        params: boxesParamsSchema,
        response: { 200: boxesSchema, ...refusals },
      },
    },
    async ({ params }) => readBoxes(pool, await warehouse(params.warehouseId)),
  );
  app.post(
    '/v1/boxes/:warehouseId/:boxId/forget',
    {
      onRequest: role,
      schema: {
        summary: 'What packers taught about a box does not count any more, or counts again',
        params: boxParamsSchema,
        body: forgetRequestSchema,
        response: { 200: boxesSchema, ...refusals },
      },
    },
    async ({ params: { warehouseId, boxId }, body }) => {
      await warehouse(warehouseId);
      const changed = await forgetLessons(pool, warehouseId, boxId, body.forgotten);
      if (changed > 0) await tellSite(office, warehouseId, boxId);
      return readBoxes(pool, warehouseId);
    },
  );
  app.get(
    '/v1/product-handling',
    {
      onRequest: role,
      schema: {
        summary: 'How products want to be packed',
        querystring: handlingQuerySchema,
        response: { 200: handlingRowsSchema, ...refusals },
      },
    },
    ({ query }) => findHandling(pool, query.text.trim()),
  );
  app.post(
    '/v1/product-handling',
    {
      onRequest: role,
      schema: {
        summary: 'Says how products want to be packed, and their measures',
        body: handlingRequestSchema,
        response: { 200: handlingSavedSchema, ...refusals },
      },
    },
    ({ body }) => writer.submit([companyStream], (tx) => saveHandling(tx, body)),
  );
}

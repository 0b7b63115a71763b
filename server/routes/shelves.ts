// Bins as the office describes them.
import { errorSchema } from '../../shared/contract/http';
import {
  binsQuerySchema,
  binsSchema,
  describedSchema,
  describeShelvesSchema,
  faceRequestSchema,
  shelfAnswerSchema,
  shelfParamsSchema,
} from '../../shared/contract/shelves';
import type { WarehouseId } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { warehousesOf } from '../services/allocation/allocate-orders';
import { describeShelves, listBins, saveFace } from '../services/putaway/describe-shelves';
import { only } from './access';
import { refuse } from './refused';

export function shelfRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const warehouse = async (warehouseId: WarehouseId): Promise<WarehouseId> => {
    if (!(await warehousesOf(office.pool)).includes(warehouseId))
      throw refuse('warehouse-unknown', { warehouseId });
    return warehouseId;
  };

  app.get(
    '/v1/shelves/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'Bins of a warehouse in walking order, with what is said of them and what lies in them',
        params: shelfParamsSchema,
        querystring: binsQuerySchema,
        response: { 200: binsSchema, ...refusals },
      },
    },
    async ({ params, query }) => ({
      bins: await listBins(office.pool, await warehouse(params.warehouseId), query),
    }),
  );

  app.post(
    '/v1/shelves/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'Says what bins are for and what goes into them: all whose name begins so',
        params: shelfParamsSchema,
        body: describeShelvesSchema,
        response: { 200: describedSchema, ...refusals },
      },
    },
    async ({ params, body }) => ({
      bins: await describeShelves(office, await warehouse(params.warehouseId), body),
    }),
  );

  app.post(
    '/v1/shelves/:warehouseId/faces',
    {
      onRequest: role,
      schema: {
        summary: 'Says how full the face of a product is kept in a bin',
        params: shelfParamsSchema,
        body: faceRequestSchema,
        response: { 200: shelfAnswerSchema, ...refusals },
      },
    },
    async ({ params, body }) => {
      const saved = await saveFace(office, await warehouse(params.warehouseId), body);
      if (saved.ok) return { shelf: saved.shelf };
      throw saved.why === 'bin'
        ? refuse('bin-unknown', { location: body.locationId })
        : refuse('product-unknown', { sku: body.sku });
    },
  );
}

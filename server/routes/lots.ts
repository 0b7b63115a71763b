// Goods by lot: what lies where, which of a product goes out first, and who got them.
import {
  productLotsParamsSchema,
  productLotsSchema,
  rotationBodySchema,
  takenQuerySchema,
  takenResponseSchema,
} from '../../shared/contract/lots';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { readProductLots, saveRotation } from '../services/lots/product-lots';
import { whoGot } from '../services/lots/who-got';
import { only } from './access';
import { refuse } from './refused';

export function lotRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const response = { 200: productLotsSchema, '4xx': errorSchema };
  const lotsOf = async (sku: (typeof productLotsParamsSchema)['_output']['sku']) => {
    const found = await readProductLots(office.pool, sku, office.now().toISOString());
    if (!found) throw refuse('product-unknown', { sku });
    return found;
  };

  app.get(
    '/v1/products/:sku/lots',
    {
      onRequest: role,
      schema: {
        summary: 'What lies in the warehouses of a product by lot, in the order in which it goes out',
        params: productLotsParamsSchema,
        response,
      },
    },
    ({ params }) => lotsOf(params.sku),
  );

  app.get(
    '/v1/lots/taken',
    {
      onRequest: role,
      schema: {
        summary: 'Who got a lot or a serial: parcels it was taken for, and what still lies in the warehouses',
        querystring: takenQuerySchema,
        response: { 200: takenResponseSchema, '4xx': errorSchema },
      },
    },
    ({ query }) => whoGot(office.pool, query),
  );

  app.post(
    '/v1/products/:sku/rotation',
    {
      onRequest: role,
      schema: {
        summary: 'Says which of a product goes out first, and how many days must be left of it',
        params: productLotsParamsSchema,
        body: rotationBodySchema,
        response,
      },
    },
    async ({ params, body }) => {
      await saveRotation(office, params.sku, body);
      return lotsOf(params.sku);
    },
  );
}

// What may be promised of products, and the goods that are expected.
import {
  availabilityResponseSchema,
  officeAvailabilityRequestSchema,
  promiseParamsSchema,
  promiseQuerySchema,
  skuPromiseSchema,
  suppliesQuerySchema,
  suppliesRequestSchema,
  suppliesResponseSchema,
} from '../../shared/contract/carts';
import { errorSchema } from '../../shared/contract/http';
import { dayOf } from '../../shared/domain/stock/available-to-promise';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { salesChannel } from '../services/channels/channel-rows';
import { availabilityFor } from '../services/promising/channel-promise';
import { listSupplies, saveSupplies } from '../services/promising/dated-supply';
import { skuPromise } from '../services/promising/sku-promise';
import { transferSource } from '../services/transfers/settle-transfers';
import { purchaseSource } from '../services/purchasing/settle-supplies';
import { only } from './access';
import { refuse } from './refused';

export function promisingRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');

  app.get(
    '/v1/availability/:sku',
    {
      onRequest: role,
      schema: {
        summary:
          'When how much of a product can be promised, by warehouse and day, and what each channel may sell',
        params: promiseParamsSchema,
        querystring: promiseQuerySchema,
        response: { 200: skuPromiseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { sku } = request.params;
      const promise = await skuPromise(office.pool, sku, request.query.days, office.now());
      if (!promise) throw refuse('product-unknown', { sku });
      return promise;
    },
  );

  app.post(
    '/v1/availability',
    {
      onRequest: role,
      schema: {
        summary: 'What a channel may sell of products, now and later',
        body: officeAvailabilityRequestSchema,
        response: { 200: availabilityResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const channel = await salesChannel(office.pool, request.body.channelId);
      if (!channel) throw refuse('channel-not-there', { channelId: request.body.channelId });
      return availabilityFor(office.pool, channel, request.body.skus, dayOf(office.now()));
    },
  );

  app.get(
    '/v1/supplies',
    {
      onRequest: role,
      schema: {
        summary: 'Goods that are expected, the soonest first',
        querystring: suppliesQuerySchema,
        response: { 200: suppliesResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => ({ rows: await listSupplies(office.pool, request.query) }),
  );

  app.post(
    '/v1/supplies',
    {
      onRequest: role,
      schema: {
        summary:
          'Tells of goods that are expected; told again it is what was told last, with 0 units it is gone',
        body: suppliesRequestSchema,
        response: { 200: suppliesResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { rows } = request.body;
      if (rows.some(({ source }) => source === purchaseSource)) throw refuse('supply-of-purchase');
      if (rows.some(({ source }) => source === transferSource)) throw refuse('supply-of-transfer');
      const answer = await saveSupplies(office, rows);
      if (answer.ok) return { rows: rows.filter(({ units }) => units > 0) };
      throw answer.why === 'warehouse'
        ? refuse('warehouse-unknown', { warehouseId: answer.value })
        : refuse('product-unknown', { sku: answer.value });
    },
  );
}

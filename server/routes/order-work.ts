// What the office works with besides single orders: filters it keeps, and one search for anything.
import { z } from 'zod';
import { savedFiltersResponseSchema, saveFilterRequestSchema } from '../../shared/contract/order-grid';
import { officeSearchQuerySchema, officeSearchResponseSchema } from '../../shared/contract/office-search';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listFilters, removeFilter, saveFilter } from '../services/office/saved-filters';
import { searchOffice } from '../services/office/search';
import { only, stationOf } from './access';

export function orderWorkRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');

  app.get(
    '/v1/order-filters',
    {
      onRequest: role,
      schema: {
        summary: 'Filters of the list of orders that are kept, with how many orders each finds now',
        response: { 200: savedFiltersResponseSchema },
      },
    },
    async (request) => ({ rows: await listFilters(office.pool, stationOf(request).stationId) }),
  );

  app.post(
    '/v1/order-filters',
    {
      onRequest: role,
      schema: {
        summary: 'Keeps a filter, for everybody or for this computer',
        body: saveFilterRequestSchema,
        response: { 200: savedFiltersResponseSchema },
      },
    },
    async (request) => {
      const { stationId } = stationOf(request);
      await saveFilter(office, stationId, request.body);
      return { rows: await listFilters(office.pool, stationId) };
    },
  );

  app.post(
    '/v1/order-filters/:filterId/remove',
    {
      onRequest: role,
      schema: {
        summary: 'Takes a kept filter away',
        params: z.strictObject({ filterId: z.uuid() }),
        response: { 200: savedFiltersResponseSchema },
      },
    },
    async (request) => {
      const { stationId } = stationOf(request);
      await removeFilter(office.pool, stationId, request.params.filterId);
      return { rows: await listFilters(office.pool, stationId) };
    },
  );

  app.get(
    '/v1/office/search',
    {
      onRequest: role,
      schema: {
        summary: 'Orders, parcels, tracking numbers, customers and products by number or name',
        querystring: officeSearchQuerySchema,
        response: { 200: officeSearchResponseSchema },
      },
    },
    async (request) => ({ hits: await searchOffice(office.pool, request.query.text) }),
  );
}

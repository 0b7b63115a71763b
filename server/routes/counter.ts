// Sales over the counter and counts of tills: read, never changed. What was sold was sold, what was counted lay there.
import {
  counterSalesQuerySchema,
  counterSalesResponseSchema,
  tillCountsQuerySchema,
  tillCountsResponseSchema,
} from '../../shared/contract/counter';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listCounterSales } from '../services/counter/read-sales';
import { listTillCounts } from '../services/counter/read-tills';
import { only } from './access';

export function counterRoutes(app: App, office: HeadOffice): void {
  app.get(
    '/v1/counter-sales',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'What was sold over the counter and how it was paid, the newest first',
        querystring: counterSalesQuerySchema,
        response: { 200: counterSalesResponseSchema, '4xx': errorSchema },
      },
    },
    ({ query }) => listCounterSales(office.pool, query),
  );

  app.get(
    '/v1/till-counts',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'Counts of the cash in tills, with what should have been there, the newest first',
        querystring: tillCountsQuerySchema,
        response: { 200: tillCountsResponseSchema, '4xx': errorSchema },
      },
    },
    ({ query }) => listTillCounts(office.pool, query),
  );
}

// Sales over the counter: read, never changed. What was sold was sold.
import { counterSalesQuerySchema, counterSalesResponseSchema } from '../../shared/contract/counter';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listCounterSales } from '../services/counter/read-sales';
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
}

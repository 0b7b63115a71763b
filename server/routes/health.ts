// Is head office there, and is its database?
import { healthSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';

export function healthRoutes(app: App, office: HeadOffice): void {
  app.get(
    '/health',
    {
      schema: {
        summary: 'Whether head office and its database answer',
        response: { 200: healthSchema, 503: healthSchema },
      },
    },
    async (_request, reply) => {
      const ok = await office.pool.query('SELECT 1').then(
        () => true,
        () => false,
      );
      return reply.status(ok ? 200 : 503).send({
        name: 'waybill',
        ok,
        version: office.version,
        database: office.database,
        startedAt: office.startedAt,
      });
    },
  );
}

// Work on many orders: a look at what would happen, its start, how far it is, what became of each order, stopping it and
// taking it back.
import { z } from 'zod';
import {
  bulkItemsQuerySchema,
  bulkItemsResponseSchema,
  type BulkRun,
  bulkRunSchema,
  newBulkRequestSchema,
  startBulkRequestSchema,
} from '../../shared/contract/bulk';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { beginBulk, beginUndo, listBulkItems, readBulk, stepBulk } from '../services/bulk/bulk-runs';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

const params = z.strictObject({ runId: z.uuid() });
const answer = { 200: bulkRunSchema, '4xx': errorSchema };

export function bulkRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const runOf = async (runId: string): Promise<BulkRun> => {
    const run = await readBulk(office.pool, runId);
    if (!run) throw refuse('bulk-unknown');
    return run;
  };

  app.post(
    '/v1/bulk',
    {
      onRequest: role,
      schema: {
        summary: 'Looks what an act would do to many orders; changes none of them',
        body: newBulkRequestSchema,
        response: answer,
      },
    },
    async (request) => {
      const { act, selection } = request.body;
      const runId = await beginBulk(office, act, selection, stationOf(request).stationId);
      if (runId === null) throw refuse('bulk-none');
      office.bulk.nudge();
      return runOf(runId);
    },
  );

  app.get(
    '/v1/bulk/:runId',
    {
      onRequest: role,
      schema: { summary: 'How far work on many orders is', params, response: answer },
    },
    (request) => runOf(request.params.runId),
  );

  app.get(
    '/v1/bulk/:runId/orders',
    {
      onRequest: role,
      schema: {
        summary: 'What becomes of every order, with the reason of every refusal',
        params,
        querystring: bulkItemsQuerySchema,
        response: { 200: bulkItemsResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      await runOf(request.params.runId);
      return listBulkItems(office.pool, request.params.runId, request.query);
    },
  );

  app.post(
    '/v1/bulk/:runId/start',
    {
      onRequest: role,
      schema: {
        summary: 'Does what was looked at, answered for by somebody with a name',
        params,
        body: startBulkRequestSchema,
        response: answer,
      },
    },
    async (request) => {
      const { runId } = request.params;
      const person = await office.people(office.pool, request.body.by, 'orders.bulk');
      if (!person.ok) throw refusedBy(person.refusal, 403);
      const at = office.now().toISOString();
      const before = await runOf(runId);
      if (!(await stepBulk(office.pool, runId, 'Start', { at, actor: person.personId })))
        throw refuse('bulk-not-now', { state: before.state });
      office.bulk.nudge();
      return runOf(runId);
    },
  );

  app.post(
    '/v1/bulk/:runId/stop',
    {
      onRequest: role,
      schema: { summary: 'Stops it; what is done stays done', params, response: answer },
    },
    async (request) => {
      const { runId } = request.params;
      const before = await runOf(runId);
      if (!(await stepBulk(office.pool, runId, 'Stop', { at: office.now().toISOString() })))
        throw refuse('bulk-not-now', { state: before.state });
      return runOf(runId);
    },
  );

  app.post(
    '/v1/bulk/:runId/undo',
    {
      onRequest: role,
      schema: {
        summary: 'Looks what taking it back would do; to be started like any other',
        params,
        response: answer,
      },
    },
    async (request) => {
      const run = await runOf(request.params.runId);
      const undoing = await beginUndo(office, run, stationOf(request).stationId);
      if (undoing === null) throw refuse('bulk-not-now', { state: run.state });
      office.bulk.nudge();
      return runOf(undoing);
    },
  );
}

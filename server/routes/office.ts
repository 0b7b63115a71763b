// What the office looks at besides orders: parcels, stock, channels, tasks.
import { z } from 'zod';
import {
  channelsResponseSchema,
  errorSchema,
  ledgerResponseSchema,
  parcelsQuerySchema,
  parcelsResponseSchema,
  stockQuerySchema,
  stockResponseSchema,
  tasksQuerySchema,
  tasksResponseSchema,
} from '../../shared/contract/http';
import {
  cancelWithdrawnSchema,
  takeBackRequestSchema,
  takeBackResponseSchema,
} from '../../shared/contract/leases';
import { parcelIdSchema } from '../../shared/domain/ids';
import { taskSchema } from '../../shared/sync/documents';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listChannels } from '../services/imports/channels';
import { listParcels } from '../services/office/list-parcels';
import { listStock } from '../services/office/list-stock';
import { finishTask, listTasks } from '../services/office/tasks';
import { withdrawCancel } from '../services/orders/withdraw-cancel';
import { takeBackParcel } from '../services/stations/end-leases';
import { ledgerState, proveLedger } from '../services/stock/prove-ledger';
import { only, stationOf } from './access';
import { onlyOrKey } from './key-access';
import { refuse } from './refused';

export function officeRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const reading = onlyOrKey(office, 'office', 'orders:read');
  const readingStock = onlyOrKey(office, 'office', 'stock:read');

  app.get(
    '/v1/parcels',
    {
      onRequest: reading,
      schema: {
        summary: 'Parcels, newest order first',
        querystring: parcelsQuerySchema,
        response: { 200: parcelsResponseSchema },
      },
    },
    (request) => listParcels(office.pool, request.query),
  );

  app.post(
    '/v1/parcels/:parcelId/take-back',
    {
      onRequest: role,
      schema: {
        summary:
          'Takes a parcel back from the bench that holds it under this fence; what it did all the same is a task',
        params: z.strictObject({ parcelId: parcelIdSchema }),
        body: takeBackRequestSchema,
        response: { 200: takeBackResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { stationId } = stationOf(request);
      const parcelsReleased = await takeBackParcel(
        office,
        request.params.parcelId,
        request.body.fence,
        stationId,
      );
      if (parcelsReleased === null) throw refuse('parcel-unknown');
      return { parcelsReleased };
    },
  );

  app.post(
    '/v1/parcels/:parcelId/withdraw-cancel',
    {
      onRequest: role,
      schema: {
        summary: 'Takes back the question to leave units out of a box',
        params: z.strictObject({ parcelId: parcelIdSchema }),
        response: { 200: cancelWithdrawnSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const withdrawn = await withdrawCancel(office, request.params.parcelId, stationOf(request).stationId);
      if (withdrawn === null) throw refuse('parcel-unknown');
      return { withdrawn };
    },
  );

  app.get(
    '/v1/stock',
    {
      onRequest: readingStock,
      schema: {
        summary: 'Stock by product and warehouse',
        querystring: stockQuerySchema,
        response: { 200: stockResponseSchema },
      },
    },
    (request) => listStock(office.pool, request.query, office.now()),
  );

  app.get(
    '/v1/ledger',
    {
      onRequest: role,
      schema: {
        summary: 'What came out when stock was last rebuilt from its movements',
        response: { 200: ledgerResponseSchema },
      },
    },
    () => ledgerState(office.pool),
  );

  app.post(
    '/v1/ledger/prove',
    {
      onRequest: role,
      schema: {
        summary: 'Rebuilds stock from its movements now and compares; changes nothing',
        response: { 200: ledgerResponseSchema },
      },
    },
    () => proveLedger(office),
  );

  app.get(
    '/v1/channels',
    {
      onRequest: role,
      schema: { summary: 'Channels and the files they take', response: { 200: channelsResponseSchema } },
    },
    async () => ({ rows: await listChannels(office.pool) }),
  );

  app.get(
    '/v1/tasks',
    {
      onRequest: role,
      schema: {
        summary: 'What somebody has to put right by hand',
        querystring: tasksQuerySchema,
        response: { 200: tasksResponseSchema },
      },
    },
    (request) => listTasks(office.pool, request.query),
  );

  app.post(
    '/v1/tasks/:taskId/done',
    {
      onRequest: role,
      schema: {
        summary: 'Says that a task was done',
        params: z.strictObject({ taskId: z.uuid() }),
        response: { 200: taskSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const task = await finishTask(office, request.params.taskId, stationOf(request).name);
      if (!task) throw refuse('task-unknown');
      return task;
    },
  );
}

// Who is one person and what a person may ask for: merging and undoing it, a file of all that is kept, erasing. Whoever does
// any of it is named by badge and PIN.
import {
  byRequestSchema,
  customerParamsSchema,
  customerResponseSchema,
  eraseRequestSchema,
  erasureSchema,
  exportedSchema,
  mergeParamsSchema,
  mergePreviewQuerySchema,
  mergePreviewSchema,
  mergeRequestSchema,
  notSameSchema,
} from '../../shared/contract/customers';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { noteAct } from '../services/customers/customer-acts';
import { eraseCustomer } from '../services/customers/erase-customer';
import { exportPerson } from '../services/customers/export-person';
import { dismissPair, mergeCustomers, undoMerge, whyNoMerge } from '../services/customers/merge-customers';
import { previewMerge } from '../services/customers/merge-preview';
import { only, stationOf } from './access';
import { customerDesk, statusOf } from './customer-desk';
import { refuse, refusedBy } from './refused';

export function customerRightsRoutes(app: App, office: HeadOffice): void {
  const { pool, newId } = office;
  const role = only(office, 'office');
  const { at, named, pageOf } = customerDesk(office);
  const page = { 200: customerResponseSchema, '4xx': errorSchema };

  app.get(
    '/v1/customers/:customerId/merge-preview',
    {
      onRequest: role,
      schema: {
        summary: 'Two customers side by side, before they are shown as one',
        params: customerParamsSchema,
        querystring: mergePreviewQuerySchema,
        response: { 200: mergePreviewSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { customerId } = request.params;
      const { fromId } = request.query;
      const refusal = await whyNoMerge(pool, customerId, fromId);
      if (refusal) throw refusedBy(refusal, statusOf(refusal));
      const preview = await previewMerge(pool, customerId, fromId, at());
      if (!preview) throw refuse('customer-unknown');
      return preview;
    },
  );

  app.post(
    '/v1/customers/:customerId/merge',
    {
      onRequest: role,
      schema: {
        summary: 'Shows another customer as this one; can be undone',
        params: customerParamsSchema,
        body: mergeRequestSchema,
        response: page,
      },
    },
    async (request) => {
      const by = await named(request.body.by, 'customer.merge');
      const { customerId } = request.params;
      const merged = await mergeCustomers(pool, customerId, request.body.fromId, { at: at(), by, newId });
      if (!merged.ok) throw refusedBy(merged.refusal, statusOf(merged.refusal));
      return pageOf(customerId);
    },
  );

  app.post(
    '/v1/customer-merges/:mergeId/undo',
    {
      onRequest: role,
      schema: {
        summary: 'Undoes a merge: the customer is one of their own again',
        params: mergeParamsSchema,
        body: byRequestSchema,
        response: page,
      },
    },
    async (request) => {
      const by = await named(request.body.by, 'customer.merge');
      const undone = await undoMerge(pool, request.params.mergeId, { at: at(), by, newId });
      if (!undone.ok) throw refusedBy(undone.refusal, statusOf(undone.refusal));
      return pageOf(undone.customerId);
    },
  );

  app.post(
    '/v1/customers/:customerId/not-same',
    {
      onRequest: role,
      schema: {
        summary: 'Says that two who look alike are two people',
        params: customerParamsSchema,
        body: notSameSchema,
        response: page,
      },
    },
    async (request) => {
      const { customerId } = request.params;
      await dismissPair(pool, customerId, request.body.otherId, {
        at: at(),
        by: stationOf(request).name,
        newId,
      });
      return pageOf(customerId);
    },
  );

  app.post(
    '/v1/customers/:customerId/export',
    {
      onRequest: role,
      schema: {
        summary: 'Everything that is kept of one person, as a zip of JSON, a page to read and tables',
        params: customerParamsSchema,
        body: byRequestSchema,
        response: { 200: exportedSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const by = await named(request.body.by, 'customer.export');
      const made = office.now();
      const { customerId } = await pageOf(request.params.customerId);
      const file = await exportPerson(pool, customerId, made);
      if (!file) throw refuse('customer-unknown');
      await noteAct(pool, { customerId, type: 'exported', body: {} }, { at: made.toISOString(), by, newId });
      return { fileName: file.fileName, base64: file.bytes.toString('base64') };
    },
  );

  app.post(
    '/v1/customers/:customerId/erase',
    {
      onRequest: role,
      schema: {
        summary:
          'Erases a person at their request, everywhere but where the law keeps them; cannot be undone',
        params: customerParamsSchema,
        body: eraseRequestSchema,
        response: { 200: erasureSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const by = await named(request.body.by, 'customer.erase');
      const { customerId } = request.params;
      const answer = await eraseCustomer(office, customerId, { how: request.body.how, by });
      if (!answer.ok) throw refusedBy(answer.refusal, statusOf(answer.refusal));
      const { erasure } = await pageOf(customerId);
      if (!erasure) throw refuse('customer-unknown');
      return erasure;
    },
  );
}

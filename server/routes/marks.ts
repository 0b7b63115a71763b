// Tags and custom fields: what the office defines, and what orders, customers and products have of it.
import { errorSchema } from '../../shared/contract/http';
import {
  fieldsResponseSchema,
  markedOrderSchema,
  markOrderRequestSchema,
  marksParamsSchema,
  marksRequestSchema,
  marksResponseSchema,
  saveFieldRequestSchema,
  saveTagRequestSchema,
  tagOrdersRequestSchema,
  tagOrdersResponseSchema,
} from '../../shared/contract/marks';
import { orderParamsSchema } from '../../shared/contract/payments';
import { fieldsOf } from '../../shared/domain/field/field';
import { judgeFields } from '../../shared/domain/field/judge-fields';
import { companyStream } from '../../shared/domain/ids';
import { tagKeyOf } from '../../shared/domain/tag/tag';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { warehousesOf } from '../services/allocation/allocate-orders';
import { markOrder, tagOrders } from '../services/marks/mark-orders';
import {
  changeMarks,
  ensureTags,
  loadFields,
  loadMarks,
  loadTags,
  saveField,
  saveTag,
} from '../services/marks/marks';
import { only } from './access';
import { callerOf, onlyOrKey } from './key-access';
import { mustAnswer } from './must-answer';
import { refuse, refusedBy, refusedFields } from './refused';

export function markRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const reading = onlyOrKey(office, 'office', 'orders:read');
  const writing = onlyOrKey(office, 'office', 'marks:write');
  const at = (): string => office.now().toISOString();
  const all = async () => ({ fields: await loadFields(office.pool), tags: await loadTags(office.pool) });

  app.get(
    '/v1/fields',
    {
      onRequest: reading,
      schema: {
        summary: 'Custom fields and tags as the office has defined them',
        response: { 200: fieldsResponseSchema },
      },
    },
    all,
  );

  app.post(
    '/v1/fields',
    {
      onRequest: role,
      schema: {
        summary: 'Defines a custom field, or changes one; its kind stays what it was',
        body: saveFieldRequestSchema,
        response: { 200: fieldsResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { field, by } = request.body;
      await mustAnswer(office, by, 'settings.flow');
      const saved = await saveField(office.pool, field, at());
      if (saved === 'other-kind') throw refuse('field-other-kind', { key: field.key });
      return all();
    },
  );

  app.post(
    '/v1/tags',
    {
      onRequest: role,
      schema: {
        summary: 'Names a tag and gives it a colour',
        body: saveTagRequestSchema,
        response: { 200: fieldsResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { name, colour, by } = request.body;
      await mustAnswer(office, by, 'settings.flow');
      await saveTag(office.pool, { key: tagKeyOf(name) ?? '', name: name.trim(), colour });
      return all();
    },
  );

  app.post(
    '/v1/office/orders/tags',
    {
      onRequest: writing,
      schema: {
        summary:
          'Puts tags on many orders, or takes them off; one that cannot be tagged leaves the others as they are',
        body: tagOrdersRequestSchema,
        response: { 200: tagOrdersResponseSchema, '4xx': errorSchema },
      },
    },
    (request) => {
      const { orderIds, add, remove } = request.body;
      const { by, ...who } = callerOf(request);
      const cause = { at: at(), opId: null, ...who };
      return office.writer.submit([companyStream], (tx) =>
        tagOrders(tx, orderIds, { add, remove, by }, office.newId, cause),
      );
    },
  );

  app.post(
    '/v1/orders/:orderId/marks',
    {
      onRequest: writing,
      schema: {
        summary: 'Puts tags and custom fields on an order and its lines',
        params: orderParamsSchema,
        body: markOrderRequestSchema,
        response: { 200: markedOrderSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { by, ...who } = callerOf(request);
      const cause = { at: at(), opId: null, ...who };
      const streams = [companyStream, ...(await warehousesOf(office.pool))];
      const marked = await office.writer.submit(streams, (tx) =>
        markOrder(tx, request.params.orderId, { ...request.body, by }, office.newId, cause),
      );
      if (!marked.ok) {
        if ('problems' in marked) throw refusedFields(marked.problems);
        throw marked.refusal.code === 'order-not-placed'
          ? refuse('order-unknown')
          : refusedBy(marked.refusal);
      }
      office.allocation.nudge();
      return { order: marked.order };
    },
  );

  app.get(
    '/v1/marks/:owner/:ownerId',
    {
      onRequest: reading,
      schema: {
        summary: 'Tags and custom fields of a customer or a product',
        params: marksParamsSchema,
        response: { 200: marksResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { owner, ownerId } = request.params;
      return (await loadMarks(office.pool, owner, [ownerId])).get(ownerId) ?? { tags: [], fields: {} };
    },
  );

  app.post(
    '/v1/marks/:owner/:ownerId',
    {
      onRequest: writing,
      schema: {
        summary: 'Puts tags and custom fields on a customer or a product',
        params: marksParamsSchema,
        body: marksRequestSchema,
        response: { 200: marksResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { owner, ownerId } = request.params;
      const { add, remove, fields } = request.body;
      const own = fieldsOf(await loadFields(office.pool), owner);
      const problems = judgeFields(own, fields, null);
      if (problems.length > 0)
        throw refusedFields(problems.map((each) => ({ ...each, place: `fields.${each.key}` })));
      return office.writer.submit([companyStream], async ({ client }) =>
        changeMarks(client, owner, ownerId, { add: await ensureTags(client, add), remove, fields }, at()),
      );
    },
  );
}

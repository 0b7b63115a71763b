// Customers: the list, one file with its activity, what the office does with it, and what a person may ask for. Whoever
// merges, exports or erases is named by badge and PIN.
import {
  activityQuerySchema,
  activityResponseSchema,
  byRequestSchema,
  customerParamsSchema,
  customerResponseSchema,
  customersQuerySchema,
  customersResponseSchema,
  defaultAddressSchema,
  eraseRequestSchema,
  erasureSchema,
  exportedSchema,
  mergeParamsSchema,
  mergePreviewQuerySchema,
  mergePreviewSchema,
  mergeRequestSchema,
  newNoteSchema,
  noteParamsSchema,
  notSameSchema,
  orderCustomerSchema,
  pinNoteSchema,
  productCostsSavedSchema,
  productCostsSchema,
  saveCustomerRulesSchema,
  sayConsentSchema,
  setVipSchema,
} from '../../shared/contract/customers';
import { errorSchema } from '../../shared/contract/http';
import { orderParamsSchema } from '../../shared/contract/payments';
import type { Refusal } from '../../shared/domain/decision';
import { customerRulesSchema } from '../../shared/domain/customer/rules';
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { customerActivity } from '../services/customers/activity';
import {
  addNote,
  changeFile,
  contactKey,
  pinNote,
  sayForCustomer,
  setDefaultAddress,
  setVip,
} from '../services/customers/change-file';
import { noteAct } from '../services/customers/customer-acts';
import { customerPage } from '../services/customers/customer-page';
import { changeCustomers, loadCustomerRules, saveSetting } from '../services/customers/customer-settings';
import { rescale } from '../services/customers/customer-value';
import { eraseCustomer } from '../services/customers/erase-customer';
import { exportPerson } from '../services/customers/export-person';
import { customerOfOrder, listCustomers } from '../services/customers/list-customers';
import { dismissPair, mergeCustomers, undoMerge, whyNoMerge } from '../services/customers/merge-customers';
import { previewMerge } from '../services/customers/merge-preview';
import { saveCosts } from '../services/customers/product-costs';
import type { Answering } from '../services/people/answering-person';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function customerRoutes(app: App, office: HeadOffice): void {
  const { pool, newId } = office;
  const role = only(office, 'office');
  const at = (): string => office.now().toISOString();
  const page = { 200: customerResponseSchema, '4xx': errorSchema };
  const named = async (by: Answering, act: OfficeAct): Promise<string> => {
    const person = await office.people(pool, by, act);
    if (!person.ok) throw refusedBy(person.refusal, 403);
    return person.personId;
  };
  const pageOf = async (customerId: string) => {
    const found = await customerPage(pool, customerId, at());
    if (!found) throw refuse('customer-unknown');
    return found;
  };
  /** @returns the file as it is then */
  const changed = async (customerId: string, change: Parameters<typeof changeFile>[2]) => {
    const refusal = await changeFile(pool, customerId, change);
    if (refusal) throw refusedBy(refusal, statusOf(refusal));
    return pageOf(customerId);
  };

  app.get(
    '/v1/customers',
    {
      onRequest: role,
      schema: {
        summary: 'Customers, the most valuable first unless asked otherwise',
        querystring: customersQuerySchema,
        response: { 200: customersResponseSchema, '4xx': errorSchema },
      },
    },
    (request) => listCustomers(pool, request.query),
  );

  app.get(
    '/v1/customers/:customerId',
    {
      onRequest: role,
      schema: {
        summary: 'One customer with all that is kept of them; of a merged one the one it is shown as',
        params: customerParamsSchema,
        response: page,
      },
    },
    (request) => pageOf(request.params.customerId),
  );

  app.get(
    '/v1/customers/:customerId/activity',
    {
      onRequest: role,
      schema: {
        summary: 'Everything that happened with a customer, newest first',
        params: customerParamsSchema,
        querystring: activityQuerySchema,
        response: { 200: activityResponseSchema, '4xx': errorSchema },
      },
    },
    (request) => customerActivity(pool, request.params.customerId, request.query),
  );

  app.post(
    '/v1/customers/:customerId/notes',
    {
      onRequest: role,
      schema: { summary: 'Writes a note', params: customerParamsSchema, body: newNoteSchema, response: page },
    },
    (request) =>
      changed(request.params.customerId, (db, rootId) =>
        addNote(db, rootId, request.body, { at: at(), by: stationOf(request).name, newId }),
      ),
  );

  app.post(
    '/v1/customers/:customerId/notes/:noteId',
    {
      onRequest: role,
      schema: {
        summary: 'Pins a note, or takes the pin away',
        params: noteParamsSchema,
        body: pinNoteSchema,
        response: page,
      },
    },
    (request) =>
      changed(request.params.customerId, (db, rootId) =>
        pinNote(db, rootId, request.params.noteId, request.body.isPinned),
      ),
  );

  app.post(
    '/v1/customers/:customerId/consent',
    {
      onRequest: role,
      schema: {
        summary: 'Notes what a customer said about being written to or called',
        params: customerParamsSchema,
        body: sayConsentSchema,
        response: page,
      },
    },
    (request) => {
      const { channel, contact, ...word } = request.body;
      return changed(request.params.customerId, async (db, rootId, countryCode) => {
        const key = contactKey(channel, contact, countryCode);
        if (key === null) return { code: 'contact-wrong', values: {} };
        return sayForCustomer(
          db,
          rootId,
          { ...word, channel, contact: key },
          { at: at(), by: stationOf(request).name, newId },
        );
      });
    },
  );

  app.post(
    '/v1/customers/:customerId/default-address',
    {
      onRequest: role,
      schema: {
        summary: 'Says which address is the usual one',
        params: customerParamsSchema,
        body: defaultAddressSchema,
        response: page,
      },
    },
    (request) =>
      changed(request.params.customerId, (db, rootId) =>
        setDefaultAddress(db, rootId, request.body.addressKey, request.body.kind, {
          at: at(),
          by: stationOf(request).name,
          newId,
        }),
      ),
  );

  app.post(
    '/v1/customers/:customerId/vip',
    {
      onRequest: role,
      schema: {
        summary: 'Calls somebody a VIP, or none, by hand; null leaves it to the rule',
        params: customerParamsSchema,
        body: setVipSchema,
        response: page,
      },
    },
    async (request) => {
      const by = await named(request.body.by, 'customer.vip');
      return changed(request.params.customerId, (db, rootId) =>
        setVip(db, rootId, request.body.isVip, { at: at(), by, newId }),
      );
    },
  );

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

  app.get(
    '/v1/orders/:orderId/customer',
    {
      onRequest: role,
      schema: {
        summary: 'Whose order it is; null for a moment after it came',
        params: orderParamsSchema,
        response: { 200: orderCustomerSchema, '4xx': errorSchema },
      },
    },
    (request) => customerOfOrder(pool, request.params.orderId),
  );

  app.get(
    '/v1/customer-rules',
    {
      onRequest: role,
      schema: { summary: 'What is set about customers', response: { 200: customerRulesSchema } },
    },
    () => loadCustomerRules(pool),
  );

  app.post(
    '/v1/customer-rules',
    {
      onRequest: role,
      schema: {
        summary: 'Sets whose contacts count, what makes a VIP, how long papers are kept',
        body: saveCustomerRulesSchema,
        response: { 200: customerRulesSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      await named(request.body.by, 'settings.customers');
      await changeCustomers(pool, async (client) => {
        await saveSetting(client, 'rules', request.body.rules);
        await rescale(client, at());
      });
      return request.body.rules;
    },
  );

  app.post(
    '/v1/product-costs',
    {
      onRequest: role,
      schema: {
        summary: 'Says what a unit costs the company from a day on; margins of later orders follow',
        body: productCostsSchema,
        response: { 200: productCostsSavedSchema, '4xx': errorSchema },
      },
    },
    async (request) => ({ saved: await saveCosts(pool, request.body.rows) }),
  );
}

function statusOf({ code }: Refusal): number {
  return code === 'customer-unknown' || code === 'merge-unknown' ? 404 : code === 'contact-wrong' ? 422 : 409;
}

// Customers: the list, one file with its activity, and what the office writes into it; whose an order is; the rules.
import {
  activityQuerySchema,
  activityResponseSchema,
  customerParamsSchema,
  customerResponseSchema,
  customersQuerySchema,
  customersResponseSchema,
  defaultAddressSchema,
  newNoteSchema,
  noteParamsSchema,
  orderCustomerSchema,
  pinNoteSchema,
  productCostsQuerySchema,
  productCostsResponseSchema,
  productCostsSavedSchema,
  productCostsSchema,
  saveCustomerRulesSchema,
  sayConsentSchema,
  setVipSchema,
} from '../../shared/contract/customers';
import { errorSchema } from '../../shared/contract/http';
import { orderParamsSchema } from '../../shared/contract/payments';
import { customerRulesSchema } from '../../shared/domain/customer/rules';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { customerActivity } from '../services/customers/activity';
import {
  addNote,
  contactKey,
  pinNote,
  sayForCustomer,
  setDefaultAddress,
  setVip,
} from '../services/customers/change-file';
import { changeCustomers, loadCustomerRules, saveSetting } from '../services/customers/customer-settings';
import { rescale } from '../services/customers/customer-value';
import { customerOfOrder, listCustomers } from '../services/customers/list-customers';
import { costsOf, saveCosts } from '../services/customers/product-costs';
import { only, stationOf } from './access';
import { customerDesk } from './customer-desk';

export function customerRoutes(app: App, office: HeadOffice): void {
  const { pool, newId } = office;
  const role = only(office, 'office');
  const { at, named, pageOf, changed } = customerDesk(office);
  const page = { 200: customerResponseSchema, '4xx': errorSchema };

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

  app.get(
    '/v1/product-costs',
    {
      onRequest: role,
      schema: {
        summary: 'What a unit of a product costs the company, and from which day on, newest first',
        querystring: productCostsQuerySchema,
        response: { 200: productCostsResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => ({ rows: await costsOf(pool, request.query.sku) }),
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

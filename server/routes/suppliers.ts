// Suppliers: their terms, what is bought of them, and how much service the company wants of its stock.
import { errorSchema } from '../../shared/contract/http';
import { noBodySchema } from '../../shared/contract/purchasing';
import {
  saveItemsSchema,
  suppliedParamsSchema,
  supplierListSchema,
  supplierPageSchema,
  supplierParamsSchema,
  supplierQuerySchema,
} from '../../shared/contract/reorder';
import {
  reorderRulesSchema,
  type SupplierId,
  supplierTermsSchema,
} from '../../shared/domain/reorder/supply-terms';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import {
  listSuppliers,
  readReorderRules,
  readSupplier,
  removeItem,
  saveItems,
  saveReorderRules,
  saveSupplier,
} from '../services/reorder/suppliers';
import { only } from './access';
import { refuse } from './refused';

export function supplierRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool } = office;
  const refusals = { '4xx': errorSchema };
  const response = { 200: supplierPageSchema, ...refusals };
  const page = async (supplierId: SupplierId, text?: string) => {
    const found = await readSupplier(office, supplierId, text);
    if (!found) throw refuse('supplier-unknown');
    return found;
  };

  app.get(
    '/v1/suppliers',
    {
      onRequest: role,
      schema: {
        summary: 'Suppliers with how long their orders took',
        querystring: supplierQuerySchema,
        response: { 200: supplierListSchema, ...refusals },
      },
    },
    async ({ query }) => ({ rows: await listSuppliers(office, query.text) }),
  );
  app.get(
    '/v1/suppliers/:supplierId',
    {
      onRequest: role,
      schema: {
        summary: 'A supplier with its terms, what is bought of it and how long it took',
        params: supplierParamsSchema,
        querystring: supplierQuerySchema,
        response,
      },
    },
    ({ params, query }) => page(params.supplierId, query.text),
  );
  app.post(
    '/v1/suppliers/:supplierId',
    {
      onRequest: role,
      schema: {
        summary: 'Writes the terms of a supplier, under an id of the caller; its name never changes',
        params: supplierParamsSchema,
        body: supplierTermsSchema,
        response,
      },
    },
    async ({ params, body }) => {
      if (!(await saveSupplier(pool, params.supplierId, body)))
        throw refuse('supplier-name', { name: body.name });
      return page(params.supplierId);
    },
  );
  app.post(
    '/v1/suppliers/:supplierId/items',
    {
      onRequest: role,
      schema: {
        summary:
          'Says what is bought of a supplier, and how: price, packs, least order, lead time, shelf life',
        params: supplierParamsSchema,
        body: saveItemsSchema,
        response,
      },
    },
    async ({ params: { supplierId }, body }) => {
      await page(supplierId);
      const stranger = await saveItems(pool, supplierId, body.items);
      if (stranger !== null)
        throw refuse('sku-unknown', {
          lineNo: body.items.findIndex(({ sku }) => sku === stranger) + 1,
          sku: stranger,
        });
      return page(supplierId);
    },
  );
  app.post(
    '/v1/suppliers/:supplierId/items/:sku/remove',
    {
      onRequest: role,
      schema: {
        summary: 'Buys a product of a supplier no more',
        params: suppliedParamsSchema,
        body: noBodySchema,
        response,
      },
    },
    async ({ params: { supplierId, sku } }) => {
      await page(supplierId);
      if (!(await removeItem(pool, supplierId, sku))) throw refuse('product-unknown', { sku });
      return page(supplierId);
    },
  );

  const rules = { 200: reorderRulesSchema, ...refusals };
  app.get(
    '/v1/reorder-rules',
    {
      onRequest: role,
      schema: { summary: 'How much service is wanted of stock, by class', response: rules },
    },
    () => readReorderRules(pool),
  );
  app.post(
    '/v1/reorder-rules',
    {
      onRequest: role,
      schema: {
        summary: 'Says how much service is wanted of stock, by class',
        body: reorderRulesSchema,
        response: rules,
      },
    },
    async ({ body }) => {
      await saveReorderRules(pool, body);
      return body;
    },
  );
}

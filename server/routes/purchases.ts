// Orders to suppliers, and what is asked of products that come in.
import { errorSchema } from '../../shared/contract/http';
import {
  noBodySchema,
  productAsksParamsSchema,
  productAsksSchema,
  purchaseContentSchema,
  purchaseLineParamsSchema,
  purchasePageSchema,
  purchaseParamsSchema,
  purchasesQuerySchema,
  purchasesResponseSchema,
  rescheduleRequestSchema,
} from '../../shared/contract/purchasing';
import type { PurchaseCommand } from '../../shared/domain/purchasing/purchase';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { dayOf } from '../services/demand/weeks';
import { readProductAsks, saveProductAsks } from '../services/purchasing/product-asks';
import { type PurchaseAnswer, savePurchase, tellPurchase } from '../services/purchasing/purchase-acts';
import { listPurchases, readPurchase } from '../services/purchasing/read-purchases';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

const acts = {
  send: {
    summary: 'Says that the supplier has the order: what is on it may be promised for its day',
    type: 'SendPurchase',
  },
  cancel: { summary: 'Gives an order up of which nothing has come', type: 'CancelPurchase' },
  close: { summary: 'Ends an order; what has not come is no longer expected', type: 'ClosePurchase' },
  reopen: { summary: 'Takes closing or cancelling back', type: 'ReopenPurchase' },
} as const;

export function purchaseRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const response = { 200: purchasePageSchema, '4xx': errorSchema };
  const page = async (purchaseId: string) => {
    const found = await readPurchase(office.pool, purchaseId);
    if (!found) throw refuse('purchase-unknown');
    return found;
  };
  const answered = async (purchaseId: string, answer: PurchaseAnswer) => {
    if (answer.ok) return page(purchaseId);
    if ('refusal' in answer)
      throw answer.refusal.code === 'purchase-unknown'
        ? refuse('purchase-unknown')
        : refusedBy(answer.refusal);
    const { why, value, lineNo } = answer;
    if (why === 'product') throw refuse('sku-unknown', { lineNo, sku: value });
    if (why === 'moved') throw refuse('purchase-moved', { warehouseId: value });
    throw refuse('warehouse-unknown', { warehouseId: value });
  };

  app.get(
    '/v1/purchases',
    {
      onRequest: role,
      schema: {
        summary: 'Orders to suppliers, the newest first',
        querystring: purchasesQuerySchema,
        response: { 200: purchasesResponseSchema, '4xx': errorSchema },
      },
    },
    ({ query }) => listPurchases(office.pool, dayOf(office.now()), query),
  );

  app.get(
    '/v1/purchases/:purchaseId',
    {
      onRequest: role,
      schema: {
        summary: 'An order to a supplier with what was taken in',
        params: purchaseParamsSchema,
        response,
      },
    },
    ({ params }) => page(params.purchaseId),
  );

  app.post(
    '/v1/purchases/:purchaseId',
    {
      onRequest: role,
      schema: {
        summary:
          'Writes an order to a supplier under an id of the caller, or writes it anew while it is a draft',
        params: purchaseParamsSchema,
        body: purchaseContentSchema,
        response,
      },
    },
    async (request) => {
      const { purchaseId } = request.params;
      const by = stationOf(request).stationId;
      return answered(purchaseId, await savePurchase(office, purchaseId, request.body, by));
    },
  );

  for (const [act, { summary, type }] of Object.entries(acts))
    app.post(
      `/v1/purchases/:purchaseId/${act}`,
      {
        onRequest: role,
        schema: { summary, params: purchaseParamsSchema, body: noBodySchema, response },
      },
      async (request) => {
        const { purchaseId } = request.params;
        const by = stationOf(request).stationId;
        const told = await tellPurchase(office, purchaseId, (at): PurchaseCommand => ({ type, at }), by);
        return answered(purchaseId, told);
      },
    );

  app.post(
    '/v1/purchases/:purchaseId/lines/:lineNo/expect',
    {
      onRequest: role,
      schema: {
        summary: 'Expects a line on another day',
        params: purchaseLineParamsSchema,
        body: rescheduleRequestSchema,
        response,
      },
    },
    async (request) => {
      const { purchaseId, lineNo } = request.params;
      const { expectedOn } = request.body;
      const by = stationOf(request).stationId;
      const command = { type: 'RescheduleLine', lineNo, expectedOn } as const;
      return answered(purchaseId, await tellPurchase(office, purchaseId, () => command, by));
    },
  );

  const asks = { 200: productAsksSchema, '4xx': errorSchema };
  app.get(
    '/v1/products/:sku/asks',
    {
      onRequest: role,
      schema: {
        summary: 'What is asked of every unit of a product that comes in',
        params: productAsksParamsSchema,
        response: asks,
      },
    },
    async ({ params }) => {
      const found = await readProductAsks(office.pool, params.sku);
      if (!found) throw refuse('product-unknown', { sku: params.sku });
      return { asks: found };
    },
  );

  app.post(
    '/v1/products/:sku/asks',
    {
      onRequest: role,
      schema: {
        summary: 'Says what is asked of every unit of a product that comes in',
        params: productAsksParamsSchema,
        body: productAsksSchema,
        response: asks,
      },
    },
    async ({ params, body }) => {
      const saved = await saveProductAsks(office, params.sku, body.asks);
      if (!saved) throw refuse('product-unknown', { sku: params.sku });
      return { asks: saved };
    },
  );
}

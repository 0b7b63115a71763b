// Orders: taking one in, looking at them, cancelling units.
import { z } from 'zod';
import {
  cancelLinesRequestSchema,
  cancelLinesResponseSchema,
  errorSchema,
  newOrderResponseSchema,
  newOrderSchema,
  orderResponseSchema,
  ordersQuerySchema,
  ordersResponseSchema,
} from '../../shared/contract/http';
import { companyStream, orderIdSchema } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listChannels } from '../services/imports/channels';
import { listOrders, orderPage } from '../services/office/list-orders';
import { warehousesOf } from '../services/allocation/allocate-orders';
import { cancelLines } from '../services/orders/cancel-lines';
import type { PlacedOrder } from '../services/orders/place-orders';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

const orderParams = z.strictObject({ orderId: orderIdSchema });

export function orderRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');

  app.post(
    '/v1/orders',
    {
      onRequest: role,
      schema: {
        summary: 'Takes an order; the same channel and external id again answers with the order as it is',
        body: newOrderSchema,
        response: { 200: newOrderResponseSchema, 201: newOrderResponseSchema, '4xx': errorSchema },
      },
    },
    async (request, reply) => {
      const placed = await office.orders.take(request.body);
      const { orderId, number, created } = await answerPlaced(office, placed, request.body.externalId);
      return reply.status(created ? 201 : 200).send({ orderId, number, created });
    },
  );

  app.get(
    '/v1/orders',
    {
      onRequest: role,
      schema: {
        summary: 'Orders, newest first',
        querystring: ordersQuerySchema,
        response: { 200: ordersResponseSchema },
      },
    },
    (request) => listOrders(office.pool, request.query),
  );

  app.get(
    '/v1/orders/:orderId',
    {
      onRequest: role,
      schema: {
        summary: 'An order with everything that happened to it and its parcels',
        params: orderParams,
        response: { 200: orderResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const page = await orderPage(office.pool, request.params.orderId);
      if (!page) throw refuse('order-unknown');
      return page;
    },
  );

  app.post(
    '/v1/orders/:orderId/cancel-lines',
    {
      onRequest: role,
      schema: {
        summary: 'Cancels units of an order; what a bench holds is asked for and cancelled when it answers',
        params: orderParams,
        body: cancelLinesRequestSchema,
        response: { 200: cancelLinesResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { orderId } = request.params;
      const { stationId } = stationOf(request);
      const at = office.now().toISOString();
      const streams = [companyStream, ...(await warehousesOf(office.pool))];
      const [answer] = await office.writer.submit(streams, (tx) =>
        cancelLines(
          tx,
          [{ orderId, ...request.body }],
          { at, newId: office.newId },
          { at, actor: null, stationId, opId: null },
        ),
      );
      office.allocation.nudge();
      if (!answer?.ok) {
        if (!answer || answer.refusal.code === 'order-not-placed') throw refuse('order-unknown');
        throw refusedBy(answer.refusal);
      }
      return { order: answer.order, asked: answer.asked };
    },
  );
}

/** @throws RequestRefused */
export async function answerPlaced(
  office: HeadOffice,
  placed: PlacedOrder,
  externalId: string,
): Promise<{ orderId: PlacedOrder['orderId']; number: string; created: boolean }> {
  switch (placed.kind) {
    case 'created':
    case 'unchanged':
      return { orderId: placed.orderId, number: placed.number, created: placed.kind === 'created' };
    case 'different':
      throw refuse('order-different', { externalId, number: placed.number });
    case 'unknown-sku':
      throw refuse('sku-unknown', { lineNo: placed.lineNo, sku: placed.sku });
    case 'unknown-channel':
      throw refuse('channel-unknown', {
        channelId: placed.channelId,
        known: (await listChannels(office.pool)).map((channel) => channel.channelId).join(', '),
      });
    case 'refused':
      throw refusedBy(placed.refusal, 422);
  }
}
